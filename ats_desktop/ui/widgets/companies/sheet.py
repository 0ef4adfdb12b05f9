"""One company: what is known of it and from where, its jobs and people, and what she thinks of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.companies import Company
from ats_desktop.domain.people import Contact
from ats_desktop.domain.research import CompanyResearch, FactKind
from ats_desktop.errors import AtsError
from ats_desktop.services import companies as verbs
from ats_desktop.store.reads.companies import Around, JobThere
from ats_desktop.ui.days import short_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.stages import all_stages
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, card, label, restyle
from ats_desktop.ui.widgets.application.editors import open_link
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.headed import Headed
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.scrolling import scrolling
from ats_desktop.ui.words import tr

_FIELDS = (
    *("name", "website", "industry", "size_band", "hq_location", "country", "rating"),
    *("careers_url", "watch", "avoid", "avoid_reason", "description"),
)


class CompanySheet(QWidget):
    """The company that is open."""

    merge_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._company: Company | None = None
        self._name = ""
        self._title = label("", "title", wrap=True)
        self._note = label("", tone="muted", wrap=True)
        self._site, self._merge = button(tr("Open its site")), button(tr("Merge with ..."))
        self._keep = button(tr("Keep this company"), "primary")
        self._site.clicked.connect(lambda: open_link(self._company.website if self._company else ""))
        self._merge.clicked.connect(self.merge_asked)
        self._keep.clicked.connect(self.kept)
        named = Company.noun.by_name
        self.form = Form(desk, Company, [named[name] for name in _FIELDS])
        self.facts, self.jobs = Lines(tr("Facts")), Lines(tr("Jobs there"))
        self.people = Lines(tr("People there"))
        self.facts.opened.connect(lambda key: desk.go("inspect", f"{CompanyResearch.noun.table}:{key}"))
        self.jobs.opened.connect(lambda key: desk.go("application", key))
        self.people.opened.connect(lambda key: desk.open_row(Contact.noun.table, key))
        self.new = NewFact(self)
        self._lay()

    def _lay(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, TIGHT, 0)
        column.setSpacing(ROOM)
        self._heads: dict[Lines, QWidget] = {}
        for title, lines in (
            (tr("Facts"), self.facts),
            (tr("Jobs there"), self.jobs),
            (tr("People there"), self.people),
        ):
            column.addWidget(self._block(title, lines))
        self._about = card()
        about = QVBoxLayout(self._about)
        about.setContentsMargins(ROOM, SNUG, ROOM, ROOM)
        about.addWidget(label(tr("About it"), "title"))
        about.addWidget(self.form)
        column.addWidget(self._about)
        column.addStretch(1)
        scroll = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SNUG)
        whole.addWidget(Headed(self._title, self._site, self._merge, self._keep))
        whole.addWidget(self._note)
        whole.addWidget(scroll, 1)

    def _block(self, title: str, lines: Lines) -> QWidget:
        made = self._heads[lines] = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        column.setSpacing(TIGHT)
        head = label(title, "title")
        head.setContentsMargins(TIGHT, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(lines)
        if lines is self.facts:
            column.addWidget(self.new)
        return made

    def show_company(self, company: Company | None, name: str, known: Around, today: date) -> None:
        """Show a company that is kept, or a name that only jobs speak of."""
        if self._company is None or company is None or self._company.id != company.id:
            self.new.end()
        self._company, self._name = company, name
        self._title.setText(name)
        self._note.setText(_note(company, known))
        self._note.setVisible(bool(self._note.text()))
        self._site.setVisible(bool(company and company.website))
        self._keep.setVisible(company is None)
        self._about.setVisible(company is not None)
        if company is not None:
            self.form.open(company)
        self.facts.show_lines(fact_lines(known.facts, today))
        self.facts.setVisible(bool(known.facts))
        stages = {stage.key: str(stage) for stage in all_stages(self._desk.work)}
        self.jobs.show_lines([_job_line(one, stages) for one in known.jobs])
        self._heads[self.jobs].setVisible(bool(known.jobs))
        self.people.show_lines([Line(one.id, one.name, one.title, icon="people") for one in known.people or ()])
        self._heads[self.people].setVisible(bool(known.people))

    def kept(self) -> Company | None:
        """Give the company, kept now where only jobs spoke of it."""
        if self._company is None and self._name:
            self._company = self._desk.do(verbs.keep, self._desk.work, self._name)
        return self._company

    def fact(self, kind: FactKind, value: str, source: str) -> str:
        """Note a fact; gives what was wrong with it, or ""."""
        company, wrong = self.kept(), list[AtsError]()
        if company is None:
            return ""
        self._desk.do(verbs.note_fact, self._desk.work, company.id, kind, value, source, wrong=wrong.append)
        if not wrong:
            self._desk.say(tr("Noted."), undo=True)
        return str(wrong[0]) if wrong else ""

    def save(self) -> None:
        """Keep what was typed."""
        self.form.save()


class NewFact(QWidget):
    """A line for a fact, and one for where it comes from."""

    def __init__(self, sheet: CompanySheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.kind, self.value, self.source = Box(), QLineEdit(), QLineEdit()
        for kind in FactKind:
            self.kind.addItem(word_label(kind.value), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(FactKind.OTHER.value))
        self.kind.setAccessibleName(tr("What the fact is about"))
        self.value.setAccessibleName(tr("Fact"))
        self.value.setPlaceholderText(tr("Add a fact: They ship every Tuesday"))
        self.source.setAccessibleName(tr("Where it comes from"))
        self.source.setPlaceholderText(tr("Where it comes from: a page, a person"))
        add = button(tr("Note"))
        add.clicked.connect(self._add)
        for line in (self.value, self.source):
            line.returnPressed.connect(self._add)
        self._wrong = label("", "caption", tone="danger", wrap=True)
        self._wrong.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(TIGHT)
        second.setSpacing(TIGHT)
        first.addWidget(self.kind)
        first.addWidget(self.value, 1)
        second.addWidget(self.source, 1)
        second.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, TIGHT, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._wrong)

    def end(self) -> None:
        """Put away what belongs to another company."""
        self._say("")
        for line in (self.value, self.source):
            line.clear()

    def _add(self) -> None:
        value, source = self.value.text().strip(), self.source.text().strip()
        if not value:
            self.value.setFocus()
            return
        wrong = self._sheet.fact(FactKind(str(self.kind.currentData())), value, source)
        self._say(wrong)
        restyle(self.source, wrong="yes" if wrong and not source else "")
        if wrong:
            self.source.setFocus()
        else:
            self.end()
            self.value.setFocus()

    def _say(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))


def fact_lines(facts: Sequence[CompanyResearch], today: date) -> list[Line]:
    """Say the facts under what they are about, each with its source and its day."""
    lines: list[Line] = []
    kind = ""
    for one in facts:
        if one.kind.value != kind:
            kind = one.kind.value
            lines.append(Line("", word_label(kind)))
        source = tr("from {source}", source=one.source) if one.source else tr("no source")
        day = short_day(one.as_of, today) if one.as_of else ""
        lines.append(Line(one.id, " ".join(str(one.value).split()), source, day, "muted", "info"))
    return lines


def _job_line(one: JobThere, stages: Mapping[str, str]) -> Line:
    stage = stages.get(one.stage, word_label(one.stage)) if one.stage else tr("not applied")
    return Line(one.application or one.id, one.title or tr("Untitled"), "", stage, "muted", "jobs")


def _note(company: Company | None, known: Around) -> str:
    if company is None:
        return tr("Only your jobs speak of it so far. A fact you note here keeps it.")
    also = tr("also called {names}", names=", ".join(known.aliases)) if known.aliases else ""
    avoid = tr("do not apply there: {why}", why=company.avoid_reason or tr("no reason noted")) if company.avoid else ""
    stars = tr("{n} of 5", n=company.rating) if company.rating else ""
    watch = tr("you keep an eye on it") if company.watch else ""
    said = " · ".join(filter(None, (stars, watch, avoid, also)))
    return said[:1].upper() + said[1:]
