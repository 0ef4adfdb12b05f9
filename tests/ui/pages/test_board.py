"""The board: drag, keys and menu write the same rows; all can be taken back; nothing is unnamed."""

from datetime import timedelta

import make
import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from ui.falling import fall

from ats_desktop.domain.applications import Application, ApplicationStage, Stage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.values import Appointment
from ats_desktop.services import applications
from ats_desktop.ui.widgets.board_column import CardList

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a menu opens
MOVE = Qt.DropAction.MoveAction
ALT = Qt.KeyboardModifier.AltModifier


def cards(page, stage):
    return [card.title for card in page.column(stage).list.cards.cards]


def drop(page, source, rows, target, row=-1):
    """Let cards fall as Qt would: carried as mime, given to the model they fall on."""
    model = page.column(source).list.cards
    carried = model.mimeData([model.index(at) for at in rows])
    page.column(target).list.cards.dropMimeData(carried, MOVE, row, 0, QModelIndex())


def by_drag(page, desk, menu):
    drop(page, "lead", [0], "applied")


def by_keys(page, desk, menu):
    cards_of = page.column("lead").list
    cards_of.setCurrentIndex(cards_of.cards.index(0))
    QTest.keyClick(cards_of, Qt.Key.Key_Right, ALT)


def by_m(page, desk, menu):
    cards_of = page.column("lead").list
    cards_of.setCurrentIndex(cards_of.cards.index(0))
    QTest.keyClick(cards_of, Qt.Key.Key_M)
    menu()["Applied"].trigger()


def by_menu(page, desk, menu):
    cards_of = page.column("lead").list
    cards_of.setCurrentIndex(cards_of.cards.index(0))
    cards_of.asked.emit(QPoint(0, 0), "all")
    inner = menu()["Move to"].menu()
    next(act for act in inner.actions() if act.text() == "Applied").trigger()


def written(work):
    """What the rows say, without ids."""
    events = work.all(ApplicationStage, order="id")
    return [(e.to, e.occurred_at, e.actor, e.retracted) for e in events], work.all(Application)[0].position


@pytest.mark.parametrize("way", [by_drag, by_keys, by_m, by_menu])
def test_drag_keys_and_menus_write_the_same_rows(way, desk, board, settle, menu):
    make.application(desk.work, days=3)
    page = board()

    way(page, desk, menu)
    settle()

    assert cards(page, "applied") == ["Engineer"]
    lead, applied = (make.NOW - timedelta(days=3), make.NOW)
    assert written(desk.work) == ([("lead", lead, "user", False), ("applied", applied, "user", False)], "")


def test_m_and_enter_carry_a_card_one_stage_on(desk, board, settle):
    make.application(desk.work, stage="applied", days=3)
    page = board()
    cards_of = page.column("applied").list
    cards_of.setCurrentIndex(cards_of.cards.index(0))

    QTest.keyClick(cards_of, Qt.Key.Key_M)
    settle()
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    settle()

    assert cards(page, "applied") == []
    assert cards(page, "screening") == ["Engineer"]


@pytest.mark.parametrize("way", [by_drag, by_keys, by_m, by_menu])
def test_a_moved_card_is_taken_back_from_the_toast(way, desk, board, settle, named, menu):
    make.application(desk.work, days=3)
    page = board()
    way(page, desk, menu)
    settle()

    named("Undo", QPushButton).click()
    settle()

    assert cards(page, "lead") == ["Engineer"]
    assert cards(page, "applied") == []


def test_the_keys_go_with_the_card_they_moved(desk, board, settle):
    make.application(desk.work, "Moves")
    make.application(desk.work, "Stays", stage="applied", days=9)
    page = board()
    by_keys(page, desk, None)
    settle()

    assert page.column("applied").list.hasFocus()
    QTest.keyClick(page.column("applied").list, Qt.Key.Key_Right, ALT)
    settle()

    assert cards(page, "screening") == ["Moves"]


def test_cards_are_put_between_others(desk, board, settle):
    for days, title in enumerate("abcd"):
        make.application(desk.work, title, days=days)
    page = board()

    drop(page, "lead", [3], "lead", row=1)
    settle()

    assert cards(page, "lead") == ["a", "d", "b", "c"]


