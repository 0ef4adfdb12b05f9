"""The colours of the window: two palettes of our own, and every pair of them that people must tell apart.

Why:    Fusion's own selection is 3.7 : 1, too faint to read; a palette is a small table,
        so it is tested as one, pair by pair, instead of by looking.
Units:  contrast is the ratio of WCAG 2.2: 4.5 for text, 3 for the parts of a control.
"""

from typing import NamedTuple

TEXT, PART = 4.5, 3.0


class Colors(NamedTuple):
    """One palette; a tone has an ink, to write with, and a soft ground to write it on."""

    window: str  # behind everything
    side: str  # behind the side bar
    surface: str  # cards, lists, fields
    raised: str  # menus, toasts, tips
    hover: str  # under the pointer
    line: str  # between things, for the eye only
    edge: str  # around what can be typed into or pressed
    text: str
    muted: str
    off: str  # what cannot be used now
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    on_soft: str  # text on any soft ground
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    toast: str
    on_toast: str
    toast_link: str
    shadow: str


LIGHT = Colors(
    window="#f6f6f3",
    side="#eeeeea",
    surface="#ffffff",
    raised="#ffffff",
    hover="#e6e7e2",
    line="#e2e2dc",
    edge="#868b90",
    text="#1d2226",
    muted="#565d64",
    off="#8f959b",
    accent="#0b6478",
    accent_hover="#095365",
    on_accent="#ffffff",
    accent_soft="#d9ecf0",
    on_soft="#1d2226",
    good="#1c6b42",
    good_soft="#dff0e6",
    warn="#804f00",
    warn_soft="#fbeccd",
    danger="#ad2a20",
    danger_soft="#fbe3e0",
    toast="#23292e",
    on_toast="#f3f4f2",
    toast_link="#7fd0e2",
    shadow="#1d2226",
)

DARK = Colors(
    window="#16191c",
    side="#121517",
    surface="#1e2226",
    raised="#272c31",
    hover="#2a3035",
    line="#2c3237",
    edge="#747c84",
    text="#e7e9ea",
    muted="#a3abb2",
    off="#69717a",
    accent="#66c3d8",
    accent_hover="#86d3e4",
    on_accent="#0b1f25",
    accent_soft="#163c46",
    on_soft="#e7e9ea",
    good="#74cf9d",
    good_soft="#17382a",
    warn="#efb95c",
    warn_soft="#413113",
    danger="#ff9a8f",
    danger_soft="#4a2020",
    toast="#e7e9ea",
    on_toast="#1d2226",
    toast_link="#0b6478",
    shadow="#000000",
)

_GROUNDS = ("window", "side", "surface", "raised", "hover")
_TONES = ("good", "warn", "danger", "accent")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT) for ink in ("text", "muted") for ground in (*_GROUNDS, "accent_soft")),
    *((tone, ground, TEXT) for tone in _TONES for ground in (*_GROUNDS, f"{tone}_soft")),
    *(("on_soft", f"{tone}_soft", TEXT) for tone in _TONES),
    ("on_accent", "accent", TEXT),
    ("on_accent", "accent_hover", TEXT),
    ("on_toast", "toast", TEXT),
    ("toast_link", "toast", TEXT),
    *(("edge", ground, PART) for ground in ("window", "surface", "raised")),
    *(("accent", ground, PART) for ground in _GROUNDS),
)


def contrast(one: str, other: str) -> float:
    """Say how well two colours can be told apart, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return round((lighter + 0.05) / (darker + 0.05), 2)


def faint(colors: Colors) -> list[str]:
    """Name every pair of a palette that people could not tell apart well enough."""
    found = (
        (ink, ground, least, contrast(getattr(colors, ink), getattr(colors, ground))) for ink, ground, least in PAIRS
    )
    return [f"{ink} on {ground}: {ratio} < {least}" for ink, ground, least, ratio in found if ratio < least]


def _light(color: str) -> float:
    """Give the relative luminance of "#rrggbb"."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004 - the sRGB curve
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
