"""The people of an application, and what passed between them and her; nobody else sees it unless she says so."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from ats_desktop.domain.people import LINKED, Contact, InteractionKind
from ats_desktop.services import people as verbs
from ats_desktop.store.reads.application import Person
from ats_desktop.ui.days import short_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT
from ats_desktop.ui.widgets.application.panel import ListPanel, View
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr


class People(ListPanel):
    """Who is in it, and a line to note what was said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("People"), tr("Nobody yet. Name a contact above, and note here what was said."))
        self.who, self.kind, self.words = Box(), Box(), QLineEdit()
        self.who.setAccessibleName(tr("With whom"))
        self.kind.setAccessibleName(tr("How you were in touch"))
        for kind in InteractionKind:
            self.kind.addItem(word_label(kind.value), kind.value)
        self.words.setAccessibleName(tr("What was said"))
        self.words.setPlaceholderText(tr("What was said"))
        self.words.returnPressed.connect(self._note)
        both = QHBoxLayout()
        both.setSpacing(TIGHT)
        both.addWidget(self.who, 1)
        both.addWidget(self.kind)
        self._form = QVBoxLayout()
        self._form.setSpacing(TIGHT)
        self._form.addLayout(both)
        self._form.addWidget(self.words)
        self.body.addLayout(self._form)
        self.lines.opened.connect(lambda key: desk.open_row(Contact.noun.table, key))

    def show_view(self, view: View) -> None:
        super().show_view(view)
        found = view.dossier.people
        self.setVisible(found is not None)
        known = found or ()
        self.show_lines([self._line(person, view) for person in known])
        wanted = [(person.contact.name, person.contact.id) for person in known]
        if wanted != [(self.who.itemText(at), self.who.itemData(at)) for at in range(self.who.count())]:
            self.who.clear()
            for name, row in wanted:
                self.who.addItem(name, row)
        for widget in (self.who, self.kind, self.words):
            widget.setVisible(bool(known) and view.dossier.editable)

    def _line(self, person: Person, view: View) -> Line:
        one = person.contact
        what = one.title or word_label(one.relationship.value)
        last = person.touches[0]
        said = last.summary.split("\n")[0] or word_label(last.kind.value)
        if said == LINKED:
            said = ""
        today = view.now.astimezone(view.zone).date()
        at = short_day(last.at.astimezone(view.zone).date(), today) if last.at else ""
        return Line(one.id, one.name, " · ".join(filter(None, (what, said))), at, "muted", "people")

    def _note(self) -> None:
        words = self.words.text().strip()
        if self.view is None or not words or self.view.dossier.application is None:
            return
        kind = InteractionKind(str(self.kind.currentData()))
        application = self.view.dossier.application.id
        work, who = self.desk.work, str(self.who.currentData())
        if self.desk.do(verbs.note, work, who, words, application=application, kind=kind) is not None:
            self.words.clear()
            self.desk.say(tr("Noted."), undo=True)
