"""A generated page: one noun, or a few that belong together behind tabs."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ats_desktop.domain.schema import Entity
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM
from ats_desktop.ui.widgets.nounpanel import NounPanel, Panel, sheet
from ats_desktop.ui.words import tr


class Tab(NamedTuple):
    """One tab: its words, what one row is called, the noun, and the fields its list (or its one form) shows."""

    words: str
    one: str
    kind: type[Entity]
    columns: str = ""


class PlainPage(Page):
    """Lists and forms of a few nouns; a noun that exists once is a form alone."""

    title: ClassVar[str] = ""
    note: ClassVar[str] = ""
    tabs: ClassVar[tuple[Tab, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.layout_.addWidget(self.top())
        self._bar = QTabBar()
        self._bar.setAccessibleName(tr(self.title))
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        for tab in self.tabs:
            self._bar.addTab(tr(tab.words))
        self._stack = QStackedWidget()
        self._panels: dict[int, Panel] = {}
        self._bar.currentChanged.connect(self._turn)
        self.layout_.addWidget(self._bar)
        self._bar.setVisible(len(self.tabs) > 1)
        self.layout_.addWidget(self._stack, 1)
        self._turn(0)

    def top(self) -> QWidget:
        """Make what stands above the tabs."""
        return self.heading(tr(self.title), note=tr(self.note) if self.note else "")

    @classmethod
    def tables(cls) -> frozenset[str]:
        return frozenset(tab.kind.noun.table for tab in cls.tabs)

    def refresh(self) -> None:
        self.panel.refresh()

    def open(self, row: str) -> None:
        """Show a row: "<table>:<id>", or the id of a row of the first noun."""
        table, _, name = row.rpartition(":")
        at = next((at for at, tab in enumerate(self.tabs) if tab.kind.noun.table == table), 0)
        self._bar.setCurrentIndex(at)
        self.panel.select(name)

    @property
    def panel(self) -> Panel:
        """The panel in view."""
        return self._panels[max(0, self._bar.currentIndex())]

    def make(self, tab: Tab) -> Panel:
        """Make what a tab shows, when it is first looked at."""
        if tab.kind.noun.key == ("one",):
            return OnePanel(self.desk, tab.kind, tab.columns.split())
        return NounPanel(self.desk, tab.kind, tab.columns.split(), one=tr(tab.one))

    def turn_to(self, table: str) -> None:
        """Show the tab of a noun."""
        self._bar.setCurrentIndex(next((at for at, tab in enumerate(self.tabs) if tab.kind.noun.table == table), 0))

    def _turn(self, at: int) -> None:
        if at not in self._panels:
            self._panels[at] = self.make(self.tabs[at])
            self._stack.addWidget(self._panels[at])
        self._stack.setCurrentWidget(self._panels[at])
        self.news()


class OnePanel(Panel):
    """The form of a noun that exists once; made when its first field is filled in."""

    def __init__(self, desk: Desk, kind: type[Entity], fields: Sequence[str] = ()) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._form = Form(desk, kind, [kind.noun.by_name[name] for name in fields])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        column.addWidget(sheet(None, self._form), 1)

    def refresh(self) -> None:
        """Show the one row, or an empty one."""
        found = self._desk.work.all(self._kind, limit=1)
        self._form.open(found[0] if found else self._kind())

    def select(self, _row: str) -> None:
        """Show it; there is no other."""
        self.refresh()
