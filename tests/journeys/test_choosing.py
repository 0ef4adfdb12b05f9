"""Choosing: an interview that overlaps another, two offers side by side, two companies that are one; by mouse and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from ats_desktop.domain.applications import Application
from ats_desktop.domain.companies import Company
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.research import CompanyAlias

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier
TAB, SPACE, RETURN = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return
MOST_TABS = 120


def name_of(widget):
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "")


def named(window, name, kind=QWidget):
    """Find what a screen reader would find by its name."""
    found = [one for one in window.findChildren(kind) if one.isVisible() and name_of(one) == name]
    return found[0] if found else None


def pressed(window, qtbot, name, kind=QAbstractButton):
    """Press something by the mouse, once it can be seen where it is pressed."""

    def seen():
        found = named(window, name, kind)
        return found is not None and found.visibleRegion().contains(found.rect().center())

    qtbot.waitUntil(seen, timeout=10_000)
    QTest.mouseClick(named(window, name, kind), Qt.MouseButton.LeftButton)


def tabbed_to(window, name):
    """Walk by Tab to something with a name, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        here = QApplication.focusWidget()
        if here is not None and name_of(here) == name:
            return here
        QTest.keyClick(here or window, TAB)
    raise AssertionError(f"nobody comes to “{name}” by Tab")


def opened_by_keys(window, qtbot, page):
    """Open a page by the keys it has; by its name in the palette's list of actions where it has none."""
    window.actions.get(f"go.{page}").act.trigger()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages.get(page))
    window.stack.currentWidget().setFocus()


def said(window):
    """Every sentence and every named cell on the page."""
    labels = window.stack.currentWidget().findChildren(QLabel)
    return [name_of(one) for one in labels if one.isVisible()]


def agenda(window):
    return [line.note for line in named(window, "Interviews", QWidget) and window.stack.currentWidget().lines.lines]


# --- an interview that overlaps another ---------------------------------------------------------------


def overlapping(window):
    return [note for note in agenda(window) if "at the same time as Data engineer @ Brightwater Labs" in note]


def test_an_interview_that_overlaps_another_is_warned_of_and_planned_by_mouse(shown, qtbot):
    before = shown.work.count(Interview)
    pressed(shown, qtbot, "Interviews")
    pressed(shown, qtbot, "Plan an interview")
    qtbot.waitUntil(lambda: named(shown, "Day and time", QLineEdit) is not None)

    QTest.keyClicks(named(shown, "Day and time", QLineEdit), "tomorrow 10:15")
    qtbot.waitUntil(
        lambda: any("Data engineer @ Brightwater Labs (10:00). You can keep both." in one for one in said(shown))
    )
    pressed(shown, qtbot, "Save")

    qtbot.waitUntil(lambda: shown.work.count(Interview) == before + 1)
    qtbot.waitUntil(lambda: bool(overlapping(shown)))


def test_an_interview_that_overlaps_another_is_warned_of_and_planned_by_keys(shown, qtbot):
    before = shown.work.count(Interview)
    opened_by_keys(shown, qtbot, "interviews")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: name_of(QApplication.focusWidget()) == "Day and time")

    QTest.keyClicks(QApplication.focusWidget(), "tomorrow 10:15")
    assert any("You can keep both" in one for one in said(shown))
    QTest.keyClick(QApplication.focusWidget(), RETURN)

    qtbot.waitUntil(lambda: shown.work.count(Interview) == before + 1)
    qtbot.waitUntil(lambda: bool(overlapping(shown)))
    QTest.keyClick(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown.work.count(Interview) == before)


# --- two offers ---------------------------------------------------------------------------------------


def best(window):
    return {one.partition(":")[0]: one for one in said(window) if one.endswith("best")}


def test_two_offers_are_compared_and_one_is_accepted_by_mouse(shown, qtbot):
    pressed(shown, qtbot, "Offers")
    qtbot.waitUntil(lambda: "Base pay" in best(shown))
    assert best(shown)["Base pay"] == "Base pay: 88,000 EUR, best"
    assert best(shown)["Overall, of 100"] == "Overall, of 100: 90, best"
    assert any("you asked for 90,000 EUR/year from Lena, recruiter" in one for one in said(shown))

    pressed(shown, qtbot, "Accept: Data platform lead @ Signal Gardens")

    (accepted,) = shown.work.all(Offer, {"company_name": "Signal Gardens"})
    assert accepted.status is OfferStatus.ACCEPTED
    assert shown.work.get(Application, accepted.application).stage == "won"


def test_two_offers_are_compared_weighed_anew_and_declined_by_keys(shown, qtbot):
    opened_by_keys(shown, qtbot, "offers")
    qtbot.waitUntil(lambda: "Overall, of 100" in best(shown))
    share = tabbed_to(shown, "Pay, of 100 counts")
    for _ in range(8):
        QTest.keyClick(share, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: best(shown).get("Overall, of 100") == "Overall, of 100: 100, best", timeout=5_000)

    opened_by_keys(shown, qtbot, "offers")
    QTest.keyClick(tabbed_to(shown, "Decline: Platform engineer @ Cobalt Orchard"), SPACE)

    (declined,) = shown.work.all(Offer, {"company_name": "Cobalt Orchard"})
    assert declined.status is OfferStatus.DECLINED
    QTest.keyClick(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown.work.get(Offer, declined.id).status is OfferStatus.PENDING)


# --- two companies that are one -----------------------------------------------------------------------


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_two_companies_that_are_one_are_merged_and_found_by_either_name(shown, qtbot, by):
    (double,) = shown.work.all(Company, {"name": "Brightwater Labs, Inc."})
    with shown.work.change("A job at the other") as change:
        made = change.save(JobOpportunity(title="Clerk", company_name=double.name, company=double.id))
    if by == "mouse":
        pressed(shown, qtbot, "Companies")
        pressed(shown, qtbot, "Look at them")
        pressed(shown, qtbot, "Brightwater Labs stays")
        pressed(shown, qtbot, "Merge")
    else:
        opened_by_keys(shown, qtbot, "companies")
        qtbot.waitUntil(lambda: named(shown, "Look at them") is not None)
        QTest.keyClick(tabbed_to(shown, "Look at them"), SPACE)
        QTest.keyClick(tabbed_to(shown, "Brightwater Labs stays"), SPACE)
        QTest.keyClick(tabbed_to(shown, "Merge"), SPACE)

    qtbot.waitUntil(lambda: shown.work.find(Company, double.id) is None)
    (stays,) = shown.work.all(Company, {"name": "Brightwater Labs"})
    assert shown.work.get(JobOpportunity, made.id).company == stays.id
    assert [one.company for one in shown.work.all(CompanyAlias)] == [stays.id]
    QTest.keyClick(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown.work.find(Company, double.id) is not None)
    assert shown.work.get(JobOpportunity, made.id).company == double.id
