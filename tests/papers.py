"""Files as other programs write them, made on the spot: workbooks, Word documents, PDFs, mails, invitations, cards."""

import io

import docx
import openpyxl
import typst

RESUME = """Mira Okafor
Data engineer who likes quiet pipelines
Nordhavn | mira.okafor@example.org | +47 555 01 234
linkedin.com/in/mira-okafor-example | https://mira.example

SUMMARY
Seven years of moving data from where it is made to where it is needed.

EXPERIENCE
Senior Data Engineer, Brightwater Labs, Oslo    Mar 2021 - Present
• Built a pipeline for 40 river gauges that reports within a
minute
• Halved the nightly run
Data Engineer | Halden Robotics | 06/2017 - 02/2021
- Wrote the telemetry store
Quillmark Press
Junior Analyst
2015 - 2017
Counted books, and asked why.

EDUCATION
M.Sc. Computer Science, University of Nordhavn, 2013 - 2015
Bachelor of Science in Physics
Nordhavn College
2010 - 2013

SKILLS
Programming: Python, SQL, C
Tools: Airflow (expert), dbt; Docker | Linux

LANGUAGES
English (native), German - B2, Norwegian: fluent

CERTIFICATIONS
Cloud Practitioner, Fictional Cloud Institute, 2022

PROJECTS
A weather station on the balcony
"""

INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:4711@brightwater.example
DTSTAMP:20261120T080000Z
DTSTART;TZID=America/New_York:20261203T093000
DTEND;TZID=America/New_York:20261203T101500
SUMMARY:Technical interview: Data Engineer at Brightwater Labs
LOCATION:https://meet.example/zoom.room-7
DESCRIPTION:We look forward to meeting you.
ORGANIZER;CN=Ada Lind:mailto:ada.lind@brightwater.example
ATTENDEE;CN=Mira Okafor:mailto:mira.okafor@example.org
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

MAIL = """From: Ada Lind <ada.lind@brightwater.example>
To: Mira Okafor <mira.okafor@example.org>
Subject: =?utf-8?q?Your_application=3A_Data_Engineer_=E2=80=93_next_steps?=
Date: Fri, 20 Nov 2026 09:15:00 +0100
Message-ID: <77@brightwater.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Mira,

thank you. We would like to meet you.

On Thu, 19 Nov 2026 Mira Okafor wrote:
> I apply.
""".replace("\n", "\r\n")

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ada Lind
N:Lind;Ada;;;
ORG:Brightwater Labs;People
TITLE:Recruiter
EMAIL;TYPE=work:ada.lind@brightwater.example
TEL;TYPE=cell:+47 555 01 999
URL:https://www.linkedin.com/in/ada-lind-example
BDAY:--0304
NOTE:Met in May\\, by the river
CATEGORIES:recruiter,oslo
END:VCARD
BEGIN:VCARD
VERSION:2.1
N:Hale;Jonas
EMAIL:jonas@halden.example
END:VCARD
""".replace("\n", "\r\n")


def workbook(sheets):
    """A workbook of sheets {name: rows}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def document(text=RESUME):
    """A Word document of lines; what begins with a dot is one of a list."""
    made, written = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        style = "List Bullet" if line.startswith("•") else None
        made.add_paragraph(line.removeprefix("• "), style=style)
    made.save(written)
    return written.getvalue()


def pdf(text=RESUME):
    """A PDF of lines, set by typst."""
    source = '#set text(font: "Libertinus Serif")\n#for line in sys.inputs.text.split("\\n") [#line \\ ]'
    return typst.compile(source.encode(), sys_inputs={"text": text})


def mail(*, attached=b"", kind="text/calendar; method=REQUEST", name="invite.ics"):
    """A mail with something attached to it."""
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["To"] = "Ada Lind <ada.lind@brightwater.example>", "mira.okafor@example.org"
    made["Subject"], made["Date"] = "Interview", "Fri, 20 Nov 2026 09:15:00 +0100"
    made.set_content("Please find the invitation attached.")
    main, _, sub = kind.partition(";")[0].partition("/")
    made.add_attachment(attached, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()
