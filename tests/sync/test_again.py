"""What was kept aside is read once the program knows more; what a person should know is in the file."""

import json

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Text
from ats_desktop.domain.stamps import reading
from ats_desktop.domain.tasks import Task
from ats_desktop.store.reads import sharing


def older(laptop, table, row, field):
    """Make the file look as if an older program, that did not know a field, had taken the row in."""
    with laptop.work.writing() as file:
        ((value,),) = file.execute(f"select {field} from {table} where id = ?", (row,)).fetchall()
        file.execute(f"update {table} set {field} = null where id = ?", (row,))
        ((born,),) = file.execute("select born from sync_row where row = ?", (row,)).fetchall()
        extra = {field: {born: [value, "", None]}}
        file.execute("update sync_row set extra = ? where row = ?", (json.dumps(extra), row))
    laptop.work.note(tried="0")


def test_a_field_that_was_only_kept_is_shown_after_the_update(world):
    other = world.join()
    (task,) = world.owner.add(Task(title="Call", about="somebody"))
    world.settle()
    older(other, "tasks", task.id, "about")
    assert other.value(Task, task.id, "about") == ""
    other.sync()

    assert other.value(Task, task.id, "about") == "somebody"
    assert other.work.rows("select stamps, extra from sync_row") == [(None, None)]


def test_a_row_that_was_only_kept_is_shown_after_the_update(world):
    op = {"k": "new", "e": "tasks", "t": reading(world._ms()), "c": ["title"], "rows": [["r1", "From a newer laptop"]]}
    kept = {"level": 3, "max_ms": world._ms(), "manifest": [{"e": "tasks"}], "op": op}
    with world.owner.work.writing() as file:
        file.execute(
            "insert into sync_quarantine (stream, op, why, device, member, batch_seq) values (?, ?, ?, ?, ?, ?)",
            ("jobs", json.dumps(kept), "unknown", "5713a6e5-0000-4000-8000-000000000000", "0" * 12, 4),
        )
    world.owner.work.note(tried="0")
    world.owner.sync()

    assert world.owner.value(Task, "r1", "title") == "From a newer laptop"
    assert sharing.standing(world.owner.work).aside == 0


def test_the_file_says_how_sharing_stands(world):
    """Refused changes, the brake, versions beside a row: any window can ask."""
    editor = world.let_in("editor")
    tasks = world.owner.add(*(Task(title=f"Task {n}", body=Text("8")) for n in range(60)))
    world.settle()
    assert sharing.standing(editor.work).well
    world.owner.edit(Task, tasks[0].id, body=Text("12"), title="Hers")
    editor.edit(Task, tasks[0].id, body=Text("128"), title="His")
    world.settle()

    beside = sharing.beside(editor.work, "tasks", tasks[0].id)
    assert [(one.field, one.value, one.lost) for one in beside] == [
        ("body", "12", False),
        ("body", "128", False),
        ("title", "Hers", True),
    ]

    editor.add(JobOpportunity(title="Made offline"))
    world.owner.place.set_level(editor.work.identity.member, "viewer", {})
    with world.owner.work.change("Clean up") as change:
        change.remove_all(Task.noun, [task.id for task in tasks[:30]])
    world.owner.sync()
    editor.sync()
    stands = sharing.standing(editor.work)

    assert (stands.asks, stands.waiting, stands.well) == (30, 0, False)
    assert "30 rows" in stands.troubles[0][0]
    assert ("title", "Made offline") in {(one.field, one.value) for one in sharing.refused(editor.work)}
    editor.sync(accept_deletes=True)
    assert sharing.standing(editor.work).troubles == ()
