"""The facts a tracker must hold, on one screen and first in order of keys.

Why:    role, company, link, date, source, résumé sent, contact, stage, notes are what people look for; each is
        saved when it is left, and by itself; what arrives from elsewhere is shown at once, but never over
        something that is being typed.
Source: experience.md 1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit

from ats_desktop.domain.applications import Application
from ats_desktop.domain.documents import Document
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Entity, Field
from ats_desktop.errors import AtsError, Refused
from ats_desktop.services import applications, history, notes, people, rows
from ats_desktop.store.reads import lists
from ats_desktop.store.reads.application import Dossier
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.editors import Editor, PastDayEditor, editor_for
from ats_desktop.ui.forms import Cell
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, WIDE
from ats_desktop.ui.widgets.application.editors import (
    GrowingText,
    LinkLine,
    NameEditor,
    StageEditor,
    fact_field,
    read_only,
)
from ats_desktop.ui.widgets.application.panel import View
from ats_desktop.ui.words import explained, tr

SAVE_MS = 1_000  # after the last letter of a long text
_NOON = time(12)
_NAMES = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: how it is typed, where it comes from, how it is kept."""

    editor: Editor
    of: Callable[[Dossier], Any]
    keep: Callable[[Dossier, Any], object]
    wide: bool = False
    owner: bool = False  # of a closed section: left out for who may not read it


