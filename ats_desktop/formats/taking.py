"""Taking out of a document what our nouns have a place for; what stays is the remainder, in its own shape."""

from collections.abc import Iterator
from typing import Any

from ats_desktop.formats.dates import read_partial
from ats_desktop.formats.problem import Note

Document = dict[str, Any]


def take(entry: Document, key: str) -> str:
    """Take a text out of an entry; anything but a text is left where it is."""
    return str(entry.pop(key)) if isinstance(entry.get(key), str) else ""


def take_date(entry: Document, key: str, place: str, notes: list[Note]) -> str:
    """Take a date; one that is written otherwise there stays as well, to go out as it came."""
    text = entry.get(key)
    date = read_partial(text) if isinstance(text, str) else ""
    if date:
        del entry[key]
        if date != text:
            entry[key] = text
    elif text:
        notes.append(Note(place, f"{key} “{str(text)[:40]}” is no date; it is kept as it is."))
    return date


def take_texts(entry: Document, key: str) -> tuple[str, ...]:
    """Take a list of texts, if it is nothing else."""
    texts = entry.get(key)
    if isinstance(texts, list) and texts and all(isinstance(text, str) and text for text in texts):
        return tuple(entry.pop(key))
    return ()


def entries(section: object) -> list[Document]:
    """Give the entries of a section, however few."""
    found = section if isinstance(section, list) else [section]
    return [entry for entry in found if isinstance(entry, dict)]


def walk(rest: Document, name: str) -> Iterator[tuple[str, Document]]:
    """Walk the entries of a section; what is left of each stays in the remainder."""
    if not isinstance(rest.get(name), list):
        return
    found = rest[name] = [dict(entry) if isinstance(entry, dict) else entry for entry in rest[name]]
    for number, entry in enumerate(found, 1):
        if isinstance(entry, dict):
            yield f"{name} {number}", entry
    rest[name] = [entry for entry in found if not isinstance(entry, dict) or set(entry) - {"_of"}]
    if not rest[name]:
        del rest[name]
