"""What can be done with the chosen jobs: a bar below the table, and the same in its menu and by keys.

Why:    each is one verb and one step of undo.  Very many are done on a lane, so that the window goes on.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from ats_desktop.domain.applications import Application, Stage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Id
from ats_desktop.services import board as cards
from ats_desktop.services import several as verbs
from ats_desktop.store.reads import jobs as question
from ats_desktop.store.reads.jobs import JobLine
from ats_desktop.ui.forms import labelled
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import ROOM, TIGHT, button, label
from ats_desktop.ui.widgets.jobs_table import JobsTable
from ats_desktop.ui.widgets.onefield import OneField
from ats_desktop.ui.words import tr

AT_ONCE = 200  # jobs changed while the window waits
FROM = 2  # chosen jobs from which on the bar is seen


class Several(QFrame):
    """Says how many are chosen, and does something with all of them."""

    def __init__(self, page: Page, table: JobsTable, stages: Callable[[], Sequence[Stage]]) -> None:
        super().__init__()
        self._page, self._desk, self._table, self._stages = page, page.desk, table, stages
        self.setProperty("card", "yes")
        self.setAccessibleName(tr("The chosen jobs"))
        self._many = label("", "strong")
        self._buttons = {
            "move": button(tr("Move to")),
            "tag": button(tr("Tag")),
            "set": button(tr("Set a field")),
            "away": button(tr("Archive")),
            "delete": button(tr("Delete"), "danger"),
        }
        self._none = button(tr("Clear the choice"), "quiet")
        self._none.clicked.connect(table.clearSelection)
        self._ways: dict[str, Callable[[], None]] = {
            "move": self.move_to,
            "tag": self.tag,
            "set": self.set_field,
            "away": table.away_asked.emit,
            "delete": self.delete,
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(ROOM, TIGHT, TIGHT, TIGHT)
        row.setSpacing(TIGHT)
        row.addWidget(self._many)
        row.addStretch(1)
        for name, one in self._buttons.items():
            one.clicked.connect(self._ways[name])
            row.addWidget(one)
        row.addWidget(self._none)
        table.chosen.connect(self._count)
        table.stage_asked.connect(self.move_to)
        self._register(page.desk)
        self.hide()

    def _register(self, desk: Desk) -> None:
        named: dict[str, tuple[str, str | tuple[str, ...], str]] = {
            "move": (tr("Move the chosen jobs to a stage"), "Ctrl+M", "board"),
            "tag": (tr("Tag the chosen jobs"), "Ctrl+T", "tag"),
            "set": (tr("Set a field of the chosen jobs"), "Ctrl+E", "edit"),
            "away": (tr("Archive the chosen jobs"), (), "backup"),
            "delete": (tr("Delete the chosen jobs"), "Shift+Del", "trash"),
        }
        for name, (words, keys, picture) in named.items():
            desk.actions.add(f"jobs.{name}", words, self._ways[name], keys=keys, icon_name=picture, page=self._page)

    def _count(self) -> None:
        chosen = self._table.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.count()))
        rows = sum(one.bottom() - one.top() + 1 for one in ranges)
        self._many.setText(tr("{n} chosen", n=f"{rows:,}"))
        self.setVisible(rows >= FROM)

    # Menus

    def move_to(self) -> None:
        """Offer every stage."""
        self._offer("move", [(str(stage), partial(self.moved, stage)) for stage in self._stages()])

    def tag(self) -> None:
        """Ask for tags, or offer to take one off that is there."""
        there = sorted({word for line in self._picked() for word in line.tags})
        if not there:
            self.ask_tags()
            return
        off = [(tr("Take “{tag}” off", tag=word), partial(self.untagged, word)) for word in there]
        self._offer("tag", [(tr("Add a tag ..."), self.ask_tags), *off])

    def set_field(self) -> None:
        """Offer the fields that several jobs may share."""
        fields = [JobOpportunity.noun.by_name[name] for name in verbs.SETTABLE]
        self._offer("set", [(labelled(field), partial(self.ask_field, field.name)) for field in fields])

    def _offer(self, name: str, choices: Sequence[tuple[str, Callable[[], None]]]) -> None:
        if not self._picked():
            self._desk.say(tr("Choose one or more jobs first."))
            return
        menu = QMenu(self)
        menu.setAccessibleName(self._buttons[name].text())
        menu.aboutToHide.connect(menu.deleteLater)
        for words, do in choices:
            menu.addAction(words.replace("&", "&&")).triggered.connect(do)
        if self.isVisible():
            menu.popup(self._buttons[name].mapToGlobal(QPoint(0, 0)))
        else:
            cell = self._table.visualRect(self._table.currentIndex())
            menu.popup(self._table.viewport().mapToGlobal(cell.bottomLeft()))

    # What is done

    def moved(self, stage: Stage) -> None:
        """Move the applications of the chosen jobs."""
        moving: list[Id[Application]] = [Id(line.application) for line in self._picked() if line.application]
        done = tr("Moved {n} to {stage}.", n=len(moving), stage=str(stage))
        self._run(len(moving), partial(cards.place, self._desk.work, moving, stage.key), done)

    def ask_tags(self) -> None:
        """Ask for the tags to put on."""
        self._ask("tags", partial(verbs.tag, self._desk.work, self._ids()), tr("Tagged {n}."))

    def untagged(self, word: str) -> None:
        """Take a tag off."""
        ids = self._ids()
        self._run(len(ids), partial(verbs.untag, self._desk.work, ids, word), tr("Taken off {n}.", n=len(ids)))

    def ask_field(self, name: str) -> None:
        """Ask for the value all of them get."""
        self._ask(name, partial(verbs.set_field, self._desk.work, self._ids(), name), tr("Changed {n}."))

    def _ask(self, name: str, verb: Callable[..., object], said: str) -> None:
        ids = self._ids()
        asked = OneField(self._page, JobOpportunity.noun.by_name[name], tr("For {n} chosen jobs", n=len(ids)))
        asked.given.connect(lambda value: self._run(len(ids), partial(verb, value), said.format(n=len(ids))))
        asked.open()

    def delete(self) -> None:
        """Put them into the bin with their applications; the toast takes it back."""
        ids = self._ids()
        if ids:
            self._run(len(ids), partial(verbs.remove, self._desk.work, ids), _in_the_bin(len(ids)))

    def _run(self, many: int, verb: Callable[[], object], said: str) -> None:
        if not many:
            return
        if many <= AT_ONCE:
            if self._desk.do(verb) is not None:
                self._desk.say(said, undo=True)
            return
        self._desk.say(tr("One moment, there are many ..."))
        later = self._desk.app.runner.start("store", verb)
        self._desk.live.then(later, lambda _: self._desk.say(said, undo=True), self._desk.tell, owner=self)

    def _ids(self) -> list[Id[JobOpportunity]]:
        return [Id(line.id) for line in self._picked()]

    def _picked(self) -> list[JobLine]:
        """Read the chosen lines at once; the current one, when none is chosen."""
        keys = self._table.selected() or [self._table.current()]
        found = question.lines(self._desk.work, [key for key in keys if key is not None])
        return [found[key] for key in keys if key in found]


def _in_the_bin(many: int) -> str:
    return tr("The job is in the bin.") if many == 1 else tr("{n} jobs are in the bin.", n=many)
