"""Many laptops, one row: what must come out, whatever the order; and that these tests can fail."""

import sys
from pathlib import Path
from types import ModuleType

import histories
import merging
import pytest
from merging import CASES, REAL, Core

SEED = 20_261_122
HISTORIES = 2_000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_rules_of_merging(case):
    case()


LATER = "new.stamp > now or (new.stamp == now and value_bytes(new.value) > value_bytes(value))"

# --- planted bugs ------------------------------------------------------------------------------

MUTANTS = [
    # (what was broken, file, this, became that, the case that must notice)
    ("the device no longer breaks ties", "merge", LATER,
     "(new.stamp[:16], value_bytes(new.value)) >= (now[:16], value_bytes(value))", merging.one_instant_is_decided_by_the_device),
    ("who arrives last wins", "merge", LATER,
     "new.stamp != now", merging.the_newest_stamp_wins_whatever_arrives_last),
    ("a cloned stamp keeps the first value", "merge", LATER,
     "new.stamp > now", merging.one_stamp_with_two_values_is_decided_by_the_bytes),
    ("the loser is dropped when a newer one comes", "merge", "if now != new.base:", "if False:", merging.what_loses_unseen_is_kept),
    ("the loser is dropped when it comes late", "merge", "    elif new.value != value:\n        _lose", "    elif False:\n        _lose",
     merging.what_loses_unseen_is_kept),
    ("every replaced value is kept as lost", "merge", "if now != new.base:", "if True:", merging.what_was_replaced_on_purpose_is_not_kept),
    ("a replaced loser stays lost", "merge", "if new.base:", "if False:", merging.a_lost_value_is_taken_back_once_somebody_replaces_it),
    ("seen is one number, not a vector", "merge", "all(saw(seen, stamp) for stamp in written)",
     "all(stamp[:16] <= max(seen.values()) for stamp in written)", merging.an_older_edit_the_deleter_had_not_seen_keeps_the_row),
    ("seen is not looked at", "merge", "all(saw(seen, stamp) for stamp in written)", "True",
     merging.an_older_edit_the_deleter_had_not_seen_keeps_the_row),
    ("every deleter must have seen all", "merge", "return not any(all(", "return not all(all(",
     merging.one_deleter_who_saw_all_is_enough),
    ("what deleters saw is added up", "merge", "for seen in state.deletes.values())", "for seen in [union(state.deletes.values())])",
     merging.what_two_deleters_saw_is_not_added_up),
    ("an undelete does nothing", "merge", "        state.undelete = stamp\n", "        return\n",
     merging.an_undelete_brings_the_row_back_as_it_is),
    ("an undelete is for ever", "merge", "if stamp > state.undelete:\n        state.deletes[stamp]",
     "if not state.undelete:\n        state.deletes[stamp]", merging.a_delete_after_the_undelete_counts),
    ("automatic fields bring rows back", "merge", "} - shape.automatic:", "}:", merging.what_the_program_writes_by_itself_keeps_nothing_alive),
    ("only the newest text counts as written", "merge", "(head.stamp for head in heads(versions))", "()",
     merging.an_unseen_text_behind_another_keeps_the_row),
    ("the birth stamp covers empty cells", "merge", 'self.born if self.values.get(name) is not None else ""', "self.born",
     merging.an_empty_cell_of_a_birth_was_never_written),
    ("the last birth counts", "merge", "state.born <= stamp", "state.born >= stamp", merging.two_births_of_one_row_are_one_row),
    ("cells of a later birth take the earlier one's stamp", "merge", "state.stamps.setdefault(name, state.born)", "pass",
     merging.two_births_of_one_row_are_one_row),
    ("an emptied cell forgets its stamp", "merge", 'if stamp == (state.born if state.values.get(name) is not None else ""):',
     "if state.values.get(name) is None:", merging.a_cell_emptied_on_purpose_stays_empty),
    ("texts are never merged", "texts", "if len(current) == 2 else None", "if False else None",
     merging.two_edits_of_a_text_that_do_not_touch_are_shown_together),
    ("changes that touch are merged", "texts", "after[0] <= before[1]", "after[0] < before[1]", merging.neighbouring_lines_are_for_a_person),
    ("the 180 days are forgotten", "texts", "APART_MS = 180", "APART_MS = 999", merging.texts_that_parted_half_a_year_ago_are_for_a_person),
    ("bases are tidied up at once", "texts", " and stamp not in bases]", "]", merging.what_is_shown_does_not_depend_on_who_tidied_up),
    ("only one version of a text is kept", "texts", "[versions.pop(stamp) for stamp in sorted(versions) if",
     "[versions.pop(stamp) for stamp in sorted(versions)[:-1] if True or", merging.two_edits_of_one_line_stay_two_versions),
    ("what the replaced had seen is forgotten", "texts", "other.seen = union((other.seen, one.seen))", "pass",
     merging.what_a_replaced_version_had_seen_stays_seen),
    ("the context forgets the heads themselves", "texts", "add(seen, head.stamp)", "pass", merging.saving_a_merged_text_ends_the_matter),
    ("a field of a newer version is dropped", "merge", "        _keep_extra(state, name, new.stamp", "        0 and _keep_extra(state, name, new.stamp",
     merging.a_field_of_a_newer_version_is_kept_as_it_came),
    ("joining a snapshot drops what it kept as lost", "merge", "state.lost.update(other.lost)", "pass", merging.a_snapshot_brings_what_was_lost),
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
