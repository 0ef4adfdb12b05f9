"""Completes the names of skills as they are typed, one after another where a field takes several."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ats_desktop.store.skillpack import skills_like
from ats_desktop.ui.words import tr

_BETWEEN = (",", ";")


class SkillNames(QCompleter):
    """Offers names for what stands behind the last comma; what was typed before it stays."""

    def __init__(self, line: QLineEdit) -> None:
        self._names = QStringListModel(line)
        super().__init__(self._names, line)
        self._before = ""
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        shown = QListView()
        shown.setAccessibleName(tr("Skills"))
        self.setPopup(shown)
        line.textEdited.connect(self._offer)
        line.setCompleter(self)

    @property
    def offered(self) -> list[str]:
        """What is offered now."""
        return self._names.stringList()

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Give the whole line with the chosen name at its end."""
        return f"{self._before}{index.data()}"

    def _offer(self, typed: str) -> None:
        at = max(typed.rfind(mark) for mark in _BETWEEN) + 1
        last = typed[at:]
        self._before = typed[:at] + last[: len(last) - len(last.lstrip())]
        self._names.setStringList(skills_like(last))
