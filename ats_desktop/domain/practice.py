"""Practice: questions, answers worth keeping, and the hours spent on them."""

from datetime import datetime
from typing import TYPE_CHECKING

from ats_desktop.domain.applications import Application
from ats_desktop.domain.schema import Entity, Id, Text, Words, label

if TYPE_CHECKING:
    from ats_desktop.domain.companies import Company
    from ats_desktop.domain.interviews import Interview


class QuestionKind(Words):
    """What sort of question it is."""

    BEHAVIORAL = "behavioral"
    TECHNICAL = "technical"
    SYSTEM_DESIGN = "system_design"
    CASE_STUDY = "case_study"
    SITUATIONAL = "situational"
    CULTURAL_FIT = "cultural_fit"
    COMPANY = "company"


class Difficulty(Words):
    """For whom a question is."""

    MID = "mid"
    ENTRY = "entry"
    SENIOR = "senior"


class MockStatus(Words):
    """How far a mock interview is."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class InterviewQuestion(Entity, table="interview_questions", stream="prep"):
    """A question that may be, or was, asked."""

    text: str = label("Question")
    kind: QuestionKind = label("Kind", default=QuestionKind.BEHAVIORAL, indexed=True)
    difficulty: Difficulty = label("For", default=Difficulty.MID)
    category: str = label("Topic", default="")
    framework: str = label("How to answer", default="")
    skills: tuple[str, ...] = ()
    company: Id["Company"] = label("Company", default=Id(""))
    origin: str = label("Came from", help="pack, user, ai or asked_in_interview", default="user", automatic=True)
    asked_in: Id["Interview"] = label("Asked in", default=Id(""))


class LibraryResponse(Entity, table="library_responses", stream="prep"):
    """An answer worth keeping, told as situation, task, action and result."""

    name: str = label("Story")
    question: Id[InterviewQuestion] = label("Answers", default=Id(""))
    kind: QuestionKind = label("Kind", default=QuestionKind.BEHAVIORAL)
    situation: Text = Text()
    task: Text = Text()
    action: Text = Text()
    result: Text = Text()
    skills: tuple[str, ...] = ()
    used_for: tuple[str, ...] = label("Told at", help="Companies", default=())
    tags: tuple[str, ...] = ()
    led_to_next_round: bool = label("Led to the next round", default=False)
    led_to_offer: bool = label("Led to an offer", default=False)


class InterviewPrepSession(Entity, table="interview_prep_sessions", stream="prep"):
    """Time spent preparing for an interview."""

    application: Id[Application] = label("For", default=Id(""))
    interview: Id["Interview"] = label("Interview", default=Id(""))
    at: datetime | None = label("When", default=None, indexed=True)
    minutes: int = label("How long, minutes", default=0)
    topic: str = label("What", default="")
    questions: tuple[str, ...] = label("Questions", help="Ids of the questions gone through", default=())
    confidence: int | None = label("Confidence, 1-5", default=None)
    notes: Text = Text()


class MockInterview(Entity, table="mock_interviews", stream="prep"):
    """An interview played through, question by question, against the clock."""

    name: str = label("Title", default="")
    application: Id[Application] = label("For", default=Id(""))
    kind: str = label("Kind", help="A kind of question, or mixed", default="mixed")
    status: MockStatus = label("Status", default=MockStatus.IN_PROGRESS)
    difficulty: Difficulty = label("For", default=Difficulty.MID)
    questions: tuple[str, ...] = label("Questions", help="Ids, in the order asked", default=())
    started_at: datetime | None = label("Started", default=None, indexed=True)
    completed_at: datetime | None = label("Ended", default=None)
    score: int | None = label("Score, 0-100", default=None)
    strengths: tuple[str, ...] = ()
    improvements: tuple[str, ...] = label("To work on", default=())
    recording: str = label("Recording", help="SHA-256 of the file", default="")
    notes: Text = Text()

    def __str__(self) -> str:
        return self.name or f"Mock interview{f' of {self.started_at:%Y-%m-%d}' if self.started_at else ''}"


class QuestionPractice(Entity, table="question_practices", stream="prep"):
    """One try at one question, alone or in a mock interview."""

    question: Id[InterviewQuestion] = label("Question", default=Id(""))
    asked: str = label("As asked", default="")
    application: Id[Application] = label("For", default=Id(""))
    mock: Id[MockInterview] = label("In", default=Id(""))
    at: datetime | None = label("When", default=None, indexed=True)
    seconds: int = label("How long, seconds", default=0)
    situation: Text = Text()
    task: Text = Text()
    action: Text = Text()
    result: Text = Text()
    self_score: int | None = label("My own mark, 1-5", default=None)
    score: int | None = label("Score, 0-100", default=None)
    feedback: Text = label("What the coach said", default=Text())

    def __str__(self) -> str:
        return self.asked or "Practice"