def test_dragged_cards_fall_where_the_pointer_is(desk, board, settle):
    for days, title in enumerate("abcd"):
        make.application(desk.work, title, days=days)
    make.application(desk.work, "other", stage="applied")
    page = board()
    column, model = page.column("lead").list, page.column("lead").list.cards
    upper = QRectF(column.visualRect(model.index(1))).center() - QPointF(0, 8)

    fall(column, model.mimeData([model.index(2), model.index(3)]), upper)
    settle()
    assert cards(page, "lead") == ["a", "c", "d", "b"]

    other = page.column("applied").list
    below = QRectF(other.visualRect(other.cards.index(0))).center() + QPointF(0, 8)
    fall(other, model.mimeData([model.index(0)]), below)
    settle()
    assert cards(page, "applied") == ["other", "a"]


def test_a_card_that_falls_back_on_its_own_place_stays(desk, board, settle):
    for days, title in enumerate("ab"):
        make.application(desk.work, title, days=days)
    page = board()
    column, model = page.column("lead").list, page.column("lead").list.cards

    fall(column, model.mimeData([model.index(0)]), QRectF(column.visualRect(model.index(0))).center())
    fall(column, model.mimeData([model.index(0)]), QPointF(20, column.viewport().height() - 5))
    settle()

    assert cards(page, "lead") == ["a", "b"]
    assert {one.position for one in desk.work.all(Application)} == {""}


def test_cards_are_lifted_and_lowered_by_keys(desk, board, settle):
    for days, title in enumerate("abc"):
        make.application(desk.work, title, days=days)
    page = board()
    column = page.column("lead").list
    column.setCurrentIndex(column.cards.index(2))

    QTest.keyClick(column, Qt.Key.Key_Up, ALT)
    settle()
    assert cards(page, "lead") == ["a", "c", "b"]

    QTest.keyClick(column, Qt.Key.Key_Up, ALT)
    settle()
    QTest.keyClick(column, Qt.Key.Key_Down, ALT)
    settle()
    assert cards(page, "lead") == ["a", "c", "b"]
    assert column.current() == column.cards.cards[1].id


def test_at_the_ends_of_a_column_nothing_moves(desk, board, settle):
    make.application(desk.work, "only")
    page = board()
    column = page.column("lead").list
    column.setCurrentIndex(column.cards.index(0))

    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(column, key, ALT)
    QTest.keyClick(column, Qt.Key.Key_Left, ALT)
    settle()

    assert desk.work.all(Application)[0].position == ""
    assert desk.work.count(ApplicationStage) == 1


