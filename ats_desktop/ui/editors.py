"""How one value is typed: an editor for each kind of field, told by the field's own declaration.

Shape:  editor = editor_for(field, names)     names(table, words) -> [(id, what a person calls it)]
        editor.put(value); editor.read() -> value (Refused when it cannot be read); editor.changed
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from ats_desktop.domain.catalog import BY_CLASS
from ats_desktop.domain.kinds import spelt
from ats_desktop.domain.schema import Field, Id, Text
from ats_desktop.domain.when import read_past_day
from ats_desktop.errors import Refused
from ats_desktop.ui.days import day_in_field
from ats_desktop.ui.theme import ROOM
from ats_desktop.ui.typed import example, meaning, read_line
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.daypick import offer_days
from ats_desktop.ui.widgets.skillnames import SkillNames
from ats_desktop.ui.words import tr

Names = Callable[[str, str], list[tuple[str, str]]]
_SECTIONS = {
    "private": "Only me",
    "contacts": "Whom I show my people",
    "notes": "Whom I share with",
    "documents": "Whom I show my documents",
    "salary": "Whom I show my pay",
}
_OFTEN = {
    "": "Once",
    "daily": "Every day",
    "weekly": "Every week",
    "week": "Every week",
    "monthly": "Every month",
    "month": "Every month",
    "yearly": "Every year",
}
_SKILLS = frozenset({"skill_name", "skills"})  # fields in which names of skills are completed
LINES_HIGH, LINES_MOST = 5, 16
LEAST_LETTERS = 8


class Editor(QWidget):
    """What every editor can do."""

    changed = Signal()  # by the person, not by `put`
    left = Signal()  # the person went on to something else

    def __init__(self, field: Field, inner: QWidget) -> None:
        super().__init__()
        self.field, self.inner = field, inner
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner)
        self.setFocusProxy(inner)
        inner.setAccessibleName(tr(field.label))
        inner.setAccessibleDescription(tr(field.help) if field.help else "")

    def put(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def read(self) -> Any:
        """Give what was typed as a value.

        Raises: Refused, when it is none.
        """
        raise NotImplementedError

    def typed(self) -> str:
        """Give what is typed, letter by letter, value or not; for a draft."""
        return str(self.field.kind.encode(self.read()) or "")

    def type_in(self, typed: str) -> None:
        """Show again what was typed."""
        cell = int(typed) if self.field.kind.sql == "INTEGER" and typed.isdecimal() else typed or None
        self.put(self.field.decode(cell))

    def meaning(self) -> str:
        """Say back what was understood, where that is not what was typed."""
        return ""


class _Text(QPlainTextEdit):
    """Says when the person went on."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LineEditor(Editor):
    """One line, read and shown as the field's kind says."""

    def __init__(self, field: Field) -> None:
        self._line = QLineEdit()
        self._line.setPlaceholderText(example(field))
        super().__init__(field, self._line)
        self._line.textEdited.connect(lambda _: self.changed.emit())
        self._line.editingFinished.connect(self.left)

    def put(self, value: Any) -> None:
        said = "" if value is None else self.written(value)
        if said != self._line.text():
            self._line.setText(said)
            self._line.setCursorPosition(0)

    def written(self, value: Any) -> str:
        """Write a value as it is typed over."""
        return str(self.field.kind.show(value))

    def read(self) -> Any:
        return read_line(self.field, self._line.text())

    def meaning(self) -> str:
        return meaning(self.field, self._line.text())

    def typed(self) -> str:
        return self._line.text()

    def type_in(self, typed: str) -> None:
        self._line.setText(typed)


class DayEditor(LineEditor):
    """A day, typed as people say it, or picked in a calendar."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        offer_days(self._line, self._day, self._take)

    def written(self, value: date) -> str:
        return day_in_field(value)

    def _day(self) -> date | None:
        try:
            found = self.read()
        except Refused:
            return None
        return found if isinstance(found, date) else None

    def _take(self, day: date) -> None:
        self.put(day)
        self.changed.emit()
        self.left.emit()


class PastDayEditor(DayEditor):
    """A day that has been: without its year it is the last one, not the next."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._line.setPlaceholderText(tr("yesterday, 2026-11-05, mon"))

    def read(self) -> Any:
        today = date.today()  # noqa: DTZ011 - a day of the person's own calendar
        return read_past_day(self._line.text(), today) or super().read()


class FigureEditor(LineEditor):
    """Money, or pay: a figure typed without its currency is in `currency`."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.currency = ""

    def read(self) -> Any:
        return read_line(self.field, self._line.text(), self.currency)


class MomentEditor(LineEditor):
    """An instant, typed and shown by the laptop's own clock."""

    def written(self, value: datetime) -> str:
        return value.astimezone().strftime("%Y-%m-%d %H:%M")


