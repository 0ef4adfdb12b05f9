"""Contacts: found by a half-remembered word, narrowed by how one knows them; warmth, timeline and form of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ats_desktop.domain.people import Contact, Relationship
from ats_desktop.domain.schema import Field
from ats_desktop.domain.warmth import Warmth, standing
from ats_desktop.store.reads import people as question
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.days import day_tone, day_words, short_day, zone_of
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.tables import Column
from ats_desktop.ui.theme import ROOM, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.chips import Chips
from ats_desktop.ui.widgets.nounpanel import NounPanel
from ats_desktop.ui.widgets.people.person import Person
from ats_desktop.ui.words import tr

WORDS = {Warmth.NEW: "New", Warmth.WARM: "Warm", Warmth.FAIR: "Fair", Warmth.COOL: "Cool"}
TONES = {Warmth.WARM: "good", Warmth.COOL: "accent", Warmth.NEW: "muted", Warmth.FAIR: ""}
_ALL = ""
_FIELDS = (
    *("name", "title", "company_name", "relationship", "strength", "emails", "phones", "linkedin_url", "location"),
    *("how_met", "interests", "tags", "notes", "birthday", "connected_on", "company", "section"),
)


class ContactPanel(NounPanel):
    """Everybody, and the one that is chosen."""

    at_once = False

    def __init__(self, desk: Desk) -> None:
        self._chips = Chips(tr("How you know them"))
        self._known = _ALL
        self._found: Mapping[str, int] = {}
        super().__init__(desk, Contact, one=tr("a person"))
        self._down = False
        self._chips.chosen.connect(self._narrow)
        self._person: Person | None = None

    def narrowing(self) -> QWidget:
        return self._chips

    def blank(self) -> Blank:
        title, words = (
            tr("Nobody here yet"),
            tr("Recruiters, old colleagues, whoever you meet: a name is enough to begin."),
        )
        return Blank("people", title, words, tr("Add a person"), tr("See it with sample data"))

    def narrowed(self) -> bool:
        return self._known != _ALL

    def columns(self, _names: Sequence[str], *, everything: bool) -> list[Column]:  # noqa: ARG002 - of the list's own
        return [
            Column("name", tr("Name"), str, 16),
            Column("company_name", tr("Company"), lambda row: row.company_name, 17),
            Column("relationship", tr("Relation"), lambda row: word_label(row.relationship), 12),
            Column("strength", tr("Warmth"), self._warmth, 9, sorts=False, tone=self._warmth_tone),
            Column("last_touch_at", tr("In touch"), self._last, 9),
            Column("next_touch_on", tr("Write again"), self._again, 12, tone=self._again_tone),
        ]

    def order(self, words: str) -> Any:
        work, down = self._desk.work, self._down and bool(self._sort)
        self._found = question.counts(work)
        return question.order(work, words=words, relationship=self._known, sort=self._sort, down=down)

    def fields(self) -> list[Field]:
        return [Contact.noun.by_name[name] for name in _FIELDS]

    def _show(self, slots: Any) -> None:
        found = self._found
        chips = [(_ALL, tr("All"), sum(found.values()))]
        chips += [(one.value, word_label(one.value), found[one.value]) for one in Relationship if found.get(one.value)]
        if self._known not in {key for key, _, _ in chips}:
            self._narrow(_ALL)  # the last one of that kind is gone
            return
        self._chips.show_chips(chips, self._known)
        self._chips.setVisible(len(chips) > 2)  # noqa: PLR2004 - all, and one of a kind, narrow nothing
        super()._show(slots)

    def around(self, form: Form) -> QWidget:
        """Put warmth, what is next and the timeline above the form."""
        self._person = Person(self._desk)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        column.addWidget(self._person)
        column.addWidget(label(tr("Details"), "strong"))
        column.addWidget(form)
        return made

    def opened(self, row: Any) -> None:
        if self._person is not None:
            self._person.show_person(row)

    def _narrow(self, chip: str) -> None:
        self._known = chip
        self.refresh()

    def _standing(self, row: Contact) -> Any:
        return standing(row.strength, row.last_touch_at, self._desk.work.now())

    def _warmth(self, row: Contact) -> str:
        return tr(WORDS[self._standing(row).warmth])

    def _warmth_tone(self, row: Contact) -> str:
        return TONES[self._standing(row).warmth]

    def _today(self) -> Any:
        return self._desk.work.now().astimezone(zone_of(setting(self._desk.work, "zone"))).date()

    def _last(self, row: Contact) -> str:
        zone = zone_of(setting(self._desk.work, "zone"))
        return short_day(row.last_touch_at.astimezone(zone).date(), self._today()) if row.last_touch_at else ""

    def _again(self, row: Contact) -> str:
        return day_words(row.next_touch_on, self._today()) if row.next_touch_on else ""

    def _again_tone(self, row: Contact) -> str:
        return day_tone(row.next_touch_on, self._today()) if row.next_touch_on else ""
