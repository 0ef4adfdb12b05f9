"""Pictures of every page: `python -m ats_desktop.ui.shots DIR [--of empty --of sample --of large] [--scale 2]`.

Why:    a page nobody looked at is ugly somewhere; the pictures are made without a screen, so anybody can look:
        light and dark, small and large, with nothing in it, with the sample, with ten thousand rows, in large type.
"""

import argparse
import os
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Entity, Id
from ats_desktop.store import backup
from ats_desktop.store.reads import standing
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.status import Standing
from ats_desktop.ui.theme import Theme, theme
from ats_desktop.ui.window import Window

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.store.workspace import Workspace

SIZES = ((1280, 800), (1920, 1080))
MODES = ("light", "dark")
SETTLE_MS, LOOKS = 150, 12
LARGE = 10_000


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
    if (held := window.focusWidget()) is not None and window.side.isAncestorOf(held):
        held.clearFocus()  # a ring around the search is what a start shows, not a page
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
    asked.add_argument("--profile", type=Path, help="a profile of one's own")
    asked.add_argument(
        "--of",
        action="append",
        choices=sorted(FILLINGS),
        help="what is in it: the sample, if not said; a folder each, if several",
    )
    asked.add_argument("--page", action="append", default=[])
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--small", action="store_true", help="only the smaller size")
    given = asked.parse_args()
    sizes, pages = SIZES[:1] if given.small else SIZES, tuple(given.page)
    fillings = given.of or ["sample"]
    for what in fillings:
        with nullcontext(given.profile) if given.profile else _profile(what) as profile:
            folder = given.folder / what if len(fillings) > 1 else given.folder
            for picture in take(folder, profile, pages=pages, scale=given.scale, sizes=sizes):
                sys.stdout.write(f"{picture}\n")
    return 0


def _fill_large(work: "Workspace") -> None:
    """Add ten thousand rows to the sample: what it knows of jobs, many times over."""
    rows: list[Entity] = []
    known = work.all(Application)
    jobs = {job.id: job for job in work.all(JobOpportunity)}
    past = work.all(ApplicationStage)
    for number in range(LARGE // 4):
        pattern = known[number % len(known)]
        job = replace(jobs[pattern.job], id=_new(), posting_url="")
        copy = replace(pattern, id=_new(), job=job.id)
        rows += [replace(job, title=f"{job.title} {number}"), copy]
        rows += [replace(step, id=_new(), application=copy.id) for step in past if step.application == pattern.id]
    with work.change("Many") as change:
        change.save_all(rows)
    while work.index_more():
        pass


def _new() -> Id[Any]:
    return Id(str(uuid.uuid4()))


def _nothing(_work: "Workspace") -> None:
    """Leave it as it is on the first day."""


def _sample(work: "Workspace") -> None:
    from ats_desktop.services import samples

    samples.fill(work, "Europe/Berlin")
    while work.index_more():
        pass


def _large(work: "Workspace") -> None:
    _sample(work)
    _fill_large(work)


FILLINGS: dict[str, Callable[["Workspace"], None]] = {"empty": _nothing, "sample": _sample, "large": _large}


@contextmanager
def _profile(what: str) -> Iterator[Path]:
    """Lend a profile with so much in it, in a folder that is thrown away."""
    from ats_desktop.app import App

    with tempfile.TemporaryDirectory(prefix="ats-shots-", ignore_cleanup_errors=True) as name:
        app = App.open(Path(name))
        FILLINGS[what](app.work)
        app.close()
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
