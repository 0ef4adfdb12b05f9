"""Notices: seen, and put away; nothing is ever only a notice, so nothing is lost by it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ats_desktop.domain.deliveries import Notification
from ats_desktop.domain.schema import Id
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

Notices = Sequence[Id[Notification]]


@command("Mark notices as seen")
def see(work: Workspace, notices: Notices) -> int:
    """Note that notices were seen; gives how many were new."""
    return _note(work, "Mark as seen", notices, "read_at")


@command("Put notices away")
def dismiss(work: Workspace, notices: Notices) -> int:
    """Take notices off the list; gives how many were on it."""
    return _note(work, "Put notices away", notices, "dismissed_at")


def _note(work: Workspace, title: str, notices: Notices, field: str) -> int:
    with work.change(title) as change:
        found = [change.get(Notification, one) for one in notices]
        fresh = [one for one in found if getattr(one, field) is None]
        for one in fresh:
            noted: dict[str, Any] = {field: change.now}
            change.save(replace(one, **noted), was=one)
    return len(fresh)
