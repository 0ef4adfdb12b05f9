"""Icons: one family of line drawings, each coloured by the palette that holds when it is painted.

Why:    a picture recoloured once would keep yesterday's colour when the desktop turns dark;
        an engine draws it anew from its strokes, sharp on any screen.
Source: drawn for this program; resources/icons, 24 x 24, stroke 1.75.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ats_desktop.shipped import shipped
from ats_desktop.ui.theme import theme

SMALL, USUAL, LARGE = 16, 20, 32


def icon(name: str, tone: str = "text", *, checked: str = "") -> QIcon:
    """Give an icon that follows the palette; `tone` names one of its colours, `checked` the one while it is on."""
    return QIcon(_Strokes(name, tone, checked or tone))


def grown(side: int) -> int:
    """Say how large an icon is beside the type that holds now.

    Units: device-independent pixels.
    """
    return round(side * theme().grown)


def pixmap(name: str, tone: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon once, for a label or a painter.

    Units: `side` in device-independent pixels.
    """
    return _drawn(name, str(getattr(theme().colors, tone)), side, ratio)


class _Strokes(QIconEngine):
    """Draws one icon in the colour of its tone, fainter when it cannot be used."""

    def __init__(self, name: str, tone: str, checked: str) -> None:
        super().__init__()
        self._name, self._tone, self._checked = name, tone, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        side = min(rect.width(), rect.height())
        spot = QRect(0, 0, side, side)
        spot.moveCenter(rect.center())
        painter.drawPixmap(spot, self._picture(side, ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._picture(min(size.width(), size.height()), 1.0, mode, state)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._picture(round(min(size.width(), size.height()) / scale), scale, mode, state)

    def clone(self) -> QIconEngine:
        return _Strokes(self._name, self._tone, self._checked)

    def _picture(self, side: int, ratio: float, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        tone = self._checked if state is QIcon.State.On else self._tone
        return pixmap(self._name, "off" if mode is QIcon.Mode.Disabled else tone, side, ratio)


@cache
def _strokes(name: str) -> str:
    return shipped(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, color: str, side: int, ratio: float) -> QPixmap:
    if side < 1:  # a button that has no room yet
        return QPixmap()
    drawing = QSvgRenderer(QByteArray(_strokes(name).replace("currentColor", color).encode()))
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
