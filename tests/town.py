"""Three real laptops around a real Postgres: hers, her second one, her coach's; clocks and lines that can be bad."""

import shutil
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ats_desktop.app import App
from ats_desktop.config.paths import Profile
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.outside.keys import Keys
from ats_desktop.outside.loopback import Postgres
from ats_desktop.store.states import WITHHELD
from ats_desktop.sync import sharing
from ats_desktop.sync.address import Address


@dataclass
class Clock:
    """What time a laptop believes it is."""

    wrong_by: timedelta = timedelta()

    def __call__(self):
        return datetime.now(UTC) + self.wrong_by


class Town:
    """The people, their laptops and their shared place."""

    def __init__(self, folder: Path, postgres: Postgres, blank: Path, *, role="commenter"):
        self.folder, self._blank, self._open, self.clocks = folder, blank, ExitStack(), {}
        self.ada, self.second, self.coach = map(self.laptop, ("ada", "second", "coach"))
        self.admin = postgres.admin_dsn(postgres.new_database())
        sharing.init(self.ada.work, self.ada.keys, self.admin, display="Ada Example")
        for app, invited in ((self.second, ("owner",)), (self.coach, (role, "Cleo Coach"))):
            sharing.join(app.work, app.keys, sharing.invite(self.ada.work, self.ada.keys, *invited).text)

    @property
    def everybody(self):
        return (self.ada, self.second, self.coach)

    def laptop(self, name, keys=None):
        """Open a laptop, as its next start would; a new one has a workspace file just made."""
        profile = Profile(self.folder / name)
        if not profile.config.exists():
            profile.workspace("own").mkdir(parents=True)
            shutil.copy(self._blank, profile.workspace("own") / "data.db")
            profile.config.write_text('workspace = "own"\n')
        clock = self.clocks.setdefault(name, Clock())
        app = App.open(self.folder / name, now=clock, keys=keys or Keys(name))
        self._open.callback(app.close)
        return app

    def sync(self):
        """Let everybody send and fetch, twice round, so that each has what all wrote."""
        return [app.sync() for _ in range(2) for app in self.everybody]

    def owner_place(self):
        """Lend the owner's door to the shared place."""
        return closing(sharing.open_place(self.ada.work, self.ada.keys))

    def close(self):
        self._open.close()


def save(app, row):
    """Write a new row as a person does."""
    with app.work.change("Add") as change:
        return change.save(row)


def edit(app, row, **values):
    """Change a row as a person does."""
    with app.work.change("Edit") as change:
        return change.save(replace(change.get(type(row), row.id), **values))


def remove(app, *rows):
    """Put rows into the bin as a person does."""
    with app.work.change("Remove") as change:
        for row in rows:
            change.remove(change.get(type(row), row.id))


def everything(app):
    """List every cell that people wrote, by noun: what her laptops must agree on."""
    found = {}
    for noun in (kind.noun for kind in NOUNS):
        names = ", ".join(f'"{name}"' for name in ("id", *(field.name for field in noun.plain)))
        found[noun.table] = sorted(app.work.rows(f"select {names} from {noun.table}"), key=str)
    return found


def waiting(app):
    """Count what is written here and not yet everybody's; a row made and removed before anybody saw it is nobody's."""
    marks, batches = (
        f"select count(*) from sync_dirty where batch <> {WITHHELD}",
        "select count(*) from sync_outbox where acked_seq is null",
    )
    return app.work.rows(marks)[0][0] + app.work.rows(batches)[0][0]


@contextmanager
def led_through(app, port):
    """Let a laptop reach its place by another port of this machine."""
    known = app.work.control()["place"]
    app.work.note(place=replace(Address.from_text(known), port=port).to_text())
    try:
        yield
    finally:
        app.work.note(place=known)
