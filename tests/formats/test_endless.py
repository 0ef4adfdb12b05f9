"""Files made to take for ever: each is read, or refused in a sentence, before anybody grows impatient.

Source: promises P41, P42.
"""

import postings
import pytest

from ats_desktop.errors import Refused
from ats_desktop.formats import catalog, posted

ASKED = {
    "now": "2026-11-22T12:00:00.000000Z",
    "zone": "Europe/Berlin",
    "workspace": "9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01",
    "member": "adaadaadaada",
}
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n"
MEETING = "BEGIN:VEVENT\nSUMMARY:Talk\nDTSTART;TZID=Here:20261201T100000\nEND:VEVENT\nEND:VCALENDAR\n"
MAIL = "From: ada@brightwater.example\nTo: me\nDate: Mon, 2 Nov 2026 09:00:00 +0000\n"


def zone(rule, many, year="0001"):
    one = (
        f"BEGIN:STANDARD\nDTSTART:{year}0101T000000\nRRULE:{rule}\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    )
    return f"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Here\n{one * many}END:VTIMEZONE\n{MEETING}"


FILES = {
    "begun.vcf": "BEGIN:VCARD\n" * 200_000 + CARD + "END:VCARD\n",
    "empty.vcf": CARD + "END:VCARD\n" + "BEGIN:VCARD" + "\n" * 200_000,
    "soft.vcf": CARD + "NOTE;ENCODING=QUOTED-PRINTABLE:" + "a=\n" * 400_000 + "\nEND:VCARD\n",
    "seconds.ics": zone("FREQ=SECONDLY", 400, "1970"),
    "daily.ics": zone("FREQ=DAILY", 2),
    "every weekday.ics": zone("FREQ=YEARLY;BYMONTH=1,2,3,4,5,6;BYDAY=MO,TU,WE,TH,FR", 3),
    "yearly.ics": zone("FREQ=YEARLY", 300),
    "guests.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "ATTENDEE:mailto:x\n" * 400_000 + MEETING[13:],
    "subject.eml": f"{MAIL}Subject: {'=?a?q?' * 200_000}\n\nHello",
    "kind.eml": f'{MAIL}Subject: Hello\nContent-Type: text/plain; a="{";" * 200_000}"\n\nHello',
    "parts.eml": f"{MAIL}Subject: Hello\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 400_000,
    "brackets.csv": "title,company\n" + "(" * 60_000 + "\n",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", FILES)
def test_no_file_takes_for_ever(name):
    found = []
    try:
        found += catalog.read_plain(FILES[name].encode(), {**ASKED, "name": name})
    except Refused as problem:
        found.append(problem.title)

    assert found


PAGES = {
    "ends of what was never begun": ("text/html", "<div></x>" * 300_000),
    "main parts in main parts": ("text/html", "<main><article>" * 20 + "<i></i>" * 250_000),
    "things in things": (
        "text/html",
        '<div itemscope itemtype="https://schema.org/JobPosting"><b itemprop=a>' * 450 + "<i></i>" * 200_000,
    ),
    "a list of everything": (
        "text/html",
        postings.page_with({**postings.job_posting, "skills": ["<b>a</b>"] * 300_000}),
    ),
    "spaces": ("text/plain", "Baker\nA" + "\u00a0" * 60_000 + "B"),
    "a saved page of parts": (
        "multipart/related",
        "Content-Type: multipart/related; boundary=a\n\n" + "--a\n\nx\n" * 400_000,
    ),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_for_ever(name):
    kind, text = PAGES[name]
    found = []
    try:
        found += posted.read_plain(text.encode(), {"today": "2026-11-22", "kind": kind, "name": name})
    except Refused as problem:
        found.append(problem.title)

    assert found


@pytest.mark.parametrize("day", ["20261201", "20270701"])
def test_a_zone_of_its_own_name_is_read_by_its_rules(day):
    """What keeps endless rules out keeps the two in that change the clocks."""
    rules = (("DAYLIGHT", "02", "3", "+0100", "+0200"), ("STANDARD", "03", "10", "+0200", "+0100"))
    told = "".join(
        f"BEGIN:{kind}\nDTSTART:16010101T{hour}0000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH={month}\n"
        f"TZOFFSETFROM:{before}\nTZOFFSETTO:{after}\nEND:{kind}\n"
        for kind, hour, month, before, after in rules
    )
    meeting = MEETING.replace("20261201", day).replace("=Here", "=There")
    text = f"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:There\n{told}END:VTIMEZONE\n{meeting}"

    (lines,) = catalog.read_plain(text.encode(), {**ASKED, "name": "invite.ics"})

    assert "T10:00 Europe/Berlin" in str(lines)
