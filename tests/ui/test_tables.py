"""A table holds keys and fetches the lines in view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ats_desktop.ui.tables import PAGE, PAGES_HELD, Column, RowsTable
from ats_desktop.ui.theme import theme

COLUMNS = (
    Column("name", "Name", lambda line: line[0]),
    Column("pay", "Pay", lambda line: str(line[1]), right=True, tone=lambda line: "warn" if line[1] < 3 else ""),
    Column("note", "Note", lambda _: "two\nlines", sorts=False),
)


class Source:
    """Lines made on demand, counting how many were asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, keys):
        self.asked.append(list(keys))
        return {key: (f"Row {key}", key) for key in keys if key != 5}


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def table(qtbot, source):
    made = RowsTable("Rows", COLUMNS)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_keys(range(100_000), source)
    made.show()
    return made


def text(table, row, column=0, role=Qt.ItemDataRole.DisplayRole):
    return table.model_.data(table.model_.index(row, column), role)


def test_only_what_is_seen_is_fetched(table, source, settle):
    settle()

    assert table.model_.rowCount() == 100_000
    assert sum(map(len, source.asked)) <= 2 * PAGE


def test_the_end_is_one_page_away(table, source, settle):
    settle()
    source.asked.clear()

    table.scrollToBottom()
    settle()

    assert text(table, 99_999) == "Row 99999"
    assert len(source.asked) <= 2


def test_few_pages_are_held(table, source):
    for row in range(0, 100_000, PAGE):
        text(table, row)

    assert len(table.model_._pages) == PAGES_HELD


def test_a_row_that_is_gone_meanwhile_is_empty(table):
    assert text(table, 5) is None
    assert text(table, 6) == "Row 6"


def test_a_cell_says_its_column_to_a_screen_reader(table):
    assert text(table, 7, 1, Qt.ItemDataRole.AccessibleTextRole) == "Pay: 7"
    assert table.accessibleName() == "Rows"


def test_several_lines_are_one_in_a_cell(table):
    assert text(table, 7, 2) == "two lines"


def test_a_tone_colours_a_cell(table):
    assert text(table, 1, 1, Qt.ItemDataRole.ForegroundRole) is not None
    assert text(table, 9, 1, Qt.ItemDataRole.ForegroundRole) is None


def test_what_is_selected_stays_so_in_another_order(table, source):
    table.select_keys([3, 4], current=4)

    table.show_keys(range(99_999, -1, -1), source)

    assert table.selected() == [4, 3]
    assert table.current() == 4


def test_the_same_keys_are_only_fetched_again(table, source, settle):
    table.select_keys([3])
    settle()
    source.asked.clear()

    table.show_keys(range(100_000), source)
    settle()

    assert table.selected() == [3]
    assert source.asked


def test_enter_opens_the_line(table, qtbot):
    table.select_keys([8], current=8)

    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [8]


def test_a_heading_asks_for_another_order(table, qtbot):
    with qtbot.waitSignal(table.sort_asked) as asked:
        table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)

    assert asked.args == ["pay", True]


def test_a_column_that_does_not_sort_does_not_ask(table, qtbot):
    with qtbot.assertNotEmitted(table.sort_asked):
        table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.AscendingOrder)


def test_copied_lines_are_what_a_spreadsheet_takes(table):
    table.select_keys([1, 2], current=1)

    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.clipboard().text() == "Row 1\t1\ttwo lines\nRow 2\t2\ttwo lines"


def test_a_column_grows_with_what_is_written_in_it(table, settle):
    settle()
    before = table.columnWidth(0)

    table.show_keys(
        [1, 2], lambda keys: {key: ("A very much longer name than any before it here", key) for key in keys}
    )

    assert table.columnWidth(0) > before
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(
        "A very much longer name than any before it here"
    )


def test_of_words_with_as_many_letters_the_widest_counts(qtbot, settle):
    names = [f"{letter * 20}" for letter in "iljtfr1WM.,:"]
    made = RowsTable("Rows", COLUMNS)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_keys(range(len(names)), lambda keys: {key: (names[key], 7) for key in keys})
    made.show()
    settle()

    assert made.columnWidth(0) > made.fontMetrics().horizontalAdvance("M" * 20)


def test_columns_drawn_by_hand_stay_as_they_were_drawn(table, settle):
    settle()
    table._sized = True
    table.setColumnWidth(0, 77)

    table.show_keys([1], lambda _: {1: ("A very much longer name than any before it here", 1)})
    table.resize(900, 400)

    assert table.columnWidth(0) == 77


def test_figures_stand_under_their_heading(table):
    model = table.model_

    sides = [
        (model.headerData(at, Qt.Orientation.Horizontal, role), text(table, 7, at, role))
        for at in range(len(COLUMNS))
        for role in [Qt.ItemDataRole.TextAlignmentRole]
    ]
    assert all(heading == figures for heading, figures in sides)
    assert sides[0] != sides[1]


def test_what_is_drawn_is_the_line_its_tone_and_the_ground_of_what_is_selected(table, settle):
    settle()
    plain = table.viewport().grab().toImage()
    table.hideColumn(0)
    table.selectRow(2)
    settle()

    drawn = table.viewport().grab().toImage()

    def colours(image, row):
        top, high = table.rowViewportPosition(row), table.rowHeight(row)
        return {image.pixelColor(x, top + y).name() for x in range(image.width()) for y in range(1, high - 1)}

    assert theme().colors.accent_soft in colours(drawn, 2)
    assert theme().colors.accent_soft not in colours(drawn, 3) | colours(plain, 2)
    assert theme().colors.warn in colours(plain, 1)
    assert theme().colors.warn not in colours(plain, 4)
    assert len(colours(plain, 5)) == 1  # it is gone: nothing is written there


def test_chosen_lines_that_go_are_told_to_be_chosen_no_more(table, source, settle):
    settle()
    table.selectRow(3)
    told = []
    table.chosen.connect(lambda: told.append(table.selected()))

    table.show_keys([1, 2, 7], source)

    assert told == [[]]
