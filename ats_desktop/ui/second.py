"""A second start: it hands over to the window that is open, and ends."""

import sys
from pathlib import Path

from ats_desktop.background.bell import PATIENCE, ring
from ats_desktop.errors import Unavailable
from ats_desktop.ui.words import tr


def hand_over(profile: Path, link: str = "") -> int:
    """Let the open window show itself, and what an `ats://` address asks for; the answer is the exit code."""
    if ring(profile, patience=PATIENCE, say="open", link=link):
        return 0
    sys.stderr.write(tr("ATS Desktop is open already, but does not answer. Close it, then try again.") + "\n")
    return Unavailable.exit_code
