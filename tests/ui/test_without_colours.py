"""No meaning by colour alone: whatever a colour says is said in words or by a sign as well.

Why:    one man in twelve does not tell red from green; a printed page and a bright screen outdoors have neither.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from ats_desktop.services import samples
from ats_desktop.ui.colors import LIGHT
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import Theme, theme
from ats_desktop.ui.widgets.board_cards import FACE
from ats_desktop.ui.widgets.board_column import CardList
from ats_desktop.ui.widgets.chips import Chips
from ats_desktop.ui.widgets.interviews.calendar import Spot
from ats_desktop.ui.widgets.interviews.month import Month
from ats_desktop.ui.widgets.interviews.week import Week
from ats_desktop.ui.widgets.lines import Line, Lines

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MEANINGS = {"good", "warn", "danger"}
ROWS = 60
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


# --- what is coloured says in words what the colour says ---------------------------------------------


def coloured(root):
    """Give all that is written in a colour of its own: where, its words, the name of the colour."""
    for one in [root, *root.findChildren(QWidget)]:
        if not one.isVisible():
            continue
        if isinstance(one, QLabel):
            yield type(one.parent()).__name__, one.text(), one.property("tone") or ""
        elif isinstance(one, RowsTable):
            yield from _cells(one)
        elif isinstance(one, Lines):
            yield from ((one.accessibleName(), line.right, line.tone) for line in one.lines if line.right)
        elif isinstance(one, CardList):
            for at in range(one.cards.rowCount()):
                said = one.cards.data(one.cards.index(at), FACE)
                yield from (("card", said.next, said.next_tone), ("card", said.age, said.age_tone))


def _cells(table):
    for at in range(min(ROWS, table.model_.rowCount())):
        line = table.model_.line(at)
        for column in table.model_.columns if line is not None else ():
            yield f"{table.accessibleName()}: {column.title}", column.text(line), column.tone(line)


def by_colour_alone(root):
    """Name the words whose meaning changes with their colour."""
    tones = defaultdict(set)
    for where, words, tone in coloured(root):
        tones[where, words].add(tone)
    return {
        f"{where}: “{words}” in {sorted(found)}"
        for (where, words), found in tones.items()
        if found & MEANINGS and len(found) > 1 and words.strip()
    }


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_no_page_says_anything_by_colour_alone(window, settle, key):
    samples.fill(window.work)
    row = window.work.rows("select id from applications order by id limit 1")[0][0] if key == "application" else ""
    window.go(key, row)
    settle(8)

    assert by_colour_alone(window.stack.currentWidget()) == set()


def test_a_list_that_tells_by_colour_alone_is_found(window, settle):
    planted = Lines("Tasks")
    planted.setParent(window)
    planted.show_lines([Line("1", "Write", right="Monday", tone="danger"), Line("2", "Call", right="Monday")])
    planted.show()

    assert by_colour_alone(window) == {"Tasks: “Monday” in ['danger', 'muted']"}


def test_a_table_that_tells_by_colour_alone_is_found(window):
    names = {1: "Ada", 2: "Grace"}
    planted = RowsTable("People", [Column("name", "Name", lambda one: one[1], 9, tone=lambda one: one[2])])
    planted.setParent(window)
    planted.show_keys(
        [1, 2], lambda keys: {key: (key, "Ada", "good" if key == 1 else "") for key in names if key in keys}
    )
    planted.show()

    assert by_colour_alone(planted) == {"People: Name: “Ada” in ['', 'good']"}


# --- what is painted differs without its colours ------------------------------------------------------


@pytest.fixture
def colourless(look, monkeypatch):
    """The palette as somebody sees it who tells no tone from another."""
    same = dict.fromkeys(("accent", "good", "warn", "danger", "muted"), LIGHT.text)
    grounds = dict.fromkeys(("accent_soft", "good_soft", "warn_soft", "danger_soft", "hover"), LIGHT.surface)
    monkeypatch.setattr(Theme, "colors", property(lambda _: LIGHT._replace(**same, **grounds)))
    theme()._dress()
    yield
    monkeypatch.undo()
    theme()._dress()


def calendar(kind, size, spot):
    """Paint one meeting in a calendar."""
    made = kind()
    made.resize(*size)
    made.show_spots(MONDAY.date(), MONDAY.date() + timedelta(days=9), [spot])
    return made.grab().toImage()


def meeting(kind=Spot, **told):
    return kind("1", MONDAY, MONDAY + timedelta(hours=1), "Quillmark", **told)


@pytest.mark.parametrize("told", [{"clash": True}, {"faint": True}], ids=["clashes", "over"])
@pytest.mark.parametrize(("kind", "size"), [(Week, (900, 700)), (Month, (900, 700))], ids=["week", "month"])
def test_a_meeting_that_clashes_or_is_over_is_told_without_colours(colourless, kind, size, told):
    assert calendar(kind, size, meeting(**told)) != calendar(kind, size, meeting())


def test_a_clash_is_told_where_there_is_no_room_for_names(colourless):
    small = (240, 190)

    assert calendar(Month, small, meeting(clash=True)) != calendar(Month, small, meeting())


def test_a_calendar_that_tells_by_colour_alone_is_found(colourless):
    class Plain(Spot):
        hour = "09:00"

    assert calendar(Month, (900, 700), meeting(Plain, clash=True)) == calendar(Month, (900, 700), meeting(Plain))


def test_the_chosen_chip_is_told_without_colours(window, colourless):
    """Its ground is as dark as the writing of the others: that is seen by everybody."""
    chips = Chips("Stage")
    theme().dress(chips)

    def shown(chosen):
        chips.show_chips([("a", "One", None), ("b", "Two", None)], chosen)
        chips.resize(300, 40)
        return chips.grab().toImage()

    assert shown("a") != shown("b")
