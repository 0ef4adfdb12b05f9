"""Many laptops, one row: what must come out, whatever the order; and that these tests can fail."""

import itertools
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import histories
import pytest

from ats_desktop.domain import merge, texts
from ats_desktop.domain.ops import Delete, Edit, Malformed, Patch, Run, Undelete, read_op, write_op
from ats_desktop.domain.stamps import reading

A, B, C = "000000aa", "000000bb", "000000cc"
DAY = 86_400_000
SEED = 20_261_122
HISTORIES = 2_000


def at(ms: int, tag: str = A) -> str:
    """Write a stamp."""
    return reading(ms) + tag


def seen(*stamps: str) -> dict[str, str]:
    """Write what somebody had seen."""
    return {stamp[16:]: stamp[:16] for stamp in stamps}


@dataclass
class Core:
    """The merge core under test: the real one, or one with a planted bug."""

    merge: ModuleType
    texts: ModuleType

    @property
    def shape(self):
        return self.merge.Shape(texts=frozenset({"notes"}), automatic=frozenset({"last_run"}))

    def row(self, *ops):
        """Let ops happen to a fresh row; a tuple (stamp, cells) is a birth."""
        state = self.merge.RowState()
        for op in ops:
            self.take(state, op)
        return state

    def take(self, state, op):
        if isinstance(op, tuple):
            return self.merge.bear(state, self.shape, *op)
        return self.merge.apply(state, self.shape, op)

    def alive(self, state):
        return self.merge.alive(state, self.shape)

    def orders(self, *ops):
        """Give the row after every order of the ops."""
        return [self.row(*order) for order in itertools.permutations(ops)]


REAL = Core(merge, texts)


def patch(stamp, name="title", value="x", base="", view=None):
    """Write a patch of one cell."""
    return Patch("tasks", "r", stamp, {name: Edit(value, base, view)})


def delete(stamp, *saw):
    """Write a delete by somebody who saw so much."""
    return Delete("tasks", "r", stamp, seen(*saw))


# --- directed cases: each is a claim, and the executioner of a planted bug ---------------------


def one_instant_is_decided_by_the_device(core=REAL):
    """Two laptops write in the same millisecond."""
    rows = core.orders(patch(at(1, A), value="z"), patch(at(1, B), value="a"))

    assert {row.values["title"] for row in rows} == {"a"}


def the_newest_stamp_wins_whatever_arrives_last(core=REAL):
    rows = core.orders(patch(at(1), value="old"), patch(at(2, B), value="new"), patch(at(3, C), value="newest"))

    assert {row.values["title"] for row in rows} == {"newest"}


def one_stamp_with_two_values_is_decided_by_the_bytes(core=REAL):
    """A cloned laptop wrote twice under one stamp."""
    rows = core.orders(patch(at(1), value="apple"), patch(at(1), value="berry"))

    assert {row.values["title"] for row in rows} == {"berry"}
    assert all(("title", at(1), "apple") in row.lost for row in rows)


def what_loses_unseen_is_kept(core=REAL):
    rows = core.orders(patch(at(2, A), value="hers"), patch(at(3, B), value="his"))

    assert all(list(row.lost) == [("title", at(2, A), "hers")] for row in rows)


def what_was_replaced_on_purpose_is_not_kept(core=REAL):
    row = core.row(patch(at(1), value="old"), patch(at(2, B), value="new", base=at(1)))

    assert not row.lost


def the_same_value_twice_is_no_conflict(core=REAL):
    """Two laptops import the same file."""
    row = core.row((at(1), {"title": "Engineer"}), (at(2, B), {"title": "Engineer"}))

    assert not row.lost
    assert row.stamp("title") == at(2, B)


def a_lost_value_is_taken_back_once_somebody_replaces_it(core=REAL):
    """Ours was in the log after all: 1, 2, then 3 written over 2."""
    row = core.row(patch(at(5, B), value="far"), patch(at(2), value="two"), patch(at(3), value="three", base=at(2)))

    assert list(row.lost) == [("title", at(3), "three")]


