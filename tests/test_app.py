"""The open program: a profile made from nothing, workspaces side by side, an end that leaves nothing behind."""

import threading

import pytest

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Refused
from ats_desktop.services import jobs, upkeep


@pytest.fixture
def app(profile):
    opened = App.open(profile)
    yield opened
    opened.close()


def test_a_fresh_profile_opens_and_remembers_its_workspace(profile):
    first = App.open(profile)
    jobs.add(first.work, "Engineer")
    name = first.work.folder.name
    first.close()

    again = App.open(profile)

    assert again.work.folder.name == name
    assert [job.title for job in again.work.all(JobOpportunity)] == ["Engineer"]
    again.close()


def test_the_sample_lives_beside_ones_own_and_goes_without_trace(app):
    jobs.add(app.work, "Mine")
    home = app.work.folder

    jobs.add(app.enter_sample(), "Sample")
    sample = app.work.folder
    assert app.in_sample
    app.leave_sample()

    assert app.work.folder == home
    assert [job.title for job in app.work.all(JobOpportunity)] == ["Mine"]
    assert not sample.exists()


def test_a_sample_that_was_removed_is_made_anew_though_it_was_backed_up(app):
    jobs.add(app.enter_sample(), "Sample")
    upkeep.back_up(app.work, app.backups)
    app.leave_sample()

    again = app.enter_sample()

    assert (again.count(JobOpportunity), again.folder.name, app.damage) == (0, "sample", None)


def test_an_invitation_that_opens_nothing_leaves_nothing(app):
    before = sorted(path.name for path in (app.profile / "workspaces").iterdir())

    with pytest.raises(Refused):
        app.join("not an invitation")

    assert sorted(path.name for path in (app.profile / "workspaces").iterdir()) == before
    assert app.work.folder.name in before


def test_a_write_is_answered_before_and_after_the_import(app):
    early = app.write(lambda: jobs.add(app.work, "Early"))
    app.warm.result(timeout=60)
    late = app.write(lambda: jobs.add(app.work, "Late"))

    assert late.done()
    assert {early.result(timeout=60).id, late.result().id} == {one.id for one in app.work.all(type(late.result()))}
    assert isinstance(app.write(lambda: jobs.add(app.work, " ")).exception(), Refused)


def test_settings_keep_what_a_person_wrote_beside_them(app):
    (app.profile / "config.toml").write_text('# mine\nworkspace = "x"\n[window] # look\ntheme = "dark"\n')
    app.machine.put("window", font_scale=1.2)

    text = (app.profile / "config.toml").read_text()
    assert "# mine" in text
    assert "# look" in text
    assert app.machine.get("window", "font_scale", 1.0) == 1.2
    assert app.machine.get("window", "font_scale", "large") == "large"


def test_closing_ends_every_thread(profile):
    before = threading.active_count()
    opened = App.open(profile)
    opened.begin()
    opened.close()

    assert threading.active_count() == before
