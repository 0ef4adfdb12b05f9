"""Where a row is at home: on the page of its own kind, or on that of what it belongs to."""

from collections.abc import Container, Iterator

from ats_desktop.domain.catalog import BY_CLASS, BY_TABLE
from ats_desktop.domain.schema import Field
from ats_desktop.store.workspace import Workspace

Name = tuple[str, str]  # table, id


def home_of(work: Workspace, table: str, row: str, pages: Container[str]) -> Name:
    """Name the row to look at for one: itself where its kind has a page, else the first it speaks of that has."""
    return next((name for name in _upwards(work, table, row) if name[0] in pages), (table, row))


def _upwards(work: Workspace, table: str, row: str) -> Iterator[Name]:
    """Name a row, and what its fields say that it belongs to, in their order."""
    yield table, row
    noun = BY_TABLE.get(table)
    fields = [field for field in noun.plain if field.name == "about" or _target(field)] if noun else []
    if not fields:
        return
    names = ", ".join(field.name for field in fields)
    for cells in work.rows(f"select {names} from {table} where id = ?", row):
        for field, cell in zip(fields, cells, strict=True):
            kind, _, of = str(cell or "").rpartition(":")
            if of:
                yield kind or _target(field), of


def _target(field: Field) -> str:
    found = BY_CLASS.get(field.kind.target) if field.kind.name == "link" else None
    return found.table if found is not None else ""
