"""The table of jobs: all of them, in any order, narrowed by words and by stage; one line adds one.

Why:    the table holds numbers and fetches the lines in view; the order of very many is asked for on a lane,
        its first lines at once where an index gives them, so that the window never waits for a sort.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.applications import CLOSED, Application, ApplicationStage, Stage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.quick import read_line
from ats_desktop.domain.schema import Field
from ats_desktop.domain.seeking import read
from ats_desktop.services import board as cards
from ats_desktop.services import capture, rows
from ats_desktop.services import jobs as verbs
from ats_desktop.store.reads import jobs as question
from ats_desktop.store.reads.board import totals
from ats_desktop.store.reads.jobs import JobLine, Wanted
from ats_desktop.store.reads.today import setting
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.stages import all_stages
from ats_desktop.ui.theme import SNUG, TIGHT, button, label
from ats_desktop.ui.typed import read_line as typed
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.chips import Chip, Chips
from ats_desktop.ui.widgets.jobs_several import Several
from ats_desktop.ui.widgets.jobs_table import JobsTable, job_menu
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tr

AT_ONCE = 3_000  # jobs up to which every question is answered in a blink
HEAD = 200  # lines shown before the rest of the order is there
PAUSE_MS = 140  # after the last letter of the filter
ALL, ENDED, AWAY = "", "closed", "away"
CELLS = {"company": "company_name", "deadline": "deadline_on"}  # columns whose field is called otherwise


class JobsPage(Page):
    """Every job that was found."""

    watches = frozenset({Application, ApplicationStage, JobOpportunity, Stage})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = Wanted()
        self._chip = ALL
        self._stages: list[Stage] = []
        self._seek = ""  # a job to go to once it is listed
        self._to_line = False  # the keys go to the line that adds a job
        self._asking = 0  # answers to older questions are dropped
        proof = button(tr("Record of job search"), "quiet")
        proof.clicked.connect(self.prove)
        self._top = Top(tr("Jobs"), proof)
        self._line = QLineEdit()
        self._filter = QLineEdit()
        self._chips = Chips(tr("Stage"))
        self.table = JobsTable(tr("Jobs"))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.news)
        self._blank = Blank(
            "jobs",
            tr("No jobs yet"),
            tr("Type one above as “Title @ Company”, or paste its link. Everything else can follow later."),
            other=tr("See it with sample data"),
        )
        self._nothing = Blank(
            "filter",
            tr("Nothing fits"),
            tr("No job has all of this at this stage. Narrow with stage:, company:, tag:, source: and due:."),
        )
        self._blank.other.connect(lambda: desk.begin("sample"))
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self._line.setPlaceholderText(tr("Add a job: Title @ Company, or paste a link"))
        self._line.setAccessibleName(tr("Add a job"))
        self._line.addAction(icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setPlaceholderText(
            tr("Filter by any words, or stage:applied company:kestrel source:linkedin due:<7d")
        )
        self._filter.setAccessibleName(tr("Filter"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._add = button(tr("Add"), "primary")
        self._fits = label("", "caption", tone="muted")
        quick = QHBoxLayout()
        quick.setSpacing(TIGHT)
        quick.addWidget(self._line, 1)
        quick.addWidget(self._add)
        narrow = QHBoxLayout()
        narrow.setSpacing(SNUG)
        narrow.addWidget(self._filter, 1)
        narrow.addWidget(self._fits)
        self._views = QStackedWidget()
        for view in (self.table, self._blank, self._nothing):
            self._views.addWidget(view)
        self._narrowing = QWidget()
        both = QVBoxLayout(self._narrowing)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(SNUG)
        both.addLayout(narrow)
        both.addWidget(self._chips)
        self.layout_.setSpacing(SNUG)
        self.layout_.addWidget(self._top)
        self.layout_.addLayout(quick)
        self.layout_.addWidget(self._narrowing)
        self.layout_.addWidget(self._views, 1)
        self._several = Several(self, self.table, lambda: self._stages)
        self.layout_.addWidget(self._several)

    def _connect(self) -> None:
        self._line.returnPressed.connect(self._enter)
        self._add.clicked.connect(self._enter)
        self._filter.textEdited.connect(lambda _: self._clock.start(PAUSE_MS))
        self._filter.textChanged.connect(lambda text: None if text else self.news())
        self._filter.returnPressed.connect(self.table.setFocus)
        self._chips.chosen.connect(self._narrow)
        self.table.sort_asked.connect(self._sort)
        self.table.opened.connect(self._open)
        self.table.menu_asked.connect(self._menu)
        self.table.model_.typed.connect(self._retype)
        self.table.away_asked.connect(lambda: self._put_away(self.table.picked()))
        self.desk.actions.add("jobs.filter", tr("Filter jobs"), self._filter.setFocus, keys="Ctrl+F", page=self)
        self.desk.actions.add("jobs.new", tr("Add a job"), self._line.setFocus, keys="Ctrl+N", page=self)
        self.desk.actions.add("jobs.proof", tr("Record of job search"), self.prove, icon_name="document", page=self)

    # What is shown

    def open(self, row: str) -> None:
        """Go to the line that adds a job ("new"), or to a job."""
        if row == "new":
            self._to_line = True
        else:
            self._seek = row
        self.news()

    def refresh(self) -> None:
        """Ask anew: at once where that is a blink, else the first lines now and the rest from a lane."""
        work = self.desk.work
        self._stages = [stage for stage in all_stages(work) if not stage.hidden]
        wanted = self._wanted = replace(
            self._wanted, asked=read(self._filter.text(), self._today()), stages=self._keys(), away=self._chip == AWAY
        )
        self.table.sorted_by(wanted.sort, down=wanted.down)
        if self._to_line:
            self._to_line = False
            self._line.setFocus()
        self._asking += 1
        ask = partial(ask_all, work, wanted, self._asking)
        if question.total(work, away=wanted.away) <= AT_ONCE:
            self._show(ask())
            return
        if not len(self.table.model_.keys):
            self._chips.show_chips(self._named({}), self._chip)
            if question.at_once(wanted):
                self._put(question.order(work, wanted, HEAD))
        self.desk.live.then(self.desk.app.runner.start("look", ask), self._show, self.desk.tell, owner=self)

    def _keys(self) -> tuple[str, ...]:
        if self._chip in {ALL, AWAY}:
            return ()
        if self._chip == ENDED:
            return tuple(stage.key for stage in self._stages if stage.category in CLOSED)
        return (self._chip,)

    def _show(self, answer: "Answer") -> None:
        number, keys, counts, away = answer
        if number != self._asking:
            return
        self._put(keys)
        here = question.total(self.desk.work)
        self._chips.show_chips(self._named(counts, here, away), self._chip)
        self._top.note(tr("1 job") if here == 1 else tr("{n} jobs", n=f"{here:,}") if here else "")
        narrowed = bool(self._wanted.asked)
        self._fits.setText(tr("{n} found", n=f"{len(keys):,}"))
        self._fits.setVisible(narrowed)
        self._narrowing.setVisible(bool(here or away))
        self._views.setCurrentWidget(self.table if len(keys) else self._blank if not (here or away) else self._nothing)
        self._find()

    def _named(self, counts: Mapping[str, int], here: int | None = None, away: int = 0) -> list[Chip]:
        """Name the chips there are; without their numbers, while these are counted."""
        known = here is not None
        going = [stage for stage in self._stages if stage.category not in CLOSED]
        ended = sum(counts.get(stage.key, 0) for stage in self._stages if stage.category in CLOSED)
        return [
            (ALL, tr("All"), here),
            *((stage.key, str(stage), counts.get(stage.key, 0) if known else None) for stage in going),
            (ENDED, tr("Closed"), ended if known else None),
            *([(AWAY, tr("Archived"), away)] if away or self._chip == AWAY else []),
        ]

    def _put(self, keys: "array[int]") -> None:
        work, names = self.desk.work, {stage.key: str(stage) for stage in self._stages}
        self.table.tell(names, self._today())
        self.table.show_keys(keys, partial(question.lines, work))

    def _today(self) -> date:
        return self.desk.work.now().astimezone(zone_of(setting(self.desk.work, "zone"))).date()

    def _find(self) -> None:
        """Go to the job that was asked for, once it is listed."""
        if self._seek:
            seek, self._seek = self._seek, ""
            slot = question.slot_of(self.desk.work, seek)
            if slot in self.table.model_.keys:
                self.table.select_keys([slot], slot)
                self.table.scrollTo(self.table.currentIndex())
                if not self._line.hasFocus():
                    self.table.setFocus()

    # What is asked for

    def _enter(self) -> None:
        said = read_line(self._line.text())
        if not (said.title or said.company):
            self._line.setFocus()
            return
        work = self.desk.work
        alike = verbs.alike(work, said.title, said.company, said.link)
        made = self.desk.do(capture.add_line, work, said)
        if made is None:
            return
        self._line.clear()
        self._line.setFocus()  # the next one is typed at once
        self._seek = made.job
        words = tr("Added {title}.", title=said.title)
        if alike:
            words = tr("Added {title}. You have {other} already.", title=said.title, other=str(alike[0]))
        self.desk.say(words, undo=True)

    def prove(self) -> None:
        """Show what was applied for this month, as agencies ask for it."""
        from ats_desktop.ui.widgets.proofsheet import ProofSheet

        ProofSheet(self).open()

    def _sort(self, key: str, down: bool) -> None:  # noqa: FBT001 - a slot of Qt's
        self._wanted = replace(self._wanted, sort=key, down=down)
        self.news()

    def _narrow(self, chip: str) -> None:
        self._chip = chip
        self.news()

    def _open(self, slot: int) -> None:
        line = question.lines(self.desk.work, [slot]).get(slot)
        if line is not None:
            self.desk.go("application", line.application or line.id)

    def _menu(self, where: QPoint) -> None:
        picked = self.table.picked()
        if not picked:
            return
        menu = job_menu(self, picked, self._stages, away=self._chip == AWAY)
        menu.opened.connect(lambda: self._open(picked[0].slot))
        menu.sent.connect(lambda stage: self._move(picked, stage))
        menu.away.connect(lambda: self._put_away(picked))
        menu.back.connect(lambda: self._take_out(picked))
        menu.copied.connect(self.table.copy)
        menu.tagging.connect(self._several.tag)
        menu.setting.connect(self._several.set_field)
        menu.deleting.connect(self._several.delete)
        menu.popup(where)

    def _retype(self, slot: int, column: str, words: str) -> None:
        """Write what was typed over a cell."""
        line = question.lines(self.desk.work, [slot]).get(slot)
        field = JobOpportunity.noun.by_name[CELLS.get(column, column)]
        if line is not None:
            self.desk.do(_rewrite, self.desk.work, line.id, field, words)

    def _move(self, picked: Sequence[JobLine], stage: str) -> None:
        moving = [line.application for line in picked if line.application]
        if moving and self.desk.do(cards.place, self.desk.work, moving, stage) is not None:
            name = next((str(one) for one in self._stages if one.key == stage), stage)
            self.desk.say(tr("Moved {n} to {stage}.", n=len(moving), stage=name), undo=True)

    def _put_away(self, picked: Sequence[JobLine]) -> None:
        if picked and self._chip != AWAY:
            done = self.desk.do(cards.put_jobs_away, self.desk.work, [line.id for line in picked])
            if done is not None:
                self.desk.say(tr("Archived.") if len(done) == 1 else tr("Archived {n}.", n=len(done)), undo=True)

    def _take_out(self, picked: Sequence[JobLine]) -> None:
        if self.desk.do(cards.take_out, self.desk.work, [line.id for line in picked]) is not None:
            self.desk.say(tr("Back among your jobs."), undo=True)


def _rewrite(work: Workspace, job: str, field: Field, words: str) -> JobOpportunity:
    """Give one field of a job the value that was typed.

    Raises: Refused, when it cannot be read.
    """
    row = work.get(JobOpportunity, job)
    return rows.edit(work, row, **{field.name: typed(field, words)})


Answer = tuple[int, "array[int]", Mapping[str, int], int]


def ask_all(work: "question.Rows", wanted: Wanted, number: int) -> Answer:
    """Ask all the page shows: which jobs in which order, how many at each stage, how many put away."""
    return number, question.order(work, wanted), totals(work), question.total(work, away=True)
