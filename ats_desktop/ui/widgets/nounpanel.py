"""The rows of one noun: a list with a search, and the form of the one that is chosen.

Why:    plain pages and Inspect are made of it; a noun costs nothing more to be seen and edited.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ats_desktop.domain.catalog import BY_CLASS
from ats_desktop.domain.schema import Entity, Field, Noun
from ats_desktop.errors import AtsError
from ats_desktop.services import rows as verbs
from ats_desktop.store.reads import lists
from ats_desktop.ui.forms import Form, fixed_at_birth, labelled, said, shown_fields
from ats_desktop.ui.kinds import many
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, WIDE, button, card, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.headed import Headed
from ats_desktop.ui.words import tr

COLUMNS = 5
SEARCH_MS = 150
_WIDTHS = {"text": 22, "link": 22, "list": 18, "date": 12, "partial date": 10, "moment": 16, "yes or no": 8}
_HINT, _EDIT, _NEW = range(3)  # the sheets at the right
_LONG = frozenset({"long text", "address"})


class Panel(QWidget):
    """What a tab shows: it can be asked to look again, and to show one row."""

    def refresh(self) -> None:
        """Show what holds now."""
        raise NotImplementedError

    def select(self, row: str) -> None:
        """Show a row by its id."""
        raise NotImplementedError


class NounPanel(Panel):
    """A list and a form, side by side."""

    adds = True  # a button beside the search adds a row
    at_once = True  # its usual order walks an index; another one is asked on a lane, where there are many

    def __init__(
        self, desk: Desk, kind: type[Entity], columns: Sequence[str] = (), *, one: str, everything: bool = False
    ) -> None:
        super().__init__()
        self._desk, self._kind, self._noun, self._one = desk, kind, kind.noun, one
        self._sort, self._down, self._row = "", True, ""
        self._search = QLineEdit()
        self._search.setPlaceholderText(tr("Search"))
        self._search.setAccessibleName(tr("Search {what}", what=many(self._noun.table)))
        self._search.setClearButtonEnabled(True)
        self._count = label("", "caption", tone="muted")
        self._add = button(tr("Add {one}", one=one))
        self._add.clicked.connect(self.begin)
        self.table = RowsTable(many(self._noun.table), self.columns(columns, everything=everything))
        self.table.sort_asked.connect(self._sort_by)
        self.table.opened.connect(lambda _: self._focus_form())
        self._looked = QTimer(self)
        self._looked.setSingleShot(True)
        self._looked.timeout.connect(self._choose)
        self.table.chosen.connect(lambda: self._looked.start(0))
        self.form: Form | None = None  # both are made when they are first wanted, after the list is seen
        self._new: Form | None = None
        self._title = label("", "title", wrap=True)
        self._right = QStackedWidget()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self.refresh)
        self._search.textChanged.connect(lambda _: self._typed.start(SEARCH_MS))
        self._lay()

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SNUG)
        top.addWidget(self._search, 1)
        top.addWidget(self._count)
        top.addWidget(self._add)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addLayout(top)
        if (more := self.narrowing()) is not None:
            column.addWidget(more)
        column.addWidget(self.table, 1)
        self._blank = self.blank()
        if self._blank is not None:
            column.addWidget(self._blank, 1)
            self._blank.hide()
            self._blank.pressed.connect(self.begin)
            self._blank.other.connect(lambda: self._desk.begin("sample"))
        counted = self._noun.scope == "counted"  # nobody writes it, and its columns show all of it
        self._add.setHidden(counted)
        if counted:  # shown by hand before it lies in the panel, it would be a window for a moment
            self._right.hide()
        self._editing, self._adding = _place(), _place()
        for made in (self._hint(), self._editing, self._adding):
            self._right.addWidget(made)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(self._right)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        across.setSizes([3_000, 2_000])  # shares; the form comes later and must not be squeezed
        across.setHandleWidth(ROOM)
        across.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(across)

    def columns(self, names: Sequence[str], *, everything: bool) -> list[Column]:
        """Choose what the list shows."""
        return columns_of(self._noun, self._desk, names, everything=everything)

    def narrowing(self) -> QWidget | None:
        """Give what else narrows the list, below the search."""
        return None

    def blank(self) -> Blank | None:
        """Give what stands here while there is nothing at all."""
        return None

    def narrowed(self) -> bool:
        """Say whether something else than the search leaves rows out."""
        return False

    def order(self, words: str) -> Any:
        """Give the numbers of the rows that fit, in order."""
        return lists.order(self._desk.work, self._noun, sort=self._sort, down=self._down, words=words)

    def fields(self) -> Sequence[Field]:
        """Choose what the form shows, in order; none means all."""
        return ()

    def around(self, form: Form) -> QWidget:
        """Give what is shown of a row: its form, and what stands around it."""
        return form

    def opened(self, row: Any) -> None:
        """Note which row is shown."""

    def _hint(self) -> QFrame:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._nothing = label("", tone="muted", wrap=True)
        column.addWidget(self._nothing)
        column.addStretch(1)
        return made

    def _sheet_to_edit(self, form: Form) -> QFrame:
        remove = button(tr("Remove"), "danger")
        remove.clicked.connect(self.remove)
        return sheet(Headed(self._title, remove), self.around(form))

    def _sheet_for_new(self, form: Form) -> QFrame:
        keep = button(tr("Add"), "primary")
        keep.clicked.connect(self.keep)
        drop = button(tr("Cancel"))
        drop.clicked.connect(self._cancel)
        return sheet(Headed(label(tr("Add {one}", one=self._one), "title", wrap=True), drop, keep), form)

    def refresh(self) -> None:
        """Ask anew, in order, and show it; a long list is put in order on a lane."""
        work, noun = self._desk.work, self._noun
        ask = partial(self.order, self._search.text())
        if self._search.text() or (self.at_once and not self._sort) or lists.count(work, noun) <= lists.FEW:
            self._show(ask())
        else:
            self._desk.live.then(self._desk.app.runner.start("list", ask), self._show, self._desk.tell, owner=self)

    def select(self, row: str) -> None:
        """Choose a row by its id, whatever was searched for."""
        self._search.clear()
        self.refresh()
        self.table.select_keys([lists.slot_of(self._desk.work, self._noun, row)])
        self._open(row)

    def begin(self) -> None:
        """Show an empty form for a new row."""
        if self._new is None:
            self._new = Form(self._desk, self._kind, self.fields(), new=True)
            _fill(self._adding, self._sheet_for_new(self._new))
            for line in self._new.findChildren(QLineEdit):
                if line.completer() is None:  # there Enter takes the name that is offered
                    line.returnPressed.connect(self.keep)
        self._new.clear()
        self._right.setCurrentIndex(_NEW)
        self._right.show()
        if first := self._new.first():
            first.setFocus()

    def keep(self) -> None:
        """Add what was typed."""
        if self._new is None:
            return
        try:
            values = self._new.values()
        except AtsError as error:
            self._desk.tell(error)
            return
        made = self._desk.do(verbs.add, self._desk.work, self._kind, **values)
        if made is not None:
            self._new.done()
            self._row = made.id
            self.refresh()
            self.select(made.id)
            self._desk.say(tr("Added {what}", what=str(made)), undo=True)

    def remove(self) -> None:
        """Put the chosen row into the bin."""
        row = self.form.row if self.form else None
        if row is None:
            return
        verb = self._desk.do(_removed, self._desk.work, row)
        if verb:
            self._row = ""
            self._right.setCurrentIndex(_HINT)
            self._desk.say(tr("Removed {what}", what=str(row)), undo=True)

    def _show(self, slots: Any) -> None:
        work, noun = self._desk.work, self._noun
        self.table.show_keys(slots, lambda wanted: lists.rows(work, noun, wanted))
        self.table.sorted_by(self._sort, down=self._down)
        self._count.setText(f"{len(slots):,}")
        searched = self._search.text().strip()
        self._show_blank(nothing=not len(slots) and not searched and not self.narrowed())
        self._nothing.setText(
            tr("Nothing matches “{words}”.", words=searched)
            if searched and not len(slots)
            else tr("Choose one at the left to see it here.")
            if len(slots)
            else tr("Nothing here yet. “Add {one}” begins.", one=self._one)
        )
        if searched and not len(slots):  # what was shown is none of what was looked for
            if self._right.currentIndex() == _EDIT:
                self._right.setCurrentIndex(_HINT)
        elif self._row:
            self._open(self._row, turn=self._right.currentIndex() != _NEW)
        elif len(slots) and self._right.currentIndex() == _HINT:
            self.table.selectRow(0)

    def _show_blank(self, *, nothing: bool) -> None:
        if self._blank is not None:
            adding = self._right.currentIndex() == _NEW
            self._blank.setVisible(nothing)
            for part in (self.table, self._search, self._count):
                part.setVisible(not nothing)
            self._add.setVisible(self.adds and not nothing)
            self._right.setVisible(adding or not nothing)

    def _choose(self) -> None:
        slots = self.table.selected()
        if len(slots) == 1:
            found = lists.rows(self._desk.work, self._noun, slots)
            if slots[0] in found:
                row = found[slots[0]].id
                self._open(row, turn=row != self._row or self._right.currentIndex() != _NEW)

    def _open(self, row: str, *, turn: bool = True) -> None:
        found = self._desk.work.find(self._kind, row)
        if found is None:
            self._row = ""
            self._right.setCurrentIndex(_HINT)
            return
        self._row = row
        if self.form is None:
            self.form = Form(self._desk, self._kind, self.fields())
            _fill(self._editing, self._sheet_to_edit(self.form))
        self._title.setText(str(found))
        self.form.open(found)
        self.opened(found)
        if turn:
            self._right.setCurrentIndex(_EDIT)

    def _cancel(self) -> None:
        if self._new is not None:
            self._new.done()
        self._right.setCurrentIndex(_EDIT if self._row else _HINT)
        self._right.setHidden(self._blank is not None and self._blank.isVisible())

    def _focus_form(self) -> None:
        first = self.form.first() if self.form else None
        if first:
            first.setFocus()

    def _sort_by(self, key: str, down: bool) -> None:  # noqa: FBT001 - a signal's
        self._sort, self._down = key, down
        self.refresh()


def _place() -> QWidget:
    """Make room for a sheet that comes later."""
    made = QWidget()
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    return made


def _fill(place: QWidget, made: QWidget) -> None:
    layout = place.layout()
    if layout is not None:
        layout.addWidget(made)


def sheet(top: QWidget | None, form: QWidget) -> QFrame:
    """Make a card with a line on top, if any, and a form that scrolls below."""
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(WIDE, ROOM, HAIR, ROOM)
    column.setSpacing(ROOM)
    if top is not None:
        top.setContentsMargins(0, 0, ROOM, 0)
        column.addWidget(top)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setProperty("clear", "card")
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget()
    margin = QVBoxLayout(inside)
    margin.setContentsMargins(2, 0, ROOM, 0)
    margin.addWidget(form)
    margin.addStretch(1)
    scroll.setWidget(inside)
    column.addWidget(scroll, 1)
    return made


def columns_of(noun: Noun, desk: Desk, names: Sequence[str] = (), *, everything: bool = False) -> list[Column]:
    """Choose what a list shows of a noun: the fields named, all of them, or its first short ones."""
    if everything:
        return [_column(field, desk) for field in noun.fields]
    short = [f for f in shown_fields(noun) if f.kind.name not in _LONG and not fixed_at_birth(noun, f)]
    return [_column(field, desk) for field in ([noun.by_name[name] for name in names] or short[:COLUMNS])]


def _column(field: Field, desk: Desk) -> Column:
    right = field.kind.name in {"whole number", "number", "money", "pay"}
    return Column(field.name, labelled(field), _saying(field, desk), _WIDTHS.get(field.kind.name, 14), right=right)


def _saying(field: Field, desk: Desk) -> Callable[[Any], str]:
    target = BY_CLASS.get(field.kind.target)
    if field.kind.name != "link" or target is None:
        return lambda row: said(field, row)

    def name(row: Any) -> str:
        linked = getattr(row, field.name)
        found = desk.work.find(target.row, linked) if linked else None
        return str(found) if found is not None else ""

    return name


def _removed(work: Any, row: Entity) -> bool:
    verbs.remove(work, row)
    return True
