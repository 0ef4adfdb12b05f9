"""The bin: what was removed, when and by whom, and the way back to its place."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.services import bin as verbs
from ats_desktop.store.reads import bin as question
from ats_desktop.store.reads.bin import Binned, Name
from ats_desktop.ui.kinds import called
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import SNUG, button, label
from ats_desktop.ui.widgets.backupcard import when
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.words import tr

SEARCH_MS = 150


class BinPage(Page):
    """Everything in the bin, the newest first; whole lines are chosen and restored together."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._me = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the bin"))
        self.search.setAccessibleName(tr("Search the bin"))
        self.search.setClearButtonEnabled(True)
        self._newest: list[Name] = []  # what was removed last is what one comes for
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self.news)
        self.search.textChanged.connect(lambda _: self._typed.start(SEARCH_MS))
        self._count = label("", "caption", tone="muted")
        self.table = RowsTable(tr("In the bin"), self._columns())
        self.back = button(tr("Restore"), "primary")
        self.back.clicked.connect(lambda: self.restore(self.table.selected()))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda name: self.restore([name]))
        self._empty = Blank("trash", tr("The bin is empty"), tr("What you remove stays here for 180 days."))
        self._lay()
        restore = partial(self.back.animateClick)
        desk.actions.add("bin.restore", tr("Restore from the bin"), restore, keys="Ctrl+Return", page=self)

    def _columns(self) -> list[Column]:
        return [
            Column("title", tr("What"), lambda one: one.title or tr("Untitled"), 40, sorts=False),
            Column("kind", tr("Kind"), lambda one: called(one.table), 18, sorts=False),
            Column("at", tr("Removed"), lambda one: when(one.at), 16, sorts=False),
            Column("whose", tr("By"), self._whose, 20, sorts=False),
        ]

    def _lay(self) -> None:
        note = tr("What was removed, for 180 days. Restored, it goes back to its place.")
        self.layout_.addWidget(self.heading(tr("Bin"), note=note))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        top = QHBoxLayout()
        top.setSpacing(SNUG)
        top.addWidget(self.search, 1)
        top.addWidget(self._count)
        top.addWidget(self.back)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self._views = QStackedWidget()
        self._views.addWidget(whole)
        self._views.addWidget(self._empty)
        self.layout_.addWidget(self._views, 1)

    def refresh(self) -> None:
        work, words = self.desk.work, self.search.text()
        self._me = work.control().get("member", "")
        asked = self.desk.app.runner.start("list", lambda: question.names(work, work.now(), words))
        self.desk.live.then(asked, self._show, self.desk.tell, owner=self)

    def restore(self, names: list[Name]) -> None:
        """Take these out of the bin."""
        if not names:
            return
        back = self.desk.do(verbs.restore, self.desk.work, names)
        if back is not None:
            said = tr("Back in its place.") if len(names) == 1 else tr("{n} back in their places.", n=len(names))
            self.desk.say(said, undo=True)

    def _show(self, names: list[Name]) -> None:
        work = self.desk.work
        self._views.setCurrentIndex(0 if names or self.search.text() else 1)
        self.table.show_keys(names, lambda wanted: question.lines(work, wanted))
        self._count.setText(f"{len(names):,}")
        newest, self._newest = self._newest, names[:1]
        if names and (not self.table.selected() or names[:1] != newest):
            self.table.select_keys(names[:1], names[0])
        self._choose()

    def _choose(self) -> None:
        many = len(self.table.selected())
        self.back.setEnabled(bool(many))
        self.back.setText(tr("Restore {n}", n=many) if many > 1 else tr("Restore"))

    def _whose(self, one: Binned) -> str:
        if one.whose in {"here", self._me}:
            return tr("You")
        guest: Any = self.desk.work.identity.levels
        return "" if not one.whose else tr("Coach") if guest is None else tr("Candidate")

    def keyPressEvent(self, event: Any) -> None:
        """Down goes from the search into the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)
