"""The list of notices: each that reminds of something can be asked to come again later, by mouse, menu or key."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from ats_desktop.ui.days import day_words
from ats_desktop.ui.icons import icon
from ats_desktop.ui.theme import SNUG, TIGHT, theme
from ats_desktop.ui.widgets.lines import Lines
from ats_desktop.ui.words import tr


class NoticeLines(Lines):
    """What stands at the right of a line ("Later") is a button of its own; so is the menu of a line."""

    asked = Signal(str, QPoint)  # a menu for the line with this key, at this place of the screen

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        line = self.lines[index.row()] if index.isValid() else None
        if line is not None and line.act and event.button() is Qt.MouseButton.LeftButton:
            room = QFontMetrics(theme().font("caption")).horizontalAdvance(line.act) + TIGHT + SNUG
            if spot.x() > self.viewport().width() - room:
                self.asked.emit(line.key, self.viewport().mapToGlobal(spot))
                return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the line under the pointer, or of the one the keys are on."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid() and (key := self.lines[index.row()].key):
            self.setCurrentIndex(index)
            self.asked.emit(key, event.globalPos() if by_mouse else self.spot())

    def spot(self) -> QPoint:
        """Give the place of the screen below the line the keys are on."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())


class LaterMenu(QMenu):
    """When to be told again, or never."""

    chosen = Signal(str)  # one of the moments offered
    away = Signal()

    def __init__(self, parent: QWidget, moments: Mapping[str, datetime], now: datetime, zone: tzinfo) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Notice"))
        self.aboutToHide.connect(self.deleteLater)
        for name, at in moments.items():
            local = at.astimezone(zone)
            day = day_words(local.date(), now.astimezone(zone).date())
            words = (
                tr("Again in an hour") if name == "hour" else tr("Again {day}, {time}", day=day, time=f"{local:%H:%M}")
            )
            self.addAction(icon("clock"), words).triggered.connect(lambda _=False, name=name: self.chosen.emit(name))
        if moments:
            self.addSeparator()
        self.addAction(icon("check"), tr("Put away")).triggered.connect(self.away)
