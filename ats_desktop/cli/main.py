"""The top of the command line: finds the command, and turns whatever went wrong into a sentence and an exit code.

Shape:  0 done · 1 refused · 2 typed wrongly · 3 unavailable · 4 damaged · 70 a bug (noted in the log)
"""

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from ats_desktop import __version__
from ats_desktop.cli import (
    backups,
    companies,
    daily,
    demo,
    files,
    mail,
    nouns,
    paper,
    sharing,
    show,
    tables,
    transfer,
    verbs,
)
from ats_desktop.cli import bin as binned
from ats_desktop.cli.place import Place
from ats_desktop.config.logs import log_to
from ats_desktop.config.paths import Profile, find_profile
from ats_desktop.errors import PARTS, AtsError

BUG = 70
ROOMS = (daily, transfer, paper, mail, nouns, tables, companies, sharing, files, backups, binned, demo)
Window = Callable[[Path], int]
WITH_VERBS = frozenset({"companies", "reminders"})  # groups of fixed names that verbs stand in too


def main(words: Sequence[str], window: Window | None = None) -> int:
    """Run one command, or open the window where none is asked for; the answer is the exit code."""
    profile = None
    try:
        given, rest = _profile(words)
        profile = find_profile(given)
        return window(profile.folder) if window and not rest else _run(Place(profile), rest)
    except AtsError as error:
        return _told(error)
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("ats_desktop"):
            return _bug(missing, profile)
        ours, title, advice = PARTS[ModuleNotFoundError]
        return _told(ours(title.format(missing), advice))
    except BrokenPipeError:  # whoever read the answer had enough
        return 0
    except Exception as bug:  # noqa: BLE001 - the top of the command line: nothing goes past it
        return _bug(bug, profile)


def _run(place: Place, words: list[str]) -> int:
    program = build(words[0] if words else "")
    try:
        program(words or ["--help"], prog_name="ats", obj=place)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def build(first: str = "") -> typer.Typer:
    """Put the program together; the verbs only when the first word may be one."""
    top = typer.Typer(
        help="The applicant tracker that job seekers keep. Without a command it opens the window.",
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    top.callback()(_top)
    groups: dict[str, typer.Typer] = {}
    for room in ROOMS:
        groups |= room.add_to(top)
    fixed = {str(one.name) for one in top.registered_commands} | set(groups)
    if first not in fixed - WITH_VERBS:
        verbs.add_to(top, groups)
    return top


def _top(
    profile: str = typer.Option("", help="The folder of the profile; else ATS_HOME, else the usual place"),  # noqa: ARG001 - taken out of the line before; here for --help
    version: bool = typer.Option(False, "--version", help="Say which version this is"),
) -> None:
    if version:
        show.say(f"ATS Desktop {__version__}")
        raise typer.Exit


def _profile(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take `--profile DIR` out of the line, wherever it stands before `--`."""
    given: str | None = None
    rest: list[str] = []
    line = iter(words)
    for word in line:
        if word == "--":
            return given, [*rest, word, *line]
        if word == "--profile":
            given = next(line, None)
        elif word.startswith("--profile="):
            given = word.partition("=")[2]
        else:
            rest.append(word)
    return given, rest


def _told(error: AtsError) -> int:
    """Say what went wrong, and what to do about it."""
    sys.stdout.flush()
    sys.stderr.write("".join(f"{show.plain(line)}\n" for line in (error.title, error.advice) if line))
    return error.exit_code


def _bug(bug: Exception, profile: Profile | None) -> int:
    """Note a bug in the log, and say where."""
    place = (profile or find_profile()).log
    noted = log_to(place)
    try:
        logging.getLogger("ats_desktop.cli").error("a command went wrong", exc_info=bug)
    finally:
        logging.getLogger("ats_desktop").removeHandler(noted)
        noted.close()
    sys.stderr.write(f"Something is wrong inside the program; your data is as it was.\nIt is noted in {place}.\n")
    return BUG
