"""Reads the pages of cards that wait for it, by itself: soon, then less and less often, and not for ever.

Why:    a link kept on a train is filled when there is a network again, and a site that is down is not asked every
        minute.  How often it was tried is noted beside the file, for this laptop only.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Id
from ats_desktop.errors import NotFound, Offline, Unavailable
from ats_desktop.services import capture
from ats_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from ats_desktop.outside.web import Web  # brings HTTP

_TRIES = "web_tries"  # the note that keeps them
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 180, 360))
_OFFLINE_PAUSE = timedelta(minutes=5)
_ENOUGH = timedelta(days=7)
_FEWEST = 8  # tries, before a page is given up
_AT_ONCE = 3  # pages a round, so that a link just given need not wait long


class Try(NamedTuple):
    """How often a page was asked for, since when, and when it is asked for again."""

    times: int
    first: datetime
    again: datetime


def read_waiting(work: Workspace, web: "Callable[[], Web]") -> int:
    """Read the pages that wait and whose time has come; gives how many cards were filled or given up.

    Shape:  `web` is only called where there is something to read; a coach's laptop reads none.
    """
    if work.read_only or work.identity.levels is not None:
        return 0
    waiting = work.all(JobOpportunity, {"fetch": capture.WAITING, "archived_at": None}, order="-id", limit=200)
    if not waiting:
        return 0
    tries, now, settled = _tries(work), work.now(), 0
    due = [job for job in waiting if job.id not in tries or tries[job.id].again <= now]
    for job in due[:_AT_ONCE]:
        tried = _read(work, Id(job.id), web(), tries.get(job.id), now)
        if tried is None:
            settled += 1
            tries.pop(job.id, None)
        else:
            tries[job.id] = tried
    if due:
        known = {job.id for job in waiting}
        _note(work, {job: tried for job, tried in tries.items() if job in known})
    return settled


def _read(work: Workspace, job: Id[JobOpportunity], web: "Web", was: Try | None, now: datetime) -> Try | None:
    """Read one page; gives when to try again, or None when it is settled."""
    try:
        capture.read_page(work, job, web, origin="itself")
    except NotFound:  # she took it back meanwhile
        return None
    except Unavailable as later:
        times, first = (was.times + 1, was.first) if was else (1, now)
        if times >= _FEWEST and now - first >= _ENOUGH:
            with suppress(NotFound):
                capture.given_up(work, job, f"It could not be read for a week. {later.title}", origin="itself")
            return None
        pause = _PAUSES[min(times, len(_PAUSES)) - 1]
        return Try(times, first, now + (min(pause, _OFFLINE_PAUSE) if isinstance(later, Offline) else pause))
    return None


def _tries(work: Workspace) -> dict[str, Try]:
    """Read the notes; what cannot be read was never tried."""
    with suppress(ValueError, TypeError, AttributeError):
        told = json.loads(work.control().get(_TRIES) or "{}")
        return {
            job: Try(int(times), datetime.fromisoformat(first), datetime.fromisoformat(again))
            for job, (times, first, again) in told.items()
        }
    return {}


def _note(work: Workspace, tries: dict[str, Try]) -> None:
    told = {job: [tried.times, tried.first.isoformat(), tried.again.isoformat()] for job, tried in tries.items()}
    work.note(**{_TRIES: json.dumps(told) if told else ""})
