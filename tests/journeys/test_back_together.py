"""Back in time beside others, on a real shared place: nothing is sent unasked, and asked, everybody ends the same."""

import pytest
from town import Town, edit, everything, remove, save, waiting

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import SharedNote
from ats_desktop.services import applications, restoring, upkeep
from ats_desktop.sync.sharing import is_shared


@pytest.fixture
def town(tmp_path, postgres, blank, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    made = Town(tmp_path / "town", postgres, blank)
    yield made
    made.close()


def agree(town):
    town.sync()
    ada, second = everything(town.ada), everything(town.second)
    assert {name for name in ada if ada[name] != second[name]} == set()
    assert [waiting(app) for app in (town.ada, town.second)] == [0, 0]


def job(app, row):
    return app.work.get(JobOpportunity, row.id)


def test_for_everyone_the_past_comes_back_on_every_laptop_and_what_is_new_stays(town):
    first = save(town.ada, JobOpportunity(title="Engineer", location="Leeds"))
    note = save(town.second, SharedNote(about=f"job_opportunities:{first.id}", body="Ask about releases"))
    own = save(town.ada, Application(job=first.id))
    applications.move(town.ada.work, own.id, "applied")
    agree(town)
    made = upkeep.back_up(town.ada.work, town.ada.backups)
    edit(town.second, first, location="Berlin")
    applications.move(town.second.work, own.id, "rejected")
    remove(town.second, note)
    new = save(town.second, JobOpportunity(title="Made since"))
    agree(town)

    town.ada.restore(made.name)
    assert not is_shared(town.ada.work)
    town.coach.sync()
    assert job(town.second, first).location == "Berlin"
    differed = town.ada.give_to_everyone()
    agree(town)

    assert differed == 3
    assert town.ada.work.folder.name == "own"
    for app in town.everybody:
        assert job(app, first).location == "Leeds"
        assert job(app, new).title == "Made since"
        assert app.work.get(Application, own.id).stage == "applied"
    assert town.second.work.get(SharedNote, note.id).body == "Ask about releases"


def test_for_this_computer_only_nothing_ever_leaves_it(town):
    first = save(town.ada, JobOpportunity(title="Engineer"))
    agree(town)
    made = upkeep.back_up(town.ada.work, town.ada.backups)
    town.ada.restore(made.name)

    restoring.keep_here(town.ada.work)
    edit(town.ada, first, title="Mine alone")
    town.second.sync()

    assert not is_shared(town.ada.work)
    assert not restoring.is_detached(town.ada.work)
    assert job(town.second, first).title == "Engineer"


def test_after_damage_a_laptop_joins_the_others_again_and_has_what_they_wrote_since(town):
    """Her file is lost with what she had not sent; her backup has that, and the shared place has the rest."""
    first = save(town.ada, JobOpportunity(title="Engineer", location="Leeds"))
    agree(town)
    unsent = save(town.ada, JobOpportunity(title="Not sent yet"))
    upkeep.back_up(town.ada.work, town.ada.backups)
    town.ada.sync()  # and so sent after the backup: the copy does not know that
    edit(town.ada, first, title="Senior Engineer")
    town.ada.sync()
    edit(town.second, first, location="Berlin")
    town.second.sync()
    folder, keys = town.ada.work.folder, town.ada.keys
    town.ada.close()
    (folder / "data.db").write_bytes(b"no database" * 900)
    (folder / "data.db-wal").unlink(missing_ok=True)

    town.ada = town.laptop("ada", keys)
    assert town.ada.damage is not None
    assert not is_shared(town.ada.work)
    assert restoring.is_detached(town.ada.work)
    edit(town.ada, first, source="A friend")
    assert town.ada.give_to_everyone() == 0
    agree(town)

    for app in (town.ada, town.second):
        found = job(app, first)
        assert (found.title, found.location, found.source) == ("Senior Engineer", "Berlin", "A friend")
        assert job(app, unsent).title == "Not sent yet"
