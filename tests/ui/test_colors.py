"""Both palettes can be read: every pair of colours that must be told apart is."""

from string import Template

import pytest
from PySide6.QtGui import QPalette

from ats_desktop.shipped import shipped
from ats_desktop.ui.colors import DARK, LIGHT, PAIRS, Colors, contrast, faint
from ats_desktop.ui.theme import qt_palette, sheet


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_can_be_told_apart(colors):
    assert faint(colors) == []


def test_a_pair_too_faint_is_named():
    """Fusion's own selection: white on #308cc6 is 3.7 : 1."""
    planted = LIGHT._replace(accent="#308cc6", on_accent="#ffffff")

    assert any(said.startswith(("on_accent on accent: 3.6", "on_accent on accent: 3.7")) for said in faint(planted))


def test_contrast_is_that_of_the_web_guidelines():
    assert contrast("#767676", "#ffffff") == 4.54
    assert contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff")


def test_the_pairs_name_colours_there_are():
    assert {name for pair in PAIRS for name in pair[:2]} <= set(Colors._fields)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_a_value_for_every_slot_and_names_no_colour_itself(colors):
    raw = shipped("style/window.qss").read_text(encoding="utf-8")

    written = sheet(colors, 10.0)

    assert "$" not in written
    assert "#" not in Template(raw).substitute(dict.fromkeys(_slots(raw), "x"))


def test_qts_palette_says_selected_text_in_our_colours():
    palette = qt_palette(DARK)

    assert palette.color(QPalette.ColorRole.Highlight).name() == DARK.accent
    assert palette.color(QPalette.ColorRole.HighlightedText).name() == DARK.on_accent


def _slots(text):
    return {found.group("braced") or found.group("named") for found in Template.pattern.finditer(text)} - {None}
