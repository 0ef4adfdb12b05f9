"""Import: choose a file, say what its columns are, see what would happen, then let it happen as one step of undo."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.errors import AtsError, Refused
from ats_desktop.formats.spreadsheet import BOTH_ORDERS
from ats_desktop.services import listing, transfer
from ats_desktop.services.belonging import ASKED, open_ones
from ats_desktop.services.listing import Look
from ats_desktop.services.transfer import Report
from ats_desktop.services.weighing import Fate, Line
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.widgets.chips import Chip, Chips
from ats_desktop.ui.widgets.columnmap import ColumnMap
from ats_desktop.ui.widgets.takingin import Kinds, TakingIn
from ats_desktop.ui.words import told, tr

_FILES = "*.zip *.csv *.tsv *.txt *.xlsx *.json *.ics *.eml *.vcf *.pdf *.docx"
_TONES = {Fate.NEW: "good", Fate.CHANGED: "accent", Fate.SKIPPED: "warn"}
_FATES = {Fate.NEW: "{n} new", Fate.CHANGED: "{n} filled in", Fate.SAME: "{n} here already"}
Told = Callable[[int, int], None]
_SHOWN_NOTES, _PAUSE_MS = 4, 400
ALL, LEFT = "all", "left"
JOBS = "job_opportunities"
NAMES = {
    JOBS: "jobs",
    "candidate_skills": "skills",
    "work_experiences": "positions",
    "educations": "schools",
    "candidate_profiles": "facts about you",
    "shared_notes": "notes",
    "interactions": "mails",
}
READ_AS = {
    "linkedin": "LinkedIn's export",
    "jsonresume": "a résumé",
    "table": "a table from here",
    "vcard": "contacts",
    "calendar": "an invitation",
    "mail": "a mail",
}
ONE = {
    JOBS: "job",
    "companies": "company",
    "contacts": "contact",
    "interviews": "interview",
    "interactions": "mail",
    "candidate_skills": "skill",
    "work_experiences": "position",
    "educations": "school",
    "languages": "language",
    "candidate_profiles": "fact about you",
    "certifications": "certificate",
    "projects": "project",
    "achievements": "achievement",
}
_INSIDE = frozenset({"applications", "application_stages", "salary_data"})  # of a job, not things of their own


class ImportPage(Page):
    """A file, its columns, what it would do, and the button that does it."""

    watches: ClassVar[frozenset[str]] = frozenset({"imported"})  # nothing: a page for one file

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._file: Path | None = None
        self._look: Look | None = None
        self._application = ""
        self._asking = 0
        self._kinds: list[Chip] = []
        self._stopped = Event()
        self.report: Report | None = None
        self.state, self._known, self.map = TakingIn(), Kinds(), ColumnMap()
        self._known.pressed.connect(self._ask)
        self.table, self._chips = RowsTable(tr("What would happen"), _columns()), Chips(tr("Show"))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._plan)
        self._connect()
        self.layout_.addWidget(self.heading(tr("Import")))
        for widget in (self.state, self._known, self.map, self._chips):
            self.layout_.addWidget(widget)
        self.layout_.addWidget(self.table, 1)
        self.layout_.addStretch(0)
        self._begin()

    def _connect(self) -> None:
        state = self.state
        state.choose.clicked.connect(self._ask)
        state.columns.clicked.connect(lambda: self.map.setVisible(self.map.isHidden()))
        state.go.clicked.connect(self._import)
        state.stop.clicked.connect(self._stop)
        state.undo.clicked.connect(self._undo)
        state.jobs.clicked.connect(lambda: self.desk.go("jobs"))
        state.asked.connect(self._belongs)
        self.map.changed.connect(lambda: self._clock.start(_PAUSE_MS))
        self._chips.chosen.connect(self._narrow)

    def _begin(self) -> None:
        self.state.say(
            tr("Bring in what you have"),
            tr("Drop a file anywhere in the window, or choose it. What would come of it is shown before anything is."),
        )
        self.state.offer(self.state.choose)
        self._hide_lines()
        self.map.hide()
        self._known.show()

    def open(self, row: str) -> None:
        """Look at a file by its path."""
        if row:
            self.look(Path(row))

    # --- looking --------------------------------------------------------------------------------

    def look(self, path: Path) -> None:
        """Say what a file is and what importing it would do; nothing is written."""
        self._file, self._look, self._application, self.report = path, None, "", None
        for part in (self._known, self.map):
            part.hide()
        self._hide_lines()
        work = self.desk.work
        if path.is_dir():
            self._plan()
        else:
            self._run(tr("Reading {name} ...", name=path.name), lambda _: listing.look(work, path), self._looked)

    def _looked(self, look: Look) -> None:
        if look.kind == "resume":
            self._begin()
            self.desk.go("draft", str(self._file))
            return
        self._look = look
        if look.is_list:
            self.map.show_columns(look.columns, look.mapping or {}, day_first=look.day_first)
        if look.is_list and not look.understood:
            self._ask_columns()
        else:
            self._plan()

    def _ask_columns(self) -> None:
        """Ask what the columns are, where no heading says which is the company or the job."""
        self.state.say(
            tr("Which column is the company, and which the job title?"),
            tr(
                "The headings of {name} are not known. Say what they are once; it is kept for the next list.",
                name=self._name,
            ),
        )
        self.state.offer(self.state.choose)
        self._hide_lines()
        self.map.show()
        if not self._choosing:
            next(iter(self.map.boxes.values())).setFocus()

    def _plan(self) -> None:
        """Ask what importing would do."""
        path, work = self._file, self.desk.work
        if path is None:
            return
        asked = self._said()
        if self._look is not None and self._look.is_list and not self._understood(asked["mapping"]):
            self._ask_columns()
            return
        title = tr("Looking what would happen ...")
        self._run(title, lambda told: transfer.plan(work, path, told=told, **asked), self._planned)

    def _planned(self, report: Report) -> None:
        self.report = report
        state, brings = self.state, report.count(Fate.NEW) + report.count(Fate.CHANGED)
        kind = tr(READ_AS.get(report.format, "a list"))
        words = [tr("{name}, read as {kind}. Nothing is written yet.", name=report.title, kind=kind), *beside(report)]
        asked = any(line.reason == ASKED for line in report.lines)
        title = tr("Whose interview is it?") if asked and not brings else summed(report)
        state.say(title, " ".join(words), _noted(report))
        both = any(BOTH_ORDERS in note.text for note in report.notes)
        self.map.day_first.setVisible(both or self.map.day_first.isChecked())
        known = self._look is not None and self._look.is_list
        shown = [state.choose, *[state.columns] * known, *[state.go] * bool(brings), *[state.whose] * asked]
        state.offer(*shown)
        self._show_lines(report)
        if asked:
            work = self.desk.work
            found = self.desk.app.runner.start("look", lambda: open_ones(work))
            self.desk.live.then(found, state.ask_whose, self.desk.tell, owner=self)
        if asked:
            state.whose.setFocus()
        elif brings and not self._choosing:
            state.go.setFocus()

    def _belongs(self, application: str) -> None:
        """Look again, now that she said whose it is."""
        if application:
            self._application = application
            self._plan()

    # --- importing ------------------------------------------------------------------------------

    def _import(self) -> None:
        path, work, backups, asked = self._file, self.desk.work, self.desk.app.backups, self._said()
        if path is None:
            return
        look, day_first = self._look, bool(asked["day_first"])

        def job(told: Told) -> Report:
            done = transfer.import_file(work, path, backups=backups, told=told, **asked)
            if look is not None and look.is_list:
                listing.remember(work, look.columns, asked["mapping"], day_first=day_first)
            return done

        self.map.hide()
        self._run(tr("Importing {name} ...", name=path.name), job, self._imported)

    def _imported(self, report: Report) -> None:
        self.report = report
        state = self.state
        words = [tr("Importing the same file again would add nothing."), *beside(report)]
        state.say(tr("Done: {summed}", summed=summed(report)), " ".join(words), _noted(report))
        brought = any(table == JOBS for table, fate in report.counts if fate is Fate.NEW)
        state.offer(state.choose, state.undo, *[state.jobs] * brought)
        self._show_lines(report)
        (state.jobs if brought else state.choose).setFocus()
        self.desk.say(tr("Imported {name}", name=report.title), undo=True)

    def _undo(self) -> None:
        self.desk.actions.get("undo").act.trigger()
        self._plan()

    # --- what runs ------------------------------------------------------------------------------

    def _run(self, title: str, job: Callable[[Told], Any], done: Callable[[Any], None]) -> None:
        """Run something on its lane, with its progress and a way to stop it; an older answer is passed over."""
        self._stopped.set()  # what was asked before need not end any more
        stopped = self._stopped = Event()
        self._asking += 1
        number, state = self._asking, self.state
        state.say(title)
        state.progress(0, 0)
        state.offer(state.stop, state.bar)

        def told(ready: int, every: int) -> None:
            if stopped.is_set():
                raise Refused(tr("Stopped."), tr("Nothing was changed."))
            self.desk.live.soon(lambda: state.progress(ready, every), owner=self)

        answer = self.desk.app.runner.start("disk", lambda: job(told))
        mine = partial(self._if_newest, number)
        self.desk.live.then(answer, partial(mine, done), partial(mine, self._failed), owner=self)

    def _if_newest(self, number: int, then: Callable[[Any], None], answer: Any) -> None:
        if number == self._asking:
            then(answer)

    def _stop(self) -> None:
        """Stop what runs: it ends at its next row, and leaves nothing behind."""
        self._stopped.set()
        self.state.say(tr("Stopping ..."))

    def _failed(self, error: AtsError) -> None:
        self.state.say(told(error.title), told(error.advice))
        self.state.offer(self.state.choose)
        self._hide_lines()

    # --- what is said and shown -------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return self._file.name if self._file else ""

    @property
    def _choosing(self) -> bool:
        """Say whether she is among the columns: then the keys stay at the column she is at."""
        return self.map.isVisible() and self.map.isAncestorOf(self.window().focusWidget() or self)

    def _said(self) -> dict[str, Any]:
        """Give what she said about the file."""
        listed = self._look is not None and self._look.is_list
        return {
            "mapping": self.map.mapping() if listed else {},
            "day_first": listed and self.map.day_first.isChecked(),
            "application": self._application,
        }

    def _understood(self, mapping: dict[str, str]) -> bool:
        columns = self._look.columns if self._look else ()
        return bool(listing.NAMED & {mapping.get(column.heading, column.role) for column in columns})

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a file"), str(Path.home()), f"{tr('Files')} ({_FILES})")
        if name:
            self.look(Path(name))

    def _hide_lines(self) -> None:
        self.table.hide()
        self._chips.hide()

    def _show_lines(self, report: Report) -> None:
        """Show the things of the main kind first; the others, and what is left out, are one press away."""
        main = _main(report)
        tables = dict.fromkeys((main, *(line.table for line in report.lines if line.table not in _INSIDE)))
        tables.pop(ALL, None)
        chips = [(name, _named(name).capitalize(), _count(report, name)) for name in tables]
        left = report.count(Fate.SKIPPED)
        chips += [(LEFT, tr("Left out"), left)] if left else []
        self._kinds = [*chips, (ALL, tr("Everything"), None)]
        self._chips.setVisible(bool(report.lines))
        self._narrow(main)

    def _narrow(self, key: str) -> None:
        lines: Sequence[Line] = self.report.lines if self.report else ()
        wanted = [line for line in lines if key in {ALL, line.table} or (key == LEFT and line.fate is Fate.SKIPPED)]
        self._chips.show_chips(self._kinds, key)
        self.table.show_keys(range(len(wanted)), lambda keys: {at: wanted[at] for at in keys})
        self.table.setVisible(bool(lines))


def _main(report: Report) -> str:
    """Name the kind of row a file is about: jobs where there are any, else the most."""
    if _count(report, JOBS):
        return JOBS
    tables = {table for table, _ in report.counts if table not in _INSIDE}
    return max(tables, key=lambda table: _count(report, table), default=ALL)


def _count(report: Report, table: str) -> int:
    return sum(n for (name, _), n in report.counts.items() if name == table)


def _named(table: str, many: int = 0) -> str:
    if many == 1 and table in ONE:
        return tr(ONE[table])
    return tr(NAMES.get(table) or (BY_TABLE[table].title.lower() if table in BY_TABLE else table))


def summed(report: Report) -> str:
    """Say in one line what becomes of the things a file is about."""
    main = _main(report)
    told = [tr(words, n=f"{report.count(fate, main):,}") for fate, words in _FATES.items() if report.count(fate, main)]
    left = report.count(Fate.SKIPPED)
    if not told:
        return tr("Nothing of it can be taken") if left else tr("There is nothing in it to import")
    every = sum(report.count(fate, main) for fate in _FATES)
    return tr("{n} {things}: {told}", n=f"{every:,}", things=_named(main, every), told=", ".join(told))


def beside(report: Report) -> list[str]:
    """Say what comes with them, and how much is left out."""
    main = _main(report)
    others = {table for table, fate in report.counts if fate is Fate.NEW and table not in {main, *_INSIDE}}
    counted = [(report.count(Fate.NEW, table), table) for table in sorted(others)]
    told = [f"{many:,} {_named(table, many)}" for many, table in counted]
    left = report.count(Fate.SKIPPED)
    return [
        *([tr("With them: {things}.", things=", ".join(told))] if told else []),
        *([tr("{n} left out; the list says why.", n=f"{left:,}")] if left else []),
    ]


def _noted(report: Report) -> list[str]:
    said = [": ".join(part for part in (note.place, note.text) if part) for note in report.notes]
    more = [tr("and {n} more remarks", n=len(said) - _SHOWN_NOTES)] if len(said) > _SHOWN_NOTES else []
    return said[:_SHOWN_NOTES] + more


def _columns() -> list[Column]:
    return [
        Column("title", tr("What"), lambda line: str(line.title), 36, sorts=False),
        Column("fate", tr("Becomes"), _fate, 10, sorts=False, tone=lambda line: _TONES.get(line.fate, "muted")),
        Column("reason", tr("Why"), lambda line: str(line.reason), 46, sorts=False),
        Column("noun", tr("Kind"), lambda line: _named(line.table), 10, sorts=False),
        Column("place", tr("Where in the file"), lambda line: str(line.place), 14, sorts=False),
    ]


def _fate(line: Line) -> str:
    return tr({Fate.NEW: "new", Fate.CHANGED: "filled in", Fate.SAME: "here already"}.get(line.fate, "left out"))
