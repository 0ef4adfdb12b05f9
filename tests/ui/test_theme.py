"""The look changes while the window is open: light, dark, larger; and labels never take what they show for a page."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

import ats_desktop
from ats_desktop.ui.colors import DARK, LIGHT
from ats_desktop.ui.icons import icon, pixmap
from ats_desktop.ui.theme import button, label, round_mark, tip
from ats_desktop.ui.window import Window

PACKAGE = Path(ats_desktop.__file__).parent


def test_dark_is_dark_at_once_and_everywhere(look, qapp, window, settle):
    """The page in view follows in a turn of its own, and is not painted before: it would be half light."""
    look.choose(mode="dark")

    assert look.colors is DARK
    assert qapp.palette().window().color().name() == DARK.window
    assert not window._pages["today"].updatesEnabled()
    settle()
    assert window._pages["today"].updatesEnabled()
    for part in (window.side, window.status, window._pages["today"]):
        assert DARK.accent in part.styleSheet()
        assert LIGHT.surface not in part.styleSheet()


def test_a_page_that_is_not_in_view_is_dressed_when_it_is_seen(look, window):
    window.go("jobs")
    window.go("today")
    before = window._pages["jobs"].styleSheet()

    look.choose(mode="dark")
    waits = window._pages["jobs"].styleSheet()
    window.go("jobs")

    assert waits == before
    assert window._pages["jobs"].styleSheet() == look.written


def test_what_comes_over_the_pages_later_is_dressed_too(look, window):
    window.say("Saved.")
    look.choose(mode="dark")

    assert window.toast.styleSheet() == window.strip.styleSheet() == look.written


def test_as_the_desktop_follows_the_desktop(look, qapp):
    look.choose(mode="system")

    look._turn(Qt.ColorScheme.Dark)
    dark = look.colors
    look._turn(Qt.ColorScheme.Light)

    assert (dark, look.colors) == (DARK, LIGHT)


def test_a_choice_is_stronger_than_the_desktop(look):
    look.choose(mode="light")

    look._turn(Qt.ColorScheme.Dark)

    assert look.colors is LIGHT
    look._turn(Qt.ColorScheme.Light)


def test_larger_text_makes_every_role_larger(look):
    usual = look.font("heading").pointSizeF()

    look.choose(scale=2.0)

    assert look.font("heading").pointSizeF() == pytest.approx(2 * usual)


@pytest.mark.parametrize("scale", [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2])
def test_a_choice_is_as_round_and_as_wide_chosen_as_not(scale):
    px = {name: int(said.removesuffix("px")) for name, said in round_mark(scale).items()}

    assert px["circle"] + 2 == px["dot"] + 2 * px["ring"] == 2 * px["bend"]


def test_an_icon_takes_the_colour_of_the_palette_that_holds(look):
    light = pixmap("today", "text", 24).toImage()
    made = icon("today")

    look.choose(mode="dark")

    dark = pixmap("today", "text", 24).toImage()
    assert _ink(light) == LIGHT.text
    assert _ink(dark) == DARK.text
    assert made.pixmap(24, 24).toImage() == dark


def test_every_icon_is_drawn_with_the_palettes_ink():
    for path in sorted((PACKAGE.parent / "resources" / "icons").glob("*.svg")):
        drawn = path.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in drawn, path.name
        assert "http://www.w3.org/2000/svg" in drawn
        assert drawn.count("http") == 1, f"{path.name} points elsewhere"


def test_a_label_shows_a_posting_as_it_is_written():
    shown = label('<img src="file:///etc/passwd"><b>Engineer</b>')

    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert shown.text().startswith("<img")


def test_no_label_of_the_window_renders_a_page(window, settle):
    for entry in window._entries:
        window.go(entry)
        settle(1)

    assert rich(window) == []


def test_a_label_that_would_render_a_page_is_found(window):
    planted = QLabel("<b>bold</b>", window)

    assert rich(window) == [planted]


def test_nothing_is_shown_that_renders_pages():
    """QMessageBox, QTextBrowser and setHtml take text for a page; only help is one, of our own words (test_help)."""
    banned = {"QMessageBox", "QTextBrowser", "QErrorMessage", "setHtml", "insertHtml", "appendHtml", "QTextEdit"}

    used = {
        f"{path.name}: {name}"
        for path in (PACKAGE / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in [getattr(node, "id", "") or getattr(node, "attr", "") or getattr(node, "name", "")]
        if name in banned
    }

    assert used == {"help.py: QTextBrowser"}


def test_a_button_says_its_look():
    assert button("Add", "primary").property("look") == "primary"


def rich(window: Window):
    return [
        one for one in window.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText and one.text()
    ]


def _ink(image):
    colors = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    }
    (only,) = colors
    return only


def test_a_tip_shows_what_a_posting_says_and_never_reads_it_as_a_page():
    assert tip('<img src="file:///x.png"> wanted').startswith("<p>&lt;img src=")
    assert tip("") == ""
