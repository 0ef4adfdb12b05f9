"""What the tests of verbs share."""

import pytest
from reminding import Laptop

from ats_desktop.app import App


@pytest.fixture
def laptop(tmp_path):
    """One laptop with a clock to turn and a mail account."""
    made = Laptop(tmp_path / "one")
    yield made
    made.work.close()


@pytest.fixture
def app(profile, blank):
    """The program, open on a profile of its own."""
    own = profile / "workspaces" / "own"
    own.mkdir(parents=True)
    (own / "data.db").write_bytes(blank.read_bytes())
    (profile / "config.toml").write_text('workspace = "own"\nhome = "own"\n')
    opened = App.open(profile)
    yield opened
    opened.close()
