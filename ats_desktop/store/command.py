"""Declare a verb: its name on menus, palette and command line comes from one place."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Command:
    """What is said about a verb wherever it is offered."""

    title: str
    name: str  # "interviews.schedule"
    help: str
    keys: str = ""


def command(title: str, *, keys: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as a verb; its module is the first word of its name."""

    def declare(verb: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(verb)
        def run(*args: P.args, **given: P.kwargs) -> R:
            return verb(*args, **given)

        room = verb.__module__.rsplit(".", 1)[-1]
        told = (verb.__doc__ or title).split("\n")[0]
        run.command = Command(title, f"{room}.{verb.__name__}", told, keys)  # type: ignore[attr-defined]
        return run

    return declare


def command_of(verb: Callable[..., object]) -> Command:
    """Give what a verb was declared with.

    Raises: AttributeError, when the function was never declared: a bug.
    """
    found: Command = verb.command  # type: ignore[attr-defined]
    return found
