"""What is new is told once, after an update: one line above the page, and the list where help is."""

from typing import TYPE_CHECKING

from ats_desktop import __version__
from ats_desktop.errors import AtsError
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.config.settings import Machine
    from ats_desktop.ui.window import Window

SEEN = "version"


def tell_once(window: "Window", machine: "Machine", version: str = __version__) -> bool:
    """Say that there is something new, if this version was never open here; a first start is no update."""
    before = machine.get("window", SEEN, default="")
    if before == version:
        return False
    machine.put("window", **{SEEN: version})
    if not before:
        return False
    strip = window.banner()

    def show() -> None:
        strip.clear()
        window.go("help", "changes")

    told = AtsError(tr("This is version {version}.", version=version), tr("What you had is as it was."))
    strip.tell(told, act=tr("See what is new"), do=show, kind="info", closes=True)
    return True
