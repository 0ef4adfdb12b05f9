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

from ats_desktop.errors import AtsError, Refused
from ats_desktop.ui.pages.today import ADD, TAKEN
from ats_desktop.ui.words import tr

if TYPE_CHECKING:
    from ats_desktop.outside.web import Web
    from ats_desktop.store.workspace import Workspace
    from ats_desktop.ui.pages.page import Desk

INVITATION = "ats-invite:"
MOST_BYTES = 5_000_000
PAGES_SAVED = frozenset({".html", ".htm", ".xhtml", ".txt", ".md"})
RESUMES = frozenset({".pdf", ".docx"})
_FILES = "*.pdf *.docx *.zip *.csv *.tsv *.txt *.xlsx *.json *.ics *.eml *.vcf *.html *.htm"


def receive(desk: "Desk", thing: str) -> None:
    """Take a link, a text or the path of a file."""
    if INVITATION in thing:
        desk.go("settings", "join")
    elif thing.startswith("file:") and (path := Path(QUrl(thing.strip()).toLocalFile())).is_file():
        open_file(desk, path)
    else:
        _keep(desk, thing)


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


def _keep(desk: "Desk", thing: str | Path) -> None:
    """Make a card of it, at once; what its page says is read behind it, on the lane of the web."""
    work, app = desk.work, desk.app

    def card() -> tuple[str, str]:
        """Make the card; gives its application, and the link whose page is to be read."""
        from ats_desktop.services import capture

        text = (thing if isinstance(thing, str) else _words_of(thing)).strip()
        if is_link(text):
            return capture.add_link(work, text).id, text
        return capture.take(work, text, app.web).application, ""

    def shown(made: tuple[str, str]) -> None:
        application, link = made
        desk.go("today", f"{TAKEN}{application}")
        if link:
            desk.live.then(
                app.runner.start("web", lambda: capture_page(work, link, app.web)), lambda _: None, lambda _: None
            )

    def failed(error: AtsError) -> None:
        if isinstance(thing, str):
            desk.go("today", f"{ADD}{thing}")
        desk.tell(error)

    desk.live.then(app.runner.start("disk", card), shown, failed)


def capture_page(work: "Workspace", link: str, web: "Web") -> None:
    """Read the page of a link that has its card already; what cannot be read now is tried again later."""
    from ats_desktop.services import capture

    capture.take(work, link, web)


def is_link(text: str) -> bool:
    """Say whether a text is one web address and nothing else.

    >>> is_link("https://jobs.example/7"), is_link("www.jobs.example/7"), is_link("see https://jobs.example/7")
    (True, True, False)
    """
    return len(text.split()) == 1 and text.casefold().startswith(("http://", "https://", "www."))


def _words_of(path: Path) -> str:
    """Read a saved page or a text, as far as a posting reaches.

    Raises: Refused, when it cannot be read or is too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(tr("{name} is too large to be a posting.", name=path.name), tr("Nothing was changed."))
        return path.read_text("utf-8", "replace")
    except OSError as error:
        raise Refused(tr("{name} cannot be read.", name=path.name), tr("Nothing was changed.")) from error
