"""Every part of Practice keeps its words whole: in a longer language, and at twice the size."""

import practising
import pytest
from ui.foreign import longer, spoken
from ui.texts import clipped

from ats_desktop.services import packs, samples
from ats_desktop.ui.theme import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PARTS = ("question", "ended", "waiting", "interview")


@pytest.fixture
def shown(desk, settle):
    """Open a part of the page on the sample, in a window of the usual size."""
    samples.fill(desk.work)
    desk.resize(1280, 800)

    def show(part):
        rows = {
            "question": f"question:{packs.question_id(desk.work, 'made-simpler')}",
            "ended": f"mock:{_one(desk.work, 'mock_interviews', 'status', 'completed')}",
            "waiting": f"mock:{_one(desk.work, 'mock_interviews', 'status', 'abandoned')}",
            "interview": f"interview:{_one(desk.work, 'tasks', 'origin', 'prep', 'about')}",
        }
        practising.opener(desk, settle)(rows[part])
        settle()
        return desk

    return show


def _one(work, table, field, value, what="id"):
    found = work.rows(f"select {what} from {table} where {field} = ? limit 1", value)[0][0]
    asked = "select id from interviews where application = ? order by starts_at desc limit 1"
    return found if what == "id" else work.rows(asked, found.partition(":")[2])[0][0]


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_cut_short_in_a_longer_language(qapp, shown, part):
    with spoken(qapp, longer):
        window = shown(part)

        assert clipped(window) == []
        assert window.width() == 1280


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_cut_short_at_twice_the_size(shown, part):
    theme().choose(scale=2.0)

    window = shown(part)

    assert clipped(window.stack.currentWidget()) == []
