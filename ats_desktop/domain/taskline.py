"""A task in one line: "Send references by next fri !high" is what, by when, and how much it matters."""

import re
from datetime import date
from typing import NamedTuple

from ats_desktop.domain.tasks import TaskPriority
from ats_desktop.domain.when import read_day

_BY = re.compile(r"\s+(?:(?:by|on|until)\s+)(?P<day>\S+(?:\s+\S+){0,2})$", re.IGNORECASE)
_BARE = re.compile(r"\s+(?P<day>today|tomorrow)$", re.IGNORECASE)
_MARK = re.compile(r"\s+!(?P<mark>low|medium|high|urgent)\b", re.IGNORECASE)


class Said(NamedTuple):
    """What a line says."""

    title: str
    due_on: date | None = None
    priority: TaskPriority = TaskPriority.MEDIUM


def read_task(text: str, today: date) -> Said:
    """Read a line; what is no day and no mark is part of the task.

    >>> read_task("Send references by next fri !high", date(2026, 11, 22))
    Said(title='Send references', due_on=datetime.date(2026, 11, 27), priority=<TaskPriority.HIGH: 'high'>)
    >>> read_task("Stand by me", date(2026, 11, 22)).title
    'Stand by me'
    """
    line = f" {' '.join(text.split())}"
    mark = _MARK.search(line)
    if mark:
        line = line[: mark.start()] + line[mark.end() :]
    found = _BY.search(line) or _BARE.search(line)
    day = read_day(found["day"], today) if found else None
    title = line[: found.start()] if found and day else line
    return Said(title.strip(), day, TaskPriority(mark["mark"].lower()) if mark else TaskPriority.MEDIUM)