def an_older_edit_the_deleter_had_not_seen_keeps_the_row(core=REAL):
    """The edit is older than another one the deleter had seen: a single number would kill it."""
    rows = core.orders(
        (at(1), {"title": "x"}), patch(at(2, C), "city", "Oslo"), patch(at(3, B)), delete(at(4, B), at(1), at(3, B))
    )

    assert all(core.alive(row) for row in rows)


def a_deleter_who_saw_all_is_obeyed(core=REAL):
    rows = core.orders((at(1), {"title": "x"}), patch(at(2, B), base=at(1)), delete(at(3, C), at(1), at(2, B)))

    assert not any(core.alive(row) for row in rows)


def one_deleter_who_saw_all_is_enough(core=REAL):
    rows = core.orders(
        (at(1), {"title": "x"}), patch(at(2, B)), delete(at(3), at(1), at(2, B)), delete(at(4, C), at(1))
    )

    assert not any(core.alive(row) for row in rows)


def what_two_deleters_saw_is_not_added_up(core=REAL):
    """Neither saw everything: the row stays."""
    rows = core.orders(
        (at(1), {"title": "x"}), patch(at(2, B), "city"), patch(at(2, C), "place"),
        delete(at(3), at(1), at(2, B)), delete(at(4, C), at(1), at(2, C)),
    )  # fmt: skip

    assert all(core.alive(row) for row in rows)


def an_undelete_brings_the_row_back_as_it_is(core=REAL):
    born = (at(1), {"title": "x"})
    rows = core.orders(born, patch(at(2), "city", "Oslo"), delete(at(3), at(2)), Undelete("tasks", "r", at(4)))

    assert all(core.alive(row) and row.values == {"title": "x", "city": "Oslo"} for row in rows)


def a_delete_after_the_undelete_counts(core=REAL):
    rows = core.orders((at(1), {"title": "x"}), Undelete("tasks", "r", at(3)), delete(at(4), at(1)))

    assert not any(core.alive(row) for row in rows)


def what_the_program_writes_by_itself_keeps_nothing_alive(core=REAL):
    rows = core.orders((at(1), {"title": "x"}), delete(at(3), at(1)), patch(at(4, B), "last_run", 7))

    assert not any(core.alive(row) for row in rows)


def an_unseen_text_behind_another_keeps_the_row(core=REAL):
    """The deleter saw the newest of two versions only."""
    rows = core.orders(
        (at(1), {"notes": "a"}), patch(at(2, B), "notes", "b", at(1), seen(at(1))),
        patch(at(3, C), "notes", "c", at(1), seen(at(1))), delete(at(4, C), at(1), at(3, C)),
    )  # fmt: skip

    assert all(core.alive(row) for row in rows)


def an_empty_cell_of_a_birth_was_never_written(core=REAL):
    """The later birth has no title: it must not win over the earlier one's."""
    rows = core.orders((at(1), {"title": "x"}), (at(2, B), {"title": None, "city": "Oslo"}))

    assert all(row.values.get("title") == "x" and row.stamp("title") == at(1) for row in rows)
    assert core.row((at(1), {"city": "Oslo"})).stamp("title") == ""


def two_births_of_one_row_are_one_row(core=REAL):
    rows = core.orders((at(2, B), {"title": "y", "city": "Oslo"}), (at(1), {"title": "x", "place": "here"}))
    shown = [(row.born, row.values, row.stamps) for row in rows]

    assert shown[0] == shown[1]
    assert shown[0][0] == at(1)
    assert rows[0].values == {"title": "y", "city": "Oslo", "place": "here"}


def a_cell_emptied_on_purpose_stays_empty(core=REAL):
    rows = core.orders((at(1), {"title": "x"}), patch(at(2, B), value=None, base=at(1)))

    assert all(row.values["title"] is None and row.stamp("title") == at(2, B) for row in rows)


def two_edits_of_a_text_that_do_not_touch_are_shown_together(core=REAL):
    base, view = at(1), seen(at(1))
    rows = core.orders(
        (base, {"notes": "a\nb\nc"}),
        patch(at(2, B), "notes", "A\nb\nc", base, view),
        patch(at(3, C), "notes", "a\nb\nC", base, view),
    )

    assert {row.values["notes"] for row in rows} == {"A\nb\nC"}


