"""One person: how warm, when to write again, what was said, and who put in a word."""

from datetime import date, tzinfo

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.people import Contact, Interaction, InteractionKind
from ats_desktop.domain.referrals import Reference, Referral
from ats_desktop.domain.referring import FAVOURS
from ats_desktop.domain.warmth import Standing, Warmth, standing
from ats_desktop.domain.when import read_day
from ats_desktop.services import people as verbs
from ats_desktop.services import referrals
from ats_desktop.store.reads import people as question
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import day_in_field, day_words, short_day, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import SNUG, TIGHT, button, label, restyle
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr

_PICTURES = {"call": "phone", "email": "mail", "message": "note", "meeting": "people", "linkedin": "link"}
_DAY_LETTERS = 24
_WARMTH = {
    Warmth.NEW: "You have not been in touch yet.",
    Warmth.WARM: "Warm: last in touch {when}.",
    Warmth.FAIR: "Fair: last in touch {when}.",
    Warmth.COOL: "Cool: last in touch {when}. A short hello would do.",
}


class Person(QWidget):
    """What stands above the form of a contact."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._contact: Contact | None = None
        self._warmth = label("", tone="muted", wrap=True)
        self.again, self.said, self.kind = QLineEdit(), QLineEdit(), Box()
        self._wrong = label("", "caption", tone="danger")
        self.timeline = Lines(tr("What was said"))
        self.favours = Lines(tr("Referrals and references"))
        self.favours.opened.connect(self._open)
        self._lay()

    def _lay(self) -> None:
        self.again.setAccessibleName(tr("Write again on"))
        self.again.setPlaceholderText(tr("next fri, in 2 weeks"))
        self.again.setMaximumWidth(self.fontMetrics().averageCharWidth() * _DAY_LETTERS)
        self.again.editingFinished.connect(self._write_again)
        self.kind.setAccessibleName(tr("How you were in touch"))
        for kind in InteractionKind:
            self.kind.addItem(word_label(kind.value), kind.value)
        self.said.setAccessibleName(tr("Note what was said"))
        self.said.setPlaceholderText(tr("Note what was said, then Enter"))
        self.said.returnPressed.connect(self._note)
        named = label(tr("Write again on"), "caption", tone="muted")
        named.setBuddy(self.again)
        next_line = QHBoxLayout()
        next_line.setSpacing(TIGHT)
        next_line.addWidget(named)
        next_line.addWidget(self.again)
        next_line.addWidget(self._wrong, 1)
        talk = QHBoxLayout()
        talk.setSpacing(TIGHT)
        talk.addWidget(self.kind)
        talk.addWidget(self.said, 1)
        ask, name = button(tr("Think of a referral")), button(tr("Ask as a reference"))
        ask.clicked.connect(self._propose)
        name.clicked.connect(self._refer)
        both = QWidget()
        row = Flow(both, TIGHT)
        row.addWidget(ask)
        row.addWidget(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self._warmth)
        for part in (next_line, talk):
            column.addLayout(part)
        column.addWidget(self.timeline)
        column.addWidget(self.favours)
        column.addWidget(both)

    def show_person(self, contact: Contact) -> None:
        """Show what hangs on somebody."""
        other = self._contact is None or self._contact.id != contact.id
        self._contact = contact
        work = self._desk.work
        zone = zone_of(setting(work, "zone"))
        today = work.now().astimezone(zone).date()
        found = question.around(work, contact.id)
        owed = sum(one.status in FAVOURS and one.thanked_at is None for one in found.referrals)
        self._say(standing(contact.strength, contact.last_touch_at, work.now(), owed=owed), owed)
        if other or not self.again.hasFocus():
            self.again.setText(day_in_field(contact.next_touch_on) if contact.next_touch_on else "")
            self._mark("")
        if other:
            self.said.clear()
        self.timeline.show_lines([_line(one, today, zone) for one in found.touches])
        self.timeline.setVisible(bool(found.touches))
        self.favours.show_lines([*map(_referral, found.referrals), *map(_reference, found.references)])
        self.favours.setVisible(bool(found.referrals or found.references))

    def _say(self, how: Standing, owed: int) -> None:
        when = tr("today") if not how.days else tr("yesterday") if how.days == 1 else tr("{n} days ago", n=how.days)
        words = tr(_WARMTH[how.warmth], when=when) if how.days is not None else tr(_WARMTH[Warmth.NEW])
        thanks = tr(" You have not said thank you yet.") if owed else ""
        self._warmth.setText(words + thanks)

    def _write_again(self) -> None:
        contact, work = self._contact, self._desk.work
        if contact is None or not self.again.isModified():
            return
        self.again.setModified(False)
        typed = self.again.text().strip()
        today = work.now().astimezone(zone_of(setting(work, "zone"))).date()
        day = read_day(typed, today) if typed else None
        if typed and day is None:
            self._mark(tr("Write a day: next fri, in 2 weeks, 2026-12-01"))
            return
        self._mark("")
        if day != contact.next_touch_on and self._desk.do(verbs.write_again, work, contact.id, day) is not None:
            self._desk.say(_told(contact, day, today), undo=True)

    def _mark(self, words: str) -> None:
        self._wrong.setText(words)
        restyle(self.again, wrong="yes" if words else "")

    def _note(self) -> None:
        typed = self.said.text().strip()
        if self._contact is not None and typed:
            kind = InteractionKind(self.kind.currentData())
            if self._desk.do(verbs.note, self._desk.work, self._contact.id, typed, kind=kind) is not None:
                self.said.clear()
                self._desk.say(tr("Noted."), undo=True)

    def _propose(self) -> None:
        if self._contact is not None:
            made = self._desk.do(referrals.propose, self._desk.work, self._contact.id)
            if made is not None:
                self._open(f"referrals:{made.id}")

    def _refer(self) -> None:
        if self._contact is not None:
            made = self._desk.do(referrals.add_reference, self._desk.work, self._contact.id)
            if made is not None:
                self._open(f"candidate_references:{made.id}")

    def _open(self, key: str) -> None:
        self._desk.go("people", key)


def _line(one: Interaction, today: date, zone: tzinfo | None) -> Line:
    way = tr("They wrote") if one.inbound else word_label(one.kind)
    when = short_day(one.at.astimezone(zone).date(), today) if one.at else ""
    return Line(one.id, one.summary.split("\n")[0] or way, way, when, icon=_PICTURES.get(one.kind, "calendar"))


def _referral(one: Referral) -> Line:
    said = tr("Referral: {status}", status=word_label(one.status).lower())
    return Line(f"{one.noun.table}:{one.id}", said, note=one.request.split("\n")[0], icon="share")


def _reference(one: Reference) -> Line:
    said = tr("Reference: {status}", status=word_label(one.permission).lower())
    return Line(f"{one.noun.table}:{one.id}", said, note=", ".join(one.best_for), icon="check")


def _told(contact: Contact, day: date | None, today: date) -> str:
    if day is None:
        return tr("You will not be reminded of {who}.", who=contact.name)
    return tr("Write to {who} again {when}.", who=contact.name, when=day_words(day, today))
