"""What becomes of what a person has: a link or a text becomes a card, a file goes to the page that knows it.

Why:    the line on Today, the window as a drop target, the tray and the palette all take the same things;
        only a person's own hand comes here.  What another program asks for (`ats://`) is put into the line,
        and waits there for Enter.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog

from ats_desktop.domain.schema import Id
from ats_desktop.errors import AtsError
from ats_desktop.ui.pages.today import ADD, KNOWN, TAKEN
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.store.workspace import Workspace
    from ats_desktop.ui.pages.page import Desk

INVITATION = "ats-invite:"
HERE = "You have this already:"
PAGES_SAVED = frozenset({".html", ".htm", ".xhtml", ".txt", ".md"})
RESUMES = frozenset({".pdf", ".docx"})
_FILES = "*.pdf *.docx *.zip *.csv *.tsv *.txt *.xlsx *.json *.ics *.eml *.vcf *.html *.htm"


def receive(desk: "Desk", thing: str, unread: str = "") -> None:
    """Take a link, a text or the path of a file; a posting's text fills the application whose page is `unread`."""
    if INVITATION in thing:
        desk.go("settings", f"join:{thing}")
    elif thing.startswith("file:") and (path := Path(QUrl(thing.strip()).toLocalFile())).is_file():
        open_file(desk, path)
    else:
        _keep(desk, thing, unread)


def open_file(desk: "Desk", path: Path) -> None:
    """Take a file to the page that knows its kind."""
    kind = path.suffix.casefold()
    if kind in RESUMES:
        desk.go("draft", str(path))
    elif kind in PAGES_SAVED:
        _keep(desk, path)
    else:
        desk.go("import", str(path))


def receive_dropped(desk: "Desk", dropped: QMimeData) -> bool:
    """Take what was dropped on the window; say whether it was anything."""
    files, links = _sorted(dropped.urls() if dropped.hasUrls() else ())
    text = dropped.text().strip() if dropped.hasText() else ""
    if files:
        open_file(desk, files[0])
        if len(files) > 1:
            desk.say(tr("One file at a time: {name} is taken.", name=files[0].name))
    elif links or text:
        receive(desk, links[0] if links else text)
    return bool(files or links or text)


def receive_clipboard(desk: "Desk") -> None:
    """Take what is in the clipboard: a file, a link or a posting is kept; a mere word waits for Enter."""
    held = QApplication.clipboard().mimeData()
    text = held.text().strip() if held.hasText() else ""
    if held.hasUrls() or text.startswith(("http://", "https://", INVITATION)) or "\n" in text:
        receive_dropped(desk, held)
        return
    desk.go("today", f"{ADD}{text}" if text else "box")
    if not text:
        desk.say(tr("There is nothing in the clipboard that could be a job."))


def choose(desk: "Desk") -> None:
    """Ask for a file, by the desktop's own window."""
    over = QApplication.activeWindow()
    name, _ = QFileDialog.getOpenFileName(over, tr("Choose a file"), str(Path.home()), f"{tr('Files')} ({_FILES})")
    if name:
        open_file(desk, Path(name))


def _sorted(urls: Iterable[QUrl]) -> tuple[list[Path], list[str]]:
    """Tell files from links; what is neither is passed over."""
    files, links = [], []
    for url in urls:
        if url.isLocalFile():
            files.append(Path(url.toLocalFile()))
        elif url.scheme() in {"http", "https"}:
            links.append(url.toString())
    return files, links


def _keep(desk: "Desk", thing: str | Path, unread: str = "") -> None:
    """Make a card of it, at once; what its page says is read by the card itself, behind it."""
    work, app = desk.work, desk.app

    def shown(made: tuple[str, str]) -> None:
        application, warning = made
        desk.go("today", f"{TAKEN}{application}{KNOWN if warning.startswith(HERE) else ''}")
        if warning:
            desk.say(warning)

    def failed(error: AtsError) -> None:
        if isinstance(thing, str):
            desk.go("today", f"{ADD}{thing}")
        desk.tell(error)

    asks = isinstance(thing, str) and "http" in thing and not is_link(thing)  # a link in a line is read at once
    desk.live.then(app.runner.start("web" if asks else "disk", lambda: card(work, app, thing, unread)), shown, failed)


def card(work: "Workspace", app: "App", thing: str | Path, unread: str = "") -> tuple[str, str]:
    """Keep a link, a text or a saved page; gives its application, and a warning where it may be here already.

    Raises: Refused, when there is nothing in it.
    """
    from ats_desktop.services import capture, jobs

    if isinstance(thing, Path):
        taken = capture.take_file(work, thing)
    elif is_link(text := thing.strip()):
        known = jobs.alike(work, "", "", capture.with_scheme(text))
        return capture.add_link(work, text).id, f"{HERE} {known[0]}." if known else ""
    elif unread and capture.is_posting(text):
        taken = capture.take_text_for(work, Id(unread), text)
    else:
        taken = capture.take(work, text, app.web)
    return taken.application, taken.warning


def is_link(text: str) -> bool:
    """Say whether a text is one web address and nothing else.

    >>> is_link("https://jobs.example/7"), is_link("www.jobs.example/7"), is_link("see https://jobs.example/7")
    (True, True, False)
    """
    return len(text.split()) == 1 and text.strip().casefold().startswith(("http://", "https://", "www."))
