"""The state of an import: what is being done and how far it is, what would come of it, and what can be done now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout

from ats_desktop.ui.theme import HAIR, ROOM, SNUG, TIGHT, WIDE, button, label
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.words import tr


class Kinds(QFrame):
    """What can be brought in, before anything is; each line opens the same question for a file."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        lines = Lines(tr("What can be brought in"))
        lines.show_lines(_kinds())
        lines.opened.connect(lambda _: self.pressed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        column.addWidget(lines)


def _kinds() -> list[Line]:
    said = (
        ("board", tr("A list of jobs"), tr("Excel or CSV: your own, or what Huntr and Teal export")),
        ("profile", tr("A résumé"), tr("PDF, Word or JSON Resume: it becomes your profile, line by line")),
        ("link", tr("LinkedIn's export"), tr("The archive as LinkedIn sent it: profile, jobs, contacts")),
        ("calendar", tr("An invitation"), tr("A calendar file: it plans the interview")),
        ("mail", tr("A saved mail"), tr("It is noted with the application it belongs to")),
        ("people", tr("Contacts"), tr("A vCard from your address book or telephone")),
    )
    return [Line(picture, words, note, icon=picture) for picture, words, note in said]


class TakingIn(QFrame):
    """A title, a few words, a bar while something runs, and the buttons that fit."""

    asked = Signal(str)  # the application an invitation belongs to

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self.title, self.words = label("", "title", wrap=True), label("", tone="muted", wrap=True)
        self.notes = label("", "caption", tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(TIGHT)
        self.bar.setAccessibleName(tr("Progress"))
        self.whose = Box()
        self.whose.setAccessibleName(tr("Which application it belongs to"))
        self.whose.setMaxVisibleItems(16)
        self.whose.activated.connect(lambda _: self.asked.emit(str(self.whose.currentData() or "")))
        self.choose, self.columns = button(tr("Choose a file ...")), button(tr("Columns ..."))
        self.go, self.stop = button(tr("Import"), "primary"), button(tr("Cancel"))
        self.undo, self.jobs = button(tr("Undo")), button(tr("See the jobs"), "primary")
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        for widget in (self.title, self.words, self.notes, self.bar, self.whose):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        row.setSpacing(SNUG)
        row.addLayout(words, 1)
        for one in (self.choose, self.columns, self.undo, self.stop, self.go, self.jobs):
            row.addWidget(one)
        self.offer(self.choose)

    def say(self, title: str, words: str = "", notes: Sequence[str] = ()) -> None:
        """Say how things stand."""
        self.title.setText(title)
        for line, text in ((self.words, words), (self.notes, "\n".join(notes))):
            line.setText(text)
            line.setVisible(bool(text))

    def offer(self, *widgets: object) -> None:
        """Show these buttons and lists, and no other."""
        for one in (self.choose, self.columns, self.undo, self.stop, self.go, self.jobs, self.whose, self.bar):
            one.setVisible(one in widgets)

    def progress(self, done: int, every: int) -> None:
        """Show how far it is; 0 of 0 is somewhere."""
        self.bar.setRange(0, every)
        self.bar.setValue(done)

    def ask_whose(self, known: Sequence[tuple[str, str]]) -> None:
        """Offer the applications an invitation may belong to."""
        self.whose.clear()
        self.whose.addItem(tr("Which application does it belong to?"), "")
        for row, name in known:
            self.whose.addItem(name, row)
