"""Companies: those she keeps and those her jobs speak of, with facts that have a source, and doubles made one."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.companies import Company, normal_name
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact
from ats_desktop.domain.research import CompanyAlias, CompanyResearch
from ats_desktop.domain.schema import Id
from ats_desktop.services import companies as verbs
from ats_desktop.store.reads import companies as question
from ats_desktop.store.reads.application import may
from ats_desktop.store.reads.companies import KEPT, NAMED, CompanyLine
from ats_desktop.store.reads.today import setting
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.companies.merging import Merging
from ats_desktop.ui.widgets.companies.sheet import CompanySheet
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tr

AT_ONCE = 4_000  # rows up to which every question is answered in a blink
PAUSE_MS = 140
_CHOICES = 500  # companies offered to merge with


class CompaniesPage(Page):
    """The list at the left, the one that is open at the right."""

    watches = frozenset(
        {*(Company, CompanyAlias, CompanyResearch, JobOpportunity, Contact), *(Application, ApplicationStage)}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._key = ""
        self._asking = 0  # answers to older questions are dropped
        self._doubles: list[tuple[Company, ...]] = []
        self._top = Top(tr("Companies"))
        self._line, self._filter = QLineEdit(), QLineEdit()
        self._strip = QFrame()
        self._told = label("", wrap=True)
        self._merging: Merging | None = None
        self.table = RowsTable(tr("Companies"), _columns())
        self.sheet = CompanySheet(desk)
        self.sheet.merge_asked.connect(self._merge_this)
        self._blank = Blank(
            "building",
            tr("No company yet"),
            tr("The companies of your jobs stand here by themselves. Note what you learn of them, with its source."),
            tr("Add a job"),
            tr("See it with sample data"),
        )
        self._blank.pressed.connect(lambda: desk.begin("job"))
        self._blank.other.connect(lambda: desk.begin("sample"))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.news)
        self._looked = QTimer(self)
        self._looked.setSingleShot(True)
        self._looked.timeout.connect(self._turn)
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self._line.setPlaceholderText(tr("Add a company"))
        self._line.setAccessibleName(tr("Add a company"))
        self._line.addAction(icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setPlaceholderText(tr("Search"))
        self._filter.setAccessibleName(tr("Search companies"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._strip.setProperty("strip", "info")
        look = button(tr("Look at them"))
        look.clicked.connect(self.look_at_doubles)
        told = QHBoxLayout(self._strip)
        told.setContentsMargins(SNUG, TIGHT, SNUG, TIGHT)
        told.addWidget(self._told, 1)
        told.addWidget(look)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        both = QHBoxLayout()
        both.setSpacing(TIGHT)
        both.addWidget(self._filter, 1)
        both.addWidget(self._line, 1)
        keep = button(tr("Add"))
        keep.clicked.connect(self._add)
        both.addWidget(keep)
        column.addLayout(both)
        column.addWidget(self.table, 1)
        across = QSplitter()
        across.addWidget(left)
        across.addWidget(self.sheet)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 3)
        across.setHandleWidth(ROOM)
        across.setChildrenCollapsible(False)
        self._across = across
        self._views = QStackedWidget()
        self._views.addWidget(across)
        self._views.addWidget(self._blank)
        self._forms = QVBoxLayout()
        self.layout_.setSpacing(SNUG)
        self.layout_.addWidget(self._top)
        self.layout_.addWidget(self._strip)
        self.layout_.addLayout(self._forms)
        self.layout_.addWidget(self._views, 1)

    def _connect(self) -> None:
        self._filter.textChanged.connect(lambda _: self._clock.start(PAUSE_MS))
        self._filter.returnPressed.connect(self.table.setFocus)
        self._line.returnPressed.connect(self._add)
        self.table.chosen.connect(lambda: self._looked.start(0))
        self.table.opened.connect(lambda _: self.sheet.new.value.setFocus())
        add = self.desk.actions.add
        add("companies.search", tr("Search companies"), self._filter.setFocus, keys="Ctrl+F", page=self)
        add("companies.add", tr("Add a company"), self._line.setFocus, keys="Ctrl+N", page=self)

    # What is shown

    def open(self, row: str) -> None:
        """Show a company by its id, or by a name."""
        kept = self.desk.work.find(Company, row)
        self._key = f"{KEPT}{row}" if kept else f"{NAMED}{normal_name(row)}"
        self.news()

    def refresh(self) -> None:
        """Ask anew: at once where that is a blink, else on a lane."""
        work, words = self.desk.work, self._filter.text().strip()
        self._asking += 1
        ask = partial(_asked, work, words, self._asking)
        if question.size(work) <= AT_ONCE:
            self._list(ask())
        else:
            self.desk.live.then(self.desk.app.runner.start("look", ask), self._list, self.desk.tell, owner=self)

    def _list(self, answer: "Answer") -> None:
        """Show what was asked for last."""
        asked, words, keys, doubles = answer
        if asked != self._asking:
            return
        self._doubles = doubles
        self.table.show_keys(keys, partial(question.lines, self.desk.work))
        self._views.setCurrentWidget(self._across if keys or words else self._blank)
        number = len(keys)
        self._top.note(tr("1 company") if number == 1 else tr("{n} companies", n=f"{number:,}") if number else "")
        several = tr("{n} companies seem to be here twice.", n=len(self._doubles))
        self._told.setText(tr("A company seems to be here twice.") if len(self._doubles) == 1 else several)
        self._strip.setVisible(bool(self._doubles))
        if self._key not in keys:
            self._key = self._now_kept(keys) or (keys[0] if keys else "")
        if self._key:
            self.table.select_keys([self._key], self._key)
        self._show()

    def _now_kept(self, keys: list[str]) -> str:
        """Find the row of a name that was kept meanwhile."""
        if not self._key.startswith(NAMED):
            return ""
        found = question.named(self.desk.work, self._key.removeprefix(NAMED))
        return f"{KEPT}{found.id}" if found and f"{KEPT}{found.id}" in keys else ""

    def _show(self) -> None:
        work = self.desk.work
        company = work.find(Company, self._key.removeprefix(KEPT)) if self._key.startswith(KEPT) else None
        line = question.lines(work, [self._key]).get(self._key) if self._key else None
        self.sheet.setVisible(line is not None)
        if line is not None:
            known = question.around(work, company, line.name, people=may(work, "contacts"))
            today = work.now().astimezone(zone_of(setting(work, "zone"))).date()
            self.sheet.show_company(company, line.name, known, today)

    def _turn(self) -> None:
        picked = self.table.selected()
        if len(picked) == 1 and picked[0] != self._key:
            self.sheet.save()
            self._key = str(picked[0])
            self._show()

    # What is asked for

    def _add(self) -> None:
        made = self.desk.do(verbs.keep, self.desk.work, self._line.text())
        if made is not None:
            self._line.clear()
            self._filter.clear()
            self.open(made.id)

    def look_at_doubles(self) -> None:
        """Show the first companies that are there twice."""
        if self._doubles:
            self._ask().show_group(self._doubles[0])

    def _merge_this(self) -> None:
        work = self.desk.work
        lines = question.lines(work, question.keys(work)[:_CHOICES])
        there = [work.find(Company, key.removeprefix(KEPT)) or _named_only(line) for key, line in lines.items()]
        one = next((one for one in there if self._key in {one.id, f"{KEPT}{one.id}"}), None)
        if one is not None:
            self._ask().show_choice(one, there)

    def _ask(self) -> Merging:
        if self._merging is None:
            self._merging = Merging()
            self._merging.chosen.connect(self._merge)
            self._merging.closed.connect(self._merging.hide)
            self._forms.addWidget(self._merging)
        return self._merging

    def _merge(self, stays: str, others: list[str]) -> None:
        work = self.desk.work
        kept = [self._kept(row) for row in (stays, *others)]
        made = self.desk.do(verbs.merge, work, kept[0], kept[1:]) if all(kept) else None
        if made is not None and self._merging is not None:
            self._merging.hide()
            self.open(made.id)
            self.desk.say(tr("Merged into {name}.", name=made.name), undo=True)

    def _kept(self, row: str) -> str:
        """Give the id of a company; one that only jobs speak of is kept first."""
        if not row.startswith(NAMED):
            return row
        line = question.lines(self.desk.work, [row]).get(row)
        made = self.desk.do(verbs.keep, self.desk.work, line.name) if line is not None else None
        return made.id if made is not None else ""

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sheet.save()


def _named_only(line: CompanyLine) -> Company:
    """Make a company of a name, to be shown among the others."""
    return Company(id=Id(line.key), name=line.name)


Answer = tuple[int, str, list[str], list[tuple[Company, ...]]]


def _asked(work: Workspace, words: str, number: int) -> Answer:
    """Ask for the keys of all that fit, and for who is there twice."""
    return number, words, question.keys(work, words), question.doubles(work)


def _columns() -> list[Column]:
    return [
        Column("name", tr("Company"), lambda line: line.name, 22, sorts=False),
        Column("jobs", tr("Jobs"), lambda line: str(line.jobs or ""), 4, sorts=False, right=True),
        Column("industry", tr("Industry"), lambda line: line.industry, 14, sorts=False),
        Column("mark", tr("My mark"), _mark, 12, sorts=False, tone=lambda line: "danger" if line.avoid else ""),
    ]


def _mark(line: CompanyLine) -> str:
    rated = tr("{n} of 5", n=line.rating) if line.rating else ""
    return ", ".join(filter(None, (tr("avoid") if line.avoid else tr("watch") if line.watch else "", rated)))
