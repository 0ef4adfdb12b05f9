"""What sharing wants looked at: what was not accepted, what was removed elsewhere, what went wrong last.

Why:    nothing that is kept aside may be known to a log alone.  It is shown where sharing is,
        can be copied, and is never in the way.
Source: experience.md E36, E37; sync.md 4.7.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.store.reads import sharing as question
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import SNUG, button, label
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr

SHOWN = 50


class AttentionCard(QWidget):
    """Nothing, as long as all is well."""

    def __init__(self, desk: Desk, accept: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._title = label("", "strong")
        self._lines = Lines(tr("What needs attention"))
        self._copy, self._accept = button(tr("Copy what is kept here")), button(tr("Remove them here too"), "danger")
        self._copy.clicked.connect(self._take_away)
        self._accept.clicked.connect(accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SNUG)
        column.setSpacing(SNUG)
        for part in (self._title, self._lines, self._copy, self._accept):
            column.addWidget(part)

    def refresh(self) -> None:
        """Show what there is to look at."""
        standing = question.standing(self._desk.work)
        self.setVisible(not standing.well)
        if standing.well:
            return
        kept = question.refused(self._desk.work, SHOWN)
        self._title.setText(worded(standing))
        self._lines.show_lines(
            [
                *(
                    Line(f"trouble:{at}", title, advice, icon="warning")
                    for at, (title, advice) in enumerate(standing.troubles)
                ),
                *(
                    Line(f"kept:{at}", one.title or _field(one), _said(one), one.why, icon="note")
                    for at, one in enumerate(kept)
                ),
            ]
        )
        self._copy.setVisible(bool(kept))
        self._accept.setVisible(bool(standing.asks))

    def _take_away(self) -> None:
        kept = question.refused(self._desk.work, SHOWN)
        QApplication.clipboard().setText("\n".join(f"{one.title}\t{_said(one)}\t{one.why}" for one in kept))
        self._desk.say(tr("Copied."))


def worded(standing: question.Standing) -> str:
    """Say in one line what there is to look at.

    >>> worded(question.Standing(waiting=0, refused=2, aside=0, troubles=(), asks=30))
    '30 rows were removed elsewhere · 2 changes were not accepted'
    """
    parts = (
        (standing.asks, tr("1 row was removed elsewhere"), tr("{n} rows were removed elsewhere")),
        (standing.refused, tr("1 change was not accepted"), tr("{n} changes were not accepted")),
        (standing.aside, tr("1 change is kept for the next version"), tr("{n} changes are kept for the next version")),
    )
    said = [one if number == 1 else many.format(n=number) for number, one, many in parts if number]
    return " · ".join(said) or tr("The last exchange met with trouble")


def _field(one: question.NotAccepted) -> str:
    noun = BY_TABLE.get(one.table)
    return noun.title if noun else one.table


def _said(one: question.NotAccepted) -> str:
    noun = BY_TABLE.get(one.table)
    field = noun.by_name.get(one.field) if noun else None
    return f"{field.label}: {one.value}" if field else str(one.value or "")
