"""How soon a résumé is on paper again after a word of it was changed, against the bare compiler.

Why:    the compiler keeps what did not change; so a word of the summary is another one each time, on both sides.
"""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from bench.kit import Measure, Sides, clocked
from bench.made import profile
from typst import Compiler

from ats_desktop.app import App
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, WorkExperience
from ats_desktop.domain.schema import Text
from ats_desktop.outside.paper import plain
from ats_desktop.services import paper
from ats_desktop.shipped import shipped
from ats_desktop.store.workspace import Workspace

JOBS, SKILLS = 6, 24
TOLD = "Kept the releases of a team of six on time, and wrote down why when one of them was not. "


def _candidate(work: Workspace) -> None:
    with work.change("A candidate") as change:
        change.save(
            CandidateProfile(first_name="Ada", last_name="Example", headline="Data Engineer", summary=Text(TOLD * 4))
        )
        for number in range(JOBS):
            about = {"job_title": f"Engineer {number}", "company_name": f"Brightwater Labs {number}"}
            change.save(WorkExperience(**about, description=Text(TOLD * 3), highlights=(TOLD,) * 4))
        for number in range(SKILLS):
            change.save(CandidateSkill(skill_name=f"Skill {number}"))


@contextmanager
def again(folder: Path) -> Iterator[Sides]:
    """Print a résumé of two pages, each time with another word in it."""
    app = App.open(profile(folder.parent, 1_000))
    work, numbers = app.work, itertools.count()
    _candidate(work)
    template, bare = shipped("templates/paper/resume.typ").read_bytes(), Compiler(root=shipped("templates/paper"))

    def changed() -> None:
        (own,) = work.all(CandidateProfile)
        with work.change("Edit") as change:
            change.save(replace(own, summary=Text(f"{TOLD * 4}{next(numbers)}")), was=own)

    def floor() -> float:
        changed()
        told = {"told": json.dumps(plain(asdict(paper.resume_words(work))), ensure_ascii=False)}
        return clocked(lambda: bare.compile(template, format="pdf", sys_inputs=told))

    def ours() -> float:
        changed()
        return clocked(lambda: paper.draw_resume(work))

    try:
        yield Sides(floor, ours)
    finally:
        app.close()


MEASURES = (Measure("résumé PDF again, data to bytes", again, 1.5, rounds=15),)
