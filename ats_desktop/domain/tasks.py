"""Tasks and tags: what is to be done, and how rows are sorted into heaps."""

from datetime import date, datetime

from ats_desktop.domain.schema import Entity, Id, Text, Words, label


class TaskStatus(Words):
    """How far a task is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskPriority(Words):
    """How much a task matters."""

    MEDIUM = "medium"
    LOW = "low"
    HIGH = "high"
    URGENT = "urgent"


class Task(Entity, table="tasks", stream="jobs"):
    """Something to do, perhaps for one row, perhaps by a day."""

    title: str = label("Task")
    body: Text = label("Details", default=Text())
    due_on: date | None = label("Due", default=None, indexed=True)
    priority: TaskPriority = TaskPriority.MEDIUM
    status: TaskStatus = label("Status", default=TaskStatus.TODO, indexed=True)
    about: str = label("For", help="Noun and id of the row", default="", indexed=True)
    origin: str = label("Came from", default="user", automatic=True)
    completed_at: datetime | None = label("Done at", default=None)


class Tag(Entity, table="tags", stream="jobs", key=("name",)):
    """A word to sort rows by; two laptops that add it add the same one."""

    name: str = label("Tag")
    color: str = ""


class Tagging(Entity, table="taggings", stream="jobs", key=("tag", "about")):
    """A tag on a row."""

    tag: Id[Tag] = label("Tag")
    about: str = label("On", help="Noun and id of the row", indexed=True)
