"""What may go wrong, in words fit for the person who reads them.

Why:    every error carries a title and an advice; nothing else is ever shown.
        Foreign errors are turned into these at the border, by a table.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class AtsError(Exception):
    """Something a person should know: what happened, and what to do about it."""

    exit_code = 70

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.title} {self.advice}".strip()


class Refused(AtsError):
    """The rules say no: the input wants mending."""

    exit_code = 1


class NotFound(Refused):
    """The row asked for is not here."""


class NotAllowed(Refused):
    """This person was not granted that."""


class Unavailable(AtsError):
    """The world is not ready; it is tried again by itself."""

    exit_code = 3


class Offline(Unavailable):
    """The network or the server is away."""


class SignIn(Unavailable):
    """The server no longer takes this name and secret."""


class ToolMissing(Unavailable):
    """A part of the program or the machine is not installed."""


class Damaged(AtsError):
    """The data contradicts itself; a verified backup is the way back."""

    exit_code = 4


Borders = dict[type[BaseException], tuple[type[AtsError], str, str]]


@contextmanager
def border(table: Borders) -> Iterator[None]:
    """Turn foreign errors into ours by a table {foreign: (ours, title, advice)}.

    Raises: AtsError, of the first matching line; what no line names passes through.
    """
    try:
        yield
    except tuple(table) as foreign:
        ours, title, advice = next(line for kind, line in table.items() if isinstance(foreign, kind))
        raise ours(title.format(foreign), advice.format(foreign)) from foreign


# A part of the program that is imported where it is first used may be missing: said there, in a sentence.
PARTS: Borders = {
    ModuleNotFoundError: (ToolMissing, "A part of the program is missing: {0.name}.", "Install the program again.")
}
