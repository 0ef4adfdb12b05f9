"""Everything that can be done in the window, registered once: menus, keys, tray and sheet of keys read it here."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ats_desktop.ui.icons import icon

BEFORE_FIELDS = ("Ctrl+K",)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its id, the words for it, its keys and when it can be done."""

    id: str  # "jobs.add"
    text: str
    keys: tuple[str, ...]
    when: Callable[[], bool]
    act: QAction
    icon: str = ""
    page: QWidget | None = None  # where its keys hold, when not everywhere


def always() -> bool:
    """Say that an action can be done at any time."""
    return True


class Actions(QObject):
    """The list of them; an id is given once."""

    added = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._all: dict[str, Action] = {}
        self._promised: set[str] = set()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._stand_before)

    def add(
        self,
        id: str,  # noqa: A002 - the word people know
        text: str,
        do: Callable[[], object],
        *,
        keys: str | tuple[str, ...] = (),
        when: Callable[[], bool] = always,
        icon_name: str = "",
        page: QWidget | None = None,
    ) -> QAction:
        """Register something that can be done; with `page`, its keys hold only while that page has the focus.

        Raises: ValueError, when the id is taken: a bug.
        """
        if id in self._promised:
            self._promised.discard(id)
            self._window.removeAction(self._all.pop(id).act)
        if id in self._all:
            raise ValueError(f"action {id} is registered twice")
        owner = page or self._window
        act = QAction(text, owner)
        if icon_name:
            act.setIcon(icon(icon_name))
        sequences = (keys,) if isinstance(keys, str) else keys
        act.setShortcuts([QKeySequence(key) for key in sequences])
        reach = Qt.ShortcutContext.WidgetWithChildrenShortcut if page else Qt.ShortcutContext.WindowShortcut
        act.setShortcutContext(reach)
        act.triggered.connect(lambda: do() if when() else None)
        owner.addAction(act)
        self._all[id] = Action(id, text, sequences, when, act, icon_name, page)
        self.added.emit(id)
        return act

    def promise(self, id: str, text: str, do: Callable[[], object], *, icon_name: str = "") -> None:  # noqa: A002 - as above
        """Register what a page will register itself when it is made; until then it is done by going there."""
        self.add(id, text, do, icon_name=icon_name)
        self._promised.add(id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys of ours before a field does: Ctrl+K would delete the rest of its line."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if pressed in {QKeySequence(key) for key in BEFORE_FIELDS}:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _stand_before(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QLineEdit | QPlainTextEdit):
            new.removeEventFilter(self)
            new.installEventFilter(self)

    def get(self, id: str) -> Action:  # noqa: A002 - as above
        """Give an action by its id."""
        return self._all[id]

    def press(self, event: QKeyEvent) -> None:
        """Do what a key stands for, that was pressed before there were actions."""
        pressed = QKeySequence(event.keyCombination())
        for action in self._all.values():
            if pressed in action.act.shortcuts():
                action.act.trigger()

    def all(self) -> tuple[Action, ...]:
        """Every action, in the order registered."""
        return tuple(self._all.values())
