"""Every text a window shows, with the widget that shows it; and how much room each has."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)

from ats_desktop.ui.widgets.lines import Lines
from ats_desktop.ui.widgets.top import Short


def texts(root):
    """Give (widget, text) of all that is ours to say: not what a person typed, nor cells of a table."""
    for widget in (root, *root.findChildren(QWidget)):
        if advanced(widget) or (widget.objectName().startswith("qt_")):
            continue
        for text in (*_of(widget), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()):
            if text.strip():
                yield widget, text


def _of(widget):
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().replace("&&", "&")
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QTableView) and widget.model():
        head = widget.model()
        yield from (str(head.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(head.columnCount()))
    if isinstance(widget, Lines):
        yield from (line.text for line in widget.lines if not line.key)


def advanced(widget):
    """Say whether a widget lies behind Settings > Advanced."""
    while widget is not None:
        if widget.property("advanced") == "yes":
            return True
        widget = widget.parentWidget()
    return False


def clipped(root):
    """Name every label and button in view that has less room than its words need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, Short):
            continue
        need = _need(widget)
        if need and need > widget.width() + 1:
            found.append(f"{_named(widget)}: {need} > {widget.width()} wide")
        if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
            high = widget.heightForWidth(widget.width())
            if high > widget.height() + 1:
                found.append(f"{_named(widget)}: {high} > {widget.height()} high")
        elif isinstance(widget, QLabel | QPushButton) and widget.text() and not _holds(widget):
            high = widget.fontMetrics().height()
            if high > widget.height() + 2:
                found.append(f"{_named(widget)}: {high} > {widget.height()} high")
    return found


def _need(widget):
    """Say how wide a widget must be for its words."""
    if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
        lines = widget.text().split("\n")
        return max(widget.fontMetrics().horizontalAdvance(line) for line in lines)
    if isinstance(widget, QLabel) and widget.text():
        words = [word for word in widget.text().split() if "/" not in word]  # of a folder's path the end may be cut
        return max((widget.fontMetrics().horizontalAdvance(word) for word in words), default=0)
    if isinstance(widget, QPushButton) and widget.text():
        words = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&"))
        return words + (widget.iconSize().width() if not widget.icon().isNull() else 0)
    if isinstance(widget, QCheckBox) and widget.text():
        return widget.fontMetrics().horizontalAdvance(widget.text()) + 16
    return 0


def _holds(widget):
    return isinstance(widget, QLabel) and not widget.pixmap().isNull()


def _named(widget):
    place = widget.parentWidget()
    return f"“{widget.text()[:60]}” ({type(widget).__name__} in {type(place).__name__})"
