"""Inspect: every row of every noun, with all its fields; for whoever wants to see what is kept."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ats_desktop.domain.catalog import COUNTED, NOUNS, find_noun
from ats_desktop.store.reads import lists
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.listcards import choosing
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.words import tr

_ALL = tuple(row.noun for row in (*NOUNS, *COUNTED))


class InspectPage(Page):
    """The nouns at the left, the rows of the chosen one beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.layout_.addWidget(self.heading(tr("Inspect"), note=tr("Everything that is kept, as it is kept.")))
        self._nouns = Lines(tr("What is kept"))
        self._nouns.opened.connect(self._turn)
        self._stack = QStackedWidget()
        self._panels: dict[str, NounPanel] = {}
        self._counts: dict[str, str] = {}
        self._table = NOUNS[0].noun.table
        across = QHBoxLayout()
        across.setSpacing(ROOM)
        across.addWidget(self._side(), 1)
        across.addWidget(self._stack, 3)
        self.layout_.addLayout(across, 1)
        self._turn(self._table)

    def _side(self) -> QWidget:
        side = choosing(self._nouns)
        letter = side.fontMetrics().averageCharWidth()
        side.setMinimumWidth(letter * 20)
        side.setMaximumWidth(letter * 30)
        return side

    def refresh(self) -> None:
        """Show the rows of the chosen noun; how many there are of each is counted on a lane."""
        self._show()
        counted = self.desk.app.runner.start("count", partial(_counts, self.desk.work))
        self.desk.live.then(counted, self._take_in, self.desk.tell, owner=self)
        self._panels[self._table].refresh()

    def _take_in(self, counts: dict[str, str]) -> None:
        self._counts = counts
        self._show()

    def _show(self) -> None:
        lines = [
            Line(noun.table, noun.title, right=self._counts.get(noun.table, ""), chosen=noun.table == self._table)
            for noun in _ALL
        ]
        self._nouns.show_lines(lines)

    def open(self, row: str) -> None:
        """Show a row: "<table>:<id>"."""
        table, _, name = row.partition(":")
        noun = find_noun(table)
        if noun:
            self._turn(noun.table)
            if name:
                self._panels[self._table].select(name)

    def _turn(self, table: str) -> None:
        self._table = table
        noun = find_noun(table)
        if noun and table not in self._panels:
            made = NounPanel(self.desk, noun.row, one=tr("a row"), everything=True)
            self._panels[table] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._panels[table])
        self.news()


def _counts(work: lists.Rows) -> dict[str, str]:
    return {noun.table: f"{lists.count(work, noun):,}" for noun in _ALL}
