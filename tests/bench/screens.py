"""How soon screens are there: pages, the board, tables, the search, each against the least that could show the same.

Why:    a floor here is the bare driver or the bare Qt class doing only what is seen.  All figures are of one
        process: what a page imports the first time is a matter of the start, which starts.py measures.
Units:  design size 10,000 applications for pages, 1,000 cards for the board, 100,000 for tables and search.
"""

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from bench.kit import Measure, Sides, clocked
from bench.made import profile
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QEventLoop, QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QTableView, QVBoxLayout, QWidget

from ats_desktop.app import App
from ats_desktop.domain.applications import Category
from ats_desktop.domain.seeking import read
from ats_desktop.store.opening import connect
from ats_desktop.store.reads import board as cards
from ats_desktop.store.reads import jobs
from ats_desktop.store.reads import search as question
from ats_desktop.store.reads.found import hits
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.main import SWITCH
from ats_desktop.ui.palette import Palette
from ats_desktop.ui.tables import RowsTable
from ats_desktop.ui.theme import Theme, button, label, theme
from ats_desktop.ui.widgets.board_cards import Cards, face
from ats_desktop.ui.widgets.board_painting import CardPainter
from ats_desktop.ui.widgets.jobs_table import JobsTable
from ats_desktop.ui.window import Window

SIZE = (1280, 800)
PAGES = ("today", "board", "jobs", "people", "profile")
IN_PAGE = 50  # rows of a search
IN_VIEW = 40  # lines of a table that is looked at


def _look() -> None:
    sys.setswitchinterval(SWITCH)
    application = QApplication.instance() or QApplication(["bench", "-style", "fusion"])
    if isinstance(application, QApplication) and application.findChild(Theme, "theme") is None:
        Theme(application, mode="light").follow()  # what comes before the first paint is over


def painted() -> None:
    """Let everything that is due be laid out and painted."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def shown(folder: Path, count: int) -> Iterator[Window]:
    """Open the window on a profile of so many applications."""
    _look()
    app = App.open(profile(folder.parent, count))
    window = Window()
    window.resize(*SIZE)
    window.show()
    window.arrive(app)
    try:
        yield window
    finally:
        window.live.stop()
        window.close()
        app.close()
        window.deleteLater()
        painted()


def _empty_page() -> QWidget:
    """Make an empty page of Qt's own classes: a name and a remark, two buttons, and the frame of a list without lines."""
    page, listed = QWidget(), QListView()
    listed.setProperty("framed", "yes")
    whole, top = QVBoxLayout(page), QHBoxLayout()
    top.addWidget(label("Page", "heading"))
    top.addWidget(label("nothing yet", tone="muted"), 1)
    top.addWidget(button("Add"))
    top.addWidget(button("Begin", "primary"))
    whole.addLayout(top)
    whole.addWidget(listed)
    page.setStyleSheet(theme().written)
    return page


@contextmanager
def switching(folder: Path) -> Iterator[Sides]:
    """Compare going round the pages to going round as many empty ones in the same window.

    Why:    a bare widget is a ground without anything on it, and no page: what every page has even where there is
            nothing to show, its name, its buttons and the frame of its list, is painted on both sides.
    """
    with shown(folder, 10_000) as window:
        empty = [_empty_page(), _empty_page()]
        for page in empty:
            window.stack.addWidget(page)
        for key in PAGES:
            window.go(key)
            painted()

        def turn() -> None:
            for at, key in enumerate(PAGES):
                window.side.mark(key)
                window.stack.setCurrentWidget(empty[at % 2])
                painted()

        def go() -> None:
            for key in PAGES:
                window.go(key)
                painted()

        yield Sides(partial(clocked, turn), partial(clocked, go))