class Facts(QFrame):
    """The sheet of facts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: View | None = None
        self._opened: dict[str, Dossier] = {}  # as it was when the first letter was typed
        self._about = ""
        self._draft = Draft(desk, self._typed, parent=self)
        self._draft.discarded.connect(self._discard)
        self.setProperty("card", "yes")
        self.facts = self._declare()
        self.cells = {name: Cell(fact.editor) for name, fact in self.facts.items()}
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.save)
        self._lay()

    def _declare(self) -> dict[str, Fact]:
        job, own = JobOpportunity.noun.by_name, Application.noun.by_name
        stage = StageEditor(fact_field("stage", tr("Stage")))
        sent = PastDayEditor(fact_field("applied_on", tr("Applied on"), date))
        resume = NameEditor(fact_field("resume", tr("Résumé sent")), tr("Its name is enough"), self._resumes)
        contact = NameEditor(fact_field("contact", tr("Contact")), tr("Whom to turn to"), self._contacts)
        return {
            "title": self._of_job(job["title"]),
            "company_name": self._of_job(job["company_name"]),
            "stage": Fact(stage, self._stage, self._move),
            "applied_on": Fact(sent, self._applied_on, self._apply_on),
            "posting_url": self._of_job(job["posting_url"], LinkLine(job["posting_url"])),
            "source": self._of_job(job["source"]),
            "resume": Fact(resume, lambda d: d.resume.name if d.resume else "", self._send),
            "contact": Fact(contact, self._contact, self._link, owner=True),
            "deadline_on": self._of_job(job["deadline_on"]),
            "pay": self._of_job(job["pay"]),
            "location": self._of_job(job["location"]),
            "next_action": self._of_application(own["next_action"]),
            "notes": self._of_application(own["notes"], GrowingText(own["notes"])),
        }

    def _of_job(self, field: Field, editor: Editor | None = None) -> Fact:
        told = replace(field, help="")  # the sheet is read at a glance
        return Fact(
            editor or editor_for(told, lambda _table, _words: []),
            lambda dossier: getattr(dossier.job, field.name),
            lambda dossier, value: rows.edit(self.desk.work, dossier.job, **{field.name: value}),
        )

    def _of_application(self, field: Field, editor: Editor | None = None) -> Fact:
        def keep(dossier: Dossier, value: Any) -> object:
            own = self._begun(dossier)
            if field.long:
                return notes.rewrite(self.desk.work, own, field.name, value)
            return rows.edit(self.desk.work, own, **{field.name: value})

        return Fact(
            editor or editor_for(field, lambda _table, _words: []),
            lambda dossier: getattr(dossier.application, field.name) if dossier.application else field.default,
            keep,
            wide=field.long,
        )

    def _lay(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(ROOM, ROOM, ROOM, SNUG)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(SNUG)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._draft.line, 0, 0, 1, 2)
        row, column = 1, 0
        for name, fact in self.facts.items():
            if fact.wide:
                grid.addWidget(self.cells[name], row + bool(column), 0, 1, 2)
            else:
                grid.addWidget(self.cells[name], row, column)
                row, column = (row + 1, 0) if column else (row, 1)
            fact.editor.changed.connect(lambda name=name: self._touch(name))
            fact.editor.left.connect(self.save)
            if isinstance(fact.editor.inner, QLineEdit):
                fact.editor.inner.returnPressed.connect(self.save)

    # What is shown

    def show_view(self, view: View) -> None:
        """Show what holds now, but nothing over what is being typed."""
        self.view = view
        stage = self.facts["stage"].editor
        if isinstance(stage, StageEditor):
            stage.offer([one for one in view.stages if not one.hidden])
        for name, fact in self.facts.items():
            self.cells[name].setVisible(not fact.owner or view.dossier.people is not None)
            if not view.dossier.editable:
                read_only(fact.editor)
            if name not in self._opened:
                fact.editor.put(fact.of(view.dossier))
                self.cells[name].right()
        self._go_on(view.dossier)

    def _go_on(self, dossier: Dossier) -> None:
        """Show what was typed here and never saved, perhaps before the power went."""
        if dossier.about == self._about:
            return
        self._about = dossier.about
        found = self._draft.begin(f"facts {dossier.about}")
        for name in found.keys() & self.facts.keys():
            self._opened.setdefault(name, dossier)
            self.facts[name].editor.type_in(found[name])

    def _typed(self) -> dict[str, str]:
        """Give what is typed and not saved, letter by letter."""
        return {name: self.facts[name].editor.typed() for name in self._opened}

    def _discard(self) -> None:
        self._opened.clear()
        if self.view is not None:
            self.show_view(self.view)

    def first(self) -> Editor:
        """Give the first editor, for the keys."""
        return self.facts["title"].editor

    def typing(self) -> bool:
        """Say whether something was typed and is not saved yet."""
        return bool(self._opened)

    def forget(self) -> None:
        """Another application is opened: what could not be saved is not carried over to it, and waits as a draft."""
        self._draft.keep()
        self._opened.clear()
        self._about = ""

    # What is saved

    def _touch(self, name: str) -> None:
        if self.view is None:
            return
        self._opened.setdefault(name, self.view.dossier)
        self._draft.touch()
        if self.facts[name].editor.field.long:
            self._clock.start(SAVE_MS)
        elif name == "stage":
            self.save()

    def save(self) -> None:
        """Save what was typed; what cannot be read stays, with a word beside it."""
        self._clock.stop()
        for name, opened in list(self._opened.items()):
            fact = self.facts[name]
            try:
                value = fact.editor.read()
            except Refused as error:
                self.cells[name].wrong(explained(error))
                continue
            if value == fact.of(opened):
                del self._opened[name]
                self.cells[name].right()
                continue
            self._keep(name, fact, opened, value)
        if not self._opened:
            self._draft.drop()

    def _keep(self, name: str, fact: Fact, opened: Dossier, value: Any) -> None:
        wrong: list[AtsError] = []
        kept = self.desk.do(fact.keep, opened, value, wrong=wrong.append)
        if wrong:
            self.cells[name].wrong(str(wrong[0]))
            return
        self._opened.pop(name, None)
        self.cells[name].right()
        if fact.editor.field.long and isinstance(kept, Entity):
            fact.editor.put(getattr(kept, fact.editor.field.name))  # what others wrote meanwhile is in it
        elif name == "stage":
            said = self.view.stage_name(str(value)) if self.view else str(value)
            self.desk.say(tr("Moved to {stage}.", stage=said), undo=True)

    # The facts that are more than a field

    def _begun(self, dossier: Dossier) -> Application:
        """Give the application, begun now where the job had none yet."""
        return dossier.application or applications.apply_again(self.desk.work, dossier.job.id)

    def _stage(self, dossier: Dossier) -> str:
        return dossier.application.stage if dossier.application else "lead"

    def _move(self, dossier: Dossier, stage: str) -> object:
        return applications.move(self.desk.work, self._begun(dossier).id, stage)

    def _applied_on(self, dossier: Dossier) -> date | None:
        at = dossier.application.applied_at if dossier.application else None
        return at.astimezone(self.view.zone).date() if at and self.view else None

    def _apply_on(self, dossier: Dossier, day: date | None) -> None:
        if day is None or self.view is None:
            raise Refused(tr("A day is needed here."), tr("To say that it was not sent, take back its stage below."))
        at = datetime.combine(day, _NOON, self.view.zone).astimezone()
        if at.date() == self.view.now.astimezone(at.tzinfo).date():
            at = min(at, self.view.now)
        history.applied_at(self.desk.work, self._begun(dossier).id, at)

    def _send(self, dossier: Dossier, name: str) -> None:
        history.resume_sent(self.desk.work, self._begun(dossier).id, name)

    def _contact(self, dossier: Dossier) -> str:
        return dossier.people[0].contact.name if dossier.people else ""

    def _link(self, dossier: Dossier, name: str) -> object:
        if not name.strip():
            raise Refused(tr("Nobody is unlinked this way."), tr("Remove the conversation on the page People."))
        return people.link(self.desk.work, self._begun(dossier).id, name)

    def _resumes(self, typed: str) -> Sequence[str]:
        return [name for _, name in lists.names(self.desk.work, Document.noun, typed, _NAMES)]

    def _contacts(self, typed: str) -> Sequence[str]:
        return [name for _, name in lists.names(self.desk.work, Contact.noun, typed, _NAMES)]
