"""The posting, kept for when it vanishes: plain text, as it was read or pasted."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.services import notes
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.widgets.application.editors import GrowingText, read_only
from ats_desktop.ui.widgets.application.panel import Panel, View
from ats_desktop.ui.words import tr

SAVE_MS = 1_000
_LEAST, _MOST = 6, 24


class Posting(Panel):
    """Its text; saved when it is left, and a moment after the last letter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Posting"))
        self._opened: JobOpportunity | None = None
        self._job = ""
        self._draft = Draft(desk, self._typed, parent=self)
        self._draft.discarded.connect(self._discard)
        self.text = GrowingText(JobOpportunity.noun.by_name["description"], _LEAST, _MOST)
        self.text.inner.setProperty(
            "placeholderText", tr("Paste the posting here: it stays when the page is taken down.")
        )
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.save)
        self.text.changed.connect(self._touch)
        self.text.left.connect(self.save)
        inside = QVBoxLayout()
        inside.addWidget(self._draft.line)
        inside.addWidget(self.text)
        self.body.addLayout(inside)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        if not view.dossier.editable:
            read_only(self.text)
        if self._opened is None:
            self.text.put(view.dossier.job.description)
        self._go_on(view.dossier.job)

    def _go_on(self, job: JobOpportunity) -> None:
        """Show what was typed here and never saved, perhaps before the power went."""
        if job.id == self._job:
            return
        self._job = job.id
        found = self._draft.begin(f"posting {job.id}")
        if found and self._opened is None:
            self._opened = job
            self.text.type_in(found.get("text", ""))

    def _typed(self) -> dict[str, str]:
        return {"text": str(self.text.read())} if self._opened is not None else {}

    def _discard(self) -> None:
        self._opened = None
        if self.view:
            self.text.put(self.view.dossier.job.description)

    def end(self) -> None:
        self._draft.keep()
        self._opened, self._job = None, ""

    def _touch(self) -> None:
        if self.view:
            self._opened = self._opened or self.view.dossier.job
            self._clock.start(SAVE_MS)
            self._draft.touch()

    def save(self) -> None:
        """Save what was typed."""
        self._clock.stop()
        opened = self._opened
        if opened is None:
            return
        typed = self.text.read()
        if typed == opened.description:
            self._opened = None
            self._draft.drop()
            return
        kept = self.desk.do(notes.rewrite, self.desk.work, opened, "description", typed)
        if kept is not None:
            self._opened = None
            self.text.put(kept.description)
            self._draft.drop()
