"""What the sample search has practised: stories, tries that got better, mock interviews, a checklist half done."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.practice import (
    Difficulty,
    InterviewPrepSession,
    InterviewQuestion,
    LibraryResponse,
    MockInterview,
    MockStatus,
    QuestionKind,
    QuestionPractice,
)
from ats_desktop.domain.schema import Entity, Id, Text
from ats_desktop.domain.star import PARTS, Story, coach
from ats_desktop.services import mocks, packs, practice, prep, tasks
from ats_desktop.shipped import shipped
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.store.change import Change

_PRACTISED = (InterviewQuestion, LibraryResponse, QuestionPractice, MockInterview, InterviewPrepSession)
_TOLD_SINCE = {"task": 8, "result": 10}  # days ago
_PREPARED = "Halden Robotics"


def practised(change: "Change", work: Workspace, cards: Mapping[str, Application]) -> int:
    """Make what was practised, around interviews that are there already; gives how many rows it made."""
    told = json.loads(shipped("data/sample_practice.json").read_text(encoding="utf-8"))
    stories = told["stories"]
    rows: list[Entity] = [_answer(change, work, one) for one in stories.values() if one["name"]]
    rows += [
        _try(change, work, stories[name]["question"], stories[name], days, seconds, self_score=mark)
        for name, days, seconds, mark in told["tries"]
    ]
    rows += [_asked(change, line, cards) for line in told["asked"]]
    rows += [_session(change, line, cards) for line in told["sessions"]]
    change.save_all(rows)
    for line in told["mocks"]:
        _play(change, work, line, stories, cards)
    steps = _checklist(change, work, cards[_PREPARED])
    return steps + sum(work.count(kind) for kind in _PRACTISED)


def _answer(change: "Change", work: Workspace, told: Mapping[str, Any]) -> LibraryResponse:
    asked = practice.use(change, work, packs.question_id(work, told["question"]))
    return LibraryResponse(
        name=told["name"],
        question=asked.id,
        kind=asked.kind,
        skills=asked.skills,
        used_for=tuple(told["told_at"]),
        **_parts(told),
    )


def _parts(told: Mapping[str, Any], left_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {part: Text("" if part in left_out else told[part]) for part in PARTS}


def _try(
    change: "Change", work: Workspace, key: str, told: Mapping[str, Any], days: int, seconds: int, **more: Any
) -> QuestionPractice:
    """Make one try; the older ones of a story told less of it, and so it got better."""
    asked = practice.use(change, work, packs.question_id(work, key))
    parts = _parts(told, frozenset(part for part, since in _TOLD_SINCE.items() if days > since))
    said = coach(Story(**parts), asked.text, asked.skills)
    return QuestionPractice(
        question=asked.id,
        asked=asked.text,
        at=change.now - timedelta(days=days),
        seconds=seconds,
        score=said.overall,
        feedback=Text(str(said)),
        **parts,
        **more,
    )


def _asked(change: "Change", line: list[str], cards: Mapping[str, Application]) -> InterviewQuestion:
    company, text, kind, level = line
    return InterviewQuestion(
        text=text,
        kind=QuestionKind(kind),
        difficulty=Difficulty(level),
        category="Data",
        origin="asked_in_interview",
        asked_in=_meeting(change, cards[company]).id,
    )


def _session(change: "Change", line: list[Any], cards: Mapping[str, Application]) -> InterviewPrepSession:
    company, days, minutes, topic, confidence = line
    return InterviewPrepSession(
        application=cards[company].id,
        interview=_meeting(change, cards[company]).id,
        at=change.now - timedelta(days=days),
        minutes=minutes,
        topic=topic,
        confidence=confidence,
    )


def _play(
    change: "Change", work: Workspace, told: Mapping[str, Any], stories: Mapping[str, Any], cards: Mapping[str, Any]
) -> None:
    """Make a mock interview: one whose every question was heard has ended, another waits to be gone on with."""
    keys = [key for key, _, _ in told["answers"]]
    asked = [practice.use(change, work, packs.question_id(work, key)) for key in keys]
    begun = change.now - timedelta(days=told["days"])
    card = cards.get(told["company"])
    mock = change.save(
        MockInterview(
            name=f"Data engineer @ {told['company']}" if card else "",
            application=card.id if card else Id(""),
            difficulty=Difficulty(told["level"]),
            questions=tuple(one.id for one in asked),
            started_at=begun,
            status=MockStatus.ABANDONED,
        )
    )
    answers = [
        _try(change, work, key, stories[story], told["days"], seconds, mock=mock.id)
        if story
        else _skipped(question, mock, seconds)
        for (key, story, seconds), question in zip(told["answers"], asked, strict=True)
        if seconds is not None
    ]
    if len(change.save_all(answers)) == len(asked):
        mocks.finish(work, mock.id)


def _skipped(asked: InterviewQuestion, mock: MockInterview, seconds: int) -> QuestionPractice:
    return QuestionPractice(
        question=asked.id,
        asked=asked.text,
        mock=mock.id,
        at=mock.started_at,
        seconds=seconds,
        feedback=Text("Skipped."),
    )


def _checklist(change: "Change", work: Workspace, card: Application) -> int:
    """Begin to prepare for one interview: its checklist, with the first step done."""
    made = prep.begin(work, _meeting(change, card).id)
    tasks.finish(work, made[0])
    return len(made)


def _meeting(change: "Change", card: Application) -> Interview:
    return change.all(Interview, {"application": card.id}, order="-starts_at")[0]
