"""A window on a profile of its own, with the clock held at make.NOW, for the tests of pages."""

import make
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ats_desktop.app import App
from ats_desktop.domain.settings import Setting
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window


@pytest.fixture
def desk(qtbot, qapp, made_profile):
    """The real window with the real program behind it, and nothing in it yet."""
    if not qapp.findChild(Theme, "theme"):
        Theme(qapp, mode="light").follow()
    app = App.open(made_profile, now=lambda: make.NOW)
    window = Window()
    window.resize(1600, 900)
    window.show()
    window.arrive(app)
    yield window
    window.live.stop()
    window.close()
    window.deleteLater()  # before the program is closed, or a page still growing would ask it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.close()


@pytest.fixture
def named(desk):
    """Find what a screen reader would find by its name, among what can be seen."""

    def find(name, kind=QWidget):
        found = [one for one in desk.findChildren(kind) if says(one) == name and one.isVisible()]
        assert found, f"nothing is called “{name}”; there are: {sorted(filter(None, map(says, shown(desk))))}"
        return found[0]

    return find


def says(widget):
    """What a widget is called: its accessible name, else the text on it."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "")


def shown(desk):
    return [one for one in desk.findChildren(QWidget) if one.isVisible() and one.focusPolicy().value]


@pytest.fixture
def settle(qtbot):
    """Let the window come to rest: news delivered, pages repainted."""

    def wait():
        for _ in range(4):
            QTest.qWait(5)

    return wait


@pytest.fixture
def menu():
    """Give the menu that is open, as {text: action}."""

    def find():
        popup = QApplication.activePopupWidget()
        assert popup is not None, "no menu is open"
        return {act.text(): act for act in popup.actions() if isValid(act)}

    return find


@pytest.fixture
def own(desk):
    """An application, of a candidate who lives by Berlin's clock."""
    with desk.work.change("Zone") as change:
        change.save(Setting(key="zone", value="Europe/Berlin"))
    return make.application(desk.work, "Data Engineer", "Kestrel Freight", stage="applied", days=4)


@pytest.fixture
def page(desk, settle, qtbot):
    """Open the page of an application, or of a job, with all its parts."""

    def open_page(row):
        desk.go("application", row)
        settle()
        opened = desk.stack.currentWidget()
        if opened.facts.isVisible():
            qtbot.waitUntil(lambda: not opened._waiting, timeout=5_000)
        return opened

    return open_page


@pytest.fixture
def retype():
    """Type over what is in a line, then leave it by Tab."""

    def type_over(line, words):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Tab)

    return type_over


@pytest.fixture
def jobs(desk, settle):
    """Open the table of jobs."""

    def open_jobs(row=""):
        desk.go("jobs", row)
        settle()
        return desk.stack.currentWidget()

    return open_jobs


@pytest.fixture
def board(desk, settle):
    """Open the board."""

    def open_board():
        desk.go("board")
        settle()
        return desk.stack.currentWidget()

    return open_board


@pytest.fixture
def english():
    """Weeks begin on Monday, whatever the machine is set to."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
