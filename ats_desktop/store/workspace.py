"""One candidate's data in one file: questions, and the two doors through which it is written.

Why:    nothing else writes to the database.  `change` is for people: marks, undo, news
        "here".  `receive` is for sync alone: merge state, no marks, no undo, news "elsewhere".
Source: rulings 10-16; promises P1-P6.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ats_desktop.domain.catalog import BY_TABLE, NOUNS
from ats_desktop.domain.schema import Entity, Noun
from ats_desktop.domain.stamps import tag_of_device, tick
from ats_desktop.errors import PARTS, Damaged, NotFound, Refused, Unavailable, border
from ats_desktop.store import reading, search, undoing
from ats_desktop.store.collecting import without_collecting
from ats_desktop.store.feed import Changed, Feed
from ats_desktop.store.files import Files
from ats_desktop.store.opening import BUSY_MS, Connection, check_place, connect, driver, speaking_plainly
from ats_desktop.store.versions import NEWER, bring_up_to_date

if TYPE_CHECKING:
    from ats_desktop.store.change import Change

E = TypeVar("E", bound=Entity)
_PATIENCE_MS = 20  # a search waits no longer for the right to write


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes here: the workspace, this laptop, this person, and what she was granted."""

    workspace: str
    device: str
    member: str
    levels: dict[str, int] | None = None  # None: the owner

    @property
    def tag(self) -> str:
        """The laptop's tag in stamps."""
        return tag_of_device(self.device)


