"""What a résumé says, laid beside the profile: each thing with the line it stands on, and a tick."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.errors import AtsError
from ats_desktop.formats.resume import NO_RESUME
from ats_desktop.services import capture, drafting, transfer
from ats_desktop.services.drafting import Draft, Item
from ats_desktop.ui.icons import grown
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.pages.today import TAKEN
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, card, label, theme
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.words import told, tr

WIDEST, LONG, SHORT = 1_100, 80, 24
NAMES = {
    "candidate_profiles": "About you",
    "work_experiences": "Work",
    "educations": "Education",
    "candidate_skills": "Skills",
}


class DraftPage(Page):
    """A drafted profile to look through and accept."""

    watches: ClassVar[frozenset[str]] = frozenset({"drafts"})  # nothing: a page for one file

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._file: Path | None = None
        self.draft = Draft("")
        self.ticks: dict[str, QCheckBox] = {}
        self._title = label("", "title", wrap=True)
        self._words = label("", tone="muted", wrap=True)
        self.accept = button(tr("Accept"), "primary")
        self.accept.clicked.connect(self._accept)
        self.posting = button(tr("Keep it as a posting"))
        self.posting.clicked.connect(self._keep)
        self._inside = QVBoxLayout()
        self._lay()

    def _lay(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        words.addWidget(self._title)
        words.addWidget(self._words)
        top = self._top = card()
        self._blank = Blank(
            "profile",
            tr("No résumé was read yet"),
            tr("Drop one anywhere in the window, or choose it: each line is shown before your profile takes it."),
            tr("Choose a file ..."),
        )
        self._blank.pressed.connect(lambda: self.desk.go("import"))
        row = QHBoxLayout(top)
        row.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        row.setSpacing(SNUG)
        row.addLayout(words, 1)
        row.addWidget(self.posting)
        row.addWidget(self.accept)
        held = QWidget()
        self._inside = QVBoxLayout(held)
        self._inside.setContentsMargins(0, 0, SNUG, 0)
        self._inside.setSpacing(ROOM)
        self._scroll = scrolling(held, sideways=True)
        self.layout_.addWidget(self.heading(tr("From your résumé")))
        for part in (top, self._scroll, self._blank):
            self.layout_.addWidget(part, 0 if part is top else 1)
        self._begun(begun=False)

    def open(self, row: str) -> None:
        """Read a résumé by its path."""
        if row:
            self._begun(begun=True)
            self._file = Path(row)
            self._show(Draft(""))
            self._say(tr("Reading {name} ...", name=self._file.name), "")
            work, file = self.desk.work, self._file
            read = self.desk.app.runner.start("disk", lambda: drafting.draft(work, file))
            self.desk.live.then(read, self._drafted, self._failed, owner=self)

    def _begun(self, *, begun: bool) -> None:
        """Show what was read, or that nothing was."""
        self._top.setMaximumWidth(grown(WIDEST))
        for part in (self._top, self._scroll):
            part.setHidden(not begun)
        self._blank.setHidden(begun)

    def _drafted(self, draft: Draft) -> None:
        self._show(draft)
        here = sum(item.here for item in draft.items)
        kept = tr("Already in your profile: {n}.", n=here) if here else ""
        notes = " ".join(note.text for note in draft.notes)
        self._say(
            tr("{n} things were found in {name}", n=len(draft.items), name=draft.title),
            " ".join(part for part in (tr("Nothing is written until you accept."), kept, notes) if part),
        )
        self.accept.setVisible(here < len(draft.items))
        self._count()
        first = next((tick for tick in self.ticks.values() if tick.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _failed(self, error: AtsError) -> None:
        self._show(Draft(""))
        self._say(told(error.title), told(error.advice))
        self.posting.setVisible(NO_RESUME in error.title)

    def _say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _show(self, draft: Draft) -> None:
        """Lay out what was found, part by part."""
        self.draft = draft
        self.ticks.clear()
        self.accept.hide()
        self.posting.hide()
        while (gone := self._inside.takeAt(0)) is not None:
            if widget := gone.widget():
                widget.deleteLater()
        for table in drafting.PARTS:
            items = [item for item in draft.items if item.table == table]
            if items:
                self._inside.addWidget(self._part(table, items))
        self._inside.addStretch(1)

    def _part(self, table: str, items: list[Item]) -> QFrame:
        """Make the card of one part: a line a thing, its source beside it."""
        made = card()
        made.setMaximumWidth(grown(WIDEST))
        column = QVBoxLayout(made)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        column.addWidget(label(tr(NAMES.get(table) or BY_TABLE[table].title), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(SNUG)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for row, item in enumerate(items):
            grid.addLayout(self._item(item), row, 0)
            source = label(item.source, "caption", tone="muted", wrap=True)
            source.setContentsMargins(0, HAIR, 0, 0)
            grid.addWidget(source, row, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        return made

    def _item(self, item: Item) -> QVBoxLayout:
        """Make the tick of one thing: its name and value, and what the profile says instead."""
        first, _, more = item.value.partition("\n")
        person = item.table == drafting.PERSON
        most = self._letters()
        if len(first) > most:  # a tick's own words are never wrapped
            first, more = ("" if person else tr("{beginning} ...", beginning=first[:most].rstrip())), item.value
        said = f"{tr(item.label)}: {first}".rstrip(": ") if person else first
        tick = self.ticks[item.key] = QCheckBox(said.replace("&", "&&"))
        tick.setAccessibleDescription(item.source)
        tick.setChecked(item.proposed or item.here)
        tick.setEnabled(not item.here)
        tick.toggled.connect(self._count)
        column = QVBoxLayout()
        column.setSpacing(HAIR)
        column.addWidget(tick)
        yours = (
            tr("Yours: {mine}", mine=item.mine) if item.mine else tr("In your profile already.") if item.here else ""
        )
        for words, tone in ((more, "muted"), (yours, "warn" if item.mine else "muted")):
            if words:
                below = label(words, "caption", tone=tone, wrap=True)
                below.setIndent(WIDE + TIGHT)
                column.addWidget(below)
        return column

    def _letters(self) -> int:
        """Say how many letters stand beside a tick, which has half of the card."""
        half = min(self.width(), grown(WIDEST)) // 2
        return max(SHORT, min(LONG, half // QFontMetrics(theme().font()).averageCharWidth()))

    def _count(self) -> None:
        """Say on the button how much is ticked."""
        number = len(self._ticked())
        self.accept.setText(tr("Accept {n}", n=number) if number else tr("Accept"))
        self.accept.setEnabled(bool(number))

    def _ticked(self) -> set[str]:
        return {key for key, tick in self.ticks.items() if tick.isChecked() and tick.isEnabled()}

    def _accept(self) -> None:
        taken = self.desk.do(drafting.accept, self.desk.work, self.draft, self._ticked())
        if taken is not None:
            self.desk.go("profile")
            self.desk.say(tr("{n} things are in your profile now.", n=taken), undo=True)

    def _keep(self) -> None:
        """Take the file for a posting: its words become a card."""
        file, work, app = self._file, self.desk.work, self.desk.app
        if file is None:
            return

        def job() -> str:
            return capture.take(work, transfer.words_in(file), app.web).application

        made = app.runner.start("disk", job)
        self.desk.live.then(made, lambda card: self.desk.go("today", f"{TAKEN}{card}"), self.desk.tell, owner=self)
