"""`python -m ats_desktop`, or `ats`: the window when nothing is asked for, else the command line.

Why:    a cold start is felt every day, so the way to the window imports no command line.
"""

import os
import sys
from pathlib import Path

from ats_desktop.config.paths import find_profile
from ats_desktop.errors import Unavailable

UNAVAILABLE = 3


def main() -> int:
    """Open the window, or run the command that was typed.

    Why:    whatever is written, the file, its backups, an export, is read by her account alone.
    """
    os.umask(0o077)
    if len(sys.argv) < 2:  # noqa: PLR2004 - the program's own name, and nothing else
        return open_window(find_profile().folder)
    if sys.argv[1].startswith("ats:"):  # a browser hands an address over
        return open_window(find_profile().folder, sys.argv[1])
    from ats_desktop.cli.main import main as command

    return command(sys.argv[1:], open_window)


def open_window(profile: Path, link: str = "") -> int:
    """Open the window on a profile, and what an `ats://` address asks for; where it cannot be, say why."""
    if _no_screen():
        return _say("There is no screen here to open a window on.", "`ats --help` lists what works in a terminal.")
    try:
        from ats_desktop.ui.main import main as window
    except ModuleNotFoundError as missing:
        if str(missing.name).split(".")[0] != "PySide6":
            raise
        return _say("The window needs PySide6, which is not installed.", "All of `ats --help` works without it.")
    try:
        return window(profile, link)
    except Unavailable as error:
        return _say(error.title, error.advice)


def _no_screen() -> bool:
    """Say whether Qt would end the program for want of a screen."""
    asked = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in asked)


def _say(*lines: str) -> int:
    sys.stderr.write("\n".join(lines) + "\n")
    return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main())
