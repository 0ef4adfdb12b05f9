"""What was sent, as it was: the files, the posting, the answers; and a way to say that it was otherwise."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.submissions import Submission, read_sent
from ats_desktop.errors import AtsError
from ats_desktop.services import submissions as verbs
from ats_desktop.store.reads.documents import newest, sendings, shelf
from ats_desktop.ui.days import short_day
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.application.panel import ListPanel, View, small_button
from ats_desktop.ui.widgets.documents.sheet import open_outside
from ats_desktop.ui.widgets.flow import Flow
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_LINES = 10
_OFFERED = 30


class SentPanel(ListPanel):
    """Every sending, the latest first; one is open to be read."""

    def __init__(self, desk: Desk) -> None:
        self._note = small_button(tr("Note what was sent"), self.begin)
        nothing = tr("When you move this to Applied, the posting and the files you send are kept here as they were.")
        super().__init__(desk, tr("Sent"), nothing, self._note)
        self._sent: list[Submission] = []
        self._form: Noting | None = None
        self._sheet = Kept(desk)
        self._sheet.hide()
        self.body.addWidget(self._sheet)
        self.lines.opened.connect(self._open)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        own = view.dossier.application
        self._sent = sendings(self.desk.work, own.id) if own else []
        self.show_lines([sending_line(one, view.zone) for one in self._sent])
        self._note.setVisible(view.dossier.editable and own is not None)

    def ask(self) -> None:
        """Answer “what did I send?”: open the latest."""
        if self._sent:
            self._open(self._sent[0].id)

    def begin(self) -> None:
        """Begin to note what was really sent."""
        if self.view is None or self.view.dossier.application is None:
            return
        if self._form is None:
            self._form = Noting(self)
            self.body.addWidget(self._form)
        self._form.begin()

    def end(self) -> None:
        self._sheet.hide()
        if self._form is not None:
            self._form.hide()

    def _open(self, key: str) -> None:
        found = next((one for one in self._sent if one.id == key), None)
        if found is not None and self.view is not None:
            self._sheet.show_sending(found, self.view.zone)


class Kept(QWidget):
    """One sending, to be read and copied; nothing of it can be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._head = label("", "strong", wrap=True)
        self._through = label("", "caption", tone="muted", wrap=True)
        self._files = QWidget()
        self._flow = Flow(self._files, TIGHT)
        self.posting = self._text(tr("The posting, as it was"))
        self.answers = self._text(tr("Answers given"))
        close = button(tr("Close"), "link")
        close.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, SNUG, TIGHT, 0)
        column.setSpacing(TIGHT)
        self._named = {
            text: label(text.accessibleName(), "caption", tone="muted") for text in (self.answers, self.posting)
        }
        for one in (self._head, self._through, self._files):
            column.addWidget(one)
        for text, name in self._named.items():
            column.addWidget(name)
            column.addWidget(text)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sending(self, sent: Submission, zone: tzinfo | None) -> None:
        """Show one."""
        self._head.setText(" @ ".join(filter(None, (sent.job_title, sent.company_name))))
        parts = (moment_words(sent.submitted_at, zone), sent.channel, sent.posting_url, sent.note)
        self._through.setText(" · ".join(filter(None, parts)))
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for line in sent.files:
            self._flow.addWidget(self._file(line))
        self._files.setVisible(bool(sent.files))
        for text, words in ((self.posting, sent.posting), (self.answers, sent.answers)):
            text.setPlainText(words)
            text.setVisible(bool(words))
            self._named[text].setVisible(bool(words))
        self.show()
        self.setFocus()

    def _file(self, line: str) -> QWidget:
        found = read_sent(line)
        words = ": ".join(filter(None, (word_label(found.role) if found.role else "", found.name)))
        if not found.sha256:
            return label(tr("{file} (only its name is known)", file=words), tone="muted")
        made = button(words, "link")
        made.clicked.connect(lambda _=False: open_outside(self._desk, found.sha256, found.name))
        return made

    def _text(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setReadOnly(True)
        made.setTabChangesFocus(True)
        made.setAccessibleName(name)
        made.setFixedHeight(made.fontMetrics().lineSpacing() * _LINES)
        return made


class Noting(QWidget):
    """What was sent, where the frozen one is not true: which files, through what, which answers."""

    def __init__(self, panel: SentPanel) -> None:
        super().__init__()
        self._panel = panel
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(HAIR)
        self.through, self.answers = QLineEdit(), QPlainTextEdit()
        self.through.setAccessibleName(tr("Through"))
        self.through.setPlaceholderText(tr("Through what: their form, e-mail, a recruiter"))
        self.answers.setAccessibleName(tr("Answers given"))
        self.answers.setPlaceholderText(tr("What their form asked, and what you answered"))
        self.answers.setTabChangesFocus(True)
        self.answers.setFixedHeight(self.answers.fontMetrics().lineSpacing() * _LINES // 2)
        self._draft = Draft(panel.desk, self._typed, parent=self)
        self._draft.discarded.connect(lambda: self._type_in({}))
        self.through.textEdited.connect(self._draft.touch)
        self.answers.textChanged.connect(self._draft.touch)
        self._wrong = label("", "caption", tone="danger", wrap=True)
        keep, close = button(tr("Keep"), "primary"), button(tr("Close"), "quiet")
        keep.clicked.connect(self._keep)
        close.clicked.connect(self.hide)
        last = QWidget()
        row = Flow(last, TIGHT)
        row.addWidget(keep)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, SNUG, TIGHT, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self._draft.line)
        column.addLayout(self._boxes)
        for one in (self.through, self.answers, self._wrong, last):
            column.addWidget(one)

    def begin(self) -> None:
        """Offer the newest version of every document."""
        while (item := self._boxes.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for document, version in self._offered():
            box = QCheckBox(" · ".join(filter(None, (document.name, version.filename))))
            box.setProperty("version", version.id)
            own = self._panel.view.dossier.application if self._panel.view else None
            box.setChecked(own is not None and document.application == own.id)
            self._boxes.addWidget(box)
        if self._panel.view is not None:
            self._type_in(self._draft.begin(f"sent {self._panel.view.dossier.about}"))
        self._wrong.hide()
        self.show()
        self.through.setFocus()

    def _typed(self) -> dict[str, str]:
        typed = {"through": self.through.text(), "answers": self.answers.toPlainText()}
        return typed if any(typed.values()) else {}

    def _type_in(self, typed: Mapping[str, str]) -> None:
        self.through.setText(typed.get("through", ""))
        self.answers.setPlainText(typed.get("answers", ""))

    def _offered(self) -> list[tuple[Document, DocumentVersion]]:
        work = self._panel.desk.work
        pairs = [(one.document, newest(work, one.document.id)) for one in shelf(work)[:_OFFERED]]
        return [(document, version) for document, version in pairs if version is not None]

    def _keep(self) -> None:
        own = self._panel.application()
        if own is None:
            return
        boxes = [item.widget() for at in range(self._boxes.count()) if (item := self._boxes.itemAt(at)) is not None]
        picked = [str(box.property("version")) for box in boxes if isinstance(box, QCheckBox) and box.isChecked()]
        given = {"channel": self.through.text(), "answers": self.answers.toPlainText()}
        wrong: list[AtsError] = []
        desk = self._panel.desk
        if desk.do(verbs.record, desk.work, own.id, picked, wrong=wrong.append, **given) is None:
            self._wrong.setText(str(wrong[0]))
            self._wrong.show()
            return
        self._type_in({})
        self._draft.drop()
        self.hide()
        desk.say(tr("Kept as it was sent."), undo=True)


def sending_line(sent: Submission, zone: tzinfo | None) -> Line:
    """Say one sending: when, what, through what."""
    names = ", ".join(read_sent(line).name for line in sent.files) or tr("no file was named")
    note = " · ".join(filter(None, (names, sent.channel)))
    return Line(sent.id, moment_words(sent.submitted_at, zone) or tr("Sent"), note, "", "muted", "lock")


def moment_words(at: datetime | None, zone: tzinfo | None) -> str:
    """Say when: "Sun 22 Nov, 10:30"."""
    mine = at.astimezone(zone) if at else None
    return f"{short_day(mine.date())}, {mine:%H:%M}" if mine else ""
