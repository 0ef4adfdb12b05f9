"""How the window looks: our palette over Fusion, one small style sheet, one scale of sizes.

Why:    the program is started with `-style fusion`; no theming library is alive, and Qt tells of the
        desktop's light or dark (QStyleHints.colorScheme); what is left is two tables and a sheet.
Shape:  a label says its role ("heading"), a button its look ("primary"), a frame that it is a card;
        nothing else in the window names a colour, a size or a font.
Units:  SPACE in device-independent pixels; type in points times the person's font scale.
"""

from functools import cache, partial
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QStaticText
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from ats_desktop.shipped import shipped
from ats_desktop.ui.colors import DARK, LIGHT, Colors
from ats_desktop.ui.early import PLAIN_TEXT, put

if TYPE_CHECKING:
    from PySide6.QtCore import QRect, Qt

HAIR, TIGHT, SNUG, ROOM, WIDE, VAST = SPACE = (4, 8, 12, 16, 24, 32)
RADIUS, RADIUS_CARD = 6, 10
TYPE = {"caption": 0.9, "body": 1.0, "title": 1.2, "heading": 1.6, "display": 2.1}
LEAST_POINTS = 10.0
FAINT = 0.72
SIGNS = (10, 12, 16, 20)  # sides of arrows, ticks and icons in the sheet, which grow with the type
KNOWN_WORDS = 2_000  # of which the width is kept, and how they are laid out
A_TURN_MS = 1
MODES = ("system", "light", "dark")

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "shadow",
}
_OFF = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The look that holds now; it changes while the window is open, with the desktop or by the person's wish."""

    changed = Signal()

    def __init__(self, application: QApplication, *, mode: str = "system", scale: float = 1.0) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._points = max(LEAST_POINTS, application.font().pointSizeF())
        self.mode, self.scale = mode, scale
        self._dark = _is_dark(application.palette())  # asking the style hints is dear, and waits for `follow`
        self.early = True  # until `follow`: the way to the first paint
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._high: dict[str, tuple[int, int]] = {}
        self._wide: dict[tuple[str, str, bool], int] = {}
        self._laid: dict[tuple[str, str, bool], QStaticText] = {}
        self._inks: dict[str, QColor] = {}
        self._sheet = ""
        self._dress()

    @property
    def colors(self) -> Colors:
        """The palette that holds now."""
        dark = self._dark if self.mode == "system" else self.mode == "dark"
        return DARK if dark else LIGHT

    def follow(self) -> None:
        """Turn light and dark with the desktop from now on."""
        self.early = False
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._turn)
        self._turn(hints.colorScheme())
        self.changed.emit()

    def dress(self, part: QWidget, *, when_seen: bool = False) -> None:
        """Put the style sheet on a part of the window, now and whenever the look changes.

        Why:    on the application, every widget would be styled anew each time it gets a parent: a page of
                three hundred cost half a second to build; so it is on bars, pages and dialogs, and a page costs
                one pass.  On the window, a change of the look would pass over every page there is, half a second
                too: a page that is not in view waits until it is (`when_seen`, and it says `freshen`).
        """
        if not when_seen:
            self.freshen(part)
        self.changed.connect(partial(self._turn_over, part, when_seen=when_seen))

    def freshen(self, part: QWidget) -> None:
        """Put on a part what holds now, if it wears something else."""
        if part.styleSheet() != self.written:
            part.setStyleSheet("")  # before another is put on: faster, for the children are not passed over twice
            part.setStyleSheet(self.written)

    @property
    def written(self) -> str:
        """The style sheet that holds now."""
        if not self._sheet:
            self._sheet = sheet(self.colors, self._points * self.scale)
        return self._sheet

    def _turn_over(self, part: QWidget, *, when_seen: bool) -> None:
        if isValid(part) and not when_seen:
            self.freshen(part)
        elif isValid(part) and part.isVisible():  # in a turn of its own: to dress three hundred parts takes a moment
            part.setUpdatesEnabled(False)
            QTimer.singleShot(A_TURN_MS, part, partial(self._change, part))

    def _change(self, part: QWidget) -> None:
        """Put a page that is seen into what holds now, and show it all at once."""
        self.freshen(part)
        part.setUpdatesEnabled(True)

    @property
    def grown(self) -> float:
        """Say how much larger than usual the type is; icons grow with it."""
        return self._points * self.scale / LEAST_POINTS

    def choose(self, *, mode: str = "", scale: float = 0.0) -> None:
        """Take another mode or font scale, at once and everywhere."""
        before = (self.mode, self.scale)
        self.mode, self.scale = mode or self.mode, scale or self.scale
        if before != (self.mode, self.scale):
            self._dress()

    def font(self, role: str = "body", *, strong: bool = False) -> QFont:
        """Give the font of a role, for what paints its own text."""
        if (role, strong) not in self._fonts:
            font = QFont(self._application.font())
            font.setPointSizeF(self._points * self.scale * TYPE[role])
            font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            self._fonts[role, strong] = font
        return self._fonts[role, strong]

    def ink(self, name: str) -> QColor:
        """Give a colour of the palette that holds now, to write with; it is lent to all."""
        if name not in self._inks:
            self._inks[name] = QColor(getattr(self.colors, name))
        return self._inks[name]

    def high(self, role: str = "body") -> int:
        """Say how high a line of a role is, in device-independent pixels."""
        return self._lines_of(role)[0]

    def base(self, box: "QRect", role: str = "body") -> int:
        """Say on which line of pixels words of a role stand in the middle of a box."""
        high, ascent = self._lines_of(role)
        return box.top() + (box.height() - high + 1) // 2 + ascent

    def say(
        self, painter: QPainter, left: int, base: int, words: str, role: str = "body", *, strong: bool = False
    ) -> None:
        """Paint one line of words from where it begins and its base line; what was laid out once is kept.

        Why:    a page that is looked at again says the same words, and laying them out is half of painting them.
                Letters that may come from another font have another base line, and are laid out each time.
        """
        painter.setFont(self.font(role, strong=strong))
        if self.early or not words.isascii():
            painter.drawText(left, base, words)
            return
        key = words, role, strong
        if key not in self._laid:
            if len(self._laid) >= KNOWN_WORDS:
                self._laid.clear()
            self._laid[key] = _laid_out(words, self.font(role, strong=strong))
        painter.drawStaticText(left, base - self._lines_of(role)[1], self._laid[key])

    def _lines_of(self, role: str) -> tuple[int, int]:
        if role not in self._high:
            metrics = QFontMetrics(self.font(role))
            self._high[role] = metrics.height(), metrics.ascent()
        return self._high[role]

    def wide(self, words: str, role: str = "body", *, strong: bool = False) -> int:
        """Say how wide words are drawn; lists ask for the same again with each paint."""
        key = (words, role, strong)
        if key not in self._wide:
            if len(self._wide) >= KNOWN_WORDS:
                self._wide.clear()
            self._wide[key] = QFontMetrics(self.font(role, strong=strong)).horizontalAdvance(words)
        return self._wide[key]

    def _turn(self, scheme: "Qt.ColorScheme") -> None:
        if scheme.name != "Unknown" and self._dark != (scheme.name == "Dark"):
            self._dark = scheme.name == "Dark"
            if self.mode == "system":
                self._dress()

    def _dress(self) -> None:
        colors = self.colors
        font = self._application.font()
        font.setPointSizeF(self._points * self.scale)
        for known in (self._fonts, self._high, self._wide, self._inks, self._laid):
            known.clear()
        self._sheet = ""
        self._application.setFont(font)
        self._application.setPalette(qt_palette(colors))
        self.changed.emit()