def two_edits_of_one_line_stay_two_versions(core=REAL):
    base, view = at(1), seen(at(1))
    ops = (
        (base, {"notes": "8 engineers"}),
        patch(at(2, B), "notes", "12 engineers", base, view),
        patch(at(3, C), "notes", "128 engineers", base, view),
    )

    for row in core.orders(*ops):
        assert row.values["notes"] == "128 engineers"
        assert {v.value for v in core.texts.heads(row.versions("notes"))} == {"12 engineers", "128 engineers"}


def neighbouring_lines_are_for_a_person(core=REAL):
    """They do not overlap, but they touch: who knows what belongs together."""
    assert core.texts.merge_lines("a\nb\nc", "A\nb\nc", "a\nB\nc") is None


def texts_that_parted_half_a_year_ago_are_for_a_person(core=REAL):
    base, view = at(DAY), seen(at(DAY))
    ops = (
        (base, {"notes": "a\nb\nc"}),
        patch(at(2 * DAY, B), "notes", "A\nb\nc", base, view),
        patch(at(200 * DAY, C), "notes", "a\nb\nC", base, view),
    )

    assert {row.values["notes"] for row in core.orders(*ops)} == {"a\nb\nC"}


def what_is_shown_does_not_depend_on_who_tidied_up(core=REAL):
    """The base stays with its head, however many edits later the other one arrives."""
    base, view = at(1), seen(at(1))
    row = core.row((base, {"notes": "a\nb\nc"}), patch(at(2, B), "notes", "A\nb\nc", base, view))
    late = patch(at(3, C), "notes", "a\nb\nC", base, view)

    core.take(row, late)

    assert row.values["notes"] == "A\nb\nC"


def saving_a_merged_text_ends_the_matter(core=REAL):
    base, view = at(1), seen(at(1))
    row = core.row(
        (base, {"notes": "a\nb\nc"}),
        patch(at(2, B), "notes", "A\nb\nc", base, view),
        patch(at(3, C), "notes", "a\nb\nC", base, view),
    )
    view = core.texts.context(row.versions("notes"))

    core.take(row, patch(at(4), "notes", "A\nb\nC!", row.stamp("notes"), view))

    assert [v.stamp for v in core.texts.heads(row.versions("notes"))] == [at(4)]


def what_a_replaced_version_had_seen_stays_seen(core=REAL):
    """The third names only the second; the first, arriving last, is still old news."""
    first = patch(at(1), "notes", "one")
    second = patch(at(2, B), "notes", "two", at(1), seen(at(1)))
    third = patch(at(3, C), "notes", "three", "", seen(at(2, B)))

    assert {row.values["notes"] for row in core.orders(first, second, third)} == {"three"}
    assert all(len(core.texts.heads(row.versions("notes"))) == 1 for row in core.orders(first, second, third))


def a_field_of_a_newer_version_is_kept_as_it_came(core=REAL):
    state = core.merge.RowState()
    shape = core.merge.Shape(fields=frozenset({"title"}))

    core.merge.apply(state, shape, patch(at(2, B), "mood", "good", at(1)))
    core.merge.apply(state, shape, patch(at(1), "mood", "bad"))
    core.merge.bear(state, shape, at(3, C), {"title": "x", "mood": "best"})

    assert state.values == {"title": "x"}
    assert {stamp: edit.value for stamp, edit in state.extra["mood"].items()} == {
        at(2, B): "good",
        at(3, C): "best",
    }


def a_snapshot_makes_no_losers(core=REAL):
    """The reader who was away joins what the others made of her value: they replaced it knowingly."""
    away = core.row((at(1), {"title": "x"}))
    publisher = core.row((at(1), {"title": "x"}), patch(at(2, B), value="y", base=at(1)))

    core.merge.join(away, core.shape, publisher)

    assert (away.values["title"], away.lost) == ("y", {})


def a_snapshot_brings_what_was_lost(core=REAL):
    publisher = core.row(patch(at(1), value="x"), patch(at(2, B), value="y"))
    newcomer = core.merge.RowState()

    core.merge.join(newcomer, core.shape, publisher)

    assert list(newcomer.lost) == [("title", at(1), "x")]


