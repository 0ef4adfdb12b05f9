"""The deletion brake: much removed elsewhere asks first; nothing is removed until a person says so."""

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.tasks import Task
from ats_desktop.sync.engine import TooManyDeletes


def test_many_deletes_from_elsewhere_ask_first(world):
    other = world.join()
    tasks = world.owner.add(*(Task(title=f"Task {n}") for n in range(100)))
    world.settle()
    world.pass_time(seconds=1)
    with other.work.change("Clean up") as change:
        change.remove_all(Task.noun, [task.id for task in tasks[:30]])
    other.add(JobOpportunity(title="Engineer"))
    other.sync()
    report = world.owner.sync()

    assert isinstance(report.asks, TooManyDeletes)
    assert len(report.asks.rows) == 30
    assert world.owner.work.count(Task) == 100
    assert not world.owner.sync().in_sync
    assert world.owner.sync(accept_deletes=True).in_sync
    assert world.owner.work.count(Task) == 70
    assert len(world.owner.work.bin()) == 30


def test_a_newcomer_is_not_asked_about_what_was_removed_long_ago(world):
    tasks = world.owner.add(*(Task(title=f"Task {n}") for n in range(100)))
    world.owner.sync()
    with world.owner.work.change("Clean up") as change:
        change.remove_all(Task.noun, [task.id for task in tasks[:90]])
    world.owner.sync()
    newcomer = world.join()

    assert newcomer.sync().asks is None
    assert newcomer.work.count(Task) == 10


def test_a_few_deletes_ask_nobody(world):
    other = world.join()
    tasks = world.owner.add(*(Task(title=f"Task {n}") for n in range(21)))
    world.settle()
    with other.work.change("Clean up") as change:
        change.remove_all(Task.noun, [task.id for task in tasks[:20]])
    other.sync()

    assert world.owner.sync().asks is None
    assert world.owner.work.count(Task) == 1


def test_deletes_in_small_portions_are_counted_together(world):
    other = world.join()
    tasks = world.owner.add(*(Task(title=f"Task {n}") for n in range(40)))
    world.settle()
    for at in range(0, 40, 10):
        with other.work.change("Clean up") as change:
            change.remove_all(Task.noun, [task.id for task in tasks[at : at + 10]])
        other.sync()

    assert world.owner.sync().asks is not None
    assert world.owner.work.count(Task) == 20
