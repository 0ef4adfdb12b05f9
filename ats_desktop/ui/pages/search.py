"""Search: everything that was found, by kind, with the words marked; operators narrow it.

Why:    what was found is held as numbers and read by the page; the question is asked on a lane, so that no
        key waits, and an answer to words that were changed meanwhile is dropped.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.seeking import Asked, read
from ats_desktop.store.reads import search as question
from ats_desktop.store.reads.found import Found, Key, hits
from ats_desktop.store.reads.today import setting
from ats_desktop.store.search import NEWEST
from ats_desktop.ui.days import today_here, zone_of
from ats_desktop.ui.icons import icon
from ats_desktop.ui.kinds import called, many, picture
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM, SNUG, VAST, WIDE, button, card, label
from ats_desktop.ui.widgets.chips import Chips
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.marked import Marked
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tr

PAGE, FEW = 50, 6  # rows shown of one kind alone, and of each kind among others
PAUSE_MS = 120  # after the last letter
ALL = ""
Keys = Sequence[Key]


class SearchPage(Page):
    """One field, what it found, and how to narrow it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sought = Asked()
        self._keys: Keys = ()
        self._kind, self._most = ALL, PAGE
        self._asking = 0  # answers to older questions are dropped
        self.answered: Asked | None = None  # what is shown is the answer to this
        self._top = Top(tr("Search"))
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Search everything"))
        self.line.setPlaceholderText(tr("Words, or stage:applied, company:…, due:<7d, tag:…, kind:people"))
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._said = label("", "caption", tone="muted", wrap=True)
        self._chips = Chips(tr("Kind"))
        self.found = Marked(tr("Found"))
        self._more = button(tr("Show more"), "quiet")
        self.ways = Lines(tr("Ways to narrow a search"))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.news)
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self._sheet, self._help = card(), card()
        for sheet, parts in ((self._sheet, (self.found, self._more)), (self._help, (self.ways,))):
            column = QVBoxLayout(sheet)
            column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
            for part in parts:
                column.addWidget(part)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(VAST, 0, VAST, WIDE)
        column.setSpacing(ROOM)
        for sheet in (self._sheet, self._help):
            column.addWidget(sheet)
        column.addStretch(1)
        scroll = scrolling(inside, sideways=True)
        head = QVBoxLayout()
        head.setContentsMargins(VAST, WIDE, VAST, 0)
        head.setSpacing(SNUG)
        for widget in (self._top, self.line, self._said, self._chips):
            head.addWidget(widget)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.addLayout(head)
        self.layout_.addWidget(scroll, 1)
        self._sheet.hide()
        self._said.hide()
        self._chips.hide()

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _: self._clock.start(PAUSE_MS))
        self.line.returnPressed.connect(self._into)
        self.found.opened.connect(self._open)
        self.ways.opened.connect(self._take)
        self.ways.show_lines(ways())
        self._chips.chosen.connect(self._turn)
        self._more.clicked.connect(self._go_on)
        self.desk.actions.add("search.line", tr("Search everything"), self.line.setFocus, keys="Ctrl+F", page=self)

    def open(self, row: str) -> None:
        """Search for words."""
        self._kind, self._most = ALL, PAGE
        self.line.setText(row)
        self._clock.stop()
        self.news()

    def refresh(self) -> None:
        """Ask on a lane."""
        work = self.desk.work
        self.line.setFocus()
        self._asking += 1
        self._sought = read(self.line.text(), today_here(work))
        self._help.setVisible(not self._sought)
        asked = partial(_ask, work, self._sought, self._asking)
        self.desk.live.then(self.desk.app.runner.start("find", asked), self._take_in, self.desk.tell, owner=self)

    def _take_in(self, answer: tuple[int, Keys, bool]) -> None:
        number, keys, indexing = answer
        if number != self._asking:
            return
        self._keys, self.answered = keys, self._sought
        if self._kind not in {key.table for key in keys}:
            self._kind, self._most = ALL, PAGE
        self._say(indexing=indexing)
        counts = Counter(key.table for key in keys)
        kinds = [(table, many(table), number) for table, number in counts.items()]
        self._chips.show_chips([(ALL, tr("All"), len(keys)), *kinds], self._kind)
        self._chips.setVisible(len(counts) > 1)
        self._show()

    def _say(self, *, indexing: bool) -> None:
        """Say how much was found, what could not be read, and what is not known yet."""
        said = [
            tr("“{part}” is no day; try due:today, due:<7d or due:late.", part=part) for part in self._sought.unread
        ]
        if indexing:
            said.append(tr("A large import is still being made searchable."))
        if self._sought and not self._keys:
            said.append(tr("Nothing has all of this in it."))
            if ":" in self._sought.words:
                said.append(tr("Narrow with stage:, company:, tag:, source:, kind: or due:."))
        if len(self._keys) >= NEWEST:
            said.append(tr("These are the best of the newest; one more word finds older ones."))
        self._said.setText(" ".join(said))
        self._said.setVisible(bool(said))
        found = len(self._keys)
        self._top.note(tr("1 found") if found == 1 else tr("{n} found", n=f"{found:,}") if self._sought else "")

    def _show(self) -> None:
        """Read the rows of what is in view, kind by kind."""
        tables = dict.fromkeys(key.table for key in self._keys if self._kind in {ALL, key.table})
        most = FEW if len(tables) > 1 else self._most
        chosen = [key for table in tables for key in [key for key in self._keys if key.table == table][:most]]
        rows = hits(self.desk.work, chosen, self._sought.words)
        lines: list[Line] = []
        for table in tables:
            lines += [Line("", many(table)), *(_line(one) for one in rows if one.table == table)]
            there = sum(key.table == table for key in self._keys)
            if len(tables) > 1 and there > most:
                lines.append(Line(f"all:{table}", tr("All {n}", n=f"{there:,}"), icon="right"))
        self.found.mark(self._sought.words)
        self.found.show_lines(lines)
        self._sheet.setVisible(bool(lines))
        self._more.setVisible(len(tables) == 1 and sum(key.table in tables for key in self._keys) > most)

    def _turn(self, kind: str) -> None:
        self._kind, self._most = kind, PAGE
        self._chips.chip(kind).setChecked(True)
        self._show()

    def _go_on(self) -> None:
        self._most += PAGE
        self._show()

    def _open(self, key: str) -> None:
        table, _, row = key.partition(":")
        if table == "all":
            self._turn(row)
        else:
            self.desk.open_row(table, row)

    def _take(self, way: str) -> None:
        """Put an operator into the field, ready to go on."""
        self.line.setText(f"{self.line.text().rstrip()} {way}".strip())
        self.line.setFocus()

    def _into(self) -> None:
        """Go from the field into what was found."""
        if self.found.isVisible():
            self.found.setFocus()
            if not self.found.current:
                self.found.first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self._into()
        elif event.key() == Qt.Key.Key_Escape and not self.line.hasFocus():
            self.line.setFocus()
        else:
            super().keyPressEvent(event)


def ways() -> list[Line]:
    """List what narrows a search, with an example of each."""
    return [
        Line("", tr("Ways to narrow a search")),
        Line("stage:applied", "stage:applied", tr("What stands at a stage; stage:open and stage:closed work too")),
        Line("company:", "company:kestrel", tr("What has to do with a company; in quotes when it has two words")),
        Line("due:<7d", "due:<7d", tr("What is due within a week; also due:today, due:late, due:>2w")),
        Line("tag:", "tag:remote", tr("What has a tag")),
        Line("kind:people", "kind:people", tr("One kind alone: jobs, people, companies, tasks, interviews ...")),
    ]


def _line(one: Found) -> Line:
    note = one.snippet or one.note or called(one.table)
    return Line(
        f"{one.table}:{one.id}", one.title, note, right=one.note if one.snippet else "", icon=picture(one.table)
    )


def _ask(work: question.Rows, asked: Asked, number: int) -> tuple[int, Keys, bool]:
    keys = question.keys(work, asked, zone_of(setting(work, "zone")))
    return number, keys, bool(getattr(work, "indexing", bool)())
