"""Files in and out: what an import would do, doing it as one step of undo, and everything written to a folder.

Why:    a file is read behind a fence before the door is opened, so nothing waits inside a change,
        and a file that cannot be read changes nothing.
Source: experience.md E26-E29; promises.md P24, P41, P48.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ats_desktop.config.zone import system_zone
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.people import Contact
from ats_desktop.domain.portfolio import Achievement, Certification, Language, Project
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.domain.resume import ordered
from ats_desktop.domain.schema import moment_cell
from ats_desktop.domain.settings import ZONE
from ats_desktop.errors import AtsError, Refused
from ats_desktop.formats import jsonresume_out, table, vcard
from ats_desktop.formats.problem import KIND, MOST_BYTES, Note
from ats_desktop.formats.settled import Row, unpack
from ats_desktop.outside.parsing import fenced
from ats_desktop.services import upkeep
from ats_desktop.services.belonging import settle_whose
from ats_desktop.services.weighing import Fate, Line, Tally, Weighing
from ats_desktop.store.command import command
from ats_desktop.store.opening import touching_files
from ats_desktop.store.reads import transfer as reads
from ats_desktop.store.reads.today import setting
from ats_desktop.store.workspace import Workspace

_PARSE = "ats_desktop.formats.catalog:read_plain"
_PARSE_FOLDER = "ats_desktop.formats.catalog:read_folder_plain"
README = "README.txt"
_README = """This folder holds everything of one workspace of ATS Desktop, written {at}.

One CSV file for each kind of row: `id`, then its fields. They open in any spreadsheet (UTF-8, commas).
A cell that a spreadsheet would run as a formula has an apostrophe in front; a cell that begins with
`cell:` is written exactly as it is kept. `ats import` of this folder brings everything back.
resume.json is your profile as JSON Resume, contacts.vcf your contacts for any address book.
The folder holds salaries, contacts and private notes too: keep it where only you look.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do."""

    title: str
    format: str
    dry_run: bool
    counts: Mapping[tuple[str, Fate], int] = field(default_factory=dict)  # by table and fate
    lines: tuple[Line, ...] = ()  # the first of them, in the order of the file
    notes: tuple[Note, ...] = ()

    def count(self, fate: Fate, table_name: str = "") -> int:
        """Count rows of a fate, of one noun or of all."""
        return sum(n for (name, met), n in self.counts.items() if met is fate and table_name in {"", name})

    def __str__(self) -> str:
        said = ", ".join(f"{self.count(fate):,} {fate.value}" for fate in Fate)
        return f"{self.title}: {said}{' (nothing was written)' if self.dry_run else ''}"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    folder: Path
    files: tuple[str, ...]
    rows: int


@command("Import a file")
def import_file(
    work: Workspace,
    source: Path | bytes,
    *,
    name: str = "",
    format: str = "",  # noqa: A002 - the word of the command line
    mapping: Mapping[str, str] | None = None,
    day_first: bool = False,
    application: str = "",
    dry_run: bool = False,
    backups: Path | None = None,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Bring in a file: LinkedIn's zip, a job list, a résumé, or what was exported from here.

    Shape:  `mapping` gives columns by hand {heading: role}; `day_first` reads 3/4 as the third of
            April where nothing in the file decides; `application` is the one that invitations and mails
            belong to, where their words do not say; into `backups` goes a copy of what was there before;
            `told` hears how many rows of how many are done (0 of 0 while the file is read); what it raises stops
            the import, and nothing was changed.
    Raises: Refused, when it cannot be read; then nothing was changed.
    """
    title = name or (source.name if isinstance(source, Path) else "a file")
    asked = _asked(work, title, format, mapping or {}, day_first=day_first)
    tables, notes = _read(source, asked, lambda: told(0, 0))
    settle_whose(work, tables, application)
    every, done = sum(map(len, tables.values())), 0

    def heard(rows: int) -> None:
        nonlocal done
        done += rows
        told(done, every)

    if dry_run:
        tally = Weighing(work, None, heard).take(tables)
    else:
        if backups is not None:
            upkeep.back_up(work, backups, why="before import")
        with work.change(f"Import {title}") as change:
            tally = Weighing(work, change, heard).take(tables)
    return _report(title, tally, notes, dry_run=dry_run)


def plan(work: Workspace, source: Path | bytes, **asked: Any) -> Report:
    """Say what an import would do, row by row; nothing is written."""
    return import_file(work, source, dry_run=True, **asked)


def found_in(
    work: Workspace,
    source: Path | bytes,
    *,
    name: str = "",
    format: str = "",  # noqa: A002 - as above
) -> tuple[dict[str, list[Row]], list[Note]]:
    """Read a file and give its rows by their nouns, with their ids here; nothing is weighed or written.

    Raises: Refused, when it cannot be read.
    """
    title = name or (source.name if isinstance(source, Path) else "a file")
    return _read(source, _asked(work, title, format, {}, day_first=False))


def opened(work: Workspace, source: Path | bytes, name: str) -> tuple[bytes, dict[str, Any]]:
    """Give the bytes of a file, and how it is to be read here.

    Raises: Refused, when it is no file or too large.
    """
    title = name or (source.name if isinstance(source, Path) else "a file")
    content = source if isinstance(source, bytes) else _content(source)
    return content, _asked(work, title, "", {}, day_first=False)


def words_in(source: Path | bytes) -> str:
    """Read the words of a PDF, a Word document or a text, behind the fence.

    Raises: Refused, when there are none.
    """
    content = source if isinstance(source, bytes) else _content(source)
    return "\n".join(fenced("ats_desktop.formats.wording:words_of", content, {}))


