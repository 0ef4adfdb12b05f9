"""Today: what is due, which interviews come, what others changed; and where to begin when there is nothing.

Why:    it is painted before the rest of the program is there, so it names tables instead of importing nouns,
        and asks only questions that any reader of the file can answer.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ats_desktop.store.reads import today as question
from ats_desktop.ui.days import both_times, day_tone, day_words, long_day, until, zone_of
from ats_desktop.ui.early import ALWAYS_OFF, NO_FOCUS, VERY_COARSE, put
from ats_desktop.ui.pages.page import Desk, Page
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, VAST, WIDE, button, label
from ats_desktop.ui.widgets.intake import Intake
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.ui.widgets.taken import Taken

ADD, TAKEN, KNOWN = "add:", "taken:", ":known"  # what it is opened with: for the line; a card made, or one here before
NARROW = 106  # letters; below, one column
A_MINUTE = 60_000
_A_WEEK = 7
STAGES = {  # as domain/applications.py names them; importing it would cost a tenth of the start
    "lead": "Interested",
    "screening": "Phone screen",
    "interviewing": "Interview",
    "won": "Accepted",
    "closed_other": "Closed",
}
_ICONS = {"deadline": "clock", "task": "task", "offer": "offers", "assessment": "edit", "person": "people"}
_ICONS["referral"] = "people"
_TABLES = """job_opportunities applications application_stages interviews tasks settings candidate_profiles contacts
offers assessments referrals"""


class TodayPage(Page):
    """What deserves a look today, most urgent first."""

    watches = frozenset(_TABLES.split())

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = question.Today()
        self._marked = 0
        self._date = label("", tone="muted")
        self.box = Intake()
        self.box.given.connect(self._take)
        self.box.choosing.connect(self._choose)
        self._greeted = False
        self._waiting = ""  # given before the program was there
        self._taken: Taken | None = None
        self._welcome = Welcome()
        self._welcome.hide()
        self._welcome.chosen.connect(self._begin)
        self._due = Section(tr("Due"), tr("Nothing is due in the next two weeks."))
        self._coming = Section(tr("Interviews"), tr("None is planned."))
        self._elsewhere = Section(tr("Changed elsewhere"), "")
        self._recent = Section(tr("Newest applications"), tr("None yet."))
        for section in (self._due, self._coming, self._elsewhere, self._recent):
            section.lines.opened.connect(self._open)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay()
        self._minute = QTimer(self)
        put(self._minute, timerType=VERY_COARSE)
        self._minute.timeout.connect(self.news)

    def _lay(self) -> None:
        top = QVBoxLayout()
        top.setSpacing(HAIR)
        top.addWidget(label(tr("Today"), "heading"))
        top.addWidget(self._date)
        self._under = QVBoxLayout()
        self._under.setSpacing(SNUG)
        self._under.addWidget(self.box)
        self._columns.setSpacing(WIDE)
        for stretch, sections in ((11, (self._due,)), (9, (self._coming, self._elsewhere, self._recent))):
            column = QVBoxLayout()
            column.setSpacing(ROOM)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
            self._columns.addLayout(column, stretch)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(VAST, WIDE, VAST, WIDE)
        whole.setSpacing(ROOM)
        whole.addLayout(top)
        whole.addLayout(self._under)
        whole.addWidget(self._welcome)
        whole.addLayout(self._columns, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setProperty("clear", "yes")
        put(scroll, focusPolicy=NO_FOCUS, horizontalScrollBarPolicy=ALWAYS_OFF)
        scroll.setWidget(inside)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.addWidget(scroll)

    def refresh(self) -> None:
        """Ask anew and show it."""
        now = datetime.now(UTC)
        zone = zone_of(question.setting(self.desk.work, "zone"))
        day = now.astimezone(zone).date()
        self._shown = shown = question.today(self.desk.work, now=now, day=day)
        self._date.setText(long_day(day))
        if shown.empty and self.desk.ready and not self._greeted:
            self._greeted = True
            self.box.line.setFocus()
        self._welcome.setVisible(shown.empty and not self.desk.hurt)
        for section in (self._due, self._coming, self._recent):
            section.setVisible(not shown.empty)
        self._due.show_lines(due_lines(shown.due, day))
        self._coming.show_lines([coming_line(one, now, zone) for one in shown.coming])
        self._recent.show_lines([recent_line(one) for one in shown.recent])
        self._show_elsewhere(zone)
        if self._taken is not None:
            self._taken.refresh()

    def open(self, row: str) -> None:
        """Show a card that was just made; or put something into the line, for her to say yes to."""
        if row.startswith(ADD):
            self.box.fill(row.removeprefix(ADD))
        elif row.startswith(TAKEN) and self.desk.ready:
            self.box.clear()
            self._show_taken(row.removeprefix(TAKEN))
        elif row == "box":
            self.box.line.setFocus()

    def arrive(self) -> None:
        """Take what was given before the program was there."""
        waiting, self._waiting = self._waiting, ""
        if waiting:
            self._take(waiting)

    def _show_elsewhere(self, zone: tzinfo | None) -> None:
        news = self._shown.elsewhere
        if news:
            from ats_desktop.ui.elsewhere import elsewhere_line

            self._elsewhere.show_lines([elsewhere_line(one, zone, STAGES) for one in news])
        self._elsewhere.setVisible(bool(news))

    def count(self) -> int:
        """Say how much is overdue or due today."""
        return sum(line.tone == "danger" or line.right == tr("today") for line in self._due.lines.lines)

    def _open(self, key: str) -> None:
        table, _, row = key.partition(":")
        if row:
            self.desk.open_row(table, row)

    def _begin(self, what: str) -> None:
        self.desk.begin(what)

    def _take(self, thing: str) -> None:
        """Hand over what was given; before the program is there, as soon as it is."""
        if not self.desk.ready:
            self._waiting = thing
            self.box.say(tr("One moment ..."))
            return
        from ats_desktop.ui.arrivals import receive

        receive(self.desk, thing, self._taken.unread if self._taken is not None else "")

    def _choose(self) -> None:
        if self.desk.ready:
            from ats_desktop.ui.arrivals import choose

            choose(self.desk)

    def _show_taken(self, application: str) -> None:
        from ats_desktop.ui.widgets.taken import Taken

        if self._taken is None:
            self._taken = Taken(self.desk)
            self._under.addWidget(self._taken)
        self._taken.show_card(application.removesuffix(KNOWN), known=application.endswith(KNOWN))

    def _mark_seen(self) -> None:
        """Note on a lane up to where the news were looked at."""
        newest = self._shown.newest_seen
        if newest > self._marked and self.desk.ready:
            self._marked = newest
            work, stale = self.desk.work, self.news
            self.desk.live.then(
                self.desk.app.runner.start("disk", lambda: work.note(today_seen=str(newest))),
                lambda _: stale(),
                owner=self,
            )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start(A_MINUTE)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()
        if self._taken is not None and not event.spontaneous():
            self._taken.show_card("")  # seen; it is among the newest applications now
        self._mark_seen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= NARROW * self.fontMetrics().averageCharWidth()
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class Section(QFrame):
    """A card with a title and lines; or a sentence, where there are none."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self.lines = Lines(title)
        self._count = label("", tone="muted")
        self._nothing = label(nothing, tone="muted", wrap=True)
        top = QHBoxLayout()
        top.setContentsMargins(TIGHT, 0, TIGHT, 0)
        top.addWidget(label(title, "title"))
        top.addStretch(1)
        top.addWidget(self._count)
        quiet = QHBoxLayout()
        quiet.setContentsMargins(TIGHT, 0, TIGHT, TIGHT)
        quiet.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        column.setSpacing(TIGHT)
        column.addLayout(top)
        column.addLayout(quiet)
        column.addWidget(self.lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, or the sentence."""
        self.lines.show_lines(lines)
        self.lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        number = sum(bool(line.key) for line in lines)
        self._count.setText(str(number) if number else "")


class Welcome(QWidget):
    """The first start asks nothing: a sentence below the line, and one quiet line of other ways to begin."""

    chosen = Signal(str)  # job | sample | import | coach

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(
            label(
                tr("Start with one job you are looking at. Its deadline, and whatever comes next, will be here."),
                wrap=True,
            )
        )
        ways = QHBoxLayout()
        ways.setSpacing(TIGHT)
        for key, words in (
            ("job", tr("Type it in")),
            ("sample", tr("See it with sample data")),
            ("import", tr("Import")),
            ("coach", tr("I coach others")),
        ):
            if ways.count():
                ways.addWidget(label("·", tone="muted"))
            way = button(words, "link")
            way.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            ways.addWidget(way)
        ways.addStretch(1)
        column.addLayout(ways)


def due_lines(due: Sequence[question.Due], day: date) -> list[Line]:
    """Sort what is due under Overdue, Today, This week and Later."""
    heads = ((tr("Overdue"), "danger"), (tr("Today"), "warn"), (tr("This week"), "muted"), (tr("Later"), "muted"))
    heaps: list[list[Line]] = [[] for _ in heads]
    kinds = {"deadline": tr("Deadline"), "task": tr("Task"), "offer": tr("Answer the offer")}
    kinds |= {"assessment": tr("Hand in"), "person": tr("Write again"), "referral": tr("Ask about the referral")}
    for one in due:
        ahead = (one.day - day).days
        heap = 0 if ahead < 0 else 1 if not ahead else 2 if ahead < _A_WEEK else 3
        said = day_words(one.day, day)
        note = " · ".join(part for part in (one.place, kinds.get(one.kind, "")) if part)
        heaps[heap].append(
            Line(
                f"{one.table}:{one.row}",
                one.title or tr("Untitled"),
                note,
                said,
                day_tone(one.day, day),
                _ICONS[one.kind],
            )
        )
    return [
        line
        for (name, tone), heap in zip(heads, heaps, strict=True)
        if heap
        for line in (Line("", name, tone=tone), *heap)
    ]


def coming_line(one: question.Coming, now: datetime, zone: tzinfo | None) -> Line:
    """Say one interview: what, with whom, when by both clocks, how soon."""
    kind = tr(one.kind.replace("_", " ").capitalize())
    about = " @ ".join(part for part in (one.title, one.place) if part)
    table, row = ("applications", one.application) if one.application else ("interviews", one.row)
    soon = until(one.starts_at, now, zone)
    near = "warn" if soon in {tr("today"), tr("tomorrow"), tr("now")} or (one.starts_at - now).days < 1 else "muted"
    picture = {"phone": "phone", "video": "video", "recruiter_screen": "phone"}.get(one.kind, "calendar")
    return Line(
        f"{table}:{row}", about or kind, f"{both_times(one.starts, one.starts_at, zone)} · {kind}", soon, near, picture
    )


def recent_line(one: question.Recent) -> Line:
    """Say one application: what, where, how far."""
    stage = one.stage_name or tr(STAGES.get(one.stage, one.stage.replace("_", " ").capitalize()))
    return Line(f"applications:{one.row}", one.title or tr("Untitled"), one.company, stage, icon="jobs")