def qt_palette(colors: Colors) -> QPalette:
    """Turn a palette of ours into Qt's."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(colors, name)))
    for role in _OFF:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.off))
    return palette


def sheet(colors: Colors, points: float) -> str:
    """Write the style sheet of a palette and a base size."""
    marks = "dark" if colors is DARK else "light"
    sizes = {f"{role}_pt": f"{points * factor:.1f}pt" for role, factor in TYPE.items()}
    wanted = shipped("style/window.qss").read_text(encoding="utf-8")
    sizes |= {f"s{side}": f"{round(side * points / LEAST_POINTS)}px" for side in SIGNS}
    sizes |= round_mark(points / LEAST_POINTS)
    parts = shipped(f"icons/parts-{marks}").as_posix()
    return Template(wanted).substitute(colors._asdict(), **sizes, parts=parts, r=RADIUS, R=RADIUS_CARD)


def round_mark(scale: float) -> dict[str, str]:
    """Measure the circle one chooses by: as wide chosen as not, and a radius Qt does not drop for being too large.

    >>> round_mark(2)
    {'circle': '30px', 'dot': '12px', 'ring': '10px', 'bend': '16px'}
    """
    half, dot = round(8 * scale), round(3 * scale)
    sizes = {"circle": 2 * half - 2, "dot": 2 * dot, "ring": half - dot, "bend": half}
    return {name: f"{side}px" for name, side in sizes.items()}


def _is_dark(palette: QPalette) -> bool:
    ground, ink = (
        palette.color(role).lightness() for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText)
    )
    return ground < ink


def _laid_out(words: str, font: QFont) -> QStaticText:
    from PySide6.QtCore import Qt

    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=font)
    return made


def theme() -> Theme:
    """Give the theme of the running window."""
    return _theme_of(QCoreApplication.instance())


@cache
def _theme_of(application: QCoreApplication | None) -> Theme:
    """Look it up once: what paints lines asks for it some thousand times a second."""
    found = application.findChild(Theme, "theme") if application else None
    if isinstance(found, Theme):
        return found
    raise LookupError("no window is open, so nothing has a look yet")


def tone(name: str) -> QColor:
    """Give a colour of the palette that holds now, for what paints itself."""
    return QColor(getattr(theme().colors, name))


def ink(painter: QPainter, name: str) -> None:
    """Write in a colour of the palette from here on; before the first paint only fainter or not (see early.py)."""
    look = theme()
    if look.early:
        painter.setOpacity(FAINT if name == "muted" else 1.0)
    else:
        painter.setPen(look.ink(name))


def label(
    text: str = "", role: str = "body", *, tone: str = "", wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Make a label: plain text always, so that no posting can slip in a picture or a link.

    Shape:  `role` is of TYPE or "strong"; `tone` is muted, accent, good, warn or danger.
    """
    made = QLabel(parent)
    put(made, textFormat=PLAIN_TEXT)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    made.setText(text)
    return made


def tip(text: str) -> str:
    """Write words that came from elsewhere as a tool tip: Qt would take what looks like a page for one."""
    from PySide6.QtGui import Qt

    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal) if text else ""


def button(text: str, look: str = "", *, parent: QWidget | None = None) -> QPushButton:
    """Make a button; `look` is "" (plain), primary, quiet or danger."""
    made = QPushButton(text, parent)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    return made


def card(parent: QWidget | None = None) -> QFrame:
    """Make a frame that lies on the page like a sheet of paper."""
    made = QFrame(parent)
    made.setProperty("card", "yes")
    return made


def restyle(widget: QWidget, **properties: str) -> None:
    """Change a widget's role, tone or look, and show it."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
