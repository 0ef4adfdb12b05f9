"""The stages of the board as a list to change: her word for each, its order, whether it is shown, and a new one."""

from functools import partial

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ats_desktop.domain.applications import Category, Stage
from ats_desktop.errors import AtsError
from ats_desktop.services import stages as verbs
from ats_desktop.services.applications import stages
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.stages import as_shown
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label, theme
from ats_desktop.ui.widgets.settingcards import SettingCard, choice, entry
from ats_desktop.ui.words import explained, tr

NAME_LETTERS, MEANS_LETTERS = 28, 20


class StagesCard(SettingCard):
    """One line a stage; what it means stays, so that figures can be compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Stages"), tr("The columns of your board, in your words. What each means stays as it is."))
        self._desk = desk
        self.lines: dict[str, StageLine] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(HAIR)
        self.column.addLayout(self._rows)
        self.name = entry(tr("A new stage"))
        self.name.setAccessibleName(tr("Name of a new stage"))
        self.name.setMinimumWidth(self.name.fontMetrics().averageCharWidth() * NAME_LETTERS)
        self.means = choice([(one.value, word_label(one.value)) for one in Category], lambda _: None)
        self.means.setAccessibleName(tr("What the new stage means"))
        self.add = button(tr("Add a stage"))
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.row(self.name, self.means, self.add)
        self._state = label("", tone="danger", wrap=True)
        self._state.hide()
        self.column.addWidget(self._state)

    def refresh(self) -> None:
        """Show the stages there are, in order."""
        known = stages(self._desk.work)
        if [one.key for one in known] != list(self.lines):
            for line in self.lines.values():
                self._rows.removeWidget(line)
            lines = {one.key: self.lines.get(one.key) or self._line(one) for one in known}
            for key in self.lines.keys() - lines.keys():
                self.lines[key].deleteLater()
            self.lines = lines
            for line in lines.values():
                self._rows.addWidget(line)
        for at, one in enumerate(known):
            self.lines[one.key].show_stage(one, first=at == 0, last=at == len(known) - 1)

    def _line(self, stage: Stage) -> "StageLine":
        made = StageLine(stage)
        key = stage.key
        made.name.editingFinished.connect(lambda: self._rename(made, key))
        made.up.clicked.connect(partial(self._run, verbs.shift, key, -1))
        made.down.clicked.connect(partial(self._run, verbs.shift, key, 1))
        made.shown.clicked.connect(lambda on: self._run(verbs.hide, key, hidden=not on))
        return made

    def _rename(self, line: "StageLine", key: str) -> None:
        typed = " ".join(line.name.text().split())
        if typed != line.stage:
            self._run(verbs.rename, key, typed)

    def _add(self) -> None:
        means = Category(str(self.means.currentData()))
        if self._run(verbs.add, self.name.text(), means):
            self.name.clear()

    def _run(self, verb: object, *given: object, **named: object) -> bool:
        """Run a verb; what it refuses is said here, and the lines show what holds."""
        self._state.hide()
        done = self._desk.do(verb, self._desk.work, *given, wrong=self._wrong, **named)  # type: ignore[arg-type]
        self.refresh()
        return done is not None

    def _wrong(self, error: AtsError) -> None:
        self._state.setText(explained(error))
        self._state.show()


class StageLine(QWidget):
    """A name to type over, what it means, up and down, shown or not."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = ""
        self.name = QLineEdit()
        self._means = label("", "caption", tone="muted")
        self.up, self.down = QToolButton(), QToolButton()
        self.shown = QCheckBox(tr("Shown"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(self.name, NAME_LETTERS)
        row.addWidget(self._means, MEANS_LETTERS)
        row.addWidget(self.shown)
        row.addSpacing(TIGHT)
        for arrow, picture in ((self.up, "up"), (self.down, "down")):
            arrow.setIcon(icon(picture))
            row.addWidget(arrow)
        row.addStretch(1)
        self._means.setText(word_label(stage.category.value))
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Give name and meaning the width of so many letters, at any size of the text."""
        letter = QFontMetrics(theme().font()).averageCharWidth()
        for widget, letters in ((self.name, NAME_LETTERS), (self._means, MEANS_LETTERS)):
            widget.setMinimumWidth(letter * letters // 2)
            widget.setMaximumWidth(letter * letters)

    def show_stage(self, stage: Stage, *, first: bool, last: bool) -> None:
        """Show how a stage is now."""
        self.stage = str(as_shown(stage))
        if not self.name.hasFocus() or not self.name.isModified():
            self.name.setText(self.stage)
        self.name.setAccessibleName(tr("Name of {stage}", stage=self.stage))
        self.up.setAccessibleName(tr("Move {stage} up", stage=self.stage))
        self.down.setAccessibleName(tr("Move {stage} down", stage=self.stage))
        self.up.setToolTip(self.up.accessibleName())
        self.down.setToolTip(self.down.accessibleName())
        self.shown.setAccessibleName(tr("Show {stage} on the board", stage=self.stage))
        self.shown.setChecked(not stage.hidden)
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)
