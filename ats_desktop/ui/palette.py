"""The palette: one line to type into, that finds everything that can be done, every page and every record.

Why:    whoever knows a word of it need not know where it is.  Actions are ranked here, by letters that need
        not be typed right; records come from the search, on a lane, so that no key ever waits for one.
Shape:  palette = Palette(window, over); palette.begin("all")     actions, pages and records
                                         palette.begin("records") records alone
Source: experience.md E13, E14.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from rapidfuzz import fuzz, process
from shiboken6 import isValid

from ats_desktop.domain.seeking import marks, read
from ats_desktop.store.reads import search as question
from ats_desktop.store.reads.found import Found, hits
from ats_desktop.ui.actions import Action
from ats_desktop.ui.days import today_here
from ats_desktop.ui.icons import icon
from ats_desktop.ui.keysheet import written
from ats_desktop.ui.kinds import called, picture
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, VAST, label, theme, tone
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace
    from ats_desktop.ui.window import Window

LIKE = 72.0  # of 100: less alike is not shown
ACTIONS, RECORDS = 6, 10  # shown of each while something is typed
LETTERS = 72
A_MOMENT_MS = 40  # an answer that comes sooner is painted alone, and not after half of it
SHADE = 70  # of 255: what lies behind is dimmed
_WHOLE = 100.0
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


def rank(words: str, actions: Sequence[Action], most: int = ACTIONS) -> list[Action]:
    """Choose the actions most like what was typed, the likest first."""
    texts = [action.text.casefold() for action in actions]
    found = process.extract(words.casefold(), texts, scorer=likeness, score_cutoff=LIKE, limit=most)
    return [actions[at] for _, _, at in found]


def likeness(words: str, text: str, **_named: object) -> float:
    """Say how alike they are, 0 to 100: every word must be like the beginning of one, letters mistyped or not.

    >>> likeness("go bord", "go to board") > LIKE, likeness("eng", "do something") > LIKE
    (True, False)
    """
    parts = text.replace(",", "").split()
    return min((max(_begins(word, part) for part in parts) for word in words.split()), default=0.0)


def _begins(word: str, part: str) -> float:
    if part.startswith(word):
        return _WHOLE
    return float(fuzz.ratio(word, part[: len(word) + 1])) if len(word) > 2 else 0.0  # noqa: PLR2004 - two letters are in all


class Palette(QWidget):
    """Lies over the window while it is used; Esc, or a click beside it, puts it away."""

    def __init__(self, window: "Window", over: QWidget) -> None:
        super().__init__(over)
        self._window, self._over = window, over
        self._mode = "all"
        self._running, self._waiting = False, False
        self._before: QWidget | None = None
        self._doing: dict[str, Callable[[], object]] = {}
        self._records: list[Line] = []
        self._answers = ""  # the words these records are the answer to
        self.line = _Field()
        self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(lambda _: self._typed())
        self.line.installEventFilter(self)
        self.lines = _Found(tr("Found"))
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.led = True
        self.lines.opened.connect(self._open)
        self._nothing = label("", tone="muted", wrap=True)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._show)
        self._lay()
        theme().dress(self)
        over.installEventFilter(self)
        self.hide()

    def _lay(self) -> None:
        self.sheet = QFrame(self)
        self.sheet.setProperty("card", "raised")
        self._scroll = QScrollArea()
        self._scroll.setProperty("clear", "raised")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(0, 0, TIGHT, 0)
        lines.addWidget(self.lines)
        lines.addStretch(1)
        self._scroll.setWidget(self._inside)
        foot = QHBoxLayout()
        foot.addWidget(label(tr("Enter opens · Esc closes · Up and Down choose"), "caption", tone="muted"), 1)
        column = self._column = QVBoxLayout(self.sheet)
        column.setContentsMargins(SNUG, SNUG, HAIR, SNUG)
        column.setSpacing(TIGHT)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, TIGHT, 0)
        top.addWidget(self.line)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    # Opening and closing

    def begin(self, mode: str = "all") -> None:
        """Show it, empty; what had the keys gets them back afterwards."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._mode = mode
        said = tr("Do something, or find anything") if mode == "all" else tr("Find a job, a person, anything")
        self.line.setPlaceholderText(said)
        self.line.setAccessibleName(said)
        self._records = []
        self.sheet.resize(0, 0)
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()
        self._show()
        self._ask()

    def leave(self) -> None:
        """Put it away, and give the keys back."""
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    # What is found

    def _typed(self) -> None:
        """Ask; what is known already is shown at once, but records that only get fewer wait a moment for the answer."""
        self._ask()
        if self._mode == "records" and self.line.text().strip():
            self._late.start(A_MOMENT_MS)
        else:
            self._show()

    def _ask(self) -> None:
        """Ask for records on a lane: one question at a time, and then the newest."""
        if self._running:
            self._waiting = True
            return
        self._running, self._waiting = True, False
        words = self.line.text().strip()
        asked = partial(records, self._window.work, words, list(self._window.visited))
        answer = self._window.app.runner.start("find", asked)
        self._window.live.then(answer, partial(self._found, words), lambda _: self._found(words, []), owner=self)

    def _found(self, words: str, found: list[Found]) -> None:
        self._running = False
        if self._waiting:
            self._ask()
        else:
            self._records, self._answers = [self._record(one) for one in found], words
            self._show()

    def _record(self, one: Found) -> Line:
        key = f"{one.table}:{one.id}"
        self._doing[key] = partial(self._window.open_row, one.table, one.id)
        return Line(key, one.title, right=one.note or called(one.table), icon=picture(one.table))

    def _show(self) -> None:
        """Show what is known; records follow."""
        self._late.stop()
        words = self.line.text().strip()
        can = [one for one in self._window.actions.all() if one.when()] if self._mode == "all" else []
        shown = [self._action(one) for one in (rank(words, can) if words else can)]
        fresh = self._answers == words
        records = self._records if fresh else [one for one in self._records if marks(one.whole, words)]
        found = [*_under(tr("What can be done"), shown), *_under(tr("Records") if words else tr("Recent"), records)]
        if not words:  # the few things used lately, before the many that can be done
            found = [*_under(tr("Recent"), records), *_under(tr("What can be done"), shown)]
        if words:
            self._doing["search"] = partial(self._window.go, "search", words)
            found.append(Line("search", tr("Show all results for “{words}”", words=words), icon="search"))
        self.lines.show_lines(found)
        self._nothing.setText("" if found else tr("Type a word of what you look for."))
        self._nothing.setVisible(not found)
        self.lines.first()
        self._tell()
        self._place()

    def _action(self, action: Action) -> Line:
        self._doing[action.id] = partial(self._window.perform, action.id)
        return Line(action.id, action.text, right=written(action.keys), icon=action.icon or "right")

    def _open(self, key: str) -> None:
        do = self._doing.get(key)
        self.leave()
        if do is not None:
            do()

    # Keys and place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Walk through the lines while the keys stay with what is typed."""
        key = event.key()
        if self._late.isActive() and not event.text().isprintable():
            self._show()  # before a key acts on lines that no longer hold
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.lines.current:
                self._open(self.lines.current)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _STEPS:
            self.lines.walk(_STEPS[Qt.Key(key)])
            self._tell()
        elif key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:  # there is nowhere else to go
            return False
        return True

    def _tell(self) -> None:
        """Keep the chosen line in view, and let a screen reader say it."""
        at = self.lines.currentIndex()
        if at.isValid():
            spot = self.lines.visualRect(at)
            middle = self.lines.mapTo(self._inside, spot.center())
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, spot.height())
        if at.isValid() and QAccessible.isActive():  # only then lists note that their lines are others
            told = QAccessibleEvent(self.lines, QAccessible.Event.Focus)
            told.setChild(at.row())
            QAccessible.updateAccessibility(told)

    def _place(self) -> None:
        """Lie over the whole window, the sheet near its top, as high as what it shows.

        Why:    it shrinks when the answer is there, not before: between two letters it would go up and down.
        """
        self.setGeometry(self._over.rect())
        wide = min(self.width() - 2 * VAST, self.fontMetrics().averageCharWidth() * LETTERS)
        rest = self._column.minimumSize().height() - self._scroll.minimumSizeHint().height()
        high = max(rest + self.lines.height() + TIGHT, self.sheet.height() if self._running else 0)
        most = self.height() - 2 * VAST
        top = min(VAST + ROOM, most // 6)
        self.sheet.setGeometry((self.width() - wide) // 2, top, wide, min(high, most - top))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = QColor(tone("shadow"))
        shade.setAlpha(SHADE)
        painter.fillRect(self.rect(), shade)
        painter.end()


def _ground(part: QWidget, event: QPaintEvent) -> None:
    """Paint the ground of a part itself: what lies below the palette is not painted anew with every letter."""
    painter = QPainter(part)
    painter.fillRect(event.rect(), tone("raised"))
    painter.end()


class _Field(QLineEdit):
    """The field, on a ground of its own."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.Polish, QEvent.Type.StyleChange}:  # a style sheet takes it away
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        _ground(self, event)
        super().paintEvent(event)


class _Found(Lines):
    """The lines, on a ground of their own."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        _ground(self.viewport(), event)
        super().paintEvent(event)


def records(work: "Workspace", words: str, visited: Sequence[tuple[str, str]]) -> list[Found]:
    """Find records: by what was typed, else those opened last and the newest jobs."""
    if words:
        asked = read(words, today_here(work))
        return question.best(work, asked, RECORDS)
    keys = question.places(work, visited)
    keys += [key for key in question.recent(work) if key not in keys]
    return hits(work, keys[:ACTIONS])


def _under(heading: str, lines: list[Line]) -> list[Line]:
    return [Line("", heading), *lines] if lines else []
