"""Mock interviews: questions drawn, answers kept as they are given, left and taken up again, ended with a score."""

import make
import pytest

from ats_desktop.domain.practice import Difficulty, MockStatus, QuestionKind, QuestionPractice
from ats_desktop.domain.star import Story
from ats_desktop.errors import Refused
from ats_desktop.services import mocks, practice

STORY = Story(
    situation="In March the nightly run at Quillmark took six hours, and two people came in early to look after it.",
    task="I was to bring it under one hour within a quarter, alone, without new machines.",
    action="I measured each step. I rewrote the two slowest in SQL, I moved the archive to the weekend, and I showed the "
    "times of every night on a page that everybody could read. Then I wrote down how to find the next slow step.",
    result="The run fell from six hours to 40 minutes, nobody comes in early since then, and two colleagues use my page.",
)


def answered(work, mock, times):
    for _ in range(times):
        mocks.answer(work, mock.id, mocks.played(work, mock.id).next.id, STORY, seconds=60)


def test_five_questions_of_the_level_are_drawn_and_each_is_another(work):
    mock = mocks.begin(work, difficulty=Difficulty.SENIOR)

    asked = mocks.played(work, mock.id).questions
    assert len({one.id for one in asked}) == 5
    assert {one.difficulty for one in asked} == {Difficulty.SENIOR}
    assert len({one.kind for one in asked}) == 4


def test_a_kind_keeps_to_itself(work):
    mock = mocks.begin(work, kind="technical", number=4)

    assert {one.kind for one in mocks.played(work, mock.id).questions} == {QuestionKind.TECHNICAL}


def test_what_was_practised_least_comes_first(work):
    first = mocks.begin(work, kind="company", number=3)
    answered(work, first, 3)

    second = mocks.begin(work, kind="company", number=3)

    assert set(first.questions).isdisjoint(second.questions)


def test_an_application_gives_its_name_and_its_questions(work):
    pursuit = make.application(work, "Data Engineer", "Quillmark")

    mock = mocks.begin(work, application=pursuit.id, kind="company", number=2)

    assert mock.name == "Data Engineer @ Quillmark"
    answered(work, mock, 1)
    assert work.all(QuestionPractice)[0].application == pursuit.id


@pytest.mark.parametrize("wrong", [{"number": 0}, {"number": 21}, {"kind": "shouting"}])
def test_what_cannot_be_played_is_refused(work, wrong):
    with pytest.raises(Refused):
        mocks.begin(work, **wrong)


def test_it_is_left_half_way_and_goes_on_where_it_was(work):
    mock = mocks.begin(work, number=3)
    answered(work, mock, 1)

    assert mocks.leave(work, mock.id).status is MockStatus.ABANDONED
    assert mocks.resume(work, mock.id).status is MockStatus.IN_PROGRESS

    so_far = mocks.played(work, mock.id)
    assert so_far.next.id == mock.questions[1]
    assert so_far.seconds == 60


def test_the_end_has_a_score_what_was_strong_and_what_to_work_on(work):
    mock = mocks.begin(work, number=2)
    answered(work, mock, 1)
    mocks.skip(work, mock.id, mocks.played(work, mock.id).next.id)
    assert mocks.played(work, mock.id).next is None

    ended = mocks.finish(work, mock.id)

    alone = work.all(QuestionPractice, {"mock": mock.id}, order="id")[0].score
    assert ended.status is MockStatus.COMPLETED
    assert ended.completed_at
    assert ended.score == round(alone / 2), "what was skipped counts as nothing"
    assert "impact" in ended.strengths
    assert len(ended.improvements) <= 3
    with pytest.raises(Refused, match="has ended"):
        mocks.resume(work, mock.id)


def test_a_weak_answer_is_told_what_would_help_most(work):
    mock = mocks.begin(work, number=1)
    mocks.answer(work, mock.id, mock.questions[0], Story(action="I maybe tried to help a bit."))

    ended = mocks.finish(work, mock.id)

    assert ended.strengths == ()
    assert "Say how it ended, and how one could see it." in ended.improvements


def test_nothing_answered_is_no_end(work):
    mock = mocks.begin(work, number=1)
    mocks.skip(work, mock.id, mock.questions[0])

    with pytest.raises(Refused, match="Nothing was answered"):
        mocks.finish(work, mock.id)


def test_a_recording_must_be_a_kept_file(work):
    mock = mocks.begin(work, number=1)
    kept = work.files.put(b"sound")

    assert mocks.recording(work, mock.id) is None
    assert mocks.record(work, mock.id, kept, filename="try.ogg").recording == kept
    assert (mocks.recording(work, mock.id).filename, mocks.recording(work, mock.id).size) == ("try.ogg", 5)
    with pytest.raises(Refused):
        mocks.record(work, mock.id, "0" * 64)


def test_questions_of_ones_own_are_drawn_too(work):
    mine = [practice.add_question(work, f"Question {n}?", kind=QuestionKind.COMPANY) for n in range(9)]

    mock = mocks.begin(work, kind="company", number=15)

    assert {one.id for one in mine} <= set(mock.questions)
