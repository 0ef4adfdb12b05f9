"""Meetings as they are put right on their form: the time, and all the rest, in one step."""

from typing import Any

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.values import Appointment
from ats_desktop.services import interviews, rows
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Change interview")
def change_meeting(work: Workspace, opened: Interview, starts: Appointment, **rest: Any) -> Interview:
    """Change when a meeting is and whatever else was told of it, as one step of undo.

    Raises: Refused, when it is over and its time cannot be moved any more.
    """
    with work.change("Change interview"):
        if starts != opened.starts:
            interviews.reschedule(work, opened, starts)
        changed = {name: value for name, value in rest.items() if value != getattr(opened, name)}
        return rows.edit(work, opened, **changed) if changed else work.get(Interview, opened.id)
