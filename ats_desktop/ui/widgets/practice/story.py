"""The four fields in which an answer is told, each with a word on how much of it is there.

Shape:  editor.begin("practice <id>", stored)   what was typed under that name and never kept, else what is stored
        editor.settled()                        it was kept: nothing is held any more
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ats_desktop.domain.practice import QuestionKind
from ats_desktop.domain.star import PARTS, Coverage, Story, coverage
from ats_desktop.ui.drafting import Draft
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, label, restyle
from ats_desktop.ui.words import tr

_LINES = {"situation": 2, "task": 2, "action": 4, "result": 3}
_TONES = {Coverage.COVERED: "good", Coverage.LIGHT: "warn", Coverage.MISSING: "muted"}
_PROBLEMS = {QuestionKind.TECHNICAL, QuestionKind.SYSTEM_DESIGN, QuestionKind.CASE_STUDY}


def part_name(part: str) -> str:
    """Name a part of an answer."""
    names = {"situation": tr("Situation"), "task": tr("Task"), "action": tr("Action"), "result": tr("Result")}
    return names[part]


def coverage_words(found: Coverage) -> str:
    """Say how much of a part is told."""
    said = {Coverage.COVERED: tr("covered"), Coverage.LIGHT: tr("light"), Coverage.MISSING: tr("missing")}
    return said[found]


def _hints(kind: str) -> dict[str, str]:
    """Say what goes into each part, for stories and for problems."""
    if kind in _PROBLEMS:
        return {
            "situation": tr("What is asked, and what you take for granted"),
            "task": tr("What you would find out first"),
            "action": tr("Your way, step by step, and why not another"),
            "result": tr("What it costs, and how you would know that it works"),
        }
    return {
        "situation": tr("Where and when, who was there"),
        "task": tr("What was yours to do"),
        "action": tr("What you did, step by step"),
        "result": tr("How it ended, with a figure"),
    }


class StoryEditor(QWidget):
    """Situation, task, action, result."""

    changed = Signal()  # by the person, not by `put`

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._name, self._stored = "", Story()
        self._held: dict[str, Story] = {}  # typed and not kept yet, by name
        self._draft = Draft(desk, self._typed_parts, parent=self)
        self._draft.discarded.connect(self._discard)
        self._fields: dict[str, QPlainTextEdit] = {}
        self._states: dict[str, QLabel] = {}
        self._putting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self._draft.line)
        for part in PARTS:
            column.addLayout(self._head(part))
            column.addWidget(self._field(part), _LINES[part])
        self.ask("")
        self._look()

    def ask(self, kind: str) -> None:
        """Fit the hints to a kind of question."""
        for part, hint in _hints(kind).items():
            self._fields[part].setPlaceholderText(hint)
            self._fields[part].setAccessibleDescription(hint)

    def story(self) -> Story:
        """Give what was written."""
        return Story(**{part: field.toPlainText() for part, field in self._fields.items()})

    def begin(self, name: str, stored: Story) -> None:
        """Show what was typed under a name and never kept; else what is stored."""
        found = self._draft.begin(name)
        self._name, self._stored = name, stored
        typed = Story(**{part: found.get(part, "") for part in PARTS})
        self.put(self._held.get(name) or (typed if typed.whole else stored))

    def settled(self) -> None:
        """Hold nothing any more: it was kept."""
        self._held.pop(self._name, None)
        self._draft.drop()

    def put(self, story: Story) -> None:
        """Show an answer."""
        self._putting = True
        for part, field in self._fields.items():
            if field.toPlainText() != getattr(story, part):
                field.setPlainText(getattr(story, part))
        self._putting = False
        self._look()

    def first(self) -> QPlainTextEdit:
        """Give the first field, for the focus."""
        return self._fields[PARTS[0]]

    def last(self) -> QPlainTextEdit:
        """Give the last field, for what comes behind it."""
        return self._fields[PARTS[-1]]

    def _head(self, part: str) -> QHBoxLayout:
        named = label(part_name(part), "strong")
        self._states[part] = label("", "caption", tone="muted")
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addWidget(named)
        row.addWidget(self._states[part])
        row.addStretch(1)
        return row

    def _field(self, part: str) -> QPlainTextEdit:
        made = self._fields[part] = QPlainTextEdit()
        made.setAccessibleName(part_name(part))
        made.setTabChangesFocus(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # as high as there is room for
        made.setMinimumHeight(made.fontMetrics().lineSpacing() * _LINES[part] + 2 * SNUG + HAIR)
        made.textChanged.connect(self._typed)
        return made

    def _typed(self) -> None:
        if not self._putting:
            self._held[self._name] = self.story()
            self._draft.touch()
            self._look()
            self.changed.emit()

    def _typed_parts(self) -> dict[str, str]:
        typed = self._held.get(self._name, Story())
        return {part: getattr(typed, part) for part in PARTS if getattr(typed, part)}

    def _discard(self) -> None:
        self._held.pop(self._name, None)
        self.put(self._stored)
        self.changed.emit()

    def _look(self) -> None:
        for part, field in self._fields.items():
            found = coverage(part, field.toPlainText())
            state = self._states[part]
            if state.text() != coverage_words(found):
                state.setText(coverage_words(found))
                restyle(state, tone=_TONES[found])
