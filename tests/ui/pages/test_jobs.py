"""The table of jobs: one line adds one, headings sort, words and chips narrow, keys reach everything."""

import make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from ui.jobtable import select, titles

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import applications
from ats_desktop.ui.pages import jobs as module
from ats_desktop.ui.widgets.jobs_table import short_pay

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a menu opens


def press(page, text):
    line = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Add a job")
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_one_line_and_enter_add_a_job_with_its_card(desk, jobs, settle):
    page = jobs("new")

    press(page, "Data Engineer @ Kestrel Freight")
    settle()

    assert titles(page) == ["Data Engineer"]
    assert desk.work.all(Application)[0].stage == "lead"
    assert page.table.selected() == list(page.table.model_.keys)


def test_several_jobs_are_typed_one_after_the_other(jobs, settle):
    page = jobs("new")

    for said in ("Data Engineer @ Kestrel Freight", "Curator @ Mapleton Museum", "Registrar @ Oakfield Archive"):
        QTest.keyClicks(page.window().focusWidget(), said)
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
        settle()

    assert sorted(titles(page)) == ["Curator", "Data Engineer", "Registrar"]


def test_a_pasted_link_makes_a_job_at_once(desk, jobs, settle):
    page = jobs()

    press(page, "https://jobs.example/data-engineer-7")
    settle()

    job = desk.work.all(JobOpportunity)[0]
    assert (job.title, job.posting_url) == ("Data engineer", "https://jobs.example/data-engineer-7")


def test_an_added_job_is_taken_back_from_the_toast(desk, jobs, settle, named):
    page = jobs()
    press(page, "Data Engineer @ Kestrel Freight")
    settle()

    named("Undo", QPushButton).click()
    settle()

    assert desk.work.count(JobOpportunity) == desk.work.count(Application) == 0


def test_a_job_that_is_there_already_is_mentioned_never_refused(desk, jobs, settle):
    page = jobs()
    for _ in range(2):
        press(page, "Data Engineer @ Kestrel Freight")
        settle()

    assert desk.work.count(JobOpportunity) == 2
    assert desk.toast.accessibleName().endswith("You have Data Engineer @ Kestrel Freight already.")


def test_a_line_without_a_title_says_what_is_missing_and_keeps_what_was_typed(desk, jobs, settle):
    page = jobs()

    press(page, "@ Kestrel Freight")
    settle()

    assert desk.strip.told.title == "A job needs a title."
    assert page._line.text() == "@ Kestrel Freight"


def test_a_heading_sorts_and_turns_the_order_around(desk, jobs, settle):
    for title in "bca":
        make.application(desk.work, title)
    page = jobs()
    assert titles(page) == ["a", "c", "b"]

    head = page.table.horizontalHeader()
    head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    settle()
    assert titles(page) == ["a", "b", "c"]

    head.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    settle()
    assert titles(page) == ["c", "b", "a"]


def test_words_narrow_the_table(desk, jobs, qtbot):
    make.search(desk.work)
    page = jobs()

    QTest.keyClicks(page._filter, "kestrel full")

    qtbot.waitUntil(lambda: titles(page) == ["Full-Stack Developer"], timeout=3_000)
    page._filter.clear()
    qtbot.waitUntil(lambda: len(titles(page)) == 60, timeout=3_000)


def test_operators_narrow_the_table_as_they_do_the_search(desk, jobs, qtbot):
    make.search(desk.work)
    page = jobs()

    QTest.keyClicks(page._filter, "company:kestrel stage:closed full")

    qtbot.waitUntil(lambda: titles(page) == [] or len(titles(page)) < 60, timeout=3_000)
    assert {line.company for line in map(page.table.model_.line, range(len(titles(page))))} <= {"Kestrel Freight"}


def test_chips_narrow_to_a_stage_and_say_how_many(desk, jobs, settle, named):
    make.search(desk.work)
    page = jobs()

    named("Offer, 2", QPushButton).click()
    settle()
    assert len(titles(page)) == 2

    named("Closed, 19", QPushButton).click()
    settle()
    assert len(titles(page)) == 19


def test_chips_are_chosen_by_arrows(desk, jobs, settle, named):
    make.search(desk.work)
    page = jobs()
    first = named("All, 60", QPushButton)
    first.setFocus()

    QTest.keyClick(first, Qt.Key.Key_Right)
    settle()

    assert page._chips.chip("lead").hasFocus()
    assert len(titles(page)) == 12


