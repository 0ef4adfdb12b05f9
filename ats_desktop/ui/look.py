"""How the window looked last on this machine: read before the paint, from the profile's config.toml."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from ats_desktop.ui.theme import MODES

FIRST_SIZE = (1180, 760)
LEAST, MOST = 0.8, 2.0


class Look(NamedTuple):
    """Theme, font scale and size of the window; and the folder of the workspace, where there is one."""

    mode: str = "system"
    scale: float = 1.0
    size: tuple[int, int] = FIRST_SIZE
    folder: Path | None = None


def look_of(profile: Path) -> Look:
    """Read the look of a profile; whatever cannot be read is as at the first start."""
    try:
        told = tomllib.loads((profile / "config.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Look()
    seen = told.get("window", {})
    name = told.get("workspace")
    return Look(
        mode=str(seen.get("theme")) if seen.get("theme") in MODES else "system",
        scale=_number(seen.get("font_scale"), LEAST, MOST, 1.0),
        size=(
            int(_number(seen.get("width"), 480, 8000, FIRST_SIZE[0])),
            int(_number(seen.get("height"), 360, 5000, FIRST_SIZE[1])),
        ),
        folder=profile / "workspaces" / name if isinstance(name, str) and name else None,
    )


def _number(said: Any, least: float, most: float, usual: float) -> float:
    return min(max(float(said), least), most) if isinstance(said, int | float) else usual
