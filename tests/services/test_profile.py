"""Skills stay in her order, and a picture says nothing but what it shows."""

import make
import pytest

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, SkillLevel
from ats_desktop.domain.resume import ordered
from ats_desktop.errors import Refused
from ats_desktop.services import profile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path / "own")
    yield opened
    opened.close()


def names(work):
    return [row.skill_name for row in ordered(work.all(CandidateSkill))]


def skill(work, name):
    return next(row for row in work.all(CandidateSkill) if row.skill_name == name)


def test_skills_are_added_behind_the_others_and_once_only(work):
    profile.add_skills(work, ["Brass", " Oil ", "brass", ""])
    profile.add_skills(work, ["OIL", "Time"])

    assert names(work) == ["Brass", "Oil", "Time"]


def test_nothing_to_add_is_refused(work):
    with pytest.raises(Refused, match="needs a name"):
        profile.add_skills(work, [" ", ""])


def test_a_skill_moves_between_two_others_to_the_top_and_to_the_end(work):
    profile.add_skills(work, ["a", "b", "c", "d"])
    ids = {name: skill(work, name).id for name in "abcd"}

    profile.place_skill(work, ids["d"], ids["a"], ids["b"])
    assert names(work) == ["a", "d", "b", "c"]

    profile.place_skill(work, ids["c"], "", ids["a"])
    assert names(work) == ["c", "a", "d", "b"]

    profile.place_skill(work, ids["c"], ids["b"], "")
    assert names(work) == ["a", "d", "b", "c"]


def test_moving_one_that_never_had_a_place_keeps_the_others_as_they_were_seen(work):
    with work.change("Import") as change:
        change.save_all(
            [CandidateSkill(skill_name=name, level=level) for name, level in zip("xyz", SkillLevel, strict=False)]
        )
    seen = names(work)

    profile.place_skill(work, skill(work, seen[2]).id, "", skill(work, seen[0]).id)

    assert names(work) == [seen[2], seen[0], seen[1]]


def test_one_undo_takes_the_whole_move_back(work):
    profile.add_skills(work, ["a", "b"])
    profile.place_skill(work, skill(work, "b").id, "", skill(work, "a").id)

    work.undo()

    assert names(work) == ["a", "b"]


def test_a_picture_is_kept_and_taken_off(work):
    profile.set_picture(work, PNG)

    assert work.files.path(profile.of(work).picture).read_bytes() == PNG

    profile.take_picture_off(work)

    assert profile.of(work).picture == ""
    assert work.count(CandidateProfile) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "no picture"),
        (PNG + b"\0" * profile.MOST_BYTES, "larger than 5 MB"),
        (b"\xff\xd8\xff\xe1\0\x20Exif\0\0", "where and when"),
        (PNG + b"eXIf", "where and when"),
    ],
)
def test_what_is_no_plain_picture_is_refused(work, content, why):
    with pytest.raises(Refused, match=why):
        profile.set_picture(work, content)

    assert work.count(CandidateProfile) == 0
