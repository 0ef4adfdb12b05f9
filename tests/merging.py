"""What merging must do, case by case; each case is also the executioner of a planted bug."""

import itertools
from dataclasses import dataclass
from types import ModuleType

from ats_desktop.domain import merge, texts
from ats_desktop.domain.ops import Delete, Edit, Patch, Undelete
from ats_desktop.domain.stamps import reading

A, B, C = "000000aa", "000000bb", "000000cc"
DAY = 86_400_000


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
