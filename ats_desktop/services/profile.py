"""The candidate's own page: skills in her order, and her picture."""

from collections.abc import Sequence
from dataclasses import replace

from ats_desktop.domain.completeness import Completeness, Shown, completeness
from ats_desktop.domain.ordering import between
from ats_desktop.domain.portfolio import Achievement, Certification, Language, Project
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.domain.resume import ordered
from ats_desktop.domain.schema import Id
from ats_desktop.errors import Refused
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

MOST_BYTES = 5 * 1024 * 1024
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_MARKS = (b"Exif\0", b"eXIf", b"http://ns.adobe.com/xap/")  # what cameras and editors write into a picture


def of(work: Workspace) -> CandidateProfile:
    """Read the profile; an empty one before there is one."""
    return next(iter(work.all(CandidateProfile, limit=1)), CandidateProfile())


def how_complete(work: Workspace) -> Completeness:
    """Say how complete the profile is, and what is missing."""
    extras = sum(work.count(kind) for kind in (Project, Certification, Achievement))
    return completeness(
        Shown(
            of(work),
            work.all(WorkExperience),
            work.all(Education),
            work.all(CandidateSkill),
            languages=work.count(Language),
            extras=extras,
        )
    )


@command("Add skills")
def add_skills(work: Workspace, names: Sequence[str]) -> list[CandidateSkill]:
    """Add skills by their names, behind the others; those that are there already are passed over.

    Raises: Refused, when nothing was written.
    """
    wanted = [name.strip() for name in names if name.strip()]
    if not wanted:
        raise Refused("A skill needs a name.", "Write one or more, with commas between them.")
    known = {row.skill_name.casefold() for row in work.all(CandidateSkill)}
    new: dict[str, str] = {}
    for name in wanted:
        if name.casefold() not in known:
            new.setdefault(name.casefold(), name)
    with work.change("Add skills") as change:
        _number(work)
        last = max((row.position for row in work.all(CandidateSkill)), default="")
        made = []
        for name in new.values():
            last = between(last, "")
            made.append(change.save(CandidateSkill(skill_name=name, position=last)))
        return made


@command("Put a skill in its place")
def place_skill(work: Workspace, skill: Id[CandidateSkill], above: str = "", below: str = "") -> CandidateSkill:
    """Put a skill between two others, named by their ids; "" is the end of the list."""
    with work.change("Put a skill in its place") as change:
        _number(work)
        places = {row.id: row.position for row in work.all(CandidateSkill)}
        row = change.get(CandidateSkill, skill)
        return change.save(
            replace(row, position=between(places.get(Id(above), ""), places.get(Id(below), ""))), was=row
        )


def _number(work: Workspace) -> None:
    """Give every skill a place, in the order they are shown, where one has none yet."""
    rows = ordered(work.all(CandidateSkill))
    if all(row.position for row in rows):
        return
    with work.change("Put skills in order") as change:
        last = ""
        for row in rows:
            last = row.position if row.position > last else between(last, "")
            if last != row.position:
                change.save(replace(row, position=last), was=row)


@command("Set the picture")
def set_picture(work: Workspace, content: bytes) -> CandidateProfile:
    """Keep a picture of the candidate, as PNG or JPEG without anything hidden in it.

    Raises: Refused, when it is no picture, too large, or still says where and with what it was taken.
    """
    if len(content) > MOST_BYTES:
        raise Refused("This picture is larger than 5 MB.", "Choose a smaller one.")
    if not content.startswith(_SIGNS):
        raise Refused("This is no picture.", "Choose a PNG or a JPEG file.")
    if any(mark in content for mark in _MARKS):
        raise Refused("This picture says where and when it was taken.", "Crop it here, which takes that out.")
    sha = work.files.put(content)
    return _with_picture(work, sha)


@command("Take the picture off")
def take_picture_off(work: Workspace) -> CandidateProfile:
    """Show no picture any more."""
    return _with_picture(work, "")


def _with_picture(work: Workspace, sha: str) -> CandidateProfile:
    with work.change("Change the picture") as change:
        was = next(iter(change.all(CandidateProfile)), None)
        if was is None:
            return change.save(CandidateProfile(picture=sha))
        return change.save(replace(was, picture=sha), was=was)