def test_delete_puts_the_chosen_away_and_the_chip_brings_them_back(desk, jobs, settle, named, menu):
    for title in "abc":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 1)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle()
    assert titles(page) == ["a"]

    named("Archived, 2", QPushButton).click()
    settle()
    assert sorted(titles(page)) == ["b", "c"]
    select(page, 0)
    page.table.menu_asked.emit(QPoint(0, 0))
    menu()["Bring back"].trigger()
    settle()

    assert titles(page) == ["b"]


def test_several_jobs_move_as_one_step(desk, jobs, settle, menu):
    for title in "abc":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 2)
    page.table.menu_asked.emit(QPoint(0, 0))
    inner = menu()["Move to"].menu()
    next(act for act in inner.actions() if act.text() == "Applied").trigger()
    settle()
    stages = sorted(one.stage for one in desk.work.all(Application))
    assert stages == ["applied", "applied", "lead"]

    desk.undo()

    assert {one.stage for one in desk.work.all(Application)} == {"lead"}


def test_enter_opens_the_application_of_a_job(desk, jobs, monkeypatch):
    own = make.application(desk.work)
    page = jobs()
    opened = []
    monkeypatch.setattr(type(desk), "go", lambda _, key, row="": opened.append((key, row)))
    select(page, 0)

    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert opened == [("application", own.id)]


def test_chosen_lines_are_copied_as_a_spreadsheet_takes_them(desk, jobs):
    for title in "ab":
        make.application(desk.work, title)
    page = jobs()
    select(page, 0, 1)

    QTest.keySequence(page.table, "Ctrl+C")

    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert [line[:3] for line in lines] == [
        ["b", "Brightwater Labs", "Interested"],
        ["a", "Brightwater Labs", "Interested"],
    ]


def test_a_change_from_elsewhere_keeps_the_chosen_line(desk, jobs, settle):
    for title in "abc":
        make.application(desk.work, title)
    page = jobs()
    select(page, 1)
    chosen = page.table.selected()

    applications.move(desk.work, make.application(desk.work, "d").id, "applied")
    settle()

    assert titles(page) == ["d", "c", "b", "a"]
    assert page.table.selected() == chosen


def test_a_job_that_is_asked_for_is_gone_to(desk, jobs, settle):
    own = [make.application(desk.work, title) for title in "abc"]

    page = jobs(own[1].job)
    settle()

    assert titles(page)[page.table.currentIndex().row()] == "b"


def test_very_many_jobs_are_ordered_beside_the_window(desk, jobs, qtbot, monkeypatch):
    make.many(desk.work, 500)
    monkeypatch.setattr(module, "AT_ONCE", 100)
    page = jobs()

    qtbot.waitUntil(lambda: len(page.table.model_.keys) == 500, timeout=5_000)
    page.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: titles(page)[:2] == sorted(titles(page), key=str.casefold)[:2], timeout=5_000)


def test_only_the_lines_in_view_are_fetched(desk, jobs):
    make.many(desk.work, 1_000)
    page = jobs()

    assert len(page.table.model_.keys) == 1_000
    assert len(page.table.model_._pages) <= 2


def test_no_jobs_and_no_fit_say_so(desk, jobs, named, qtbot):
    page = jobs()
    assert named("No jobs yet")

    make.application(desk.work)
    qtbot.waitUntil(lambda: titles(page) == ["Engineer"], timeout=3_000)
    QTest.keyClicks(page._filter, "zebra")

    qtbot.waitUntil(lambda: bool(named("Nothing fits")), timeout=3_000)


def test_a_company_with_an_ampersand_or_markup_is_shown_as_it_is(desk, jobs):
    make.application(desk.work, "<b>Bold</b> & Co", "Osprey & Vale <img src=x>")
    page = jobs()

    model = page.table.model_
    assert model.data(model.index(0, 0)) == "<b>Bold</b> & Co"
    assert model.data(model.index(0, 1)) == "Osprey & Vale <img src=x>"


@pytest.mark.parametrize(("typed", "said"), [
    ("87000-102000 EUR/year", "87k - 102k EUR"),
    ("90000 USD", "90k USD"),
    ("40.50 USD/hour", "40.50 USD/hour"),
    ("6000 EUR/month", "6k EUR/month"),
    ("", ""),
])  # fmt: skip
def test_pay_is_said_in_few_letters(typed, said):
    assert short_pay(JobOpportunity.noun.by_name["pay"].kind.parse(typed)) == said


def test_everything_that_takes_keys_has_a_name(desk, jobs):
    make.search(desk.work)
    page = jobs()

    unnamed = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert not unnamed
