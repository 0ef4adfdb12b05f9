"""How a secret gets into the program: typed unseen, or through the standard input; never on the line itself.

Why:    what stands on a command line is read by every account of the machine, and kept in the shell's history.
"""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from ats_desktop.errors import Refused, Unavailable
from ats_desktop.outside.keys import Keys

FromInput = Annotated[bool, typer.Option("--password-stdin", help="Read the password from the standard input")]


def ask(what: str, *, from_input: bool = False) -> str:
    """Ask for a secret.

    Raises: Refused, when none was given.
    """
    typed = sys.stdin.readline() if from_input or not sys.stdin.isatty() else getpass.getpass(f"{what}: ")
    if not typed.strip("\r\n"):
        raise Refused(f"{what}: nothing was given.", "Type it when asked, or pipe it in with --password-stdin.")
    return typed.strip("\r\n")


def ask_long(what: str, file: Path | None) -> str:
    """Ask for a text with a secret in it: from a file, else pasted.

    Raises: Refused, when there is none.
    """
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Refused("This file cannot be read.", f"{file}") from error
    return ask(what) if sys.stdin.isatty() else sys.stdin.read()


def need_lasting(keys: Keys) -> None:
    """Refuse what would lose a secret with the end of this command.

    Raises: Unavailable, where no keyring keeps it.
    """
    if not keys.lasting:
        raise Unavailable("The secret of the shared place would be lost with this command.", keys.note)
