"""The card that was just made: what is known of the job, where each part of it came from, open it or take it back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.schema import Id
from ats_desktop.errors import AtsError, Offline
from ats_desktop.services import capture, jobs
from ats_desktop.ui.days import long_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, label
from ats_desktop.ui.widgets.top import Short
from ats_desktop.ui.words import explained, tr

if TYPE_CHECKING:
    from ats_desktop.store.workspace import Workspace
    from ats_desktop.ui.pages.page import Desk


_VALUE = 40  # letters of a value that are always seen; where it stood gives way first


class Taken(QFrame):
    """Shows one job and follows it while its page is read."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self._desk = desk
        self._application = self._why = ""
        self._title = Short("title")
        self._state = label("", "caption", tone="muted", wrap=True)
        self.opening, self.back = button(tr("Open it"), "primary"), button(tr("Undo"))
        self.opening.clicked.connect(self._open)
        self.back.clicked.connect(self._take_back)
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(WIDE)
        self._parts.setVerticalSpacing(HAIR)
        self._parts.setColumnStretch(2, 1)
        self._shown: list[QWidget] = []
        self._lay()
        self.hide()

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(TIGHT)
        top.addWidget(self._title, 1)
        top.addWidget(self.opening)
        top.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, SNUG, ROOM, SNUG)
        column.setSpacing(TIGHT)
        column.addLayout(top)
        column.addLayout(self._parts)
        column.addWidget(self._state)

    def show_card(self, application: str, *, known: bool = False) -> None:
        """Show the card of an application from now on, and read its page; `known` is one that was here before."""
        self._application, self._why = application, ""
        self.back.setVisible(not known)
        self.refresh()
        job = self._job()
        if job is not None and job.fetch == capture.WAITING:
            work, app = self._desk.work, self._desk.app
            read = app.runner.start("web", lambda: capture.read_page(work, Id(job.id), app.web))
            self._desk.live.then(read, lambda _: self.refresh(), partial(self._later, application), owner=self)

    def _later(self, application: str, error: AtsError) -> None:
        """Say why its page is not read yet; it is tried again by itself."""
        if application == self._application:
            away = isinstance(error, Offline)
            self._why = tr("It will be filled in when there is a network.") if away else explained(error)
            self.refresh()

    @property
    def unread(self) -> str:
        """The application in view, while all that is known of it is a link whose page could not be read."""
        job = self._job() if self.isVisible() else None
        failed = job is not None and (job.fetch not in {"", capture.DONE, capture.WAITING} or bool(self._why))
        return self._application if failed and job is not None and not job.description else ""

    def _job(self) -> JobOpportunity | None:
        work = self._desk.work
        pursuit = work.find(Application, self._application) if self._application else None
        return work.find(JobOpportunity, pursuit.job) if pursuit else None

    def refresh(self) -> None:
        """Show what is known by now; nothing, once the card is gone."""
        job = self._job()
        self.setVisible(job is not None)
        if job is None:
            self._application = ""
            return
        self._title.setText(job.title or tr("A job"))
        self.setAccessibleName(tr("Kept: {job}", job=str(job)))
        self._show_parts(parts(self._desk.work, job), sources(job.origins))
        self._state.setText(self._why if self._why and job.fetch == capture.WAITING else state(job))
        self._state.setVisible(bool(self._state.text()))

    def _show_parts(self, known: list[tuple[str, str, str]], came_from: dict[str, str]) -> None:
        for gone in self._shown:
            gone.deleteLater()
        self._shown = []
        for row, (field, name, value) in enumerate(known):
            source = came_from.get(field, "")
            said = Short()
            said.setText(value)
            said.setMinimumWidth(min(said.sizeHint().width(), self.fontMetrics().averageCharWidth() * _VALUE))
            told = Short("caption", tone="muted")
            told.setText(tr("from {source}", source=source) if source else "")
            for column, widget in enumerate((label(name, "caption", tone="muted"), said, told)):
                widget.setAccessibleName(f"{name}: {value}" if column == 1 else widget.text())
                self._parts.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
                self._shown.append(widget)

    def _open(self) -> None:
        self._desk.open_row("applications", self._application)

    def _take_back(self) -> None:
        title = self._title.text()
        if self._desk.do(jobs.take_back, self._desk.work, self._application) is not None:
            self._desk.say(tr("Taken back: {title}", title=title))


def parts(work: "Workspace", job: JobOpportunity) -> list[tuple[str, str, str]]:
    """List what is known: the field, its name, its value."""
    mode = word_label(job.work_mode.value) if job.work_mode is not WorkMode.UNKNOWN else ""
    due = " ".join(part for part in (long_day(job.deadline_on), job.deadline_time) if part) if job.deadline_on else ""
    known = [
        ("company_name", tr("Company"), job.company_name),
        ("location", tr("Place"), " · ".join(part for part in (job.location, mode) if part)),
        ("pay", tr("Pay"), str(job.pay)),
        ("deadline_on", tr("Deadline"), due),
        ("posting_url", tr("Link"), job.posting_url),
    ]
    shown = {field for field, _, _ in known} | {"title", "work_mode"}
    read = [(part.field, tr(part.label), part.value) for part in capture.parts(work, job) if part.field not in shown]
    return [(field, name, value) for field, name, value in (*known, *read) if value]


def sources(origins: tuple[str, ...]) -> dict[str, str]:
    """Read where each field came from.

    >>> sources(("title: its page", "pay: the text"))
    {'title': 'its page', 'pay': 'the text'}
    """
    pairs = (one.partition(":") for one in origins)
    return {field.strip(): source.strip() for field, _, source in pairs}


def state(job: JobOpportunity) -> str:
    """Say how reading the page stands."""
    if job.fetch == capture.WAITING:
        return tr("Reading its page ...")
    if job.fetch and job.fetch != capture.DONE:
        return tr("Its page could not be read: {why}", why=job.fetch)
    missing = [] if job.company_name else [tr("No company was found; open it to name one.")]
    return " ".join([*missing, *([] if job.deadline_on else [tr("No deadline was found.")])])
