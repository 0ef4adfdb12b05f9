"""A file from before Greek was indexed without its accents finds by both spellings once it is indexed anew."""

import importlib.util

import pytest
from house import ROOT

from ats_desktop.domain.companies import Company
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.store import search


@pytest.fixture
def migration(monkeypatch):
    """The migration, its statements noted instead of run."""
    told = []
    path = ROOT / "migrations/local/versions/0008_greek_without_accents.py"
    spec = importlib.util.spec_from_file_location("greek", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "op", type("Op", (), {"execute": staticmethod(told.append)}))
    module.upgrade()
    return told


def test_what_was_indexed_with_accents_is_found_without_them_afterwards(work, migration, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(search, "_bare", lambda run: run)
        with work.change("Add") as change:
            change.save_all([JobOpportunity(title="Μηχανικός"), Company(name="Αθήνα")])
        assert work.search("Μηχανικός")
    assert work.search("μηχανικος") == []

    for statement in migration:
        work.connection().execute(statement)

    assert [hit.title for hit in work.search("μηχανικος")] == ["Μηχανικός"]
    assert [hit.title for hit in work.search("ΑΘΉΝΑ")] == ["Αθήνα"]
