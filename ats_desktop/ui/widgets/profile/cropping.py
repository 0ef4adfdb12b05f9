"""A picture, cropped square in a small dialog and written anew, so that nothing a camera hid in it goes along."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from ats_desktop.errors import Refused
from ats_desktop.services.profile import MOST_BYTES
from ats_desktop.ui.theme import SNUG, TIGHT, WIDE, button, label, theme, tone
from ats_desktop.ui.words import tr

SIDE, ROOM_FOR_IT = 512, 420  # pixels: of the picture kept, and of the dialog
KINDS = "*.png *.jpg *.jpeg *.webp *.bmp *.gif"
_STEP, _LEAST = 8, 20  # pixels a key moves; the smallest square in percent
_MOST_SIDE = 12_000  # pixels a picture may be wide: a small file can unfold to a huge one


def open_picture(path: Path) -> QImage:
    """Read a picture, turned upright.

    Raises: Refused, when it is too large or none.
    """
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise Refused(tr("This picture is larger than 5 MB."), tr("Choose a smaller one."))
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    if max(reader.size().width(), reader.size().height()) > _MOST_SIDE:
        raise Refused(tr("This picture is too large to be shown."), tr("Choose a smaller one."))
    found = reader.read()
    if found.isNull():
        raise Refused(tr("This is no picture."), tr("Choose a PNG or a JPEG file."))
    return found


def written(picture: QImage) -> bytes:
    """Write a picture anew: its points alone, at most 512 wide."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    if plain.width() > SIDE:
        plain = plain.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    points = QImage(plain.constBits(), plain.width(), plain.height(), plain.bytesPerLine(), plain.format())
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(points)
    return bytes(kept.data())


class Cropping(QWidget):
    """The picture and the square on it: dragged, or moved by the arrows; + and - change its size."""

    def __init__(self, picture: QImage) -> None:
        super().__init__()
        self._picture = picture
        room = QSize(ROOM_FOR_IT, ROOM_FOR_IT)
        self._size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        self._shown = picture.scaled(self._size, mode=Qt.TransformationMode.SmoothTransformation)
        self._held = QPoint()
        self.percent = 100
        side = min(self._size.width(), self._size.height())
        self.square = QRect((self._size.width() - side) // 2, (self._size.height() - side) // 2, side, side)
        self.setFixedSize(self._size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(tr("Part of the picture that is shown"))
        self.setAccessibleDescription(tr("Arrow keys move it, plus and minus change its size"))

    def cropped(self) -> QImage:
        """Give the part inside the square, as sharp as it came."""
        factor = self._picture.width() / self._size.width()
        left, top, side = (int(part * factor) for part in (self.square.x(), self.square.y(), self.square.width()))
        part = QRect(left, top, side, side)
        return self._picture.copy(part.intersected(self._picture.rect()))

    def move_by(self, across: int, down: int) -> None:
        """Move the square, within the picture."""
        left = max(0, min(self._size.width() - self.square.width(), self.square.x() + across))
        top = max(0, min(self._size.height() - self.square.height(), self.square.y() + down))
        self.square.moveTo(left, top)
        self.update()

    def resize_to(self, percent: int) -> None:
        """Make the square so many percent of the largest, around its middle."""
        self.percent = max(_LEAST, min(100, percent))
        side = max(1, min(self._size.width(), self._size.height()) * self.percent // 100)
        middle = self.square.center()
        self.square = QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
        self.move_by(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._shown)
        outside = QPainterPath()
        outside.addRect(self.rect())
        outside.addRect(self.square)
        painter.fillPath(outside, QColor(0, 0, 0, 140))
        painter.setPen(QPen(tone("accent") if self.hasFocus() else QColor("white"), 2))
        painter.drawRect(self.square.adjusted(1, 1, -2, -2))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        now = event.position().toPoint()
        self.move_by(now.x() - self._held.x(), now.y() - self._held.y())
        self._held = now

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.resize_to(self.percent + (5 if event.angleDelta().y() < 0 else -5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-_STEP, 0),
            Qt.Key.Key_Right: (_STEP, 0),
            Qt.Key.Key_Up: (0, -_STEP),
            Qt.Key.Key_Down: (0, _STEP),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.move_by(*steps[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.resize_to(self.percent + (-5 if key == Qt.Key.Key_Minus else 5))
        else:
            super().keyPressEvent(event)


class CropDialog(QDialog):
    """The square over the picture, how large it is, and yes or no."""

    def __init__(self, parent: QWidget, picture: QImage) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Your picture"))
        self.setAccessibleName(tr("Your picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme().dress(self)
        self.cropping = Cropping(picture)
        size = QSlider(Qt.Orientation.Horizontal)
        size.setRange(_LEAST, 100)
        size.setValue(100)
        size.setAccessibleName(tr("Size of the part"))
        size.valueChanged.connect(self.cropping.resize_to)
        take, drop = button(tr("Use this part"), "primary"), button(tr("Cancel"))
        take.clicked.connect(self.accept)
        drop.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.setSpacing(TIGHT)
        below.addWidget(size, 1)
        below.addWidget(drop)
        below.addWidget(take)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(SNUG)
        column.addWidget(label(tr("Choose the part to show"), "title"))
        column.addWidget(self.cropping, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(tr("Where and when it was taken is left out."), "caption", tone="muted"))
        column.addLayout(below)
        self.cropping.setFocus()
