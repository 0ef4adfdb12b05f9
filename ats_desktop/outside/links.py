"""Tells the desktop that `ats://` addresses are ours: a file of its own, in the person's folder, when she asks for it.

Why:    an address opens something or lies in the line, it never writes (ui/uris.py); so it may be followed from
        any page, and the desktop has to know whom to hand it to.
Source: experience.md E32, E34; freedesktop.org, Desktop Entry and MIME applications.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from ats_desktop.errors import Borders, Refused, ToolMissing, border

NAME = "ats-desktop.desktop"
SCHEME = "x-scheme-handler/ats"
SECONDS = 10
_FOREIGN: Borders = {
    OSError: (ToolMissing, "The desktop could not be told.", "Its folder cannot be written: {0}."),
    subprocess.TimeoutExpired: (ToolMissing, "The desktop did not answer.", "Try again later."),
}


def folder() -> Path:
    """Say where a person's own applications are listed."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "applications"


def possible() -> bool:
    """Say whether this system takes such a file."""
    return sys.platform.startswith("linux")


def registered() -> bool:
    """Say whether addresses are handed to the program that runs now."""
    with suppress(OSError, UnicodeDecodeError):
        return (folder() / NAME).read_text(encoding="utf-8") == entry()
    return False


def register() -> str:
    """Let addresses be handed to us; gives a sentence about what else there is to do, or "".

    Raises: Refused, where the system has another way; ToolMissing, when the folder cannot be written.
    """
    if not possible():
        raise Refused("This system learns of such links from an installer.", "It is still to come.")
    with border(_FOREIGN):
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        (place / NAME).write_text(entry(), encoding="utf-8")
        _tell("update-desktop-database", str(place))
        if _tell("xdg-mime", "default", NAME, SCHEME):
            return ""
    return "The tool xdg-mime is not installed, so the desktop may ask once which program to use."


def forget() -> None:
    """Take it back.

    Raises: ToolMissing, when the folder cannot be written.
    """
    with border(_FOREIGN):
        (folder() / NAME).unlink(missing_ok=True)
        _tell("update-desktop-database", str(folder()))


def entry() -> str:
    """Write the file: who we are, and how we are started with an address."""
    lines = {
        "Type": "Application",
        "Name": "ATS Desktop",
        "Comment": "The applicant tracker that job seekers keep",
        "Exec": f"{' '.join(map(_quoted, _command()))} %u",
        "Icon": "ats-desktop",
        "Terminal": "false",
        "Categories": "Office;",
        "MimeType": f"{SCHEME};",
        "StartupNotify": "true",
        "StartupWMClass": "ats-desktop",
    }
    return "[Desktop Entry]\n" + "".join(f"{name}={value}\n" for name, value in lines.items())


def _command() -> list[str]:
    """Say how this program is started: by its own name where it has one, else by the interpreter."""
    own = Path(sys.executable).with_name("ats")
    return [str(own)] if own.exists() else [sys.executable, "-m", "ats_desktop"]


def _quoted(part: str) -> str:
    r"""Write a part of a command as the specification has it: in quotes, four characters escaped, percent doubled.

    >>> _quoted("/opt/my $tools/ats"), _quoted("/usr/bin/ats")
    ('"/opt/my \\\\$tools/ats"', '/usr/bin/ats')
    """
    doubled = part.replace("%", "%%")
    if all(letter.isalnum() or letter in "/._-%+" for letter in doubled):
        return doubled
    inside = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in doubled)
    return '"' + inside.replace("\\", "\\\\") + '"'


def _tell(tool: str, *words: str) -> bool:
    """Run one of the desktop's own tools; says whether it is there and did it."""
    found = shutil.which(tool)
    if found is None:
        return False
    return subprocess.run([found, *words], check=False, capture_output=True, timeout=SECONDS).returncode == 0
