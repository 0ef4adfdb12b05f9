"""Mock interviews: begun, answered question by question, ended with a score, or left and taken up again.

Why:    every answer is kept the moment it is given, so that a mock interview left half-way goes on where it was;
        what was skipped is kept too, without a score, and counts as nothing in the end.
"""

import random
from dataclasses import dataclass, replace
from itertools import cycle

from ats_desktop.domain.applications import Application
from ats_desktop.domain.attachments import Attachment
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.practice import (
    Difficulty,
    InterviewQuestion,
    MockInterview,
    MockStatus,
    QuestionKind,
    QuestionPractice,
)
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.star import Story, coach
from ats_desktop.errors import Refused
from ats_desktop.services import practice
from ats_desktop.store.command import command
from ats_desktop.store.reads.practice import tries
from ats_desktop.store.workspace import Workspace

MIXED = "mixed"
MOST = 20
_MIX = (QuestionKind.BEHAVIORAL, QuestionKind.SITUATIONAL, QuestionKind.TECHNICAL, QuestionKind.CULTURAL_FIT)
_STRONG, _SHAKY, _SAID = 75, 70, 3
_SKIPPED = "Skipped."


@dataclass(frozen=True, slots=True)
class Played:
    """How far a mock interview is: its questions in order, and what was answered so far."""

    mock: MockInterview
    questions: tuple[InterviewQuestion, ...]
    answers: tuple[QuestionPractice, ...]

    @property
    def next(self) -> InterviewQuestion | None:
        """The question that comes next; None when all were asked."""
        done = {one.question for one in self.answers}
        return next((one for one in self.questions if one.id not in done), None)

    @property
    def seconds(self) -> int:
        """How long all answers took."""
        return sum(one.seconds for one in self.answers)


@command("Begin a mock interview")
def begin(
    work: Workspace,
    *,
    kind: str = MIXED,
    difficulty: Difficulty = Difficulty.MID,
    number: int = 5,
    application: Id[Application] | None = None,
) -> MockInterview:
    """Choose questions, those practised least first, and begin.

    Raises: Refused, when there are no such questions, or their number is none one can play.
    """
    if not 1 <= number <= MOST:
        raise Refused(f"A mock interview has 1 to {MOST} questions.", "Five take about ten minutes.")
    if kind != MIXED and kind not in set(QuestionKind):
        raise Refused(f"There is no kind of question called “{kind}”.", f"{MIXED}, {', '.join(QuestionKind)}.")
    chosen = _choose(work, kind, difficulty, number, application or "")
    if not chosen:
        raise Refused("There are no questions like that.", "Choose another kind or level.")
    with work.change("Begin a mock interview") as change:
        asked = [practice.use(change, work, row).id for row in chosen]
        pursuit = work.find(Application, application) if application else None
        job = work.find(JobOpportunity, pursuit.job) if pursuit else None
        return change.save(
            MockInterview(
                name=f"{job.title} @ {job.company_name}" if job else "",
                application=application or Id(""),
                kind=kind,
                difficulty=difficulty,
                questions=tuple(asked),
                started_at=change.now,
            )
        )


def _choose(work: Workspace, kind: str, difficulty: Difficulty, number: int, application: str) -> list[str]:
    """Pick questions: of the level, fitting the posting first, then the least practised, otherwise by chance."""
    known, tried = practice.bank(work), tries(work)
    fits = practice.fitting(work, application) if application else {}
    chance = random.Random(len(tried) + work.count(MockInterview))  # noqa: S311 - a draw of questions, no secret
    level = [row for row, one in known.items() if one.difficulty is difficulty]
    chance.shuffle(level)
    level.sort(key=lambda row: (row not in fits, tried[row].times if row in tried else 0))
    if kind != MIXED:
        return [row for row in level if known[row].kind == kind][:number]
    heaps = {each: iter([row for row in level if known[row].kind is each]) for each in _MIX}
    drawn = (next(heaps[each], "") for each in cycle(_MIX))
    return [row for row, _ in zip(drawn, range(number), strict=False) if row]


def played(work: Workspace, mock: str) -> Played:
    """Say how far a mock interview is.

    Raises: NotFound, when it is not here.
    """
    found = work.get(MockInterview, mock)
    questions = (work.find(InterviewQuestion, row) or practice.bank(work).get(row) for row in found.questions)
    answers = work.all(QuestionPractice, {"mock": found.id}, order="id")
    return Played(found, tuple(one for one in questions if one), tuple(answers))


