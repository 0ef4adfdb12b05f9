"""Where a row is at home: on the page of its own kind, or on that of what it belongs to."""

from collections.abc import Container, Iterator

from ats_desktop.domain.catalog import BY_TABLE, spoken_of
from ats_desktop.store import reading
from ats_desktop.store.workspace import Workspace

Name = tuple[str, str]  # table, id


def home_of(work: Workspace, table: str, row: str, pages: Container[str]) -> Name:
    """Name the row to look at for one: itself where its kind has a page, else the first it speaks of that has."""
    return next((name for name in _upwards(work, table, row) if name[0] in pages), (table, row))


def _upwards(work: Workspace, table: str, row: str) -> Iterator[Name]:
    """Name a row, and what its fields say that it belongs to, in their order."""
    yield table, row
    noun = BY_TABLE.get(table)
    if noun is not None:
        for cells in work.rows(reading.select_raw(noun), row):
            yield from spoken_of(noun, dict(zip(noun.names, cells, strict=True)))
