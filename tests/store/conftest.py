"""For the tests of the store: migrations that may be changed."""

import pytest
from planting import Migrations

from ats_desktop.store import versions


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """Migrations that may be changed; the program uses them until the test ends."""
    made = Migrations(tmp_path / "shipped")
    made.ship(monkeypatch)
    yield made
    monkeypatch.undo()
    versions.newest.cache_clear()
