"""What is printed from the candidate's rows: her résumé, and the proof of her search."""

import csv
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion
from ats_desktop.domain.portfolio import Achievement, Certification, Language, Project
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.domain.proof import HEADINGS, Line
from ats_desktop.domain.proof import prove as prove_lines
from ats_desktop.domain.resume import Resume, compose, paper_of
from ats_desktop.domain.schema import Text
from ats_desktop.errors import Refused
from ats_desktop.formats.table import guard
from ats_desktop.outside.paper import draw
from ats_desktop.services.applications import stages
from ats_desktop.services.reminders import habits_of
from ats_desktop.store.command import command
from ats_desktop.store.opening import touching_files
from ats_desktop.store.reads import proof as reads
from ats_desktop.store.workspace import Workspace

PDF = "application/pdf"
MADE_BY = "profile"


def resume_words(work: Workspace) -> Resume:
    """Put the profile into the words of a résumé.

    Raises: Refused, while the profile has no name.
    """
    found = work.all(CandidateProfile, limit=1)
    made = compose(
        found[0] if found else CandidateProfile(),
        work.all(WorkExperience),
        work.all(Education),
        work.all(CandidateSkill),
        work.all(Project),
        work.all(Certification),
        work.all(Language),
        work.all(Achievement),
    )
    if not made.name:
        raise Refused("A résumé needs your name.", "Write it into your profile, under About me.")
    return made


def draw_resume(work: Workspace) -> bytes:
    """Print the résumé; the same profile gives the same file.

    Raises: Refused, while the profile has no name; ToolMissing, without typst.
    """
    return draw("resume", asdict(resume_words(work)), at=work.now())


def prove(work: Workspace, first: date, last: date) -> list[Line]:
    """List what was applied for from one day to another, both counted, by the candidate's calendar.

    Raises: Refused, when the last day comes before the first.
    """
    if last < first:
        raise Refused("The last day comes before the first.", "Write the earlier day first.")
    zone = habits_of(work).zone
    since, until = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    return prove_lines(reads.sent(work, since, until), stages(work), zone)


def draw_proof(work: Workspace, first: date, last: date) -> bytes:
    """Print the proof of a job search.

    Raises: Refused, when the last day comes before the first; ToolMissing, without typst.
    """
    lines = prove(work, first, last)
    found = work.all(CandidateProfile, limit=1)
    profile = found[0] if found else CandidateProfile()
    name = f"{profile.first_name} {profile.last_name}".strip()
    now = work.now()
    told = {
        "title": f"Job search, {first} to {last}",
        "name": name,
        "paper": paper_of(profile.country),
        "heading": "Record of job search",
        "facts": [
            ["Name", name],
            ["Period", f"{first} to {last}"],
            ["Applications", str(len(lines))],
            ["As of", str(now.astimezone(habits_of(work).zone).date())],
        ],
        "headings": HEADINGS,
        "lines": [line.cells for line in lines],
        "nothing": "No application was noted in this period.",
        "sign": ["Place and date", "Signature"],
    }
    return draw("proof", told, at=now)


def proof_list(work: Workspace, first: date, last: date) -> bytes:
    """Write the same as a list for a spreadsheet.

    Raises: Refused, when the last day comes before the first.
    """
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([guard(cell) for cell in line.cells] for line in prove(work, first, last))
    return written.getvalue().encode("utf-8-sig")


def keep_as(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, in the place of one of that name.

    Raises: Refused or Unavailable, as the folder or the disk is.
    """
    with touching_files():
        if path.is_dir() or not path.parent.is_dir():
            raise Refused(f"“{path}” is no place for a file.", "Name a file in a folder that is there.")
        beside = path.with_name(f"{path.name}.part")
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@command("Make a résumé")
def resume(work: Workspace, *, name: str = "Résumé from my profile") -> DocumentVersion:
    """Print the profile as a résumé and keep it among the documents; what did not change makes no new version.

    Raises: Refused, while the profile has no name; ToolMissing, without typst.
    """
    words = resume_words(work)
    document = next(iter(work.all(Document, {"name": name, "kind": DocumentKind.RESUME}, limit=1)), None)
    last = _newest_version(work, document)
    if last is not None and last.content == words.text and last.sha256:
        return last
    made = draw("resume", asdict(words), at=work.now())
    sha = work.files.put(made)
    with work.change("Make a résumé") as change:
        kept = document or change.save(Document(name=name, kind=DocumentKind.RESUME))
        return change.save(
            DocumentVersion(
                document=kept.id,
                section=kept.section,
                content=Text(words.text),
                sha256=sha,
                size=len(made),
                mime=PDF,
                filename=f"{words.title}.pdf",
                generated_by=MADE_BY,
            )
        )


def _newest_version(work: Workspace, document: Document | None) -> DocumentVersion | None:
    if document is None:
        return None
    return next(iter(work.all(DocumentVersion, {"document": document.id}, order="-id", limit=1)), None)
