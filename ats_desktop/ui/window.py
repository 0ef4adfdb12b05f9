"""The window: side bar, pages, what it says, and the keys that work everywhere.

Why:    it opens before the rest of the program is there; `arrive` hands it the rest.  Until then
        Today reads the file by itself, and a page asked for is shown the moment it can be.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QEventLoop, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.errors import AtsError
from ats_desktop.ui.live import Live
from ats_desktop.ui.pages.catalog import BY_KEY, PAGES, WHERE_ROWS_LIVE, Entry
from ats_desktop.ui.pages.page import Page
from ats_desktop.ui.sidebar import SideBar
from ats_desktop.ui.status import Standing, StatusLine
from ats_desktop.ui.theme import VAST, theme
from ats_desktop.ui.waiting import Nothing, Waiting
from ats_desktop.ui.words import told, tr

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.store.feed import Changed
    from ats_desktop.store.reads.today import Rows
    from ats_desktop.store.workspace import Workspace
    from ats_desktop.ui.actions import Actions
    from ats_desktop.ui.drops import Drops
    from ats_desktop.ui.notices import Strip
    from ats_desktop.ui.palette import Palette

R = TypeVar("R")
REMEMBERED = 8
FIRST_SIZE = (1180, 760)
HOME = "today"
A_TURN_MS = 1  # a timer's turn comes after whatever was typed or clicked meanwhile


class Window(QMainWindow):
    """The desk on which pages lie (page.py tells what they may ask of it)."""

    seen = Signal(bool)  # shown, or hidden
    closing = Signal(object)  # a QCloseEvent the tray may turn into a hide
    beginning = Signal(str)  # sample | leave | import | coach
    switched = Signal()  # another workspace is open
    went = Signal()  # another place is in view

    def __init__(self, reader: "Rows | None" = None, *, entries: tuple[Entry, ...] = PAGES) -> None:
        super().__init__()
        self._app: App | None = None
        self._reader = reader
        self.opened_at = datetime.now(UTC)
        self.entries = entries
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._wanted: tuple[str, str] = (HOME, "")
        self._remarks: dict[str, Strip] = {}
        self._early: list[QKeyEvent] = []
        self._actions: Actions | None = None
        self._palette: Palette | None = None
        self.visited: list[tuple[str, str]] = []  # rows looked at, the newest first: table and id
        self._drops: Drops | None = None
        self.live = Live(self)
        self.setWindowTitle(tr("ATS Desktop"))
        self.resize(*FIRST_SIZE)
        self._build([entry for entry in entries if entry.place])

    def _build(self, listed: list[Entry]) -> None:
        self.side = SideBar(listed)
        self.side.chosen.connect(self.visit)
        self.side.searching.connect(self.seek)
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self._waiting = Waiting()
        self.stack.addWidget(self._waiting)
        for part in (self.side, self.status, self._waiting):  # pages are dressed when they are seen
            theme().dress(part)
        page = QVBoxLayout()
        page.setSpacing(0)
        self._above = QVBoxLayout()
        self._above.setContentsMargins(VAST, 0, VAST, 0)
        page.addLayout(self._above)
        page.addWidget(self.stack, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.side)
        across.addLayout(page, 1)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        down.addWidget(self.status)
        self.setCentralWidget(whole)
        self._whole = whole

    def wake(self) -> None:
        """Make what the first paint can do without: what speaks, and everything that can be done."""
        if self._actions is not None:
            return
        from ats_desktop.ui.actions import Actions
        from ats_desktop.ui.everywhere import register
        from ats_desktop.ui.footways import foot_ways
        from ats_desktop.ui.newsbell import NewsBell
        from ats_desktop.ui.notices import Toast

        self.strip = self.banner()
        self.toast = Toast(self._whole)
        theme().dress(self.toast)
        self.toast.undo.connect(self.undo)
        self.status.pressed.connect(partial(self.go, "settings"))
        self.live.changed.connect(self._hear)
        self._actions = Actions(self)
        register(self)
        for way in (NewsBell(self), *foot_ways(self)):
            self.status.add(way)
        for event in self._early:
            self._actions.press(event)
        self._early.clear()

    # The desk

    @property
    def app(self) -> "App":
        """Everything that is open."""
        if self._app is None:
            raise LookupError("asked before the program was there")
        return self._app

    @property
    def work(self) -> "Workspace":
        """The candidate's rows; before the rest is there, a reader of the file."""
        if self._app is None:
            return cast("Workspace", self._reader or Nothing())
        return self._app.work

    @property
    def actions(self) -> "Actions":  # type: ignore[override]  # QWidget.actions() lists Qt's; ours are by id
        """Everything that can be done."""
        self.wake()
        if self._actions is None:
            raise LookupError("nothing can be done yet")
        return self._actions

    @property
    def ready(self) -> bool:
        """Say whether the whole program is there, so that things can be changed."""
        return self._app is not None

    @property
    def hurt(self) -> bool:
        """Say whether the file was found damaged: then nobody is invited to begin, as if nothing had been there."""
        return self._app.damage is not None if self._app is not None else bool(getattr(self._reader, "blind", False))

    @property
    def here(self) -> str:
        """The key of the page in view."""
        return self._wanted[0]

    @property
    def place(self) -> tuple[str, str]:
        """The page in view, and the row on it that was asked for."""
        return self._wanted

    def go(self, page: str, row: str = "") -> None:
        """Open a page by its key, and a row on it; as soon as it can be."""
        self._wanted = (page, row)
        if page == "application" and row:
            self._remember("applications", row)
        self.side.mark(page)
        found = self._page(page)
        if found and row:
            found.open(row)  # before it is shown, so that it is painted once, with what was asked for
        self.stack.setCurrentWidget(found or self._waiting)
        self.went.emit()

    def visit(self, page: str) -> None:
        """Open a page somebody chose, so that the window answers in between: imported on a lane, made, then shown."""
        if page in self._pages or not self.ready:
            self.go(page)
            return
        self._wanted = (page, "")
        self.side.mark(page)
        loaded = self.app.runner.start("pages", self._entries[page].load)
        then = partial(self._make, page)
        self.live.then(loaded, lambda _: then(), lambda _: then(), owner=self)

    def _make(self, page: str) -> None:
        """Make a page that is still wanted, and show it at the next turn."""
        if self._wanted == (page, "") and self.ready:
            self._page(page)
            QTimer.singleShot(A_TURN_MS, self, partial(self._show_if_wanted, page))

    def _show_if_wanted(self, page: str) -> None:
        if self._wanted == (page, ""):
            self.go(page)

    def open_row(self, table: str, row: str) -> None:
        """Open a row where people look at it."""
        from ats_desktop.store.reads.home import home_of

        table, row = home_of(self.work, table, row, WHERE_ROWS_LIVE)
        page, named, _ = WHERE_ROWS_LIVE.get(table, "").partition(":")
        self._remember(table, row)
        if page:
            self.go(page, f"{table}:{row}" if named else row)
        else:
            self.go("inspect", f"{table}:{row}")

    def seek(self, what: str = "all") -> None:
        """Open the palette: "all" that can be done or found, or "records" alone."""
        if self.ready:
            from ats_desktop.ui.palette import Palette

            self._palette = self._palette or Palette(self, self._whole)
            self._palette.begin(what)

    def perform(self, name: str) -> None:
        """Do what an action stands for, on its own page."""
        action = self.actions.get(name)
        page = next((key for key, page in self._pages.items() if page is action.page), "")
        if page and self.stack.currentWidget() is not action.page:
            self.go(page)
        action.act.trigger()

    def _remember(self, table: str, row: str) -> None:
        others = [one for one in self.visited if one[1] != row]
        self.visited = [(table, row), *others][:REMEMBERED]

    def begin(self, what: str) -> None:
        """Begin with something: a job here, anything else where the program knows how."""
        if what == "job":
            self.go("jobs", "new")
        else:
            self.beginning.emit(what)

    def moved(self) -> None:
        """Read everything anew: another workspace is open, or what one may do has changed."""
        self.live.follow(self.app.work.feed)
        for page in self._pages.values():
            page.arrive()
            page.news()
        self.switched.emit()

    def do(
        self, verb: Callable[..., R], *given: Any, wrong: Callable[[AtsError], None] | None = None, **named: Any
    ) -> R | None:
        """Run a verb; what goes wrong is said, and None comes back."""
        self.wake()
        self._wait_for_the_store()
        try:
            answer = verb(*given, **named)
        except AtsError as error:
            (wrong or self.tell)(error)
            return None
        self.strip.clear()
        return answer

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Say something in passing."""
        self.wake()
        if undo:  # behind the news of the change itself, which would take the button away again
            self.live.soon(partial(self.toast.say, sentence, undo=True), owner=self)
        else:
            self.toast.say(sentence)

    def tell(self, error: AtsError, *, act: str = "", do: Callable[[], object] | None = None) -> None:
        """Say what happened and what to do about it, until it is closed."""
        self.wake()
        self.strip.tell(error, act=act, do=do)

    def remark(self, error: AtsError) -> None:
        """Say something that stays true for a while, under what was said before; each once."""
        self.wake()
        if error.title in self._remarks:
            return
        strip = self._remarks[error.title] = self.banner()
        strip.tell(error)

    def banner(self) -> "Strip":
        """Make room above the pages for something to say."""
        from ats_desktop.ui.notices import Strip

        strip = Strip()
        theme().dress(strip)
        self._above.addWidget(strip)
        return strip

    # The program

    def arrive(self, app: "App") -> None:
        """Take the rest of the program, once it is there: news, changes and every page."""
        self.wake()
        self._app = app
        if self._drops is None:
            from ats_desktop.ui.drops import Drops

            self._drops = Drops(self)
        self.moved()
        self.go(*self._wanted)

    def read_by(self, reader: "Rows | None") -> None:
        """Read the file by itself until the rest is there; None when there is no file to read."""
        self._reader = reader
        self.go(*self._wanted)

    def leave(self) -> None:
        """Let go of the program: it is closing, and nothing may be asked of it any more."""
        self.live.stop()
        self._app = None
        self.stack.setCurrentWidget(self._waiting)

    def stand(self, standing: Standing) -> None:
        """Show how things stand with backup and sharing."""
        self.status.show_standing(standing, now=datetime.now().astimezone())

    def _wait_for_the_store(self) -> None:
        """Let the first change after a start wait for its imports while the window goes on painting."""
        if self._app is not None and not self._app.warm.done():
            loop = QEventLoop()
            self.live.then(self._app.warm, lambda _: loop.quit(), lambda _: loop.quit())
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def show_keys(self) -> None:
        """Show everything that can be done by a key."""
        from ats_desktop.ui.keysheet import KeySheet

        KeySheet(self, self.actions, self.perform).open()

    def undo(self) -> None:
        """Take the last change back."""
        self._back(lambda work: work.undo(), tr("Nothing to undo."))

    def redo(self) -> None:
        """Do again what was just taken back."""
        self._back(lambda work: work.redo(), tr("Nothing to redo."))

    def _back(self, step: Callable[[Any], Any], nothing: str) -> None:
        if not self.ready:
            return
        undone = self.do(step, self.work)
        if undone is None:
            if self.strip.told is None:
                self.say(nothing)
            return
        self.say(told(str(undone)))

    def _page(self, key: str) -> Page | None:
        if key not in self._pages:
            entry = self._entries.get(key) or BY_KEY[HOME]
            if not self.ready and entry.key != HOME:
                return None
            made = entry.load()(self)
            made.setAccessibleName(tr(entry.title))
            self._pages[key] = made
            self.stack.addWidget(made)
            theme().dress(made, when_seen=True)
        return self._pages[key]

    def _hear(self, news: "Changed") -> None:
        if not self.ready:
            return
        if news.origin == "here":
            self.toast.settle()
        for page in self._pages.values():
            page.hear(news)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep a key that comes before anything can be done; `wake` does it."""
        if self._actions is None:
            self._early.append(event.clone())
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closing.emit(event)