@contextmanager
def board(folder: Path) -> Iterator[Sides]:
    """Compare the first look at a board of 1,000 cards to one bare list that paints the same cards."""
    with shown(folder, 1_000) as window:
        work = window.work
        all_of_them = dict.fromkeys(cards.totals(work), 1_000)

        def floor() -> float:
            bare = QListView()
            model = Cards(bare)
            bare.setModel(model)
            bare.setItemDelegate(CardPainter(bare))
            bare.setViewMode(QListView.ViewMode.ListMode)
            bare.resize(*SIZE)

            def show() -> None:
                found = cards.board(work, all_of_them, now=work.now()).values()
                asked = [card for column in found for card in column.cards]
                model.put(asked, [face(card, Category.APPLIED, work.now(), None) for card in asked])
                bare.show()
                painted()

            took = clocked(show)
            bare.close()
            bare.deleteLater()
            return took

        def ours() -> float:
            window.go("today")
            painted()
            page = window._pages.pop("board", None)
            if page is not None:
                for act in [one for one in window.actions._all if one.startswith("board.")]:
                    window.actions._all.pop(act)
                window.stack.removeWidget(page)
                page.deleteLater()
                painted()

            def show() -> None:
                window.go("board")
                painted()

            return clocked(show)

        yield Sides(floor, ours)


# --- questions ----------------------------------------------------------------------------------

_KEYSET = """select j.slot, j.id, a.id, j.title, j.company_name, j.location, a.stage, j.deadline_on, j.pay,
  j.source, j.tags, j.posting_url, j.found_at
from job_opportunities j left join applications a on a.slot = (select max(slot) from applications where job = j.id)
where +j.archived_at is null and (j.company_name, j.slot) > (?, ?) order by j.company_name, j.slot limit ?"""


@contextmanager
def _opened(folder: Path, count: int) -> Iterator[tuple[Workspace, Path]]:
    place = profile(folder.parent, count) / "workspaces" / "made"
    work = Workspace.open(place)
    try:
        yield work, place / "data.db"
    finally:
        work.close()


def page_of(middle: bool):  # noqa: FBT001 - which page
    """Compare a page of 100,000 jobs, by company, with its applications, to raw SQL that goes on from a key."""

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        with _opened(folder, 100_000) as (work, file):
            raw = connect(file, read_only=True)
            wanted = jobs.Wanted(sort="company", down=False)
            order = jobs.order(work, wanted)
            at = len(order) // 2 if middle else 0
            start = ("", 0)
            if middle:
                asked = "select company_name, slot from job_opportunities where slot = ?"
                start = raw.execute(asked, (order[at - 1],)).fetchone()

            def ours() -> None:
                first = order[at : at + IN_VIEW] if middle else jobs.order(work, wanted, IN_VIEW)
                jobs.lines(work, first)

            yield Sides(
                partial(clocked, lambda: raw.execute(_KEYSET, (*start, IN_VIEW)).fetchall()), partial(clocked, ours)
            )
            raw.close()

    return sides


# With the stage, which is shown at the right of every line that is found.
_BEST = """select w.rowid, j.title, j.company_name, substr(j.description, 1, 80),
  (select a.stage from applications a where a.job = j.id order by a.slot desc limit 1) from (
  select rowid, bm25(search_words) as worth from search_words where search_words match ?
  order by rowid desc limit 2000) w join job_opportunities j on j.slot = w.rowid & 1099511627775
order by worth limit 50"""


@contextmanager
def keystroke(folder: Path) -> Iterator[Sides]:
    """Compare a letter typed into the quick switcher, until what it finds is painted, to FTS5 and a bare list."""
    with shown(folder, 10_000) as window:
        raw = connect(folder.parent / "profile-10000" / "workspaces" / "made" / "data.db", read_only=True)
        bare = QListView()
        model = QStringListModel()
        bare.setModel(model)
        bare.resize(640, 480)
        bare.show()
        window.seek("records")
        palette = window.findChild(Palette)
        words = itertools.cycle(("engin", "engine", "technic", "technica", "brightw", "brightwa"))

        def floor() -> None:
            found = raw.execute(_BEST, (f'"{next(words)}"*',)).fetchall()
            model.setStringList([f"{title} @ {company}" for _, title, company, *_ in found])
            painted()

        def ours() -> None:
            typed = next(words)
            palette.line.setText(typed)
            while palette._answers != typed:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            painted()

        yield Sides(partial(clocked, floor), partial(clocked, ours))
        raw.close()
        bare.close()


