"""A candidate's week, end to end: a line of a file, her window, her other laptop, her coach, and the mail in time.

Why:    the steps are those of `ats demo`; here each is followed by what has to be true after it.
"""

import pytest

from ats_desktop.cli.week import COMMENT, SECRETS, Week, leaks
from ats_desktop.domain.notes import Comment


@pytest.fixture
def week(tmp_path, postgres, smtp, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    story = Week(tmp_path, postgres, smtp)
    yield story
    story.close()


def test_one_job_travels_the_whole_way(week, window):
    week.begin()
    week.import_line()

    window(week.ada).reads("today", "Clock Keeper")

    week.write_secrets()
    week.share()
    window(week.second).reads("today", "Clock Keeper")
    window(week.coach).reads("today", "Clock Keeper")

    week.comment()
    assert COMMENT in [comment.body for comment in week.ada.work.all(Comment)]

    assert leaks(week.coach.profile, SECRETS.values())[0] == []
    assert leaks(week.second.profile, SECRETS.values())[0] == list(SECRETS.values())
