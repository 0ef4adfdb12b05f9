"""What has ended, folded to the right of the board: one line a stage, to drop on and to open as a column."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from ats_desktop.domain.applications import Stage
from ats_desktop.ui.icons import SMALL, grown, pixmap
from ats_desktop.ui.theme import HAIR, RADIUS, RADIUS_CARD, SNUG, TIGHT, label, theme, tone
from ats_desktop.ui.widgets.board_cards import MIME
from ats_desktop.ui.words import tr

_LETTERS = 19


class ClosedStage(QAbstractButton):
    """One stage that ends an application: its name and count."""

    fell = Signal(list)  # ids of the cards let fall on it

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.count = 0
        self._over = False
        self.setCheckable(True)
        self.setAcceptDrops(True)
        self.setToolTip(tr("Show as a column"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show how many ended so."""
        self.count = count
        self.setAccessibleName(tr("{stage}, {n}, show as a column", stage=str(self.stage), n=count))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font())
        return QSize(metrics.averageCharWidth() * _LETTERS, metrics.height() + 2 * TIGHT)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.fell.emit(bytes(event.mimeData().data(MIME).data()).decode().split("\n"))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._over or self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone("accent_soft" if self._over or self.isChecked() else "hover"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self.hasFocus() or self._over:
            painter.setPen(QPen(tone("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        arrow = "left" if self.isChecked() else "right"
        side = grown(SMALL)
        spot = QRect(TIGHT, (self.height() - side) // 2, side, side)
        painter.drawPixmap(spot, pixmap(arrow, "muted", side, self.devicePixelRatioF()))
        words = self.rect().adjusted(TIGHT + side + HAIR, 0, -TIGHT, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        number = f"{self.count:,}" if self.count else ""
        painter.setFont(theme().font())
        room = words.width() - QFontMetrics(theme().font()).horizontalAdvance(number) - TIGHT
        name = QFontMetrics(theme().font()).elidedText(str(self.stage), Qt.TextElideMode.ElideRight, room)
        painter.setPen(tone("text" if self.count else "muted"))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(tone("muted"))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, number)
        painter.end()


class ClosedPanel(QFrame):
    """All of them, in one narrow column."""

    fell = Signal(str, list)  # stage, ids
    toggled = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._stages: dict[str, ClosedStage] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        self._column.setSpacing(HAIR)
        head = label(tr("Closed"), "strong")
        head.setContentsMargins(HAIR, HAIR, 0, HAIR)
        self._column.addWidget(head)
        self._foot = label(tr("Drop a card here when it ends."), "caption", tone="muted", wrap=True)
        self._foot.setContentsMargins(HAIR, SNUG, 0, 0)
        self._column.addWidget(self._foot)
        self._column.addStretch(1)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(QFontMetrics(theme().font()).averageCharWidth() * (_LETTERS + 5))

    def show_stages(self, stages: Sequence[Stage], counts: Mapping[str, int], opened: frozenset[str]) -> None:
        """Show these stages with their counts; those opened as columns are marked."""
        if [str(one.stage) + one.stage.key for one in self._stages.values()] != [str(s) + s.key for s in stages]:
            self._build(stages)
        for key, line in self._stages.items():
            line.show_count(counts.get(key, 0))
            line.setChecked(key in opened)

    def line(self, stage: str) -> ClosedStage:
        """Give the line of a stage."""
        return self._stages[stage]

    def _build(self, stages: Sequence[Stage]) -> None:
        for line in self._stages.values():
            line.deleteLater()
        self._stages = {stage.key: ClosedStage(stage) for stage in stages}
        for at, (key, line) in enumerate(self._stages.items(), 1):
            line.fell.connect(lambda ids, key=key: self.fell.emit(key, ids))
            line.clicked.connect(lambda on, key=key: self.toggled.emit(key, on))
            self._column.insertWidget(at, line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("side"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        painter.end()