def _report(title: str, tally: Tally, notes: list[Note], *, dry_run: bool) -> Report:
    kind = ", ".join(dict.fromkeys(note.text for note in notes if note.place == KIND))
    said = tuple(note for note in notes if note.place != KIND)
    return Report(title, kind, dry_run, tally.counts, tuple(sorted(tally.lines, key=_place)), said)


def _place(line: Line) -> tuple[str, int]:
    """Order lines as the file has them: by its parts, and by the number of the row."""
    part, _, number = line.place.rpartition(" ")
    return part, int(number) if number.isascii() and number.isdigit() else 0


# --- reading a file -----------------------------------------------------------------------------


def _asked(work: Workspace, name: str, kind: str, mapping: Mapping[str, str], *, day_first: bool) -> dict[str, Any]:
    """Say how a file is to be read here: whose ids, which zone, which currency."""
    zone = setting(work, ZONE.key)
    profile = next(iter(work.all(CandidateProfile, limit=1)), None)
    return {
        "now": moment_cell(work.now()),
        "name": name,
        "zone": system_zone() if zone in {"", "system"} else zone,
        "day_first": day_first,
        "currency": profile.salary_target.currency if profile else "",
        "mapping": dict(mapping),
        "own": profile.email if profile else "",
        "format": kind,
        "workspace": work.identity.workspace,
        "member": work.identity.member,
    }


def _read(
    source: Path | bytes, asked: dict[str, Any], going: Callable[[], None] = lambda: None
) -> tuple[dict[str, list[Row]], list[Note]]:
    """Read a file or a folder of ours behind the fence, and sort the rows by noun; `going` hears that it goes on."""
    function = _PARSE
    if isinstance(source, bytes):
        content = source
    elif source.is_dir():
        content, asked["parts"] = _folder(source)
        function = _PARSE_FOLDER
    else:
        content = _content(source)
    tables: dict[str, list[Row]] = {}
    notes: list[Note] = []
    try:
        for packed in fenced(function, content, asked, lambda: _stopped(going)):
            going()
            for line in unpack(packed):
                if isinstance(line, Note):
                    notes.append(line)
                else:
                    tables.setdefault(line.table, []).append(line)
    except Refused:
        going()  # where she stopped it, that is said, not that it ended
        raise
    return tables, notes


def _stopped(going: Callable[[], None]) -> bool:
    """Say whether whoever hears of the progress wants no more of it."""
    try:
        going()
    except AtsError:
        return True
    return False


def _content(path: Path) -> bytes:
    with touching_files():
        if path.exists() and not path.is_file():  # a device or a pipe gives bytes for ever, or never one
            raise Refused(f"{path.name} is no file.", "Choose a file, or a folder that `ats export` wrote.")
        with path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Refused(f"{path.name} is larger than 100 MB.", "Leave out what is not a list of rows, or split it.")
        return content


def _folder(folder: Path) -> tuple[bytes, list[tuple[str, int]]]:
    """Join the tables of an exported folder, with the name and length of each.

    Raises: Refused, when it holds none.
    """
    parts = [(path.name, _content(path)) for kind in NOUNS if (path := folder / f"{kind.noun.table}.csv").is_file()]
    if not parts:
        raise Refused(
            "There is nothing to import in this folder.", "Choose a file, or a folder that `ats export` wrote."
        )
    return b"".join(content for _, content in parts), [(name, len(content)) for name, content in parts]


# --- writing everything ---------------------------------------------------------------------------


@command("Export everything")
def export(work: Workspace, folder: Path) -> Exported:
    """Write every row of every noun into a folder: a CSV file a noun, the profile as JSON Resume, a README.

    Raises: Refused, when the folder holds other things or may not be written to.
    """
    with touching_files():
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / README).is_file())):
            raise Refused("This folder holds other things.", "Choose a new or an empty one; nothing was written.")
        folder.mkdir(parents=True, exist_ok=True)
        written = {f"{kind.noun.table}.csv": _write_table(work, kind, folder) for kind in NOUNS}
        (folder / "resume.json").write_bytes(resume(work))
        (folder / "contacts.vcf").write_text(
            "".join(vcard.write(reads.every(work, Contact.noun))), encoding="utf-8", newline=""
        )
        (folder / README).write_text(_README.format(at=f"{work.now():%Y-%m-%d %H:%M} UTC"), encoding="utf-8")
    files = (*(name for name, rows in written.items() if rows), "resume.json", "contacts.vcf", README)
    return Exported(folder, files, sum(written.values()))


def _write_table(work: Workspace, kind: Any, folder: Path) -> int:
    """Write the table of one noun; one that is empty leaves no file."""
    path = folder / f"{kind.noun.table}.csv"
    count = 0

    def counted() -> Iterator[Any]:
        nonlocal count
        for row in reads.every(work, kind.noun):
            count += 1
            yield row

    beside = path.with_suffix(".part")
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(table.write(kind.noun, counted()))
    if count:
        beside.replace(path)
    else:
        beside.unlink()
        path.unlink(missing_ok=True)
    return count


def resume(work: Workspace) -> bytes:
    """Write the profile and its rows as JSON Resume."""
    profile = next(iter(work.all(CandidateProfile, limit=1)), CandidateProfile())
    shown = (
        *ordered(work.all(Certification)),
        *ordered(work.all(Language)),
        *ordered(work.all(Project)),
        *ordered(work.all(Achievement)),
    )
    return jsonresume_out.write(
        profile, work.all(WorkExperience), work.all(Education), ordered(work.all(CandidateSkill)), shown
    )
