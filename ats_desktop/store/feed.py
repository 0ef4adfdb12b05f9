"""The news: what changed, told to whoever listens; any thread, no Qt."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """Something changed: the tables touched, and the rows where they are few."""

    title: str
    nouns: frozenset[str]  # tables; empty means any may have changed
    edits: frozenset[tuple[str, str]] = frozenset()  # (table, id); empty when too many to name
    origin: str = "here"  # here | elsewhere | undo | outside (another process)


class Feed:
    """Tells every listener in the thread that published; a listener must not wait."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changed], None]] = []

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Listen; the answer stops listening."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def publish(self, news: Changed) -> None:
        """Tell everybody."""
        for listener in list(self._listeners):
            listener(news)