def test_several_cards_move_as_one_step(desk, board, settle):
    for days, title in enumerate("abc"):
        make.application(desk.work, title, days=days)
    page = board()
    column = page.column("lead").list
    column.setFocus()
    column.setCurrentIndex(column.cards.index(0))
    QTest.keyClick(column, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    QTest.keyClick(column, Qt.Key.Key_Right, ALT)
    settle()
    assert sorted(cards(page, "applied")) == ["a", "b"]

    desk.undo()
    settle()
    assert cards(page, "lead") == ["a", "b", "c"]


def test_one_column_at_a_time_holds_the_selection(desk, board, settle):
    make.application(desk.work, "one")
    make.application(desk.work, "two", stage="applied")
    page = board()
    first, second = page.column("lead").list, page.column("applied").list

    first.setCurrentIndex(first.cards.index(0))
    second.setCurrentIndex(second.cards.index(0))

    assert not first.selectedIndexes()
    assert second.selectedIndexes()


def test_arrows_walk_across_the_board(desk, board):
    make.application(desk.work, "one")
    make.application(desk.work, "two", stage="screening")
    page = board()
    column = page.column("lead").list
    column.setFocus()

    QTest.keyClick(column, Qt.Key.Key_Right)
    assert page.column("applied").list.hasFocus()
    QTest.keyClick(page.column("applied").list, Qt.Key.Key_Right)

    assert page.column("screening").list.current() == page.column("screening").list.cards.cards[0].id


def test_enter_opens_the_application(desk, board, monkeypatch):
    own = make.application(desk.work)
    page = board()
    opened = []
    monkeypatch.setattr(type(desk), "go", lambda _, key, row="": opened.append((key, row)))
    column = page.column("lead").list
    column.setFocus()

    QTest.keyClick(column, Qt.Key.Key_Return)

    assert opened == [("application", own.id)]


def test_a_job_is_added_in_the_column_it_was_typed_in(desk, board, settle, named):
    make.application(desk.work)
    page = board()
    named("Add to Applied", QToolButton).click()
    line = named("New in Applied", QLineEdit)

    QTest.keyClicks(line, "Data Engineer @ Kestrel Freight")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()

    assert cards(page, "applied") == ["Data Engineer"]
    assert desk.work.all(JobOpportunity, order="-id")[0].company_name == "Kestrel Freight"


def test_what_ended_is_folded_and_can_be_dropped_on_and_opened(desk, board, settle):
    make.application(desk.work, "gone")
    page = board()
    model = page.column("lead").list.cards
    line = page._closed.line("rejected")

    line.fell.emit([model.cards[0].id])
    settle()
    assert line.count == 1
    assert "rejected" not in page._columns

    QTest.keyClick(line, Qt.Key.Key_Space)
    settle()
    assert cards(page, "rejected") == ["gone"]

    QTest.keyClick(line, Qt.Key.Key_Space)
    settle()
    assert "rejected" not in page._columns


def test_a_card_is_put_away_and_taken_back(desk, board, settle, menu, named):
    make.application(desk.work, "away")
    make.application(desk.work, "stays", stage="applied")
    page = board()
    column = page.column("lead").list
    column.setCurrentIndex(column.cards.index(0))
    column.asked.emit(QPoint(0, 0), "all")
    menu()["Archive"].trigger()
    settle()
    assert cards(page, "lead") == []

    named("Undo", QPushButton).click()
    settle()

    assert cards(page, "lead") == ["away"]


def test_columns_follow_her_own_stages(desk, board, settle):
    make.application(desk.work)
    page = board()

    with desk.work.change("Stages") as change:
        change.save(Stage(key="trial", name="Trial day", category="interviewing", position="fm"))
        change.save(Stage(key="assessment", name="Assessment", category="assessment", position="e", hidden=True))
    settle()

    shown = [page._row.itemAt(at).widget() for at in range(page._row.count())]
    names = [str(column.stage) for column in shown if hasattr(column, "stage")]
    assert names == ["Interested", "Applied", "Phone screen", "Interview", "Trial day", "Offer"]


def test_a_stage_of_a_newer_laptop_is_not_lost_from_sight(desk, board):
    make.application(desk.work, stage="on_a_boat")
    page = board()

    assert cards(page, "on_a_boat") == ["Engineer"]


def test_a_long_column_shows_its_first_cards_and_more_when_asked(desk, board, settle, named):
    for at in range(45):
        make.application(desk.work, f"{at:02}", days=at)
    page = board()
    assert len(cards(page, "lead")) == 40

    named("Show more (5)", QPushButton).click()
    settle()

    assert len(cards(page, "lead")) == 45


def test_a_card_says_what_comes_next_and_how_long_it_stood(desk, board):
    quiet = make.application(desk.work, "Quiet", stage="applied", days=16)
    make.application(desk.work, "Stuck", stage="applied", days=40)
    meets = make.application(desk.work, "Meets", stage="interviewing", days=40)
    with desk.work.change("Plan") as change:
        change.save(Interview(application=meets.id, starts=Appointment("2026-11-23T14:00", "UTC")))
        job = change.get(JobOpportunity, quiet.job)
        change.save(make.replaced(job, location="Leeds"))
    page = board()

    said = [page.column("applied").list.cards.index(row).data() for row in range(2)]
    assert said == ["Quiet, Brightwater Labs · Leeds, quiet 16 days", "Stuck, Brightwater Labs, stuck 40 days"]
    assert "Tomorrow, " in page.column("interviewing").list.cards.index(0).data()


def test_an_empty_board_says_what_it_is_and_one_next_step(desk, board, named):
    board()

    assert named("Nothing on the board yet")
    assert named("Add a job", QPushButton)


def test_what_another_window_writes_appears_and_keeps_the_place(desk, board, settle):
    own = make.application(desk.work, "mine", days=1)
    page = board()
    column = page.column("lead").list
    column.setFocus()
    column.setCurrentIndex(column.cards.index(0))

    make.application(desk.work, "new")
    settle()

    assert cards(page, "lead") == ["new", "mine"]
    assert column.current() == own.id
    applications.move(desk.work, own.id, "offer")
    settle()
    assert column.current() == column.cards.cards[0].id


def test_everything_that_takes_keys_has_a_name(desk, board, named):
    make.search(desk.work)
    page = board()

    unnamed = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert not unnamed
    assert isinstance(named("Applied, 14 applications"), CardList)
