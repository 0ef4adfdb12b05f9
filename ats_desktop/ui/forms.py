"""A form for any noun, made from its fields: a label, an editor, a word of help, and what is wrong beside it.

Why:    what is typed is saved by itself, a moment after the last key, and only the fields that were touched:
        a form that wrote all it shows would take back what somebody else changed meanwhile.  Until it is
        saved it is a draft (drafting.py), so that no power cut takes it; a new row is one until it is added.
Shape:  form = Form(desk, Contact); form.open(row)   edits an existing row
        form = Form(desk, Contact, new=True)         collects values for `Add`; form.values()
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.domain.schema import Entity, Field, Noun
from ats_desktop.errors import AtsError, Refused
from ats_desktop.services import rows as verbs
from ats_desktop.store.reads import lists
from ats_desktop.store.reads.offers import usual_currency
from ats_desktop.ui.days import month_words, short_day, short_time
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.editors import CheckEditor, Editor, FigureEditor, TextEditor, WordEditor, editor_for, word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, ROOM, WIDE, label, restyle
from ats_desktop.ui.words import explained, tr

SAVE_MS = 800
TWO_COLUMNS = 58  # letters


class Form(QWidget):
    """The fields of one row, to read and to write."""

    saved = Signal(object)  # the row as it is now

    def __init__(self, desk: Desk, kind: type[Entity], fields: Sequence[Field] = (), *, new: bool = False) -> None:
        super().__init__()
        self._desk, self._kind, self._new = desk, kind, new
        self._row: Entity | None = None
        self._touched: set[str] = set()
        self._cells: dict[str, Cell] = {}
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.save)
        self.draft = Draft(desk, self._typed, parent=self)
        self.draft.discarded.connect(self._discard)
        self._began: Entity | None = None  # as it was when the first letter was typed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.draft.line)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(ROOM)
        self._columns = 0
        for field in fields or shown_fields(kind.noun):
            self._cells[field.name] = self._cell(field)
        self._place(2)

    def _cell(self, field: Field) -> "Cell":
        made = Cell(self._editor(field))
        made.editor.changed.connect(lambda: self._touch(field.name))
        made.editor.left.connect(self._leave)
        made.editor.setEnabled(self._new or not fixed_at_birth(self._kind.noun, field))
        return made

    def _place(self, columns: int) -> None:
        """Lay the cells in so many columns; what is wide has a line of its own."""
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        row, column = 0, 0
        for cell in self._cells.values():
            if cell.wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, columns if cell.wide else 1)
            column += columns if cell.wide else 1
            if column >= columns:
                row, column = row + 1, 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for two."""
        super().resizeEvent(event)
        self._place(2 if event.size().width() >= self.fontMetrics().averageCharWidth() * TWO_COLUMNS else 1)

    def _editor(self, field: Field) -> Editor:
        noun = self._kind.noun
        if noun.sectioned and field.name == "section":
            return WordEditor(
                replace(field, label=tr("Who may see it"), help="", kind=replace(field.kind, choices=noun.sectioned))
            )
        return editor_for(field, self._names)

    @property
    def row(self) -> Entity | None:
        """The row that is open."""
        return self._row

    def open(self, row: Entity) -> None:
        """Show a row; what was typed for another is saved first."""
        if self._row is not None and self._row.id != row.id:
            self.save()
            self._touched.clear()
        other, self._row = self._row is None or self._row.id != row.id, row
        for name, cell in self._cells.items():
            if name not in self._touched:
                cell.editor.put(getattr(row, name))
                cell.right()
        if other:
            self._reckon(row)
            self._began = None
            self._go_on(f"{row.noun.table}:{row.id}")

    def _reckon(self, row: Entity | None) -> None:
        """Read bare figures in the currency of the row's others, else in that of her newest job."""
        figures = [cell.editor for cell in self._cells.values() if isinstance(cell.editor, FigureEditor)]
        if not figures:
            return
        told = (getattr(row, one.field.name, None) for one in figures)
        own = next((one.currency for one in told if one is not None and one.currency), "")
        own = own or usual_currency(self._desk.work)
        for one in figures:
            one.currency = own

    def _go_on(self, name: str) -> None:
        """Show what was typed here and never saved; it is saved when she goes on typing or leaves."""
        found = self.draft.begin(f"form {name}")
        for field in found.keys() & self._cells.keys():
            self._touched.add(field)
            self._cells[field].editor.type_in(found[field])
        self._began = self._began or (self._row if found else None)

    def _typed(self) -> dict[str, str]:
        """Give what is typed and not saved, letter by letter."""
        return {name: self._cells[name].editor.typed() for name in sorted(self._touched)}

    def _discard(self) -> None:
        """Show what is saved again, in place of what was restored."""
        self._touched.clear()
        self._clock.stop()
        if self._new:
            self._empty()
        elif self._row is not None:
            self.open(self._row)

    def values(self) -> dict[str, Any]:
        """Read what was typed.

        Raises: Refused, when something cannot be read; it is said beside its field too.
        """
        found = {}
        for name in [name for name in self._cells if name in self._touched]:
            found[name] = self._read(name)
        if any(value is _WRONG for value in found.values()):
            raise Refused(tr("Something here cannot be read."), tr("It is marked in the form."))
        return found

    def save(self) -> None:
        """Save what was touched and can be read; what cannot be stays, with a word beside it."""
        self._clock.stop()
        if self._row is None or self._new:
            return
        read = {name: self._read(name) for name in self._touched}
        values = {name: value for name, value in read.items() if value is not _WRONG}
        began = self._began or self._row
        values = {name: value for name, value in values.items() if value != getattr(began, name)}
        self._touched = {name for name, value in read.items() if value is _WRONG}
        row = self._keep(began, values) if values else None
        if row is not None:
            self._row, self._began = row, None
            self._settle(row, values)
            self.saved.emit(row)
        elif values:
            self._touched |= values.keys()  # it was refused: what was typed stays, and stays a draft
            return
        if read and not self._touched:
            self._began = None
            self.draft.drop()

    def _settle(self, row: Entity, names: Iterable[str]) -> None:
        """Show long texts as they were saved: what others wrote meanwhile is in them."""
        for name in names:
            if row.noun.by_name[name].long:
                self._cells[name].editor.put(getattr(row, name))

    def _keep(self, row: Entity, values: dict[str, Any]) -> Entity | None:
        if row.id:
            return self._desk.do(verbs.edit, self._desk.work, row, wrong=self._refused, **values)
        return self._desk.do(verbs.add, self._desk.work, self._kind, wrong=self._refused, **values)

    def clear(self) -> None:
        """Show empty fields, or what was typed here and never added."""
        self._empty()
        self._reckon(None)
        self._go_on(f"new {self._kind.noun.table}")

    def done(self) -> None:
        """Forget what was typed: it was added, or is not wanted."""
        self._touched.clear()
        self.draft.drop()

    def _empty(self) -> None:
        self._touched.clear()
        for cell in self._cells.values():
            cell.editor.put(cell.editor.field.default)
            cell.right()

    def first(self) -> QWidget | None:
        """Give the first editor, for the focus."""
        return next((cell.editor for cell in self._cells.values() if cell.editor.isEnabled()), None)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.draft.keep()
        self.save()

    def _touch(self, name: str) -> None:
        self._touched.add(name)
        self._began = self._began or self._row
        self.draft.touch()
        if not self._new:
            self._clock.start(SAVE_MS)

    def _leave(self) -> None:
        if self._touched and not self._new:
            self.save()

    def _read(self, name: str) -> Any:
        cell = self._cells[name]
        try:
            value = cell.editor.read()
        except Refused as error:
            cell.wrong(explained(error))
            return _WRONG
        cell.right()
        return value

    def _refused(self, error: AtsError) -> None:
        """Say what the rules said: beside a field where they name it, else on the strip."""
        for cell in self._cells.values():
            if error.title.startswith(cell.editor.field.label):
                cell.wrong(explained(error))
                return
        self._desk.tell(error)

    def _names(self, table: str, words: str) -> list[tuple[str, str]]:
        noun = BY_TABLE.get(table)
        if noun is None:
            return []
        if words.startswith("id:"):
            found = self._desk.work.find(noun.row, words.removeprefix("id:"))
            return [(found.id, str(found))] if found else []
        return lists.names(self._desk.work, noun, words)


