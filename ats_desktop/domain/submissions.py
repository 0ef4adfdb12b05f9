"""Submissions: what was sent, frozen at the moment it was."""

from dataclasses import dataclass
from datetime import datetime

from ats_desktop.domain.applications import Application
from ats_desktop.domain.schema import Entity, Id, Text, label


class Submission(Entity, table="submissions", stream="documents"):
    """One sending of an application: files, posting and answers as they were; never changed afterwards."""

    application: Id[Application] = label("Application", default=Id(""))
    submitted_at: datetime | None = label("Sent", default=None, indexed=True)
    channel: str = label("Through", default="")
    files: tuple[str, ...] = label("Files", help="role, name and SHA-256 of each", default=())
    versions: tuple[str, ...] = label("Versions", help="Ids of the document versions", default=())
    job_title: str = label("Position, as posted", default="")
    company_name: str = label("Company", default="")
    posting_url: str = label("Link", default="")
    posting: Text = label("Posting, as it was", default=Text())
    answers: Text = label("Answers given", default=Text())
    note: str = ""

    def __str__(self) -> str:
        when = f" on {self.submitted_at:%Y-%m-%d}" if self.submitted_at else ""
        return f"{self.job_title or 'Application'} sent{when}"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as it was sent; without a file only its name is known."""

    role: str  # a kind of document
    name: str
    sha256: str = ""


def write_sent(sent: Sent) -> str:
    """Write a file that was sent as one line.

    >>> write_sent(Sent("resume", "Platform | v3.pdf", "ab"))
    'resume | Platform ¦ v3.pdf | ab'
    """
    return f"{sent.role} | {sent.name.replace('|', '¦')} | {sent.sha256}"


def read_sent(line: str) -> Sent:
    """Read what `write_sent` wrote; anything else is a name alone.

    >>> read_sent("resume | v3.pdf | ab").name
    'v3.pdf'
    """
    parts = [part.strip() for part in line.split("|")]
    return Sent(*parts) if len(parts) == 3 else Sent("", line)  # noqa: PLR2004 - role, name, SHA-256
