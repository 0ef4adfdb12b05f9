"""The table of jobs: its columns, its keys and its menu."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ats_desktop.domain.applications import CLOSED, Category, Stage
from ats_desktop.domain.values import PayRange
from ats_desktop.store.reads.jobs import JobLine
from ats_desktop.ui.days import day_in_field, day_tone, day_words, short_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.icons import icon
from ats_desktop.ui.tables import Column, RowsTable
from ats_desktop.ui.words import tr


class JobsTable(RowsTable):
    """All jobs; Enter opens one, Delete puts the chosen ones away."""

    menu_asked = Signal(QPoint)
    away_asked = Signal()
    stage_asked = Signal()  # F2 on a stage: it is chosen, not typed

    def __init__(self, name: str) -> None:
        self._names: Mapping[str, str] = {}
        self._today = datetime.now(UTC).date()
        super().__init__(
            name,
            (
                Column("title", tr("Title"), _title, 27, edit=lambda line: line.title),
                Column("company", tr("Company"), lambda line: line.company, 21, edit=lambda line: line.company),
                Column("stage", tr("Stage"), self._stage, 13, tone=_stage_tone),
                Column("deadline", tr("Deadline"), self._deadline, 13, tone=self._deadline_tone, edit=_deadline_cell),
                Column("pay", tr("Pay"), lambda line: short_pay(line.pay), 17, edit=lambda line: str(line.pay)),
                Column("source", tr("Source"), lambda line: line.source, 15, edit=lambda line: line.source),
                Column("found", tr("Found"), self._found, 9),
                Column("tags", tr("Tags"), lambda line: ", ".join(line.tags), 14, sorts=False, edit=_tags_cell),
            ),
        )

    def tell(self, names: Mapping[str, str], today: date) -> None:
        """Say what the stages are called and what day it is."""
        self._names, self._today = names, today

    def picked(self) -> list[JobLine]:
        """Give the selected lines, from top to bottom; the current one, when none is selected."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [line for line in map(self.model_.line, rows) if line is not None]

    def copy(self) -> None:
        """Copy the selected lines as a spreadsheet takes them."""
        QApplication.clipboard().setText(self.as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.away_asked.emit()
        elif event.key() == Qt.Key.Key_F2 and self.model_.columns[max(self.currentIndex().column(), 0)].key == "stage":
            self.stage_asked.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(event.globalPos() if by_mouse else self.viewport().mapToGlobal(place))

    def _stage(self, line: JobLine) -> str:
        return self._names.get(line.stage, word_label(Category(line.stage).value)) if line.stage else ""

    def _deadline(self, line: JobLine) -> str:
        if line.deadline is None:
            return ""
        waits = line.stage in {"", Category.LEAD.value}
        return day_words(line.deadline, self._today) if waits else short_day(line.deadline, self._today)

    def _found(self, line: JobLine) -> str:
        return short_day(line.found, self._today) if line.found else ""

    def _deadline_tone(self, line: JobLine) -> str:
        waits = line.stage in {"", Category.LEAD.value}
        return day_tone(line.deadline, self._today) if line.deadline and waits else "muted"


_MOVING = {Category.SCREENING, Category.ASSESSMENT, Category.INTERVIEWING}
_TONES = {
    **{stage.value: "muted" for stage in CLOSED},
    **{stage.value: "accent" for stage in _MOVING},
    **{stage.value: "good" for stage in (Category.OFFER, Category.WON)},
}


def _stage_tone(line: JobLine) -> str:
    return _TONES.get(line.stage, "")


def _title(line: JobLine) -> str:
    return line.title or tr("Untitled")


def _deadline_cell(line: JobLine) -> str:
    return day_in_field(line.deadline) if line.deadline else ""


def _tags_cell(line: JobLine) -> str:
    return "; ".join(line.tags)


def short_pay(pay: PayRange) -> str:
    """Say a pay range in few letters; by the year, unless it says otherwise.

    >>> short_pay(PayRange(8700000, 10200000, "EUR", "year")), short_pay(PayRange(4050, 4050, "USD", "hour"))
    ('87k - 102k EUR', '40.50 USD/hour')
    >>> short_pay(PayRange(4250000, 4250000, "EUR", "year")), short_pay(PayRange(4253700, 4253700, "EUR", "year"))
    ('42.5k EUR', '42,537 EUR')
    """
    hundreds = pay.low // 100_000 and not (pay.low % 10_000 or pay.high % 10_000)
    if not pay.currency or not hundreds:
        return str(pay).removesuffix("/year")
    figures = " - ".join(f"{figure / 100_000:g}k" for figure in dict.fromkeys((pay.low, pay.high)))
    return f"{figures} {pay.currency}{'' if pay.period == 'year' else f'/{pay.period}'}"


class JobMenu(QMenu):
    """It tells what was chosen, and is gone."""

    opened = Signal()
    sent = Signal(str)  # to a stage
    away = Signal()
    back = Signal()
    copied = Signal()
    tagging = Signal()
    setting = Signal()
    deleting = Signal()


def job_menu(parent: QWidget, picked: Sequence[JobLine], stages: Sequence[Stage], *, away: bool) -> JobMenu:
    """Make the menu for these lines; `away` when they were put away."""
    menu = JobMenu(parent)
    menu.setAccessibleName(tr("Job"))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addAction(icon("application"), tr("Open")).triggered.connect(menu.opened)
    link = picked[0].link
    if link.startswith(("http://", "https://")):
        show = menu.addAction(icon("link"), tr("Open the posting"))
        show.triggered.connect(lambda: QDesktopServices.openUrl(QUrl(link)))
    inner = QMenu(tr("Move to"), menu)
    inner.setIcon(icon("board"))
    here = {line.stage for line in picked}
    for stage in stages:
        act = inner.addAction(str(stage))
        act.setEnabled(here != {stage.key})
        act.triggered.connect(lambda _=False, key=stage.key: menu.sent.emit(key))
    menu.addMenu(inner)
    menu.addAction(icon("tag"), tr("Tag ...")).triggered.connect(menu.tagging)
    menu.addAction(icon("edit"), tr("Set a field ...")).triggered.connect(menu.setting)
    menu.addAction(tr("Copy")).triggered.connect(menu.copied)
    menu.addSeparator()
    if away:
        menu.addAction(icon("undo"), tr("Bring back")).triggered.connect(menu.back)
    else:
        menu.addAction(icon("backup"), tr("Archive")).triggered.connect(menu.away)
    menu.addAction(icon("trash"), tr("Delete")).triggered.connect(menu.deleting)
    return menu
