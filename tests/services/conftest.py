"""What the tests of verbs share."""

import pytest
from reminding import Laptop


@pytest.fixture
def laptop(tmp_path):
    """One laptop with a clock to turn and a mail account."""
    made = Laptop(tmp_path / "one")
    yield made
    made.work.close()
