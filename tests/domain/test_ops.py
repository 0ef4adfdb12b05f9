"""Ops on the wire: they come back as they went, and what cannot be read is said to be so."""

import json

import pytest
from merging import A, B, at

from ats_desktop.domain.ops import Delete, Edit, Malformed, Patch, Run, Undelete, read_op, write_op
from ats_desktop.domain.stamps import reading


def test_ops_come_back_from_the_wire_as_they_went():
    ops = [
        Run("tasks", at(5), ("title", "minutes"), [["r1", "x", None], ["r2", None, 30]]),
        Patch("tasks", "r1", at(6), {"notes": Edit("n", at(5), {A: reading(5)}), "title": Edit(None, at(5))}),
        Delete("tasks", "r1", at(7), {A: reading(6)}),
        Undelete("tasks", "r1", at(8)),
    ]

    assert [read_op(json.loads(json.dumps(write_op(op))), A, 8) for op in ops] == ops


HOSTILE = [
    None, 7, "x", [], {}, {"k": "new"}, {"k": ["new"], "e": "tasks"}, {"k": "explode", "e": "tasks", "t": reading(1)},
    {"k": "set", "e": "tasks; drop table tasks", "r": "r", "t": reading(1), "f": {"title": {"v": 1}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(99), "f": {"title": {"v": 1}}},
    {"k": "set", "e": "tasks", "r": "r", "t": "zz", "f": {"title": {"v": 1}}},
    {"k": "set", "e": "tasks", "r": "../r", "t": reading(1), "f": {"title": {"v": 1}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {'Title"': {"v": 1}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"title": {"v": [1]}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"title": {"v": True}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"title": {"v": 2**63}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"title": {"v": float("inf")}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"title": {"v": 1, "b": 5}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"title": {"v": 1, "vv": {"x": "y"}}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {"id": {"v": "other"}}},
    {"k": "set", "e": "tasks", "r": "r", "t": reading(1), "f": {}},
    {"k": "new", "e": "tasks", "t": reading(1), "c": ["title"], "rows": [["r"]]},
    {"k": "new", "e": "tasks", "t": reading(1), "c": ["title", "title"], "rows": [["r", 1, 2]]},
    {"k": "new", "e": "tasks", "t": reading(1), "c": ["title"], "rows": [["r", {}]]},
    {"k": "new", "e": "tasks", "t": reading(1), "c": ["title"], "rows": [["r", float("nan")]]},
    {"k": "new", "e": "tasks", "t": reading(1), "c": ["id"], "rows": [["r", "s"]]},
    {"k": "new", "e": "tasks", "t": reading(1), "c": [["title"]], "rows": []},
    {"k": "del", "e": "tasks", "r": "r", "t": reading(1)},
    {"k": "del", "e": "tasks", "r": "r", "t": reading(1), "seen": {"aa": 3}},
    {"k": "undel", "e": "tasks", "r": None, "t": reading(1)},
]  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE, ids=repr)
def test_what_cannot_be_read_is_said_to_be_malformed(raw):
    with pytest.raises(Malformed):
        read_op(raw, A, max_ms=10)


def test_nobody_has_seen_the_future():
    """A vector that claims more than its own time would cover what is not yet written."""
    raw = {"k": "del", "e": "tasks", "r": "r", "t": reading(5), "seen": {B: reading(9)}}

    assert read_op(raw, A, max_ms=10).seen == {B: reading(5)}
