"""Looking at a list before it is imported: its columns, and what was said about columns like these before.

Why:    whoever said once what her columns are is not asked again: the answer is kept with the workspace by the
        set of headings, whatever the file is called and whatever stands in it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ats_desktop.formats.catalog import LISTS
from ats_desktop.outside.parsing import fenced
from ats_desktop.services import transfer
from ats_desktop.store.workspace import Workspace

_LOOK = "ats_desktop.formats.catalog:look_plain"
NAMED = frozenset({"title", "company"})  # one of them is needed to know what a line is about


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it is taken for by itself, and some of its values."""

    heading: str
    role: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is; of a list also its columns, and what was said about them before.

    Shape:  `mapping` is {heading: role}, as `import_file` takes it; "" leaves a column out.
    """

    kind: str
    columns: tuple[Column, ...] = ()
    mapping: Mapping[str, str] | None = None  # None: nothing was said yet
    day_first: bool = False

    @property
    def is_list(self) -> bool:
        """Say whether its columns can be given by hand."""
        return self.kind in LISTS

    @property
    def understood(self) -> bool:
        """Say whether a line would be known by its title or its company."""
        said = self.mapping or {}
        return bool(NAMED & {said.get(column.heading, column.role) for column in self.columns})


def look(work: Workspace, source: Path | bytes, *, name: str = "") -> Look:
    """Say what a file is, behind the fence; nothing is written.

    Raises: Refused, when it cannot be read.
    """
    content, asked = transfer.opened(work, source, name)
    kind, *columns = fenced(_LOOK, content, asked)
    made = tuple(Column(heading, role, tuple(examples)) for heading, role, examples in columns)
    kept = work.control().get(_key(column.heading for column in made), "") if made else ""
    if not kept:
        return Look(kind, made)
    told = json.loads(kept)
    said = {_plain(heading): role for heading, role in told["mapping"].items()}
    mapping = {column.heading: said[name] for column in made if (name := _plain(column.heading)) in said}
    return Look(kind, made, mapping, bool(told["day_first"]))


def remember(work: Workspace, columns: Iterable[Column], mapping: Mapping[str, str], *, day_first: bool) -> None:
    """Keep what was said about columns like these."""
    said = json.dumps({"mapping": dict(mapping), "day_first": day_first}, ensure_ascii=False, sort_keys=True)
    work.note(**{_key(column.heading for column in columns): said})


def _key(headings: Iterable[str]) -> str:
    """Name a set of headings, in whatever order they stand."""
    told = json.dumps(sorted(map(_plain, headings)))
    return f"columns_{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
