"""Notes and comments beside an application: who wrote what and when, answers, and a box to write in.

Why:    what is being typed stays in its one box whatever arrives: the list above it is drawn anew, the box never.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.schema import Id
from ats_desktop.errors import AtsError
from ats_desktop.services import notes as verbs
from ats_desktop.services import rows
from ats_desktop.store.reads.application import Said
from ats_desktop.ui.days import short_day
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.icons import SMALL, grown, pixmap
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, WIDE, button, label
from ats_desktop.ui.widgets.application.panel import Panel, View
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.words import tr

_LINES = 3
NOTE, PRIVATE, COMMENT = "note", "private", "comment"


class Talk(Panel):
    """Everything said beside the application."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Notes and comments"))
        self._shown: tuple[object, ...] = ()
        self._answers: Comment | None = None
        self._changes: SharedNote | None = None
        self._about = ""  # what is written here is about
        self._said = ""  # whom it was for, when it was restored
        self._draft = Draft(desk, self._typed, parent=self)
        self._draft.discarded.connect(self._discard)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(TIGHT)
        self.box = TalkBox(self.send)
        self.kind = Box()
        self.kind.setAccessibleName(tr("Who may read it"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._to = label("", "caption", tone="accent", wrap=True)
        self._to.hide()
        self._send = button(tr("Add"), "primary")
        self._send.clicked.connect(self.send)
        self._drop = button(tr("Do not answer"), "quiet")
        self._drop.clicked.connect(lambda: self._answer(None))
        self._drop.hide()
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        row.addWidget(self.kind)
        row.addStretch(1)
        row.addWidget(self._drop)
        row.addWidget(self._send)
        self.box.textChanged.connect(self._draft.touch)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._to)
        self.body.addWidget(self._draft.line)
        self.body.addWidget(self.box)
        self.body.addLayout(row)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        self._take_draft(view.dossier.about)
        self._offer(view)
        self.count(len(view.dossier.notes) + len(view.dossier.comments))
        shown = (view.dossier.notes, view.dossier.comments, view.names)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for said in (*view.dossier.notes, *view.dossier.comments):
            self._rows.addWidget(self._block(said, view))
        if self._answers and self._answers.id not in {said.row.id for said in view.dossier.comments}:
            self._answer(None)

    def _take_draft(self, about: str) -> None:
        """Go on with what was being written here, perhaps before the power went."""
        if about == self._about:
            return
        found = self._draft.begin(f"talk {about}")  # before the box is emptied: that is no typing
        self._answer(None)
        self._about = about
        note = self.desk.work.find(SharedNote, found["note"]) if found.get("note") else None
        if note is not None:
            self._change(note)
        self.box.setPlainText(found.get("body", ""))
        self.box.moveCursor(QTextCursor.MoveOperation.End)
        self._said = found.get("kind", "")  # chosen once there is something to choose from

    def save(self) -> None:
        self._draft.keep()

    def _typed(self) -> dict[str, str]:
        """Give what is being written: a note or comment, or an older note that is being changed."""
        body, note = self.box.toPlainText(), self._changes
        if not body.strip() or (note is not None and body == note.body):
            return {}
        return {"body": body, "note": note.id if note else "", "kind": str(self.kind.currentData() or "")}

    def _discard(self) -> None:
        self._answer(None)
        self.box.clear()
        self._draft.drop()

    def _offer(self, view: View) -> None:
        """Offer what this person may write: a guest comments, the candidate also notes for herself."""
        if self.kind.count():
            return
        if view.dossier.editable:
            self.kind.addItem(tr("Note, for my coach too"), NOTE)
            self.kind.addItem(tr("Note, only for me"), PRIVATE)
        self.kind.addItem(tr("Comment"), COMMENT)
        self.kind.setCurrentIndex(max(0, self.kind.findData(self._said)))

    def _block(self, said: Said, view: View) -> QWidget:
        block = QFrame()
        if said.author != view.me:
            block.setProperty("strip", "info")
        column = QVBoxLayout(block)
        inset = WIDE if said.answers else TIGHT
        column.setContentsMargins(inset, TIGHT, TIGHT, TIGHT)
        column.setSpacing(HAIR)
        top = QHBoxLayout()
        top.setSpacing(HAIR)
        private = isinstance(said.row, SharedNote) and said.row.section == "private"
        if private:
            mark = QLabel()
            mark.setPixmap(pixmap("lock", "muted", grown(SMALL), self.devicePixelRatioF()))
            top.addWidget(mark)
        top.addWidget(label(self._whose(said, view, private=private), "caption", tone="muted"))
        top.addStretch(1)
        column.addLayout(top)
        settled = isinstance(said.row, Comment) and said.row.resolved_at is not None
        words = label(said.row.body, tone="muted" if settled else "", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        if isinstance(said.row, Comment):
            column.addLayout(self._doing(said.row, mine=view.dossier.editable or said.author == view.me))
        elif said.author == view.me:
            column.addLayout(self._mine(said.row))
        return block

    def _whose(self, said: Said, view: View, *, private: bool) -> str:
        today = view.now.astimezone(view.zone).date()
        at = said.at.astimezone(view.zone) if said.at else None
        when = f"{short_day(at.date(), today)}, {at:%H:%M}" if at else ""
        other = view.names.get(said.author) or (tr("Coach") if view.dossier.editable else tr("Candidate"))
        whose = tr("You") if said.author == view.me else other
        settled = isinstance(said.row, Comment) and said.row.resolved_at is not None
        parts = (whose, when, tr("only for you") if private else "", tr("settled") if settled else "")
        return " · ".join(part for part in parts if part)

    def _doing(self, said: Comment, *, mine: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        if said.resolved_at is None:
            answer = button(tr("Answer"), "link")
            answer.setAccessibleDescription(said.body[:80])
            answer.clicked.connect(lambda: self._answer(said))
            row.addWidget(answer)
        if mine:
            settle = button(tr("Open again") if said.resolved_at else tr("Settled"), "link")
            settle.clicked.connect(lambda: self._settle(said))
            row.addWidget(settle)
        row.addStretch(1)
        return row

    def _mine(self, note: SharedNote) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        for words, do in ((tr("Change"), lambda: self._change(note)), (tr("Remove"), lambda: self._remove(note))):
            act = button(words, "link")
            act.setAccessibleDescription(note.body[:80])
            act.clicked.connect(do)
            row.addWidget(act)
        row.addStretch(1)
        return row

    def _change(self, note: SharedNote) -> None:
        self._answer(None)
        self._changes = note
        self.box.setPlainText(note.body)
        self._send.setText(tr("Save"))
        self._drop.setText(tr("Leave it as it is"))
        self._drop.show()
        self.kind.setEnabled(False)
        self.box.setFocus()

    def _remove(self, note: SharedNote) -> None:
        failed: list[AtsError] = []
        self.desk.do(rows.remove, self.desk.work, note, wrong=failed.append)
        if failed:
            self.desk.tell(failed[0])
        else:
            self.desk.say(tr("Removed."), undo=True)

    def _settle(self, said: Comment) -> None:
        if self.desk.do(verbs.settle, self.desk.work, said, settled=said.resolved_at is None) is not None:
            self.desk.say(tr("Settled.") if said.resolved_at is None else tr("Open again."), undo=True)

    def _answer(self, said: Comment | None) -> None:
        """Answer a comment, or nothing in particular."""
        if self._changes is not None:
            self._changes = None
            self.box.clear()
        self._answers = said
        words = str(said) if said else ""
        self._to.setText(tr("Answering: {words}", words=words) if said else "")
        self._to.setVisible(said is not None)
        self._drop.setText(tr("Do not answer"))
        self._drop.setVisible(said is not None)
        self._send.setText(tr("Answer") if said else tr("Add"))
        self.kind.setEnabled(said is None)
        if said:
            self.kind.setCurrentIndex(self.kind.findData(COMMENT))
            self.box.setFocus()

    def send(self) -> None:
        """Write what was typed; it stays in the box when that does not work."""
        if self.view is None or not self.box.toPlainText().strip():
            self.box.setFocus()
            return
        failed: list[AtsError] = []
        work, about, words = self.desk.work, self.view.dossier.about, self.box.toPlainText()
        kind = self.kind.currentData()
        if self._changes is not None:
            self.desk.do(verbs.rewrite, work, self._changes, "body", words.strip(), wrong=failed.append)
        elif kind == COMMENT:
            answers = Id[Comment](self._answers.id) if self._answers else Id[Comment]("")
            self.desk.do(verbs.comment, work, about, words, answers=answers, wrong=failed.append)
        else:
            self.desk.do(verbs.write, work, about, words, private=kind == PRIVATE, wrong=failed.append)
        if failed:
            self.desk.tell(failed[0])
            return
        self._changes = None
        self.box.clear()
        self._answer(None)
        self._draft.drop()
        self.desk.say(tr("Saved."), undo=True)

    def typing(self) -> bool:
        """Say whether something is typed that was not sent."""
        return bool(self.box.toPlainText().strip())


class TalkBox(QPlainTextEdit):
    """The box; Ctrl+Enter sends what is in it."""

    def __init__(self, send: Callable[[], None]) -> None:
        super().__init__()
        self.send = send
        self.setAccessibleName(tr("Write a note or comment"))
        self.setPlaceholderText(tr("Write something ... Ctrl+Enter adds it"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 2 * SNUG)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.send()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())