def searching(words: str, asked: str, *, page: bool = False):
    """Compare a search in 100,000 applications, ready to be shown, to FTS5 alone within the newest 2,000 hits.

    Shape:  the best, as the palette and `ats search` list them; `page` as the search page does, which counts all kinds.
    """

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        with _opened(folder, 100_000) as (work, file):
            raw = connect(file)  # as the program's own: one that only reads begins a little sooner
            today = date(2026, 11, 22)

            def ours() -> None:
                if page:
                    hits(work, question.keys(work, read(words, today))[:IN_PAGE], words)
                else:
                    question.best(work, read(words, today), IN_PAGE)

            def floor() -> None:
                found = raw.execute(_BEST, (asked,)).fetchall()
                [(f"{title} @ {company}", stage) for _, title, company, _, stage in found]

            yield Sides(partial(clocked, floor), partial(clocked, ours))
            raw.close()

    return sides


# --- tables -------------------------------------------------------------------------------------


class _Bare(QAbstractTableModel):
    """The least model that holds ids and reads its lines by pages."""

    def __init__(self, keys, fetch, columns) -> None:
        super().__init__()
        self._keys, self._fetch, self._columns = keys, fetch, columns
        self._pages: dict = {}

    def rowCount(self, _parent=None) -> int:  # noqa: N802 - Qt's word
        return len(self._keys)

    def columnCount(self, _parent=None) -> int:  # noqa: N802 - Qt's word
        return len(self._columns)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        page = index.row() // 64
        if page not in self._pages:
            self._pages[page] = self._fetch(self._keys[page * 64 : page * 64 + 64])
        line = self._pages[page].get(self._keys[index.row()])
        return self._columns[index.column()].text(line) if line else None


def table(*, paging: bool):
    """Compare a table of 100,000 jobs, from its model to the first paint or by Page Down, to a bare one."""

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        _look()
        with _opened(folder, 100_000) as (work, _):
            keys = jobs.order(work, jobs.Wanted())
            fetch = partial(jobs.lines, work)
            columns = JobsTable("Jobs").model_.columns

            def bare() -> QTableView:
                view = QTableView()
                view.resize(*SIZE)
                view.setModel(_Bare(keys, fetch, columns))
                return view

            def ours() -> RowsTable:
                view = JobsTable("Jobs")
                view.resize(*SIZE)
                view.show_keys(keys, fetch)
                return view

            yield Sides(partial(_first_look, bare, paging), partial(_first_look, ours, paging))

    return sides


def _first_look(make, paging: bool) -> float:  # noqa: FBT001 - as above
    view = make() if paging else None

    def show() -> None:
        nonlocal view
        view = make()
        view.show()
        view.repaint()
        painted()

    def turn() -> None:
        bar = view.verticalScrollBar()
        for _ in range(10):
            bar.setValue(bar.value() + bar.pageStep())
            view.repaint()
            painted()

    if paging:
        view.show()
        painted()
    took = clocked(turn if paging else show)
    view.close()
    view.deleteLater()
    painted()
    return took


MEASURES = (
    Measure("switch of five pages, 10,000 applications", switching, 3.0),
    Measure("board of 1,000 cards, first paint", board, 2.0),
    Measure("first page of 100,000 by company", page_of(middle=False), 3.0, aim=2.0, rounds=15),
    Measure("a page in the middle of 100,000", page_of(middle=True), 3.0, aim=2.0, rounds=15),
    Measure("one key in the quick switcher, until painted", keystroke, 1.5, rounds=15),
    Measure("search in 100,000, a common word", searching("engineer", '"engineer"*'), 1.5, rounds=15),
    Measure("search in 100,000, a rare word", searching("4711", '"4711"*'), 1.5, rounds=99),
    Measure(
        "search in 100,000, two words", searching("technical brightwater", '"technical" "brightwater"*'), 1.5, rounds=15
    ),
    Measure("search page of 100,000, a common word", searching("engineer", '"engineer"*', page=True), 1.5, rounds=15),
    Measure("table of 100,000, first paint", table(paging=False), 1.5),
    Measure("table of 100,000, Page Down", table(paging=True), 1.3),
)