class Workspace:
    """The workspace file, open."""

    def __init__(
        self, folder: Path, *, key: str = "", read_only: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        self.folder = folder
        self.files = Files(folder / "files")
        self.feed = Feed()
        self.read_only = read_only  # the sentence that says why nothing may be written
        self.torn = False  # a letter was met that is none: the file is damaged, and a backup is the way back
        self.now = now or (lambda: datetime.now(UTC))
        self._key = key
        self._mine = threading.local()
        self._closed = False
        self._writing = threading.RLock()
        self._schema = self.connection().execute("pragma user_version").fetchone()[0]
        self._identity: Identity | None = None

    @classmethod
    def open(
        cls, folder: Path, *, key: str = "", backups: Path | None = None, now: Callable[[], datetime] | None = None
    ) -> "Workspace":
        """Open the file in a folder, made or brought up to date when needed, after a verified copy into `backups`.

        Raises: Refused, Unavailable or Damaged, as the folder, the disk or the file is.
        """
        check_place(folder)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, key=key, read_only=bring_up_to_date(folder, key, backups), now=now)

    # --- questions --------------------------------------------------------------------------

    def connection(self) -> Connection:
        """Give this thread's connection."""
        found = getattr(self._mine, "connection", None)
        if found is None:
            if self._closed:
                raise Unavailable("This workspace was closed.", "Nothing was changed; another one is open now.")
            found = connect(self.folder / "data.db", key=self._key, read_only=bool(self.read_only))
            search.prepare(found)
            self._mine.connection = found
        return found

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question written by hand; for store/reads only."""
        try:
            with speaking_plainly():
                return self.connection().execute(sql, values).fetchall()  # type: ignore[no-any-return]
        except Damaged as error:
            if not isinstance(error.__cause__, driver.OperationalError):
                raise
            return self._leniently(sql, values)

    def _leniently(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Read rows of which a letter is damaged, a sign in its place: one letter shall not hide a table."""
        self.torn, file = True, self.connection()
        file.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            with speaking_plainly():
                return file.execute(sql, values).fetchall()  # type: ignore[no-any-return]
        finally:
            file.text_factory = str

    def find(self, kind: type[E], row: str) -> E | None:
        """Read a row, or None."""
        found = self.rows(f"{reading.select(kind.noun)} where id = ?", row)
        return kind.noun.decode(found[0]) if found else None

    def get(self, kind: type[E], row: str) -> E:
        """Read a row.

        Raises: NotFound, when it is not here.
        """
        found = self.find(kind, row)
        if found is None:
            raise NotFound("This is not here any more.", "It may be in the bin, or on another laptop.")
        return found

    def all(self, kind: type[E], where: reading.Where = (), order: str = "", limit: int | None = None) -> list[E]:
        """Read the rows that meet every condition."""
        text, values = reading.asked(kind.noun, where, order, limit)
        return reading.decoded(kind.noun, self.rows(reading.select(kind.noun) + text, *values))

    def count(self, kind: type[Entity], where: reading.Where = ()) -> int:
        """Count the rows that meet every condition."""
        text, values = reading.asked(kind.noun, where, "", None)
        return int(self.rows(f"select count(*) from {kind.noun.table}{text}", *values)[0][0])

    def search(self, text: str, limit: int = 50) -> list[search.Hit]:
        """Find rows of any noun by the words in them."""
        self.catch_up()
        with speaking_plainly():
            return search.search(self.connection(), text, limit)

    def catch_up(self) -> None:
        """Index what was written a moment ago; where somebody else is writing just now, nobody waits for it."""
        file = self.connection()
        stand = (file.execute("pragma data_version").fetchone()[0], file.total_changes)
        if self.read_only or stand == getattr(self._mine, "indexed_at", None):
            return  # nothing was written, here or elsewhere, since all of it was indexed
        if not search.waiting(file):
            self._mine.indexed_at = stand
            return
        if not self._writing.acquire(timeout=_PATIENCE_MS / 1000):
            return
        try:
            file.execute(f"pragma busy_timeout = {_PATIENCE_MS:d}")
            with suppress(Unavailable), self.writing():
                search.catch_up(file)
        finally:
            file.execute(f"pragma busy_timeout = {BUSY_MS:d}")
            self._writing.release()

    def indexing(self) -> bool:
        """Say whether a large import is still being indexed."""
        return search.waiting(self.connection())

    def bin(self) -> list[tuple[Noun, str, str, str]]:
        """List what was removed, newest first: noun, id, title, when."""
        found = self.rows("select noun, row, title, at from sync_trash order by at desc")
        return [(BY_TABLE[noun], row, title, at) for noun, row, title, at in found if noun in BY_TABLE]

    def empty_bin(self, before: str) -> int:
        """Let go of what was removed before an instant; gives how many rows. Nothing, where it was ever shared.

        Why:    somebody may have written to such a row and not been heard yet: it comes back then, and whole.
        """
        if {"place", "incarnation", "detached"} & self.control().keys():
            return 0
        if not self.rows("select 1 from sync_trash where at < ? limit 1", before):
            return 0
        with self.writing() as file:
            return int(file.execute("delete from sync_trash where at < ?", (before,)).rowcount)

    # --- who we are -------------------------------------------------------------------------

    @property
    def identity(self) -> Identity:
        """Who writes here; decided when the file is first written to."""
        if self._identity is None:
            known = self.control()
            if "device" not in known:
                self._introduce()
                known = self.control()
            levels = json.loads(known["levels"]) if known.get("levels") else None
            self._identity = Identity(known["workspace"], known["device"], known["member"], levels)
        return self._identity

    def control(self) -> dict[str, str]:
        """Read the notes that sync keeps about this file."""
        return dict(self.rows("select key, value from sync_control"))

    def note(self, **values: str) -> None:
        """Write notes that sync keeps about this file; "" forgets one."""
        with self.writing() as file:
            for key, value in values.items():
                if value:
                    file.execute("insert or replace into sync_control (key, value) values (?, ?)", (key, value))
                else:
                    file.execute("delete from sync_control where key = ?", (key,))
        self._identity = None

    def _introduce(self) -> None:
        member = f"{uuid.uuid4().int % 36**12:x}".zfill(12)[-12:]
        with self.writing() as file:
            file.executemany(
                "insert or ignore into sync_control (key, value) values (?, ?)",
                [("workspace", str(uuid.uuid4())), ("device", str(uuid.uuid4())), ("member", member), ("clock", "")],
            )

    # --- the doors --------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Hold the one transaction that may write; what both doors stand on.

        Raises: Refused, for a file of another version; Unavailable, for a full disk or a locked file.
        """
        if self.read_only:
            raise Refused(NEWER, "You can read everything; install the newest version to write.")
        with self._writing, speaking_plainly(), without_collecting():
            file = self.connection()
            if file.in_transaction:
                yield file
                return
            file.execute("begin immediate")
            try:
                self._check_version(file)
                yield file
                file.execute("commit")
            except BaseException:
                if file.in_transaction:
                    file.execute("rollback")
                raise

    def _check_version(self, file: Connection) -> None:
        if file.execute("pragma user_version").fetchone()[0] != self._schema:
            raise Refused("The program was updated meanwhile.", "Close it and open it again.")

    @contextmanager
    def change(self, title: str, *, origin: str = "here") -> Iterator["Change"]:
        """Change rows, as a person does; a change inside another joins it."""
        outer: Change | None = getattr(self._mine, "change", None)
        if outer is not None:
            yield outer
            return
        with border(PARTS):
            from ats_desktop.store import change as door

        _ = self.identity
        with self.writing() as file:
            hlc = self._tick(file)
            made = self._mine.change = door.Change(self, title, hlc, origin)
            try:
                yield made
                news = made.finish()
                if made.steps:
                    file.execute("update sync_control set value = ? where key = 'clock'", (hlc,))
                    undoing.note(file, made)
            finally:
                self._mine.change = None
        if made.steps:
            self.feed.publish(news)

    def receive(self, *batch: Any, **told: Any) -> Any:
        """Take in what others wrote; for sync alone."""
        from ats_desktop.store.receive import receive

        return receive(self, *batch, **told)

    def undo(self) -> "undoing.Undone | None":
        """Take back the newest change; gives what was done, or None when there is none."""
        return undoing.undo(self)

    def redo(self) -> "undoing.Undone | None":
        """Do again what was taken back last."""
        return undoing.redo(self)

    def restore(self, kind: type[Entity], row: str) -> None:
        """Take a row out of the bin."""
        with self.change("Restore from the bin") as change:
            change.restore(kind.noun, row)

    def index_more(self) -> bool:
        """Index the next rows of a large import; gives whether more may be waiting."""
        with self.writing() as file:
            return search.index_more(file)

    def derive_all(self) -> None:
        """Work out every computed field again."""
        from ats_desktop.store.derive import derive_some

        for row in NOUNS:
            after = -1
            while after:
                with self.writing() as file:
                    after = derive_some(file, row.noun, max(after, 0))

    def look_outside(self) -> None:
        """Tell the pages when another process wrote to the file since this thread last looked."""
        version = self.rows("pragma data_version")[0][0]
        before = getattr(self._mine, "version", version)
        self._mine.version = version
        if version != before:
            self._identity = None
            self.feed.publish(Changed("Changed in another window", frozenset(), origin="outside"))

    def close(self) -> None:
        """Close this thread's connection, and let go of the others; what was saved is on the disk already.

        Why:    a connection closed under a thread that is using it ends the whole program.  So what runs on
                a lane comes to its end; its connection is gone when it lets go of it.
        """
        self._closed = True
        mine = getattr(self._mine, "connection", None)
        if mine is not None:
            mine.close()
        self._mine = threading.local()

    def _tick(self, file: Connection) -> str:
        """Read the clock of stamps: later than whatever was written or heard."""
        asked = "select key, value from sync_control where key in ('clock', 'offset_ms')"
        known = dict(file.execute(asked).fetchall())
        return tick(known.get("clock") or "", int(self.now().timestamp() * 1000), int(known.get("offset_ms") or 0))


def nouns_of(tables: Iterable[str]) -> frozenset[type[Entity]]:
    """Find the classes of tables, as pages name what they watch."""
    return frozenset(BY_TABLE[table].row for table in tables if table in BY_TABLE)
