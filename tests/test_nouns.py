"""Every noun can do what every noun can: be kept, listed, edited, undone, found, and come back whole."""

from dataclasses import fields

import pytest
from samples import full, other

from ats_desktop.domain.catalog import BY_CLASS, NOUNS, find_noun
from ats_desktop.domain.schema import stored
from ats_desktop.domain.sharing import CLOSED, OPEN
from ats_desktop.sync.engine import Engine
from ats_desktop.sync.memory import Place

every_noun = pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)


def add(work, row):
    with work.change("Add") as change:
        return change.save(row)


def plain(row):
    return {field.name: getattr(row, field.name) for field in row.noun.plain}


@every_noun
def test_reads_from_nothing(kind):
    row = kind.noun.read({})

    assert {field.name: getattr(row, field.name) for field in kind.noun.plain} == {
        field.name: field.default for field in kind.noun.plain
    }
    assert str(row)


@every_noun
def test_reads_from_rubbish(kind):
    row = kind.noun.read({field.name: "\x00 no such thing" for field in kind.noun.fields} | {"unheard_of": 1})

    assert all(hasattr(row, field.name) for field in fields(kind))


@every_noun
def test_has_a_table_of_its_own(kind, work):
    columns = [name for _, name, *_ in work.rows(f"pragma table_info({kind.noun.table})")]

    assert columns[0] == "slot"
    assert sorted(columns[1:]) == sorted(stored(kind.noun))  # a column added later stands last in an old file


@every_noun
def test_is_kept_whole_and_listed(kind, work):
    row = add(work, full(kind))

    assert plain(work.get(kind, row.id)) == plain(full(kind))
    assert work.all(kind) == [work.get(kind, row.id)]
    assert work.count(kind, {field.name: getattr(row, field.name) for field in kind.noun.plain}) == 1


@every_noun
def test_is_edited_and_undone(kind, work):
    row = add(work, full(kind))
    opened = work.get(kind, row.id)
    name, changed = other(opened)
    with work.change("Edit") as change:
        change.save(changed, was=opened)

    assert getattr(work.get(kind, row.id), name) == "Changed by hand"
    work.undo()
    assert work.get(kind, row.id) == opened
    work.undo()
    assert work.count(kind) == 0


@every_noun
def test_is_found_by_its_words(kind, work):
    row = add(work, full(kind))
    _, changed = other(work.get(kind, row.id))
    with work.change("Edit") as change:
        change.save(changed, was=work.get(kind, row.id))

    assert [(hit.table, hit.id) for hit in work.search("changed by hand")] == [(kind.noun.table, row.id)]
    with work.change("Remove") as change:
        change.remove(row)
    assert work.search("changed by hand") == []


@every_noun
def test_every_value_is_read_again_as_it_was_shown(kind):
    row = full(kind)

    for field in kind.noun.plain:
        value = getattr(row, field.name)
        assert field.kind.parse(field.kind.show(value)) == value, field.name


@every_noun
def test_travels_only_in_streams_that_are_known(kind):
    assert kind.noun.streams() <= OPEN | CLOSED
    assert kind.noun.scope in {"synced", "local", "asked"}


def test_links_name_nouns_that_exist():
    targets = {field.kind.target for kind in NOUNS for field in kind.noun.fields if field.kind.name == "link"}

    assert targets <= set(BY_CLASS)


def test_a_noun_is_found_by_table_and_by_class_in_any_case():
    assert find_noun("JobOpportunity") is find_noun("job-opportunities") is BY_CLASS["JobOpportunity"]
    assert find_noun("nothing") is None


def laptop(new_work, place, member, role="owner"):
    """Join a place in memory with an empty workspace."""
    work = new_work(f"laptop-{len(place.devices)}-{role}-{member}")
    _ = work.identity
    work.note(workspace=place.workspace, member=member, levels="" if role == "owner" else "{}")
    return work, place.login(member)


def test_what_is_local_stays_here(new_work):
    hers = new_work("hers")
    kept_here = [add(hers, full(kind)) for kind in NOUNS if kind.noun.scope == "local"]
    place = Place(hers.identity.workspace, hers.identity.member)
    Engine(hers, place.login(hers.identity.member)).round()
    second, door = laptop(new_work, place, hers.identity.member)
    Engine(second, door).round()

    assert kept_here
    assert [second.find(type(row), row.id) for row in kept_here] == [None for _ in kept_here]


@pytest.mark.parametrize("kind", [kind for kind in NOUNS if kind.noun.scope == "synced"], ids=lambda k: k.__name__)
def test_travels_whole_and_to_nobody_it_is_not_meant_for(kind, new_work):
    hers = new_work("hers")
    row = add(hers, full(kind))
    place = Place(hers.identity.workspace, hers.identity.member)
    Engine(hers, place.login(hers.identity.member)).round()
    second, door = laptop(new_work, place, hers.identity.member)
    coach, coach_door = laptop(new_work, place, place.new_member("commenter", "Coach", {}), "commenter")
    Engine(second, door).round()
    Engine(coach, coach_door).round()

    assert second.get(kind, row.id) == hers.get(kind, row.id)
    seen = coach.find(kind, row.id)
    closed = {f.name for f in kind.noun.plain if kind.noun.stream_of(f, getattr(row, "section", None)) in CLOSED}
    if closed == {f.name for f in kind.noun.plain}:
        assert seen is None
    else:
        shown = {name for name, value in plain(seen).items() if value == plain(row)[name]}
        assert shown >= set(plain(row)) - closed
        assert all(getattr(seen, name) == kind.noun.by_name[name].default for name in closed)