class TextEditor(Editor):
    """Several lines; plain text only."""

    def __init__(self, field: Field) -> None:
        self._text = _Text()
        self._text.setTabChangesFocus(True)
        super().__init__(field, self._text)
        self._grow()
        self._filling = False
        self._text.textChanged.connect(self._tell)
        self._text.left.connect(self.left)

    def put(self, value: Any) -> None:
        if str(value or "") != self._text.toPlainText():
            self._filling = True
            self._text.setPlainText(str(value or ""))
            self._filling = False

    def read(self) -> Any:
        return Text(self._text.toPlainText())

    def type_in(self, typed: str) -> None:
        self.put(typed)
        self._text.moveCursor(QTextCursor.MoveOperation.End)  # she goes on where she was

    def _grow(self) -> None:
        """Be as high as what is written, within bounds."""
        lines = max(LINES_HIGH, min(LINES_MOST, self._text.blockCount() + 1))
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * lines + ROOM)

    def _tell(self) -> None:
        self._grow()
        if not self._filling:
            self.changed.emit()


class CheckEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field) -> None:
        self._box = QCheckBox(tr(field.label))
        super().__init__(field, self._box)
        self._box.clicked.connect(self.changed.emit)

    def put(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    def read(self) -> Any:
        return self._box.isChecked()


class WordEditor(Editor):
    """One of a few words; a word this version does not know stays as it is."""

    def __init__(self, field: Field) -> None:
        self._box = Box()
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(LEAST_LETTERS)
        self._said = {"section": section_label, "repeats": often_label}.get(field.name, word_label)
        for word in field.kind.choices:
            self._box.addItem(self._said(word), word)
        super().__init__(field, self._box)
        self._box.activated.connect(lambda _: self.changed.emit())

    def put(self, value: Any) -> None:
        word = str(value or "")
        at = self._box.findData(word)
        if at < 0:
            self._box.addItem(self._said(word), word)
            at = self._box.count() - 1
        self._box.setCurrentIndex(at)

    def read(self) -> Any:
        return self.field.kind.decode(str(self._box.currentData() or ""))


class LinkEditor(Editor):
    """A row of another noun, found by typing a part of its name."""

    def __init__(self, field: Field, names: Names) -> None:
        self._line = QLineEdit()
        self._line.setPlaceholderText(tr("Type a part of the name"))
        self._line.setClearButtonEnabled(True)
        super().__init__(field, self._line)
        self._names, self._table = names, BY_CLASS[field.kind.target].table if field.kind.target in BY_CLASS else ""
        self._row = ""
        self._found: list[tuple[str, str]] = []
        self._offered = QStringListModel(self)
        self._list = QCompleter(self._offered, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._line.setCompleter(self._list)
        self._line.textEdited.connect(self._search)
        shown = QListView()
        shown.setAccessibleName(tr(field.label))
        self._list.setPopup(shown)
        self._list.activated.connect(lambda _: self.take(shown.currentIndex().row()))

    @property
    def offered(self) -> list[str]:
        """What is offered for what was typed."""
        return self._offered.stringList()

    def put(self, value: Any) -> None:
        self._row = str(value or "")
        found = dict(self._names(self._table, f"id:{self._row}")) if self._row else {}
        self._line.setText(found.get(self._row, tr("Not here")) if self._row else "")

    def read(self) -> Any:
        return Id(self._row if self._line.text().strip() else "")

    def take(self, at: int) -> None:
        """Choose one of those offered."""
        if 0 <= at < len(self._found):
            self._row, name = self._found[at]
            self._line.setText(name)
            self.changed.emit()

    def _search(self, words: str) -> None:
        if words.strip():
            self._found = self._names(self._table, words)
            self._offered.setStringList([name for _, name in self._found])
        else:
            self._row = ""
            self.changed.emit()


def editor_for(field: Field, names: Names) -> Editor:
    """Make the editor that fits a field."""
    if field.kind.name == "link" and field.kind.target:
        return LinkEditor(field, names)
    kinds = {"long text": TextEditor, "yes or no": CheckEditor, "word": WordEditor, "moment": MomentEditor}
    kinds |= {"money": FigureEditor, "pay": FigureEditor, "date": DayEditor}
    made = kinds.get(field.kind.name, LineEditor)(field)
    if field.name in _SKILLS and isinstance(made.inner, QLineEdit):
        SkillNames(made.inner).activated.connect(lambda _: made.changed.emit())
    return made


def section_label(word: str) -> str:
    """Say who may read a row, by its section."""
    return tr(_SECTIONS[word]) if word in _SECTIONS else word_label(word)


def word_label(word: str) -> str:
    """Show a word of a closed list as a person reads it."""
    return tr(spelt(word)) if word else tr("Not said")


def often_label(word: str) -> str:
    """Say how often something comes back."""
    return tr(_OFTEN[word]) if word in _OFTEN else word_label(word)
