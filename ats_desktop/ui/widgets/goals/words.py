"""Words to oneself: what one wants to be reminded of, when, and how often."""

from collections.abc import Sequence
from datetime import datetime

from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.promised import own_reminders
from ats_desktop.domain.schema import Field
from ats_desktop.services.reminders import habits_of
from ats_desktop.ui.days import day_words
from ats_desktop.ui.editors import often_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.words import tr

_FIELDS = ("title", "due", "repeats", "times", "by_email", "enabled", "done_at", "body")


class WordPanel(NounPanel):
    """A list by when they come; the next time of one that repeats is worked out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Reminder, one=tr("a reminder"))

    def blank(self) -> Blank:
        words = tr(
            "Ring the agency on Friday at ten; ask for news each Monday. It is shown, and mailed where you say so."
        )
        return Blank("bell", tr("Nothing to be reminded of"), words, tr("Add a reminder"))

    def columns(self, _names: Sequence[str], *, everything: bool) -> list[Column]:  # noqa: ARG002 - of the list's own
        return [
            Column("title", tr("Remind me of"), str, 30),
            Column("due_at", tr("Comes"), self._comes, 22),
            Column("repeats", tr("Repeats"), lambda row: often_label(row.repeats), 12),
        ]

    def fields(self) -> list[Field]:
        return [Reminder.noun.by_name[name] for name in _FIELDS]

    def _comes(self, row: Reminder) -> str:
        """Say when it comes next, or that it no longer does."""
        if row.done_at:
            return tr("done")
        if not row.enabled:
            return tr("off")
        now: datetime = self._desk.work.now()
        habits = habits_of(self._desk.work)
        dues = [one.due for one in own_reminders(row, now=now, habits=habits)]
        coming = next((due for due in dues if due >= now), row.due_at or max(dues, default=None))
        if coming is None:
            return ""
        if coming < now and row.repeats == Repeats.ONCE:
            return tr(
                "was due {day}",
                day=day_words(coming.astimezone(habits.zone).date(), now.astimezone(habits.zone).date()),
            )
        local = coming.astimezone(habits.zone)
        return f"{day_words(local.date(), now.astimezone(habits.zone).date())}, {local:%H:%M}"
