"""`ats demo`: a candidate's week on made-up data, on this machine; nothing of it stays but the pictures.

Why:    the real parts are shown: a Postgres and a mail server of our own, on the loopback, thrown away afterwards.
        What a machine lacks is said, and the rest goes on.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ats_desktop.cli import show
from ats_desktop.errors import AtsError, ToolMissing, Unavailable
from ats_desktop.outside import loopback

if TYPE_CHECKING:
    from ats_desktop.cli.week import Week

Server = TypeVar("Server")


def demo(
    shots: Annotated[Path, typer.Option(metavar="DIR", help="Where the pictures go")] = Path("shots"),
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep the made-up profiles there")] = None,
) -> None:
    """Show a candidate's week on made-up data: import, sharing, reminders, pictures of every page."""
    from ats_desktop.cli.week import STEPS, Week

    began = time.monotonic()
    show.say("A week on made-up data, in a profile that is thrown away. Nothing leaves this machine.", "")
    wrong: list[AtsError] = []
    with _folder(keep) as folder, _secrets_for_this_run(), ExitStack() as servers:
        missing: dict[str, Unavailable] = {}
        postgres = _start(servers, loopback.loopback_postgres, "postgres", missing)
        mailbox = _start(servers, loopback.loopback_smtp, "mailbox", missing)
        week = Week(folder, postgres, mailbox)
        servers.callback(week.close)
        for number, step in enumerate(STEPS, 1):
            lacks = next((missing[name] for name in step.needs if name in missing), None)
            wrong += _tell(f"{number}. {step.title}", week, step.tell, lacks)
        wrong += _tell(f"{len(STEPS) + 1}. Pictures of every page", week, lambda told: pictures(told, shots))
    show.say(f"That was all, in {time.monotonic() - began:.0f} seconds.")
    if keep:
        show.say(f"Look around: ats --profile '{keep / 'first laptop'}' list job_opportunities")
    if wrong:
        raise wrong[0]


def _tell(
    title: str, week: "Week", step: "Callable[[Week], list[str]]", lacks: AtsError | None = None
) -> list[AtsError]:
    """Tell one step, and how long it took; gives what went wrong, for a machine that lacks something nothing."""
    began = time.monotonic()
    show.say(title)
    wrong: list[AtsError] = []
    try:
        if lacks:
            raise lacks
        said = step(week)
    except ToolMissing as error:
        said = ["Left out:", error.title, error.advice]
    except AtsError as error:
        said, wrong = ["This went wrong:", error.title, error.advice], [error]
    show.say(*(f"   {line}" for line in said), f"   ({time.monotonic() - began:.1f} s)", "")
    return wrong


def _start(
    servers: ExitStack,
    open_server: Callable[[], AbstractContextManager[Server]],
    name: str,
    missing: dict[str, Unavailable],
) -> Server | None:
    """Start a server that ends with the story; where it cannot be, note why."""
    try:
        return servers.enter_context(open_server())
    except Unavailable as error:
        missing[name] = error
        return None


def pictures(week: "Week", folder: Path) -> list[str]:
    """Save a picture of every page of her first laptop, light and dark.

    Raises: ToolMissing, without PySide6; Unavailable, when the pictures could not be taken.
    """
    if importlib.util.find_spec("PySide6") is None:
        raise ToolMissing("There are no pictures, for PySide6 is not installed.", "Everything else works without it.")
    program = [sys.executable, "-m", "ats_desktop.ui.shots", str(folder.absolute()), "--small"]
    program += ["--profile", str(week.ada.profile)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    taken = subprocess.run(program, env=surroundings, capture_output=True, text=True, check=False)
    if taken.returncode:
        last = (taken.stderr.strip().splitlines() or ["It said nothing."])[-1]
        raise Unavailable("The pictures could not be taken.", last)
    return [f"{len(taken.stdout.splitlines())} pictures in {folder.absolute()}"]


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Lend a folder that is thrown away, or the one that is to be kept."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="ats-demo-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def _secrets_for_this_run() -> Iterator[None]:
    """Keep made-up passwords out of the keyring of this machine."""
    before = os.environ.get("ATS_KEYRING")
    os.environ["ATS_KEYRING"] = "memory"
    try:
        yield
    finally:
        os.environ.pop("ATS_KEYRING")
        if before is not None:
            os.environ["ATS_KEYRING"] = before


def add_to(top: typer.Typer) -> dict[str, typer.Typer]:
    """Put the command into the program."""
    top.command("demo", rich_help_panel="The machine")(demo)
    return {}