@command("Answer a question of a mock interview")
def answer(
    work: Workspace, mock: Id[MockInterview], question: Id[InterviewQuestion], story: Story, *, seconds: int = 0
) -> QuestionPractice:
    """Keep an answer of a mock interview.

    Raises: Refused, when nothing was written.
    """
    found = work.get(MockInterview, mock)
    return practice.keep(work, question, story, seconds=seconds, application=found.application, mock=found.id)


@command("Skip a question of a mock interview")
def skip(
    work: Workspace, mock: Id[MockInterview], question: Id[InterviewQuestion], *, seconds: int = 0
) -> QuestionPractice:
    """Go on without an answer; it counts as nothing in the end."""
    with work.change("Skip a question") as change:
        asked = practice.question(work, question)
        return change.save(
            QuestionPractice(
                question=asked.id,
                asked=asked.text,
                mock=mock,
                at=change.now,
                seconds=max(0, seconds),
                feedback=Text(_SKIPPED),
            )
        )


@command("End a mock interview")
def finish(work: Workspace, mock: Id[MockInterview]) -> MockInterview:
    """End a mock interview: its score, what was strong, and what to work on.

    Raises: Refused, when nothing was answered.
    """
    so_far = played(work, mock)
    if not any(one.score is not None for one in so_far.answers):
        raise Refused("Nothing was answered yet.", "Answer one question at least, or leave it for later.")
    with work.change("End a mock interview") as change:
        was = change.get(MockInterview, mock)
        score = round(sum(one.score or 0 for one in so_far.answers) / max(1, len(so_far.questions)))
        strong, shaky = _summed(so_far)
        ended = replace(
            was,
            status=MockStatus.COMPLETED,
            completed_at=change.now,
            score=score,
            strengths=strong,
            improvements=shaky,
        )
        return change.save(ended, was=was)


@command("Leave a mock interview")
def leave(work: Workspace, mock: Id[MockInterview]) -> MockInterview:
    """Put a mock interview aside; it can be taken up again."""
    return _turn(work, mock, MockStatus.ABANDONED, "Leave a mock interview")


@command("Go on with a mock interview")
def resume(work: Workspace, mock: Id[MockInterview]) -> MockInterview:
    """Take a mock interview up where it was left."""
    return _turn(work, mock, MockStatus.IN_PROGRESS, "Go on with a mock interview")


@command("Keep the recording of a mock interview")
def record(work: Workspace, mock: Id[MockInterview], sha: str, *, filename: str = "recording") -> MockInterview:
    """Note which kept file is its recording, and what it was called.

    Raises: NotFound, when the file is not kept here.
    """
    size = work.files.path(sha).stat().st_size
    with work.change("Keep a recording") as change:
        was = change.get(MockInterview, mock)
        about = f"{MockInterview.noun.table}:{was.id}"
        change.save(Attachment(about=about, section="prep", filename=filename, sha256=sha, size=size))
        return change.save(replace(was, recording=sha), was=was)


def recording(work: Workspace, mock: str) -> Attachment | None:
    """Give the newest recording of a mock interview."""
    about = f"{MockInterview.noun.table}:{mock}"
    return next(iter(work.all(Attachment, {"about": about}, order="-id", limit=1)), None)


def _turn(work: Workspace, mock: str, status: MockStatus, title: str) -> MockInterview:
    with work.change(title) as change:
        was = change.get(MockInterview, mock)
        if was.status is MockStatus.COMPLETED:
            raise Refused("This mock interview has ended.", "Begin another one.")
        return change.save(replace(was, status=status), was=was)


def _summed(so_far: Played) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sum up the coach's marks over all answers: what was strong, and the steps that would help most."""
    about = {one.id: one.skills for one in so_far.questions}
    told = [
        coach(Story(one.situation, one.task, one.action, one.result), one.asked, about.get(one.question, ()))
        for one in so_far.answers
        if one.score is not None
    ]
    means = {
        mark.name: sum(marked.marks[at].score for marked in told) / len(told) for at, mark in enumerate(told[0].marks)
    }
    strong = tuple(name for name in sorted(means, key=lambda name: -means[name]) if means[name] >= _STRONG)
    weakest = {
        name: min((mark for marked in told for mark in marked.marks if mark.name == name), key=lambda mark: mark.score)
        for name in sorted(means, key=lambda name: means[name])
        if means[name] < _SHAKY
    }
    return strong, tuple(str(mark.step) for mark in weakest.values())[:_SAID]
