"""Practice: the question bank, tries at a question, and answers worth keeping.

Why:    a question of the pack becomes a row when it is first practised, under the id it has on every laptop,
        so two laptops that practise the same question practise one.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import (
    Difficulty,
    InterviewQuestion,
    LibraryResponse,
    MockInterview,
    QuestionKind,
    QuestionPractice,
)
from ats_desktop.domain.profile import CandidateSkill
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.star import PARTS, Story, coach
from ats_desktop.errors import NotFound, Refused
from ats_desktop.services import packs
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change  # brings SQLAlchemy

_NAME_LETTERS = 60
_MARKS = range(1, 6)
_ASKED_HERE = 100  # what a company asked before comes before any skill


def bank(work: Workspace) -> dict[str, InterviewQuestion]:
    """Give every question there is by its id: the candidate's own, the newest first, then those of the pack."""
    used = {one.id: one for one in work.all(InterviewQuestion, order="-id")}
    pack = {packs.question_id(work, key): one for key, one in packs.questions().items()}
    own: dict[str, InterviewQuestion] = {row: one for row, one in used.items() if row not in pack}
    return own | {row: used.get(row) or replace(one, id=row) for row, one in pack.items()}


def question(work: Workspace, row: str) -> InterviewQuestion:
    """Find a question, used or not.

    Raises: NotFound, when it is neither here nor in the pack.
    """
    found = work.find(InterviewQuestion, row) or bank(work).get(row)
    if found is None:
        raise NotFound("This question is not here.", "It may be in the bin, or on another laptop.")
    return found


def skills_wanted(work: Workspace, application: str) -> list[str]:
    """Name the skills that the posting of an application asks for, as the pack calls them."""
    pursuit = work.find(Application, application)
    job = work.find(JobOpportunity, pursuit.job) if pursuit else None
    if job is None:
        return []
    named = [one.skill_name for one in work.all(JobRequirement, {"job": job.id}) if one.skill_name]
    told = [*(known.name if (known := packs.skill_named(name)) else name for name in named)]
    text = "\n".join((job.title, job.description, *job.requirements))
    return list(dict.fromkeys((*told, *packs.skills_in(text))))


def skills_held(work: Workspace, wanted: list[str]) -> list[str]:
    """Say which of these skills the candidate has, by whatever name."""
    mine = [one.skill_name for one in work.all(CandidateSkill)]
    return [name for name in wanted if any(packs.same_skill(name, held) for held in mine)]


def fitting(work: Workspace, application: str) -> dict[str, list[str]]:
    """Choose the questions that fit an application's posting, the best first, each with the skills they share.

    Shape:  questions once asked by the same company come first; those about a company always fit, at the end.
    """
    wanted = skills_wanted(work, application)
    pursuit = work.find(Application, application)
    job = work.find(JobOpportunity, pursuit.job) if pursuit else None
    here = asked_by(work, job.company_name) if job else set()
    shared = {row: [name for name in one.skills if name in wanted] for row, one in bank(work).items()}
    rank = {row: len(names) + (_ASKED_HERE if row in here else 0) for row, names in shared.items()}
    company = [row for row, one in bank(work).items() if one.kind is QuestionKind.COMPANY and not rank[row]]
    chosen = sorted((row for row in rank if rank[row]), key=lambda row: -rank[row])
    return {row: shared[row] for row in (*chosen, *company)}


def asked_by(work: Workspace, company_name: str) -> set[str]:
    """Find the questions that were asked in interviews of a company."""
    sought, found = normal_name(company_name), set()
    for one in work.all(InterviewQuestion, [("asked_in", "!=", "")]):
        meeting = work.find(Interview, one.asked_in)
        pursuit = work.find(Application, meeting.application) if meeting else None
        job = work.find(JobOpportunity, pursuit.job) if pursuit else None
        if job and job.normal_company == sought:
            found.add(str(one.id))
    return found


@command("Add a question")
def add_question(
    work: Workspace,
    text: str,
    *,
    kind: QuestionKind = QuestionKind.BEHAVIORAL,
    difficulty: Difficulty = Difficulty.MID,
    category: str = "",
    asked_in: Id[Interview] | None = None,
) -> InterviewQuestion:
    """Keep a question of one's own, or one that was asked in an interview.

    Raises: Refused, when nothing was written.
    """
    if not text.strip():
        raise Refused("A question needs a few words.", "Write it as it was asked.")
    origin = "asked_in_interview" if asked_in else "user"
    with work.change("Add a question") as change:
        return change.save(
            InterviewQuestion(
                text=text.strip(),
                kind=kind,
                difficulty=difficulty,
                category=category.strip(),
                asked_in=asked_in or Id(""),
                origin=origin,
            )
        )


def use(change: "Change", work: Workspace, row: str) -> InterviewQuestion:
    """Make sure that a question is a row, inside a change."""
    known = change.find(InterviewQuestion, row)
    return known or change.save(question(work, row))


@command("Keep a try")
def keep(
    work: Workspace,
    question_id: Id[InterviewQuestion],
    story: Story,
    *,
    seconds: int = 0,
    self_score: int | None = None,
    application: Id[Application] | None = None,
    mock: Id[MockInterview] | None = None,
) -> QuestionPractice:
    """Keep one try at a question, with what the coach says of it.

    Raises: Refused, when nothing was written, or one's own mark is not 1 to 5.
    """
    parts = _parts(story)
    if self_score is not None and self_score not in _MARKS:
        raise Refused("Your own mark is from 1 to 5.", "5 is the best.")
    with work.change("Keep a try") as change:
        asked = use(change, work, question_id)
        said = coach(story, asked.text, asked.skills)
        return change.save(
            QuestionPractice(
                question=asked.id,
                asked=asked.text,
                application=application or Id(""),
                mock=mock or Id(""),
                at=change.now,
                seconds=max(0, seconds),
                self_score=self_score,
                score=said.overall,
                feedback=Text(str(said)),
                **parts,
            )
        )


@command("Keep an answer")
def keep_answer(
    work: Workspace,
    question_id: Id[InterviewQuestion],
    story: Story,
    *,
    name: str = "",
) -> LibraryResponse:
    """Put an answer into the library; the one kept for this question before is brought up to date.

    Raises: Refused, when nothing was written.
    """
    parts = _parts(story)
    with work.change("Keep an answer") as change:
        asked = use(change, work, question_id)
        before = next(iter(change.all(LibraryResponse, {"question": asked.id}, order="-id")), None)
        if before is not None:
            return change.save(replace(before, **parts, name=name.strip() or before.name), was=before)
        made = LibraryResponse(
            name=name.strip() or _name_of(story), question=asked.id, kind=asked.kind, skills=asked.skills, **parts
        )
        return change.save(made)


def _parts(story: Story) -> dict[str, Any]:
    """Give the parts of a story as fields.

    Raises: Refused, when nothing was written.
    """
    if not story.whole:
        raise Refused("There is no answer yet.", "Write at least what you did; notes are enough.")
    return {name: Text(getattr(story, name)) for name in PARTS}


def _name_of(story: Story) -> str:
    """Name a story by how it begins."""
    line = " ".join(story.whole.split())
    return line if len(line) <= _NAME_LETTERS else f"{line[:_NAME_LETTERS].rsplit(' ', 1)[0]} ..."
