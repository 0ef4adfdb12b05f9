"""Which profile a command works on, and how it is opened.

Why:    questions read the file with the bare driver; what needs mail, keys or sharing opens the whole program.
        After a change the bell is rung, so that an open window shows it at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ats_desktop.background.bell import ring
from ats_desktop.cli import show, typed
from ats_desktop.config.paths import Profile
from ats_desktop.config.settings import Machine
from ats_desktop.errors import Damaged
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.app import App
    from ats_desktop.outside.web import Web  # brings HTTP


@dataclass(frozen=True)
class Place:
    """The profile of this command."""

    profile: Profile
    to_program: bool = False  # the answer is JSON, for another program
    web: "Web | None" = None  # another than the open web, for tests

    def current(self) -> str:
        """Name the workspace that is open on this machine; nothing before the first start."""
        return str(Machine(self.profile.config).get("", "workspace"))

    def backups(self, workspace: str) -> Path:
        """Say where the backups of a workspace are."""
        return self.profile.backups_of(workspace)

    @contextmanager
    def reading(self, *, as_found: bool = False) -> Iterator[Workspace]:
        """Open the workspace to ask it; nothing heavy is imported while its file is whole and of this version.

        Shape:  of one that cannot be opened what can be saved is, unless it is wanted `as_found`.
        """
        name = self.current()
        folder = self.profile.workspace(name)
        there = bool(name) and (folder / "data.db").exists()  # one that is gone is looked for by the whole program
        try:
            work = Workspace.open(folder, backups=self.backups(name)) if there else None
        except Damaged:
            if as_found:
                raise
            work = None
        if work is None:
            with self.app() as app:
                yield app.work
            return
        show.go_by(typed.clock(work))
        if work.read_only and not as_found:
            (show.hint if self.to_program else show.say)(work.read_only)
        try:
            yield work
        finally:
            work.close()

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Open the workspace to change it; an open window is told."""
        with self.reading() as work:
            told: list[object] = []
            work.feed.subscribe(told.append)
            yield work
        if told:
            self.tell_window()

    @contextmanager
    def app(self) -> "Iterator[App]":
        """Open everything."""
        from ats_desktop.app import App

        app = App.open(self.profile.folder)
        if app.damage:
            show.hint(f"Your file was found damaged on {app.damage.at[:10]}. `ats backup damage` says what was saved.")
        show.go_by(typed.clock(app.work))
        told: list[object] = []
        app.work.feed.subscribe(told.append)
        try:
            yield app
        finally:
            app.close()
        if told:
            self.tell_window()

    def open_web(self) -> "Web":
        """Give the web; what it takes is imported now."""
        from ats_desktop.outside.web import Web

        return self.web or Web()

    def tell_window(self, said: str = "changed") -> None:
        """Ring the bell of the window, where one is open: something was "changed", or we "moved" elsewhere."""
        ring(self.profile.folder, say=said)


def place_of(context: typer.Context) -> Place:
    """Give the profile the command was called with."""
    found = context.find_object(Place)
    if found is None:
        raise LookupError("a command outside of the program")
    return replace(found, to_program=bool(context.params.get("json")))
