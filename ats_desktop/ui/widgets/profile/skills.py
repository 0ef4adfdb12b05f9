"""Skills in the candidate's own order: dragged, or moved by Alt and the arrows; the form of one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from ats_desktop.domain.profile import CandidateSkill
from ats_desktop.domain.resume import ordered
from ats_desktop.services import profile as verbs
from ats_desktop.services import rows
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.blank import Blank
from ats_desktop.ui.widgets.headed import Headed
from ats_desktop.ui.widgets.nounpanel import Panel, sheet
from ats_desktop.ui.widgets.skillnames import SkillNames
from ats_desktop.ui.words import tr

_KEY = Qt.ItemDataRole.UserRole
_FIELDS = ("skill_name", "level", "years", "last_used", "category")


class SkillsPanel(Panel):
    """The list, a line that adds to it, and the form of the skill that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: Sequence[CandidateSkill] = ()
        self._line = QLineEdit()
        self._line.setPlaceholderText(tr("Add skills, with commas between them"))
        self._line.setAccessibleName(tr("Add skills"))
        self._line.addAction(icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.names = SkillNames(self._line)
        self._line.returnPressed.connect(self.add)
        self.list = QListWidget()
        self.list.setProperty("framed", "yes")
        self.list.setAccessibleName(tr("Skills, in the order of your résumé"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.model().rowsMoved.connect(self._dropped)
        self.list.currentRowChanged.connect(self._choose)
        self.up, self.down = button(tr("Move up")), button(tr("Move down"))
        self.up.setIcon(icon("up"))
        self.down.setIcon(icon("down"))
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        for keys, act in (("Alt+Up", self.up.click), ("Alt+Down", self.down.click), ("Del", self.remove)):
            pressed = QShortcut(QKeySequence(keys), self.list, context=Qt.ShortcutContext.WidgetShortcut)
            pressed.activated.connect(act)
        fields = CandidateSkill.noun.by_name
        self.form = Form(desk, CandidateSkill, [fields[name] for name in _FIELDS])
        self._lay()

    def _lay(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(TIGHT)
        below.addWidget(label(tr("Drag, or Alt and the arrow keys"), "caption", tone="muted"), 1)
        below.addWidget(self.up)
        below.addWidget(self.down)
        left = QVBoxLayout()
        left.setSpacing(SNUG)
        left.addWidget(self._line)
        left.addWidget(self.list, 1)
        left.addLayout(below)
        self._title = label("", "title", wrap=True)
        remove = button(tr("Remove"), "danger")
        remove.clicked.connect(self.remove)
        self._sheet = sheet(Headed(self._title, remove), self.form)
        self._blank = Blank("chart", tr("No skills yet"), tr("Type a few above. The first ones are read first."))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ROOM)
        across.addLayout(left, 3)
        across.addWidget(self._sheet, 2)
        across.addWidget(self._blank, 2)

    @property
    def chosen(self) -> CandidateSkill | None:
        """The skill the keys are on."""
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def refresh(self) -> None:
        """Ask anew, and keep the choice where it is still there."""
        self.show_rows(self.chosen.id if self.chosen else "")

    def select(self, row: str) -> None:
        """Choose a skill by its id."""
        self.show_rows(row)

    def show_rows(self, chosen: str) -> None:
        """Fill the list."""
        self._rows = ordered(self._desk.work.all(CandidateSkill))
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._rows:
            item = QListWidgetItem(_said(row), self.list)
            item.setData(_KEY, row.id)
        at = next((at for at, row in enumerate(self._rows) if row.id == chosen), 0 if self._rows else -1)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self._choose(at)

    def add(self) -> None:
        """Add what was typed."""
        made = self._desk.do(verbs.add_skills, self._desk.work, self._line.text().replace(";", ",").split(","))
        if made is not None:
            self._line.clear()
            self.show_rows(made[0].id if made else "")
            if made:
                self._desk.say(tr("Added {what}", what=", ".join(row.skill_name for row in made)), undo=True)

    def move_by(self, step: int) -> None:
        """Move the chosen skill up or down."""
        row, at = self.chosen, self.list.currentRow()
        if row is not None and 0 <= at + step < len(self._rows):
            others = [one.id for one in self._rows if one.id != row.id]
            self._place(row.id, others, at + step)

    def remove(self) -> None:
        """Put the chosen skill into the bin."""
        row = self.chosen
        if row is not None and self._desk.do(_removed, self._desk.work, row):
            self.show_rows("")
            self._desk.say(tr("Removed {what}", what=row.skill_name), undo=True)

    def _place(self, row: str, others: Sequence[str], at: int) -> None:
        above, below = others[at - 1] if at else "", others[at] if at < len(others) else ""
        self._desk.do(verbs.place_skill, self._desk.work, row, above, below)
        self.show_rows(row)

    def _dropped(self, _from: QModelIndex, _first: int, _last: int, _to: QModelIndex, _row: int) -> None:
        now = [self.list.item(at).data(_KEY) for at in range(self.list.count())]
        was = [row.id for row in self._rows]
        moved = next((row for row in now if [r for r in now if r != row] == [r for r in was if r != row]), "")
        if moved and now != was:
            others = [row for row in now if row != moved]
            self._desk.live.soon(lambda: self._place(moved, others, now.index(moved)), owner=self)

    def _choose(self, at: int) -> None:
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        self._sheet.setVisible(row is not None)
        self._blank.setVisible(row is None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self._rows) - 1)
        if row is not None:
            self._title.setText(row.skill_name)
            self.form.open(row)


def _said(row: CandidateSkill) -> str:
    years = tr("{n} years", n=f"{row.years:g}") if row.years else ""
    return "   ·   ".join(part for part in (row.skill_name, word_label(row.level) if row.level else "", years) if part)


def _removed(work: Workspace, row: CandidateSkill) -> bool:
    rows.remove(work, row)
    return True
