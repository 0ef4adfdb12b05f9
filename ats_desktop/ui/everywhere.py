"""What can be done everywhere in the window: go to a page, search, undo, ask for help."""

from functools import partial
from typing import TYPE_CHECKING

from ats_desktop.ui.farther import offer
from ats_desktop.ui.keysheet import written
from ats_desktop.ui.reach import Reach
from ats_desktop.ui.walking import Walking
from ats_desktop.ui.wayback import WayBack
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.ui.window import Window

NUMBERED = 9  # pages that have a key of their own
OF_ONE_ROW = frozenset({"application", "draft"})  # which one?  they are opened from where it is listed
FIND = ("Ctrl+K", "Ctrl+Shift+P")


def register(window: "Window") -> None:
    """Register all of it, the pages first."""
    add, reach = window.actions.add, Reach(window)
    listed = [entry.key for entry in window.entries if entry.place]
    for entry in window.entries:
        number = listed.index(entry.key) + 1 if entry.place else 0
        if entry.key not in OF_ONE_ROW:
            words = tr("Go to {page}", page=tr(entry.title))
            keys = f"Ctrl+{number}" if 0 < number <= NUMBERED else ()
            add(f"go.{entry.key}", words, partial(reach.go, entry.key), keys=keys, icon_name=entry.icon)
    add("across", tr("Go between side bar and page"), reach.across, keys="F6", icon_name="right")
    add("find", tr("Search, or do something"), window.seek, keys=FIND, icon_name="search")
    window.side.hint(written(FIND[:1]))
    records = partial(window.seek, "records")
    add("records", tr("Go to a job, a person, anything"), records, keys="Ctrl+P", icon_name="search")
    add("add.job", tr("Add a job"), partial(window.begin, "job"), icon_name="add")
    add("undo", tr("Undo"), window.undo, keys="Ctrl+Z", icon_name="undo")
    add("keys", tr("Show all keys"), window.show_keys, keys="?", icon_name="info")
    add("help", tr("Help with this page"), partial(help_here, window), keys="F1", icon_name="info")
    add("redo", tr("Redo"), window.redo, keys=("Ctrl+Shift+Z", "Ctrl+Y"), icon_name="redo")
    offer(window)
    WayBack(window)
    Walking(window)


def help_here(window: "Window") -> None:
    """Open the help of the page in view."""
    window.go("help", window.here)