class Cell(QWidget):
    """A label, an editor, and below it help or what is wrong."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.wide = isinstance(editor, TextEditor)
        self._help = tr(editor.field.help) if editor.field.help else ""
        self._below: QLabel = label(self._help, "caption", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        if not isinstance(editor, CheckEditor):
            named = label(labelled(editor.field), "caption", tone="muted")
            named.setBuddy(editor.inner)
            column.addWidget(named)
        else:
            column.addSpacing(ROOM)
        column.addWidget(editor)
        column.addWidget(self._below)
        column.addStretch(1)
        self._below.setHidden(not self._help)
        editor.changed.connect(self._say_back)

    def _say_back(self) -> None:
        """Show what a day or a time is understood as, while it is typed."""
        meant = self.editor.meaning()
        if meant or self._below.text() != self._help:
            self.right()
            self._below.setText(meant or self._help)
            self._below.setVisible(bool(meant or self._help))

    def wrong(self, sentence: str) -> None:
        """Mark the field, and say why."""
        restyle(self.editor.inner, wrong="yes")
        self._below.setText(sentence)
        restyle(self._below, tone="danger")
        self._below.show()

    def right(self) -> None:
        """Take the mark off."""
        if self.editor.inner.property("wrong") == "yes":
            restyle(self.editor.inner, wrong="")
            restyle(self._below, tone="muted")
        if self._below.text() != self._help:
            self._below.setText(self._help)
            self._below.setVisible(bool(self._help))


_WRONG = object()


def shown_fields(noun: Noun) -> tuple[Field, ...]:
    """Choose the fields a person writes: not computed, not kept by the program."""
    return tuple(field for field in noun.plain if not field.automatic and field.name != "about")


def labelled(field: Field) -> str:
    """Give a field's name in the person's language."""
    return tr(field.label)


def fixed_at_birth(noun: Noun, field: Field) -> bool:
    """Say whether a field is set once: what the id is made of, and the section that decides who may read."""
    return field.name in noun.key or (bool(noun.sectioned) and field.name == "section")


_DATED: dict[str, Callable[[Any], str]] = {
    "moment": lambda at: short_time(at, datetime.now().astimezone()),
    "date": short_day,
    "partial date": month_words,
}


def said(field: Field, row: Entity) -> str:
    """Say a field's value in one line, for a table."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if field.kind.name == "word":
        return word_label(str(value)) if str(value) else ""
    if field.kind.name in _DATED:
        return _DATED[field.kind.name](value)
    return str(field.kind.show(value))
