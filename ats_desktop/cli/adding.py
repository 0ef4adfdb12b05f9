"""`ats add LINK|FILE|-`: a posting as she has it becomes a card; what was read of it is told, with its source."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ats_desktop.cli import show
from ats_desktop.cli.place import Place
from ats_desktop.domain.catalog import find_noun
from ats_desktop.errors import PARTS, NotFound, Refused, ToolMissing, border

if TYPE_CHECKING:
    from ats_desktop.services.capture import Taken
    from ats_desktop.store.workspace import Workspace

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PAGES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml", ".txt", ".md"})
_INPUT = "-"


def is_thing(word: str) -> bool:
    """Say whether a word is a link, a file or the standard input, rather than the name of a list."""
    if word == _INPUT or _LINK.fullmatch(word):
        return True
    path = Path(word)
    return find_noun(word) is None and (path.suffix != "" or path.name != word or path.is_file())


def take(place: Place, word: str, *, json: bool) -> None:
    """Take what the word names.

    Raises: Refused, when nothing can be made of it.
    """
    path = Path(word)
    if word != _INPUT and not _LINK.fullmatch(word):
        _sees(path)
    if word != _INPUT and not _LINK.fullmatch(word) and path.suffix.casefold() not in _PAGES:
        _import(place, path, json=json)
        return
    with place.writing() as work:
        taken = _taken(work, place, word)
    if taken.job is None:
        raise Refused("This is an invitation.", "`ats share join` takes it.")
    if json:
        _as_json(taken)
    else:
        _tell(taken)


def _sees(path: Path) -> None:
    if path.is_dir():
        raise Refused(f"“{path}” is a folder.", "Name a file in it.")
    if not path.exists():
        raise NotFound(f"There is no file “{path}” here.", "Look how it is written, or name it with its folder.")


def _taken(work: "Workspace", place: Place, word: str) -> "Taken":
    from ats_desktop.services import capture

    if word != _INPUT and not _LINK.fullmatch(word):
        return capture.take_file(work, Path(word))
    thing = sys.stdin.read(capture.MOST_BYTES) if word == _INPUT else word
    try:
        with border(PARTS):
            web = place.open_web()
    except ToolMissing:  # the card is kept all the same
        (capture.add_text if word == _INPUT else capture.add_link)(work, thing)
        raise
    return capture.take(work, thing, web)


def _import(place: Place, path: Path, *, json: bool) -> None:
    """Bring in a file that is no page: by the format that knows it."""
    from ats_desktop.services import transfer

    with place.writing() as work:
        made = transfer.import_file(work, path, backups=place.backups(work.folder.name))
    if json:
        show.as_json(kind="file", file=made.title, format=made.format, said=str(made))
        return
    show.say(*(f"{note.place}: {note.text}" if note.place else note.text for note in made.notes), made)


def _tell(taken: "Taken") -> None:
    show.say(taken.warning or f"Added: {taken.job} ({show.tail(taken.application)})")
    if taken.parts:
        show.table(["", "what it says", "from"], [[part.label, part.value, part.origin] for part in taken.parts])
    if taken.waiting and taken.job and taken.job.fetch == "waiting":
        show.say(f"{taken.waiting} The card is there, and is filled then.")
    elif taken.waiting:
        show.say(f"Its page was not read. {taken.waiting}")


def _as_json(taken: "Taken") -> None:
    told = {part.field: {"value": part.value, "from": part.origin} for part in taken.parts}
    show.as_json(
        kind=taken.kind.value,
        application=taken.application,
        job=show.json_row(taken.job) if taken.job else None,
        known=taken.known,
        warning=taken.warning,
        waiting=taken.waiting,
        parts=told,
    )
