"""What a line of a job list says has happened, or will: stages, an interview, a person, a reminder to follow up.

Why:    a list often gives a stage without its day.  The event is then put at the last day
        the line knows of, and says so; the day is for the person to correct.
"""

import re
from collections.abc import Iterator

from ats_desktop.domain.applications import Category
from ats_desktop.domain.interviews import InterviewStatus
from ats_desktop.domain.people import Relationship
from ats_desktop.domain.schema import Cell
from ats_desktop.domain.values import Appointment
from ats_desktop.formats.dates import instant, read_moment
from ats_desktop.formats.headings import EVENTS
from ats_desktop.formats.line import Line, Seen
from ats_desktop.formats.problem import Found, Key, Reading, found
from ats_desktop.formats.same import company_key, contact_key
from ats_desktop.formats.stages import read_stage

UNDATED = "The list gives no date for this stage."
_ORDER = {category: rank for rank, category in enumerate(Category)}  # of several events on one day
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PEOPLE = (
    ("contact", Relationship.OTHER),
    ("recruiter", Relationship.RECRUITER),
    ("boss", Relationship.HIRING_MANAGER),
)
_PERSON = frozenset({"contact", "recruiter", "boss", "contact_email", "contact_phone", "contact_linkedin"})
_OVER = {Category.WON, Category.REJECTED, Category.WITHDRAWN, Category.NO_RESPONSE, Category.CLOSED_OTHER}
_EVENT_ROLES = tuple((f"event:{category}", category) for category in EVENTS)
_TICK = 5  # letters
_YES = frozenset({"yes", "y", "x", "true", "ja", "oui", "sí", "si", "✓", "✔", "✅", "☑", "1", "done"})
_NO = frozenset({"no", "false", "nein", "non", "0", "☐", "✗", "❌"})


def events(line: Line, application: Key, applied: str, saved: str, how: Reading) -> Iterator[Found]:
    """Give the stages an application went through, each once, and the one where it stands."""
    stage = _stage(line)
    dated, open_ends = _dated(line, applied, saved)
    if stage and stage not in dated and stage is not Category.LEAD:
        moved = line.moment("moved")
        if moved:
            dated[stage] = moved
        else:
            open_ends.add(stage)
    for category, moment in dated.items():
        at = instant(moment, how.zone, _later(category, moment))
        yield _event(application, category.value, moment[:10], at, line.place)
    for category in sorted(open_ends - set(dated), key=_ORDER.__getitem__):
        last = max((moment for moment in dated.values() if moment[:10] <= how.now[:10]), default="")
        at = _after(category, last, how) if last else how.now
        yield _event(application, category.value, "", at, line.place, UNDATED)


def _dated(line: Line, applied: str, saved: str) -> tuple[dict[Category, str], set[Category]]:
    """Gather the stages with a day of their own, and those that are only ticked."""
    dated: dict[Category, str] = {}
    ticked: set[Category] = set()
    if saved:
        dated[Category.LEAD] = saved
    if applied:
        dated[Category.APPLIED] = applied
    elif tick(line.text("applied")) == "yes":
        ticked.add(Category.APPLIED)
    for role, category in _EVENT_ROLES:
        if role in line.values:
            said = tick(line.values[role])
            if said == "yes":
                ticked.add(category)
            elif not said and (moment := line.moment(role)):
                dated[category] = moment
    return dated, ticked


def _after(category: Category, last: str, how: Reading) -> str | None:
    """Put a stage without a day of its own after everything else of the last day known."""
    return instant(last, how.zone, 1) if "T" in last else instant(last, how.zone, _ORDER[category])


def _event(application: Key, to: str, day: str, at: str | None, place: str, note: str = "") -> Found:
    fields: dict[str, Cell] = {"to": to, "actor": "import"}
    if at:
        fields["occurred_at"] = at
    if note:
        fields["note"] = note
    return Found(
        "application_stages", (*application, to, day), fields, {"application": ("applications", *application)}, place
    )


