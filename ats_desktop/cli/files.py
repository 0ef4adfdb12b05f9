"""`ats db`, `ats log`: the file, and what the program noted."""

import json as reading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from ats_desktop.cli import show
from ats_desktop.cli.place import Place, place_of
from ats_desktop.errors import Damaged
from ats_desktop.store.reads import health
from ats_desktop.store.versions import newest, version_of

_WHOLE = "The file is whole."
_LOOK = 0.3  # seconds between two looks at the log


def current(context: typer.Context) -> None:
    """Say which version the file has, and which this program knows."""
    found = _version(place_of(context))
    show.say(f"The file has version {found}; this program knows {newest()}.")


def upgrade(context: typer.Context) -> None:
    """Bring the file up to date, after a copy that was opened and checked."""
    place = place_of(context)
    before = _version(place)
    with place.reading() as work:
        after = health.version(work)
        if not work.read_only:
            show.say(f"Upgraded from {before} to {after}." if before != after else f"Already at version {after}.")


def check(context: typer.Context) -> None:
    """Read the whole file and say whether it is sound."""
    with place_of(context).reading(as_found=True) as work:
        found, newer = health.faults(work), work.read_only
    if found:
        raise Damaged("The file is damaged.", "; ".join(found))
    show.say(f"{newer} Its pages are whole; this program reads it and does not write to it." if newer else _WHOLE)


def size(context: typer.Context, json: show.AsJson = False) -> None:
    """Say how large the file is, and how many rows each table has."""
    with place_of(context).reading() as work:
        found = health.size(work)
    if json:
        sizes = {"data": found.data, "log": found.log, "files": found.files, "free": found.free}
        show.as_json(bytes=sizes, rows=dict(found.rows))
        return
    show.say(f"data.db {show.size(found.data)}, of which {show.size(found.free)} free; its log {show.size(found.log)}")
    show.say(f"documents {show.size(found.files)}")
    show.table(["table", "rows"], [[table, str(rows)] for table, rows in found.rows])


def _version(place: Place) -> int:
    name = place.current()
    return version_of(place.profile.workspace(name) / "data.db") if name else 0


def log(
    context: typer.Context,
    follow: Annotated[bool, typer.Option("-f", "--follow", help="Go on as more is noted")] = False,
    lines: Annotated[int, typer.Option("-n", "--lines", min=0, help="So many of the newest")] = 50,
) -> None:
    """Show what the program noted; secrets and addresses are never in it."""
    path = place_of(context).profile.log
    written = path.read_bytes() if path.exists() else b""
    _tell(written.splitlines()[-lines:] if lines else [])
    if follow:
        for more in following(path, len(written)):
            _tell(more)


def following(path: Path, seen: int) -> Iterator[list[bytes]]:
    """Give the whole lines that come to a file, also when it is begun anew; never ends by itself."""
    while True:
        written = path.stat().st_size if path.exists() else 0
        seen = seen if written >= seen else 0
        if written > seen:
            with path.open("rb") as file:
                file.seek(seen)
                whole = file.read().rpartition(b"\n")[0]
            seen += len(whole) + 1 if whole else 0
            yield whole.splitlines()
        time.sleep(_LOOK)


def _tell(lines: Iterable[bytes]) -> None:
    for line in lines:
        show.say(_readable(line.decode(errors="replace")))


def _readable(line: str) -> str:
    """Write one line of the log as a person reads it."""
    try:
        told = reading.loads(line)
        return "\n".join(filter(None, (f"{told['at']} {told['level'].lower()} {told['said']}", told.get("trace", ""))))
    except (ValueError, KeyError, TypeError):
        return line


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the commands into the program."""
    file = typer.Typer(help="The file: its version, its soundness, its size.", no_args_is_help=True)
    for run in (current, upgrade, check, size):
        file.command(run.__name__)(run)
    top.add_typer(file, name="db", rich_help_panel="The machine")
    top.command("log", rich_help_panel="The machine")(log)
    return {"db": file}
