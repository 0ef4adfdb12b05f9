"""What is typed and not saved yet: one small file in the workspace folder, for this laptop only.

Why:    it is no row: it is neither sent nor undone nor backed up, and it goes when what was typed is saved.
        The file is written beside itself and renamed, so that a power cut leaves the one or the other.
Shape:  drafts.json: {"form contacts": {"name": "Priya", "notes": "..."}}
Source: experience.md E22.
"""

import json
import threading
from collections.abc import Mapping
from pathlib import Path

from ats_desktop.store.files import sync_file, sync_folder
from ats_desktop.store.opening import touching_files

NAME = "drafts.json"
_MOST = 200  # drafts; of more, the oldest goes
_writing = threading.Lock()


def read(folder: Path, name: str) -> dict[str, str]:
    """Give what was being typed under a name; nothing, where there is none or the file cannot be read."""
    return _all(folder).get(name, {})


def keep(folder: Path, name: str, typed: Mapping[str, str]) -> None:
    """Keep what is being typed under a name; nothing typed forgets it.

    Raises: Unavailable, when the disk is full; what was kept before stays.
    """
    with _writing, touching_files():
        kept = _all(folder)
        if kept.get(name, {}) == dict(typed):
            return
        kept.pop(name, None)
        if typed:
            kept[name] = dict(typed)
        part = folder / f".part-{NAME}"
        newest = dict(list(kept.items())[-_MOST:])
        part.write_text(json.dumps(newest, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
        sync_file(part)
        part.replace(folder / NAME)
        sync_folder(folder)


def _all(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError):
        return {}
    drafts = found.items() if isinstance(found, dict) else ()
    return {
        str(name): {str(key): str(text) for key, text in typed.items()}
        for name, typed in drafts
        if isinstance(typed, dict)
    }