CASES = [
    value for value in list(globals().values()) if callable(value) and getattr(value, "__defaults__", None) == (REAL,)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_rules_of_merging(case):
    case()


# --- planted bugs ------------------------------------------------------------------------------

MUTANTS = [
    # (what was broken, file, this, became that, the case that must notice)
    ("the device no longer breaks ties", "merge", "(new.stamp, value_bytes(new.value)) > (now, value_bytes(value))",
     "(new.stamp[:16], value_bytes(new.value)) >= (now[:16], value_bytes(value))", one_instant_is_decided_by_the_device),
    ("who arrives last wins", "merge", "(new.stamp, value_bytes(new.value)) > (now, value_bytes(value))",
     "new.stamp != now", the_newest_stamp_wins_whatever_arrives_last),
    ("a cloned stamp keeps the first value", "merge", "(new.stamp, value_bytes(new.value)) > (now, value_bytes(value))",
     "new.stamp > now", one_stamp_with_two_values_is_decided_by_the_bytes),
    ("the loser is dropped when a newer one comes", "merge", "if now != new.base:", "if False:", what_loses_unseen_is_kept),
    ("the loser is dropped when it comes late", "merge", "    elif new.value != value:\n        _lose", "    elif False:\n        _lose",
     what_loses_unseen_is_kept),
    ("every replaced value is kept as lost", "merge", "if now != new.base:", "if True:", what_was_replaced_on_purpose_is_not_kept),
    ("a replaced loser stays lost", "merge", "if new.base:", "if False:", a_lost_value_is_taken_back_once_somebody_replaces_it),
    ("seen is one number, not a vector", "merge", "all(saw(seen, stamp) for stamp in written)",
     "all(stamp[:16] <= max(seen.values()) for stamp in written)", an_older_edit_the_deleter_had_not_seen_keeps_the_row),
    ("seen is not looked at", "merge", "all(saw(seen, stamp) for stamp in written)", "True",
     an_older_edit_the_deleter_had_not_seen_keeps_the_row),
    ("every deleter must have seen all", "merge", "return not any(all(", "return not all(all(",
     one_deleter_who_saw_all_is_enough),
    ("what deleters saw is added up", "merge", "for seen in state.deletes.values())", "for seen in [union(state.deletes.values())])",
     what_two_deleters_saw_is_not_added_up),
    ("an undelete does nothing", "merge", "        state.undelete = stamp\n", "        return\n",
     an_undelete_brings_the_row_back_as_it_is),
    ("an undelete is for ever", "merge", "if stamp > state.undelete:\n        state.deletes[stamp]",
     "if not state.undelete:\n        state.deletes[stamp]", a_delete_after_the_undelete_counts),
    ("automatic fields bring rows back", "merge", "} - shape.automatic:", "}:", what_the_program_writes_by_itself_keeps_nothing_alive),
    ("only the newest text counts as written", "merge", "(head.stamp for head in heads(versions))", "()",
     an_unseen_text_behind_another_keeps_the_row),
    ("the birth stamp covers empty cells", "merge", 'self.born if self.values.get(name) is not None else ""', "self.born",
     an_empty_cell_of_a_birth_was_never_written),
    ("the last birth counts", "merge", "state.born <= stamp", "state.born >= stamp", two_births_of_one_row_are_one_row),
    ("cells of a later birth take the earlier one's stamp", "merge", "state.stamps.setdefault(name, state.born)", "pass",
     two_births_of_one_row_are_one_row),
    ("an emptied cell forgets its stamp", "merge", 'if stamp == (state.born if state.values.get(name) is not None else ""):',
     "if state.values.get(name) is None:", a_cell_emptied_on_purpose_stays_empty),
    ("texts are never merged", "texts", "if len(current) == 2 else None", "if False else None",
     two_edits_of_a_text_that_do_not_touch_are_shown_together),
    ("changes that touch are merged", "texts", "after[0] <= before[1]", "after[0] < before[1]", neighbouring_lines_are_for_a_person),
    ("the 180 days are forgotten", "texts", "APART_MS = 180", "APART_MS = 999", texts_that_parted_half_a_year_ago_are_for_a_person),
    ("bases are tidied up at once", "texts", " and stamp not in bases]", "]", what_is_shown_does_not_depend_on_who_tidied_up),
    ("only one version of a text is kept", "texts", "[versions.pop(stamp) for stamp in sorted(versions) if",
     "[versions.pop(stamp) for stamp in sorted(versions)[:-1] if True or", two_edits_of_one_line_stay_two_versions),
    ("what the replaced had seen is forgotten", "texts", "other.seen = union((other.seen, one.seen))", "pass",
     what_a_replaced_version_had_seen_stays_seen),
    ("the context forgets the heads themselves", "texts", "add(seen, head.stamp)", "pass", saving_a_merged_text_ends_the_matter),
    ("a field of a newer version is dropped", "merge", "        _keep_extra(state, name, new.stamp", "        0 and _keep_extra(state, name, new.stamp",
     a_field_of_a_newer_version_is_kept_as_it_came),
    ("joining a snapshot drops what it kept as lost", "merge", "state.lost.update(other.lost)", "pass", a_snapshot_brings_what_was_lost),
]  # fmt: skip


def planted(file: str, this: str, that: str) -> Core:
    """Load the merge core anew with one place of its source changed."""
    modules = {}
    for name in ("texts", "merge"):
        source = Path(getattr(REAL, name).__file__).read_text(encoding="utf-8")
        if name == file:
            assert source.count(this) == 1, f"“{this}” stands {source.count(this)} times in {file}.py"
            source = source.replace(this, that)
        module = ModuleType(f"planted_{name}")
        kept = sys.modules.get("ats_desktop.domain.texts")
        sys.modules[module.__name__] = module
        if "texts" in modules:
            sys.modules["ats_desktop.domain.texts"] = modules["texts"]
        try:
            exec(compile(source, module.__name__, "exec"), module.__dict__)  # noqa: S102 - our own source
        finally:
            sys.modules["ats_desktop.domain.texts"] = kept
        modules[name] = module
    return Core(modules["merge"], modules["texts"])


@pytest.mark.parametrize(("broken", "file", "this", "that", "case"), MUTANTS, ids=[line[0] for line in MUTANTS])
def test_a_planted_bug_is_noticed(broken, file, this, that, case):
    core = planted(file, this, that)

    with pytest.raises((AssertionError, ValueError, KeyError)):
        case(core)


# --- random histories --------------------------------------------------------------------------


@pytest.mark.timeout(300)
def test_two_thousand_random_histories_end_in_agreement_and_nothing_is_gone():
    """Two to five laptops with wrong clocks; the seed of a failing one is printed and can be lived again alone."""
    met = dict.fromkeys(("lost", "dead", "saved", "merged", "parted", "joined births"), 0)
    for seed in range(SEED, SEED + HISTORIES):
        try:
            history = histories.live(seed)
        except AssertionError:
            print(f"histories.live({seed})")
            raise
        for name in history.met():
            met[name] += 1

    assert all(count >= HISTORIES // 100 for count in met.values()), f"too little happened: {met}"


# --- hostile input -----------------------------------------------------------------------------


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


# --- lines of text -----------------------------------------------------------------------------


def test_a_text_of_four_thousand_equal_lines_is_compared_at_once():
    old = ["same"] * 4_000
    new = [*old[:1_000], "other", *old[1_000:3_000], *old[3_001:]]

    assert len(texts.hunks(old, new)) <= 3


def test_a_text_changed_everywhere_is_for_a_person():
    base, one, other = ("\n".join(f"{word}{n}" for n in range(1_000)) for word in "abc")

    assert texts.merge_lines(base, one, other) is None


@pytest.mark.parametrize("seed", range(SEED, SEED + 300))
def test_the_changes_found_turn_the_old_lines_into_the_new(seed):
    chance = histories.random.Random(seed)
    old, new = ([chance.choice("abcd") for _ in range(chance.randint(0, 12))] for _ in range(2))
    made, step = list(old), 0
    for first, last, lines in texts.hunks(old, new):
        made[first + step : last + step] = lines
        step += len(lines) - (last - first)

    assert made == new
