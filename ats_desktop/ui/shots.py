"""Pictures of every page, light and dark, small and large: `python -m ats_desktop.ui.shots DIR [--profile P]`.

Why:    a page nobody looked at is ugly somewhere; the pictures are made without a screen, so anybody can look.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ats_desktop.domain.applications import Application
from ats_desktop.store import backup
from ats_desktop.store.reads import standing
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.status import Standing
from ats_desktop.ui.theme import Theme, theme
from ats_desktop.ui.window import Window

if TYPE_CHECKING:
    from ats_desktop.app import App

SIZES = ((1280, 800), (1920, 1080))
MODES = ("light", "dark")
SETTLE_MS, LOOKS = 150, 12


def take(
    folder: Path,
    profile: Path,
    *,
    pages: tuple[str, ...] = (),
    scale: float = 1.0,
    sizes: tuple[tuple[int, int], ...] = SIZES,
) -> list[Path]:
    """Grab every page of a profile in every mode and size; gives the pictures."""
    from ats_desktop.app import App

    application = QApplication.instance() or QApplication(["ats", "-style", "fusion"])
    if isinstance(application, QApplication) and application.findChild(Theme, "theme") is None:
        Theme(application, mode="light", scale=scale)
    theme().follow()
    folder.mkdir(parents=True, exist_ok=True)
    app = App.open(profile)
    window = Window()
    window.arrive(app)
    window.show()
    dress(window, app)
    taken = []
    try:
        for mode in MODES:
            theme().choose(mode=mode)
            for width, height in sizes:
                window.resize(width, height)
                for key in pages or tuple(entry.key for entry in PAGES):
                    open_page(window, key)
                    taken.append(folder / f"{key}-{mode}-{width}x{height}.png")
                    _still(window).save(str(taken[-1]))
    finally:
        window.live.stop()
        window.close()
        app.close()
    return taken


def dress(window: Window, app: "App") -> None:
    """Show what a running window shows around its pages."""
    newest = next((one for one in backup.listed(app.backups) if one.verified_at), None)
    window.stand(Standing(at=newest.verified_at if newest else None))
    for page, number in standing.counts(app.work).items():
        window.side.count(page, number)


def open_page(window: Window, key: str) -> None:
    """Open a page, and on those that show one row, one that has something to show."""
    row = ""
    if key == "application":
        found = window.work.all(Application, {"stage": "interviewing"}, limit=1) or window.work.all(
            Application, limit=1
        )
        row = found[0].id if found else ""
    window.go(key, row)


def _still(window: Window) -> QImage:
    """Grab the window when it stands still: pages are made and filled bit by bit."""
    _settle()
    before = window.grab().toImage()
    for _ in range(LOOKS):
        _settle()
        now = window.grab().toImage()
        if now == before:
            break
        before = now
    return before


def _settle() -> None:
    """Let the page ask, lay out and paint."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> int:
    """Take the pictures asked for on the command line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked = argparse.ArgumentParser(description="Pictures of every page.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--profile", type=Path, help="the sample, if not said")
    asked.add_argument("--page", action="append", default=[])
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--small", action="store_true", help="only the smaller size")
    given = asked.parse_args()
    sizes = SIZES[:1] if given.small else SIZES
    with _profile(given.profile) as profile:
        for picture in take(given.folder, profile, pages=tuple(given.page), scale=given.scale, sizes=sizes):
            sys.stdout.write(f"{picture}\n")
    return 0


@contextmanager
def _profile(given: Path | None) -> Iterator[Path]:
    """Lend the profile asked for; without one the sample, in a folder that is thrown away."""
    if given is not None:
        yield given
        return
    from ats_desktop.app import App
    from ats_desktop.services import samples

    with tempfile.TemporaryDirectory(prefix="ats-shots-", ignore_cleanup_errors=True) as name:
        app = App.open(Path(name))
        samples.fill(app.work, "Europe/Berlin")
        app.close()
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
