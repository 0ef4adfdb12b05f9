"""The board: one column a stage, cards that are dragged, carried by keys or sent by a menu.

Why:    all three ways end in the same verb, so they write the same rows and are undone alike.
        What has ended is folded to the right: it is looked at seldom and dropped on often.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QWidget

from ats_desktop.domain.applications import (
    CLOSED,
    Application,
    ApplicationStage,
    Stage,
    category_of,
)
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.quick import read_line
from ats_desktop.domain.seeking import read
from ats_desktop.services import board as verbs
from ats_desktop.services import capture, several
from ats_desktop.store.reads import board as question
from ats_desktop.store.reads import jobs
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.stages import all_stages
from ats_desktop.ui.theme import ROOM, SNUG, WIDE, button
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.board_cards import face
from ats_desktop.ui.widgets.board_closed import ClosedPanel
from ats_desktop.ui.widgets.board_column import BoardColumn
from ats_desktop.ui.widgets.board_menu import card_menu
from ats_desktop.ui.widgets.top import Top
from ats_desktop.ui.words import tr

PAUSE_MS = 140  # after the last letter of the filter
_LETTERS = 36  # of the filter
LARGE = 4_000  # applications from which on the question is asked on a lane


class BoardPage(Page):
    """Every application, where it stands."""

    watches = frozenset({Application, ApplicationStage, JobOpportunity, Interview, Stage})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._columns: dict[str, BoardColumn] = {}
        self._stages: list[Stage] = []
        self._wanted: dict[str, int] = {}  # cards of a column, where more than the first were asked for
        self._unfolded: set[str] = set()
        self._follow: tuple[list[str], str] | None = None
        add = button(tr("Add a job"), "primary")
        add.clicked.connect(lambda: desk.go("jobs", "new"))
        self._filter = QLineEdit()
        self._clock = QTimer(self)
        self._top = Top(tr("Board"), self._filter, add)
        self._row = QHBoxLayout()
        self._closed = ClosedPanel()
        self._closed.fell.connect(lambda stage, ids: self._place(ids, stage))
        self._closed.toggled.connect(self._unfold)
        self._scroll = QScrollArea()
        self._blank = Blank(
            "board",
            tr("Nothing on the board yet"),
            tr("Every job you add becomes a card here. Move it from column to column as things happen."),
            tr("Add a job"),
            tr("See it with sample data"),
        )
        self._blank.pressed.connect(lambda: desk.go("jobs", "new"))
        self._blank.other.connect(lambda: desk.begin("sample"))
        self._lay()
        self._ready_filter()

    def _ready_filter(self) -> None:
        self._filter.setPlaceholderText(tr("Filter"))
        self._filter.setAccessibleName(tr("Filter the board"))
        self._filter.setToolTip(tr("Any words, or company:kestrel, tag:remote, source:linkedin, due:<7d"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setFixedWidth(self._filter.fontMetrics().averageCharWidth() * _LETTERS)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.news)
        self._filter.textChanged.connect(lambda _: self._clock.start(PAUSE_MS))
        self.desk.actions.add("board.filter", tr("Filter the board"), self._filter.setFocus, keys="Ctrl+F", page=self)

    def _lay(self) -> None:
        inside = QWidget()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SNUG)
        self._row.addStretch(0)
        self._row.addWidget(self._closed)
        inside.setLayout(self._row)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)  # the area has just put it on: the columns were painted twice
        self._views = QStackedWidget()
        self._views.addWidget(self._scroll)
        self._views.addWidget(self._blank)
        self.layout_.setContentsMargins(WIDE, WIDE, WIDE, ROOM)
        self.layout_.addWidget(self._top)
        self.layout_.addWidget(self._views, 1)

    # What is shown

    def refresh(self) -> None:
        """Ask anew, beside the window where there is much to look through."""
        work = self.desk.work
        self._stages = [stage for stage in all_stages(work) if not stage.hidden]
        day = work.now().astimezone(zone_of(setting(work, "zone"))).date()
        wanted = jobs.Wanted(asked=read(self._filter.text(), day))
        asked = partial(_asked, work, self._numbers(), wanted, work.now())
        if question.size(work) > LARGE:
            self.desk.live.then(self.desk.app.runner.start("look", asked), self._show, self.desk.tell, owner=self)
        else:
            self._show(asked())

    def _numbers(self) -> dict[str, int]:
        """Say how many cards are wanted of each stage; none of those hidden and those folded."""
        shown = {stage.key for stage in self._open()}
        none = {stage.key: 0 for stage in all_stages(self.desk.work) if stage.key not in shown}
        return none | {key: self._wanted.get(key, question.FIRST) for key in shown}

    def _open(self) -> list[Stage]:
        """List the stages shown as columns: those that go on, then those unfolded."""
        known = [stage for stage in self._stages if stage.category not in CLOSED]
        return known + [stage for stage in self._stages if stage.category in CLOSED and stage.key in self._unfolded]

    def _show(self, found: dict[str, question.Column]) -> None:
        work = self.desk.work
        hidden = {stage.key for stage in all_stages(work) if stage.hidden}
        strange = [key for key in found if key not in hidden | {stage.key for stage in self._stages}]
        self._stages += [Stage(key=key, name=word_label(category_of(key).value)) for key in sorted(strange)]
        self._build()
        narrowed = bool(self._filter.text().strip())
        now, zone = work.now(), zone_of(setting(work, "zone"))
        for stage in self._open():
            column = found.get(stage.key, question.Column(stage.key, 0))
            faces = [face(card, stage.category, now, zone) for card in column.cards]
            self._columns[stage.key].show_cards(column.cards, faces, column.total, narrowed=narrowed)
        counts = {key: column.total for key, column in found.items()}
        ended = [stage for stage in self._stages if stage.category in CLOSED]
        self._closed.show_stages(ended, counts, frozenset(self._unfolded))
        going = sum(counts.get(stage.key, 0) for stage in self._stages if stage.category not in CLOSED)
        total = sum(counts.values())
        self._views.setCurrentWidget(self._scroll if total or narrowed else self._blank)
        self._filter.setVisible(bool(total or narrowed))
        said = tr("{going} open · {ended} closed", going=f"{going:,}", ended=f"{total - going:,}")
        self._top.note(said if total else "")
        self._catch_up()

    def _build(self) -> None:
        """Make the columns there should be, keep those there are, in order."""
        wanted = self._open()
        for key in set(self._columns) - {stage.key for stage in wanted}:
            self._columns.pop(key).deleteLater()
        for at, stage in enumerate(wanted):
            if stage.key not in self._columns:
                self._columns[stage.key] = self._column(stage)
            column = self._columns[stage.key]
            column.rename(stage)
            if self._row.indexOf(column) != at:
                self._row.insertWidget(at, column, 1)

    def _column(self, stage: Stage) -> BoardColumn:
        column = BoardColumn(stage)
        key, cards = stage.key, column.list
        cards.opened.connect(partial(self.desk.open_row, Application.noun.table))
        cards.sideways.connect(partial(self._step, key))
        cards.carried.connect(partial(self._carry, key))
        cards.lifted.connect(partial(self._lift, key))
        cards.asked.connect(partial(self._menu, key))
        cards.hovered.connect(partial(self._scroll.ensureWidgetVisible, column, SNUG, 0))
        cards.cards.fell.connect(lambda ids: self._place(ids, key))
        cards.cards.dropped.connect(lambda ids, above, below: self._place(ids, key, (above, below)))
        cards.selectionModel().selectionChanged.connect(lambda chosen, _: self._only(key) if chosen.count() else None)
        column.added.connect(partial(self._add, key))
        column.more.connect(partial(self._more, key))
        column.naming.connect(lambda: self.desk.go("settings", f"find:{tr('Stages')}"))
        return column

    def column(self, stage: str) -> BoardColumn:
        """Give the column of a stage."""
        return self._columns[stage]

    def _catch_up(self) -> None:
        """Go on with the cards that were just moved, where the keys were."""
        if self._follow is None:
            return
        (ids, stage), self._follow = self._follow, None
        column = self._columns.get(stage)
        if column is not None and column.list.pick(ids, current=True):
            column.list.setFocus()
            self._scroll.ensureWidgetVisible(column, SNUG, 0)

    # What keys, drops and menus ask for

    def _place(self, cards: Sequence[str], stage: str, between: tuple[str, str] | None = None) -> None:
        work = self.desk.work
        moved = [card for card in cards if not any(one.id == card for one in self._in(stage))]
        if not moved and between is None:
            return
        self._follow = (list(cards), stage)
        if self.desk.do(verbs.place, work, cards, stage, between=between) is None:
            self._follow = None
        elif moved:
            name = next((str(one) for one in self._stages if one.key == stage), stage)
            said = tr("Moved to {stage}.", stage=name)
            many = tr("Moved {n} to {stage}.", n=len(moved), stage=name)
            self.desk.say(said if len(moved) == 1 else many, undo=True)

    def _in(self, stage: str) -> Sequence[question.Card]:
        column = self._columns.get(stage)
        return column.list.cards.cards if column else ()

    def _step(self, stage: str, way: int) -> None:
        """Go to the next column, to the card beside the one that had the keys."""
        beside = self._beside(stage, way)
        if beside:
            row = self._columns[stage].list.currentIndex().row()
            cards = self._columns[beside].list
            last = cards.cards.rowCount() - 1
            if last >= 0:
                cards.setCurrentIndex(cards.cards.index(min(max(row, 0), last)))
            cards.setFocus()
            self._scroll.ensureWidgetVisible(self._columns[beside], SNUG, 0)

    def _beside(self, stage: str, way: int) -> str:
        keys = [one.key for one in self._open()]
        at = keys.index(stage) + way
        return keys[at] if 0 <= at < len(keys) else ""

    def _carry(self, stage: str, way: int) -> None:
        cards = self._columns[stage].list.picked()
        beside = self._beside(stage, way)
        if cards and beside:
            self._place(cards, beside)

    def _lift(self, stage: str, way: int) -> None:
        """Move the picked cards one place up or down among the others."""
        cards = [card.id for card in self._in(stage)]
        picked = self._columns[stage].list.picked()
        if not picked:
            return
        others = [card for card in cards if card not in picked]
        edge = cards.index(picked[0]) if way < 0 else cards.index(picked[-1])
        place = sum(cards.index(other) < edge for other in others) + way
        if 0 <= place <= len(others):
            above, below = others[place - 1] if place else "", others[place] if place < len(others) else ""
            self._place(picked, stage, (above, below))

    def _menu(self, stage: str, where: QPoint, what: str) -> None:
        cards = self._columns[stage].list
        picked = [card for card in cards.cards.cards if card.id in cards.picked()]
        if picked:
            menu = card_menu(self, picked, self._stages, stage, only_stages=what == "stages")
            menu.sent.connect(lambda to: self._place([card.id for card in picked], to))
            menu.opened.connect(partial(self.desk.open_row, Application.noun.table, picked[0].id))
            menu.away.connect(lambda: self._put_away([card.id for card in picked]))
            menu.deleting.connect(lambda: self._delete(list(dict.fromkeys(card.job for card in picked))))
            menu.popup(where)

    def _delete(self, found: list[str]) -> None:
        if self.desk.do(several.remove, self.desk.work, found) is not None:
            many = tr("{n} jobs are in the bin.", n=len(found))
            self.desk.say(tr("The job is in the bin.") if len(found) == 1 else many, undo=True)

    def _put_away(self, cards: list[str]) -> None:
        if self.desk.do(verbs.put_away, self.desk.work, cards) is not None:
            self.desk.say(tr("Archived.") if len(cards) == 1 else tr("Archived {n}.", n=len(cards)), undo=True)

    def _add(self, stage: str, typed: str) -> None:
        said = read_line(typed)
        work = self.desk.work
        made = self.desk.do(capture.add_line, work, said, stage=stage)
        if made is not None:
            self.desk.say(tr("Added {title}.", title=said.title), undo=True)

    def _more(self, stage: str) -> None:
        self._wanted[stage] = self._wanted.get(stage, question.FIRST) * 3
        self.news()

    def _unfold(self, stage: str, opened: bool) -> None:  # noqa: FBT001 - a slot of Qt's
        (self._unfolded.add if opened else self._unfolded.discard)(stage)
        self.news()

    def _only(self, stage: str) -> None:
        """Keep one selection on the board: that of the column where it was made last."""
        for key, column in self._columns.items():
            if key != stage:
                column.list.clearSelection()


def _asked(work: jobs.Rows, shown: dict[str, int], wanted: jobs.Wanted, now: datetime) -> dict[str, question.Column]:
    """Ask for the cards; of those jobs only that fit, where something is looked for."""
    fitting = jobs.order(work, wanted) if wanted.asked else None
    return question.board(work, shown, now=now, fitting=fitting)
