"""Everything that is open, in one hand: opened in order, closed in reverse.

Why:    the one place that knows both verbs and sync, so that neither knows the other.
Shape:  a profile holds several workspaces: one's own, the sample, those one coaches;
        `workspace` in config.toml names the one that is open.
"""

import logging
import shutil
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ats_desktop.background.runner import Runner
from ats_desktop.config.logs import log_to
from ats_desktop.config.paths import Profile, find_profile, root
from ats_desktop.config.settings import Machine
from ats_desktop.errors import PARTS, AtsError, Refused, border
from ats_desktop.outside.keys import Keys
from ats_desktop.outside.world import World
from ats_desktop.store import marker
from ats_desktop.store.diagnosis import wrong_with
from ats_desktop.store.feed import Changed
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.background.heart import Heart
    from ats_desktop.outside.web import Web
    from ats_desktop.services.restoring import Restored
    from ats_desktop.store.marker import Told
    from ats_desktop.sync.engine import Report
    from ats_desktop.sync.invitation import Invitation
    from ats_desktop.sync.watching import Watching

SAMPLE = "sample"
T = TypeVar("T")


class App:
    """The program on one profile, with one workspace open."""

    def __init__(
        self,
        profile: Profile,
        *,
        now: Callable[[], datetime] | None = None,
        keys: Keys | None = None,
        web: "Web | None" = None,
    ) -> None:
        self.places = profile
        self.profile = profile.folder
        self.machine = Machine(profile.config)
        self._log = log_to(profile.log)
        self._now = now or (lambda: datetime.now(UTC))
        self.keys = keys or Keys(self._profile_id())
        self.runner = Runner()
        self._web = web
        self.world = World(
            self.keys, self._now, lambda: self.machine.section("mail"), lambda kept: self.machine.put("mail", **kept)
        )
        self.heart: Heart | None = None
        self._watching: Watching | None = None
        self.work = self._open(self.machine.get("", "workspace") or self._first())
        self.warm = self.runner.start("store", _warm)

    @classmethod
    def open(
        cls,
        profile: str | Path | None = None,
        *,
        now: Callable[[], datetime] | None = None,
        keys: Keys | None = None,
        web: "Web | None" = None,
    ) -> "App":
        """Open a profile, made when it is not there.

        Raises: Refused, Unavailable or Damaged, as the folder, the disk or the file is.
        """
        return cls(find_profile(profile), now=now, keys=keys, web=web)

    def write(self, job: Callable[[], T]) -> "Future[T]":
        """Run what writes: at once when SQLAlchemy is there, else on its lane, in order.

        Why:    the first click after a start never waits for an import.
        """
        if not self.warm.done():
            return self.runner.start("store", job)
        answer: Future[T] = Future()
        try:
            answer.set_result(job())
        except AtsError as error:
            answer.set_exception(error)
        return answer

    @property
    def web(self) -> "Web":
        """The open web; what it takes is imported when the first page is asked for."""
        if self._web is None:
            with border(PARTS):
                from ats_desktop.outside.web import Web
            self._web = Web()
        return self._web

    # --- workspaces -------------------------------------------------------------------------

    @property
    def backups(self) -> Path:
        """Where the backups of the open workspace are."""
        return self.places.backups_of(self.work.folder.name)

    def switch(self, name: str, *, doubted: bool = False) -> Workspace:
        """Open another workspace of the profile, and remember it; every letter of one that is doubted is read."""
        old, self.work = self.work, self._open(name, doubted=doubted)
        self.machine.put("", workspace=self.work.folder.name)
        old.close()
        if self.heart is not None:
            self.work.feed.subscribe(self._after_change)
        return self.work

    def follow(self) -> bool:
        """Open the workspace another program has moved to; gives whether there was one."""
        self.machine.look_again()
        name = self.machine.get("", "workspace")
        moved = bool(name) and name != self.work.folder.name
        if moved:
            self.switch(name)
        return moved

    def new_workspace(self) -> str:
        """Make room for one more workspace; gives its name."""
        return uuid.uuid4().hex[:12]

    def leave_sample(self) -> Workspace:
        """Go back to one's own workspace and remove the sample."""
        work = self.switch(self.machine.get("", "home") or self._first())
        for folder in (self.profile / "workspaces").glob(f"{SAMPLE}*"):
            shutil.rmtree(folder, ignore_errors=True)
        return work

    def enter_sample(self) -> Workspace:
        """Open the sample workspace, empty at first; one's own stays as it is."""
        if not self.places.workspace(SAMPLE).exists():  # an earlier one was removed, and is not missed
            shutil.rmtree(self.places.backups_of(SAMPLE), ignore_errors=True)
        self.machine.put("", home=self.work.folder.name)
        return self.switch(SAMPLE)

    @property
    def in_sample(self) -> bool:
        """Say whether the sample is open."""
        return root(self.work.folder.name) == SAMPLE

    # --- back in time -----------------------------------------------------------------------

    def restore(self, name: str) -> "Restored":
        """Open the state of a backup; the present one is saved first and stays on the disk.

        Raises: NotFound or Damaged, as the backup is; Refused, in the sample.
        """
        from ats_desktop.services import restoring

        target = self._next()
        told = restoring.restore(self.work, self.backups, name, self.places.workspace(target))
        self._move(target)
        return told

    def reset(self) -> Path:
        """Begin anew in a fresh workspace; gives the folder of the old one, which stays as it is.

        Raises: Refused, in the sample.
        """
        from ats_desktop.services import restoring

        before, target = self.work.folder, self._next()
        restoring.reset(self.work, self.backups, self.places.workspace(target))
        self._move(target)
        return before

    def give_to_everyone(self) -> int:
        """Take the restored state to the others: it goes on where it is still connected; gives how much differed.

        Raises: Refused, for a workspace that was not restored; NotAllowed, for anybody but the owner.
        """
        from ats_desktop.services import restoring

        name = restoring.came_from(self.work)
        target = self._connected(name)
        if target is None:
            restoring.reconnect(self.work)
            return 0
        try:
            differed = restoring.give(self.work, target)
        finally:
            target.close()
        self._move(name)
        return differed

    def _connected(self, name: str) -> Workspace | None:
        """Open the folder that is still connected, where it can be opened."""
        if name and (self.places.workspace(name) / "data.db").exists():
            folder = self.places.workspace(name)
            return None if wrong_with(folder, self.backups) else Workspace.open(folder, now=self._now)
        return None

    @property
    def damage(self) -> "Told | None":
        """What was found damaged and what was done about it, until a person said that all is well."""
        told = marker.read(self.backups)
        return told if told and told.at else None

    def confirm(self) -> None:
        """Somebody looked at what was rescued, and all is well: backups are thinned again."""
        marker.clear(self.backups)

    @property
    def suspect(self) -> bool:
        """Say whether something damaged was met that is not put right yet."""
        return self.work.torn or marker.read(self.backups) == marker.Told()

    def put_right(self) -> bool:
        """Read the whole file; of a damaged one, open what can be saved. Gives whether it was damaged."""
        name = self.work.folder.name
        self.switch(name, doubted=True)
        return self.work.folder.name != name

    def _rescue(self, name: str, wrong: str) -> str:
        """Make of a damaged workspace one that opens; gives its name."""
        from ats_desktop.services import restoring

        target = self.places.next_name(name)
        folders = (self.places.workspace(name), self.places.backups_of(name), self.places.workspace(target))
        restoring.rescue(*folders, wrong, now=self._now)
        if self.machine.get("", "home") == name:
            self.machine.put("", home=target)
        return target

    def _next(self) -> str:
        if self.in_sample:
            raise Refused("This is sample data.", "Remove the sample first; yours is kept apart from it.")
        return self.places.next_name(self.work.folder.name)

    def _move(self, name: str) -> None:
        """Open another state of the same workspace from now on."""
        if self.machine.get("", "home") == self.work.folder.name:
            self.machine.put("", home=name)
        self.switch(name)

    # --- sharing ----------------------------------------------------------------------------

    def join(self, text: str) -> "Invitation":
        """Join what an invitation opens, in a workspace of its own; nothing is left of it when that fails.

        Raises: Refused, SignIn or Offline, as the invitation or its place is.
        """
        from ats_desktop.sync.sharing import join

        name = self.new_workspace()
        work = self._open(name)
        try:
            asked = join(work, self.keys, text)
        except BaseException:
            work.close()
            shutil.rmtree(work.folder, ignore_errors=True)
            raise
        work.close()
        self.switch(name)
        return asked

    def sync(self, *, accept_deletes: bool = False) -> "Report":
        """Go through one round of sync.

        Raises: Refused, when the workspace is not shared; Offline or SignIn, as the place is.
        """
        from ats_desktop.sync.engine import Engine
        from ats_desktop.sync.sharing import open_place, teach_nouns

        with closing(open_place(self.work, self.keys)) as place:
            teach_nouns(self.work, place)
            return Engine(self.work, place).round(accept_deletes=accept_deletes)

    def watch(self, *, looking: bool) -> None:
        """While somebody looks at what is shared, hear at once what others write there."""
        from ats_desktop.sync.sharing import is_shared, open_place
        from ats_desktop.sync.watching import Watching

        if self._watching is not None:
            self._watching.stop()
        self._watching, heart = None, self.heart
        if looking and heart is not None and is_shared(self.work):
            self._watching = Watching(partial(open_place, self.work, self.keys), lambda: heart.soon("sync"))
            self.runner.start("watch", self._watching.run)

    # --- what runs by itself ----------------------------------------------------------------

    def begin(self) -> None:
        """Let run what runs by itself: reminders, sync, backup, index."""
        from ats_desktop.background.heart import Heart
        from ats_desktop.timetable import timetable

        self.heart = Heart(timetable(self), self.runner)
        self.heart.start()
        self.work.feed.subscribe(self._after_change)

    def close(self) -> None:
        """Close everything, the newest first."""
        if self.heart is not None:
            self.heart.stop()
        if self._watching is not None:
            self._watching.stop()
        self.runner.close()
        self.work.close()
        logging.getLogger("ats_desktop").removeHandler(self._log)
        self._log.close()

    def _open(self, name: str, *, doubted: bool = False) -> Workspace:
        """Open a workspace; of a damaged one, what can be saved."""
        wrong = wrong_with(self.places.workspace(name), self.places.backups_of(name), doubted=doubted)
        if wrong:
            name = self._rescue(name, wrong)
            self.machine.put("", workspace=name)
        return Workspace.open(self.places.workspace(name), backups=self.places.backups_of(name), now=self._now)

    def _first(self) -> str:
        """Name the workspace of a fresh profile, and remember it."""
        name = self.new_workspace()
        self.machine.put("", workspace=name, home=name)
        return name

    def _profile_id(self) -> str:
        known: str = self.machine.get("", "profile")
        if not known:
            known = uuid.uuid4().hex
            self.machine.put("", profile=known)
        return known

    def _after_change(self, news: Changed) -> None:
        """Index what was written soon, and send what is one's own, instead of at the next minute."""
        if self.heart is not None and news.origin != "outside":
            mine = news.origin in {"here", "undo"}
            self.heart.soon("index", *(("sync", "reminders") if mine else ()))


def _warm() -> None:
    """Import what the first write needs; where it is missing, the first write says so."""
    with suppress(ImportError):
        from ats_desktop.store import change  # noqa: F401 - imported for the importing
