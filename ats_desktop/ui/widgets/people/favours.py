"""Referrals with their way from a thought to thanks, and references with who agreed to what."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact
from ats_desktop.domain.referrals import Permission, Reference, Referral, ReferralStatus
from ats_desktop.domain.referring import FAVOURS, STEPS
from ats_desktop.domain.schema import Field
from ats_desktop.services import referrals as verbs
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import day_tone, day_words, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column
from ats_desktop.ui.theme import ROOM, SNUG, button, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.words import tr

_OF_REFERRAL = (
    *("contact", "job", "request", "follow_up_on", "outcome", "notes"),
    *("requested_at", "responded_at", "submitted_at", "thanked_at"),
)
_ACTS = {
    ReferralStatus.POTENTIAL: "Think of it again",
    ReferralStatus.DRAFTED: "I wrote a draft",
    ReferralStatus.REQUESTED: "I asked",
    ReferralStatus.ACCEPTED: "Said yes",
    ReferralStatus.SUBMITTED: "Handed in",
    ReferralStatus.DECLINED: "Said no",
    ReferralStatus.NO_RESPONSE: "No answer",
    ReferralStatus.USED: "It helped",
    ReferralStatus.WITHDRAWN: "Never mind",
}


class _Favours(NounPanel):
    """A list whose rows have buttons above their form: what may come next."""

    def around(self, form: Form) -> QWidget:
        self._said = label("", tone="muted", wrap=True)
        self._acts = QWidget()
        self._flow = Flow(self._acts, SNUG)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        column.addWidget(self._said)
        column.addWidget(self._acts)
        column.addWidget(form)
        return made

    def offer(self, acts: list[tuple[str, Any]]) -> None:
        """Show what can be done, the first thing first."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, (words, act) in enumerate(acts):
            made = button(words, "" if at else "primary", parent=self._acts)
            made.clicked.connect(act)
            self._flow.addWidget(made)
            made.show()
        self._acts.setVisible(bool(acts))

    def day_words(self, day: Any) -> str:
        """Say a day as seen from today; nothing where there is none."""
        return day_words(day, self.today) if day else ""

    @property
    def today(self) -> date:
        """Which day it is for the candidate."""
        return self._desk.work.now().astimezone(zone_of(setting(self._desk.work, "zone"))).date()


class ReferralPanel(_Favours):
    """Who is asked to put in a word, and how far that is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Referral, one=tr("a referral"))

    def blank(self) -> Blank:
        words = tr("Think of somebody who works where you apply. The program says when to ask, and when to ask again.")
        return Blank("share", tr("No referrals yet"), words, tr("Add a referral"), tr("See it with sample data"))

    def columns(self, _names: Sequence[str], *, everything: bool) -> list[Column]:  # noqa: ARG002 - of the list's own
        return [
            Column("contact", tr("Who"), self._who, 18, sorts=False),
            Column("job", tr("For"), self._job, 26, sorts=False),
            Column("status", tr("Status"), lambda row: word_label(row.status), 12),
            Column("follow_up_on", tr("Ask"), lambda row: self.day_words(row.follow_up_on), 12, tone=self._tone),
        ]

    def fields(self) -> list[Field]:
        return [Referral.noun.by_name[name] for name in _OF_REFERRAL]

    def _who(self, row: Referral) -> str:
        return str(self._desk.work.find(Contact, row.contact) or "") if row.contact else ""

    def _job(self, row: Referral) -> str:
        work = self._desk.work
        own = work.find(Application, row.application) if row.application else None
        job = work.find(JobOpportunity, row.job or (own.job if own else ""))
        return " @ ".join(part for part in (job.title, job.company_name) if part) if job else ""

    def _tone(self, row: Referral) -> str:
        return day_tone(row.follow_up_on, self.today) if row.follow_up_on else ""

    def opened(self, row: Referral) -> None:
        self._title.setText(self._who(row) or str(row))
        self._said.setText(self._standing(row))
        steps: list[tuple[str, Any]] = []
        if row.status in FAVOURS and row.thanked_at is None:
            steps.append((tr("I said thank you"), partial(self._thank, row)))
        steps += [(tr(_ACTS[to]), partial(self._step, row, to)) for to in STEPS.get(row.status, ())]
        self.offer(steps)

    def _standing(self, row: Referral) -> str:
        said = word_label(row.status)
        if row.follow_up_on:
            asks = row.status in {ReferralStatus.POTENTIAL, ReferralStatus.DRAFTED}
            when = self.day_words(row.follow_up_on)
            said += ". " + (
                tr("A good day to ask: {when}.", when=when) if asks else tr("Ask again: {when}.", when=when)
            )
        return said + (tr(" Thanked.") if row.thanked_at else "")

    def _step(self, row: Referral, to: ReferralStatus, *_: Any) -> None:
        if self._desk.do(verbs.step, self._desk.work, row.id, to) is not None:
            self._desk.say(tr("Noted: {what}.", what=word_label(to).lower()), undo=True)

    def _thank(self, row: Referral, *_: Any) -> None:
        if self._desk.do(verbs.thank, self._desk.work, row.id) is not None:
            self._desk.say(tr("Noted, with the person too."), undo=True)


class ReferencePanel(_Favours):
    """Who may be asked about the candidate, for what, and when last."""

    def __init__(self, desk: Desk) -> None:
        columns = ["name", "permission", "best_for", "last_used_on"]
        super().__init__(desk, Reference, columns, one=tr("a reference"))

    def blank(self) -> Blank:
        words = tr("Who may be asked about you, for what, and whether they agreed.")
        return Blank("check", tr("No references yet"), words, tr("Add a reference"), tr("See it with sample data"))

    def opened(self, row: Reference) -> None:
        agreed = row.permission in {Permission.AVAILABLE, Permission.LIMITED}
        named = tr(" Last named {when}.", when=self.day_words(row.last_used_on)) if row.last_used_on else ""
        self._said.setText((tr("May be named.") if agreed else tr("Has not agreed yet: ask first.")) + named)
        yes = (tr("They agreed"), partial(self._note, verbs.agree, row, tr("Noted: agreed.")))
        used = (tr("I named them today"), partial(self._note, verbs.name, row, tr("Noted: named today.")))
        self.offer([used] if agreed else [yes])

    def _note(self, verb: Any, row: Reference, said: str, *_: Any) -> None:
        if self._desk.do(verb, self._desk.work, row.id) is not None:
            self._desk.say(said, undo=True)
