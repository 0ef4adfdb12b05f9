"""Tasks: noted, done, and taken up again."""

from dataclasses import replace
from datetime import date

from ats_desktop.domain.tasks import Task, TaskPriority, TaskStatus
from ats_desktop.errors import Refused
from ats_desktop.services.reach import keep_within
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Add task")
def add(
    work: Workspace,
    title: str,
    *,
    about: str = "",
    due_on: date | None = None,
    priority: TaskPriority = TaskPriority.MEDIUM,
) -> Task:
    """Note something to do, perhaps for one row, perhaps by a day.

    Raises: Refused, when nothing was written, or when it is about a row that not everybody may see.
    """
    if not title.strip():
        raise Refused("A task needs a few words.", "Write what is to be done.")
    with work.change("Add task") as change:
        return change.save(keep_within(work, Task(title=title.strip(), about=about, due_on=due_on, priority=priority)))


@command("Finish task")
def finish(work: Workspace, task: Task) -> Task:
    """Tick a task off."""
    with work.change("Finish task") as change:
        return change.save(replace(task, status=TaskStatus.DONE, completed_at=change.now), was=task)


@command("Take a task up again")
def reopen(work: Workspace, task: Task) -> Task:
    """Put a task that was done back among those to do."""
    with work.change("Take a task up again") as change:
        return change.save(replace(task, status=TaskStatus.TODO, completed_at=None), was=task)