def _later(category: Category, moment: str) -> int:
    """Minutes after noon, so that the stages of one day keep their order."""
    return 0 if "T" in moment else _ORDER[category]


def _stage(line: Line) -> Category | None:
    text = line.text("status")
    stage = read_stage(text) if text else None
    if text and stage is None:
        line.keep("status")
        line.noticed.append(f"The status “{text[:40]}” is not known; it is kept in the notes.")
    return stage


def tick(text: str) -> str:
    """Say whether a cell only ticks a box: "yes", "no", or "" for anything else.

    >>> tick("Ja"), tick("12 March")
    ('yes', '')
    """
    if not text or len(text) > _TICK:
        return ""
    word = text.casefold()
    return "yes" if word in _YES else "no" if word in _NO else ""


def stage_said(line: Line) -> Category | None:
    """Say which stage the line names, if it is known."""
    return read_stage(line.text("status")) if line.text("status") else None


def interview(line: Line, application: Key, how: Reading) -> Iterator[Found]:
    """Give an interview whose day and hour are known; a bare day stays a note, for no hour is made up."""
    text = line.text("interview")
    if not text or tick(text):
        return
    moment = read_moment(text, day_first=line.day_first)
    if "T" not in moment or len(moment) > len("2026-01-01T10:00"):
        line.keep("interview")
        return
    coming = (instant(moment, how.zone) or "") > how.now
    status = InterviewStatus.SCHEDULED if coming else InterviewStatus.COMPLETED
    yield found(
        "interviews",
        (*application, "interview", moment),
        line.place,
        {"application": ("applications", *application)},
        starts=Appointment(moment, how.zone),
        status=status,
    )


def follow_up(line: Line, application: Key, whom: str, how: Reading) -> Iterator[Found]:
    """Give a task for a follow-up that is still to come; one of the past is only noted."""
    if not line.text("follow_up"):
        return
    day = line.day("follow_up")
    if day and (day < how.now[:10] or stage_said(line) in _OVER):
        line.keep("follow_up")
    elif day:
        title = f"Follow up with {whom}" if whom else "Follow up"
        about = {"about": ("applications", *application)}
        key = (*application, "follow up", day)
        yield Found("tasks", key, {"title": title, "due_on": day, "origin": "import"}, about, line.place)


def people(line: Line, company: str, seen: Seen) -> Iterator[Found]:
    """Give the people a line names, the first with the address and number that stand beside them."""
    if not _PERSON & line.values.keys():
        return
    mail, phone, page = line.text("contact_email"), line.text("contact_phone"), line.text("contact_linkedin")
    for role, relationship in _PEOPLE:
        text = line.text(role)
        if not text and not (
            role == "contact" and (mail or page) and not (line.text("recruiter") or line.text("boss"))
        ):
            continue
        inside = _MAIL.search(text)
        address = inside[0] if inside else (_MAIL.search(mail) or [""])[0]
        name = _MAIL.sub("", text).strip(" <>(),;-\n") or address or page
        yield found(
            "contacts",
            contact_key(address, page, name, company),
            line.place,
            {"company": ("companies", *company_key(company))} if company else {},
            name=name,
            emails=(address,) if address else (),
            phones=(phone,) if phone else (),
            linkedin_url=page,
            relationship=relationship,
            company_name=company,
            came_from=seen.source,
        )
        mail = phone = page = ""
    for role, left in (("contact_email", mail), ("contact_phone", phone), ("contact_linkedin", page)):
        if left:
            line.keep(role)


def private_note(line: Line, application: Key) -> Iterator[Found]:
    """Give what was said about people in columns of unknown names, as a note only the candidate reads."""
    said = [f"{heading}: {text}" for heading, text, kind in line.spare if kind == "people"]
    if said:
        about = {"about": ("applications", *application)}
        body = "\n".join(said)
        yield Found("shared_notes", (*application, "people"), {"section": "private", "body": body}, about, line.place)
