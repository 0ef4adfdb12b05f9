"""The résumé on the screen: to save, to print, to paste into a form, and to take along to another program."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ats_desktop.domain.resume import Resume
from ats_desktop.services import paper, transfer
from ats_desktop.ui.pages.page import Page
from ats_desktop.ui.theme import button
from ats_desktop.ui.widgets.papersheet import PaperSheet
from ats_desktop.ui.words import tr


class ResumeSheet(PaperSheet):
    """The pages of the résumé; it is kept among the documents while they are drawn."""

    def __init__(self, page: Page, words: Resume) -> None:
        super().__init__(page, tr("Résumé"), f"{words.title}.pdf")
        self._words, self._work = words, page.desk.work
        self.draw(self._made)

    def more(self) -> tuple[QWidget, ...]:
        copied, taken = button(tr("Copy as text")), button(tr("For other programs ..."))
        copied.clicked.connect(self.copy)
        taken.clicked.connect(self.save_open)
        return copied, taken

    def copy(self) -> None:
        """Put the same as plain text on the clipboard, for forms that want it pasted."""
        QGuiApplication.clipboard().setText(self._words.text)
        self._desk.say(tr("The résumé is on the clipboard, as text."))

    def save_open(self) -> None:
        """Ask where to, and write the profile as other programs read it (JSON Resume)."""
        there = str(Path.home() / Path(self._filename).with_suffix(".json"))
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as"), there, "JSON Resume (*.json)")
        if name:
            self.keep(Path(name), transfer.resume(self._work), ".json")

    def _made(self) -> bytes:
        return self._work.files.path(paper.resume(self._work).sha256).read_bytes()
