"""What every shared place answers about the log, in memory and on a real Postgres, in the same words.

Source: sync.md 4.2; invariants I3-I6, I14, I18, I19, I33.
"""

import hashlib
import uuid

import pytest
from places import say, sealed, someone

from ats_desktop.errors import NotAllowed
from ats_desktop.sync.backend import MAX_BODY, Resync, ServerRewound


def test_a_batch_comes_back_byte_for_byte_and_signed_by_the_place(town):
    batch = sealed(town.workspace, body=bytes(range(256)) * 9)

    said = town.owner.push(batch)

    [got] = town.owner.pull("jobs", 0).batches
    assert (said.status, said.seq) == ("ok", 1)
    assert (got.seq, got.device, got.dseq, got.member, got.level) == (1, batch.device, 1, town.member, 4)
    assert (got.sha, got.body, got.max_ms, list(got.manifest)) == (batch.sha, batch.body, batch.max_ms, batch.manifest)
    assert abs(got.at_ms - said.server_ms) < 60_000


def test_an_unknown_key_in_a_manifest_is_kept(town):
    manifest = [{"e": "job_opportunities", "later": {"deep": [1, None, "ü"]}}]

    town.owner.push(sealed(town.workspace, manifest=manifest))

    assert [dict(line) for line in town.owner.pull("jobs", 0).batches[0].manifest] == manifest


def test_numbers_have_no_gap_and_the_chain_ties_them(town):
    device, chain = str(uuid.uuid4()), ""
    batches = [sealed(town.workspace, device=device, dseq=n, body=b"%d" % n) for n in range(1, 6)]

    assert [result.seq for result in town.owner.push_all(batches)] == [1, 2, 3, 4, 5]

    for got in town.owner.pull("jobs", 0).batches:
        chain = hashlib.sha256((chain + got.sha).encode()).hexdigest()
        assert got.chain == chain
    assert town.owner.heads().streams["jobs"].chain == chain


def test_streams_are_numbered_apart_and_devices_across_them(town):
    device = str(uuid.uuid4())

    seqs = [
        town.owner.push(sealed(town.workspace, device=device, dseq=dseq, stream=stream, manifest=[{"e": "x"}])).seq
        for dseq, stream in enumerate(("jobs", "salary", "jobs", "private"), 1)
    ]

    assert seqs == [1, 1, 2, 1]


def test_the_same_batch_again_is_a_duplicate_however_often(town):
    batch = sealed(town.workspace)
    town.owner.push(batch)

    assert [(town.owner.push(batch).status, town.owner.push(batch).seq) for _ in range(3)] == [("duplicate", 1)] * 3
    assert len(town.owner.pull("jobs", 0).batches) == 1


def test_an_older_batch_again_is_a_duplicate_with_its_own_number(town):
    device = str(uuid.uuid4())
    first, second = (sealed(town.workspace, device=device, dseq=n, body=b"%d" % n) for n in (1, 2))
    town.owner.push_all([first, second])

    assert (town.owner.push(first).status, town.owner.push(first).seq) == ("duplicate", 1)


@pytest.mark.parametrize("dseq", [1, 0, -5])
def test_another_batch_under_a_used_number_is_a_fork(town, dseq):
    """Two copies of one laptop: the place says so, and how far it has come."""
    device = str(uuid.uuid4())
    town.owner.push_all([sealed(town.workspace, device=device, dseq=n) for n in (1, 2)])

    said = town.owner.push(sealed(town.workspace, device=device, dseq=dseq, body=b"another"))

    assert (said.status, said.seq) == ("fork", 2)


def test_a_number_too_far_ahead_is_a_gap(town):
    device = str(uuid.uuid4())
    town.owner.push(sealed(town.workspace, device=device))

    said = town.owner.push(sealed(town.workspace, device=device, dseq=3))

    assert (said.status, said.seq) == ("gap", 1)


def test_a_first_batch_with_a_wrong_number_leaves_nothing_behind(town):
    device = str(uuid.uuid4())

    assert say(town.owner, town, device=device, dseq=2) == "gap"
    assert say(town.owner, town, device=device, dseq=0) == "fork"
    assert say(town.owner, town, device=device, dseq=1) == "ok"


def test_after_a_gap_all_that_follow_are_gaps(town):
    device = str(uuid.uuid4())
    batches = [sealed(town.workspace, device=device, dseq=n) for n in (1, 3, 4)]

    assert [result.status for result in town.owner.push_all(batches)] == ["ok", "gap", "gap"]


def test_nothing_to_push_is_nothing_to_say(town):
    assert town.owner.push_all([]) == []


def test_another_member_s_device_is_not_mine_to_use(town):
    device, coach = str(uuid.uuid4()), someone(town, "editor")
    assert say(town.owner, town, device=device) == "ok"

    assert say(coach, town, device=device, dseq=2) == "forbidden"
    assert say(town.owner, town, device=device, dseq=2) == "ok"


def test_bytes_that_do_not_match_their_sum_are_corrupt(town):
    assert say(town.owner, town, sha="0" * 64) == "corrupt"
    assert say(town.owner, town, sha="") == "corrupt"
    assert say(town.owner, town, sha=hashlib.sha256(b"sealed").hexdigest().upper()) == "corrupt"


def test_a_body_of_the_largest_size_passes_and_one_byte_more_does_not(town):
    assert say(town.owner, town, body=b"x" * MAX_BODY) == "ok"
    assert say(town.owner, town, body=b"x" * (MAX_BODY + 1)) == "too_large"


def test_an_empty_body_is_a_body(town):
    assert say(town.owner, town, body=b"") == "ok"
    assert town.owner.pull("jobs", 0).batches[0].body == b""


def test_a_manifest_larger_than_any_is_refused(town):
    manifest = [{"e": "job_opportunities", "r": ["x" * 1000] * 1200}]

    assert say(town.owner, town, manifest=manifest) == "too_large"


def test_a_stamp_from_the_future_is_sent_back_with_the_time(town):
    said = town.owner.push(sealed(town.workspace, ahead_ms=120_000))

    assert said.status == "clock_ahead"
    assert abs(said.server_ms - town.owner.heads().server_ms) < 60_000
    assert say(town.owner, town, ahead_ms=20_000) == "ok"
    assert say(town.owner, town, ahead_ms=-(10**12)) == "ok"


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"body": b"x" * (MAX_BODY + 1), "sha": "0" * 64, "ahead_ms": 10**8, "manifest": []}, "too_large"),
        ({"sha": "0" * 64, "ahead_ms": 10**8, "manifest": []}, "corrupt"),
        ({"ahead_ms": 10**8, "manifest": [], "dseq": 9}, "clock_ahead"),
        ({"manifest": [], "dseq": 9}, "forbidden"),
        ({"dseq": 9}, "gap"),
    ],
)
def test_of_several_faults_the_same_one_is_named_first(town, wrong, answer):
    assert say(town.owner, town, **wrong) == answer


# --- reading ------------------------------------------------------------------------------------


def test_pages_begin_after_a_number_and_end_near_a_size(town):
    device = str(uuid.uuid4())
    town.owner.push_all([sealed(town.workspace, device=device, dseq=n, body=b"x" * 1000) for n in range(1, 11)])

    def page(after, size):
        return [got.seq for got in town.owner.pull("jobs", after, size).batches]

    assert page(0, 10**6) == list(range(1, 11))
    assert page(7, 10**6) == [8, 9, 10]
    assert page(0, 2500) == [1, 2, 3]
    assert page(4, 1) == page(4, 0) == page(4, -1) == [5]
    assert page(10, 10**6) == []


def test_a_long_log_comes_in_pages(town):
    device = str(uuid.uuid4())
    town.owner.push_all([sealed(town.workspace, device=device, dseq=n) for n in range(1, 206)])

    first = town.owner.pull("jobs", 0).batches
    rest = town.owner.pull("jobs", first[-1].seq).batches

    assert [got.seq for got in (*first, *rest)] == list(range(1, 206))


def test_reading_beyond_the_end_means_the_place_went_back(town):
    town.owner.push(sealed(town.workspace))

    with pytest.raises(ServerRewound):
        town.owner.pull("jobs", 2)


def test_a_late_member_gets_nothing_from_before_her_floor(town):
    device = str(uuid.uuid4())
    town.owner.push_all([sealed(town.workspace, device=device, dseq=n) for n in range(1, 5)])
    late = someone(town, "viewer")
    town.raise_floor(late.heads().member, "jobs", 3)

    with pytest.raises(Resync):
        late.pull("jobs", 2)
    assert [got.seq for got in late.pull("jobs", 3).batches] == [4]
    assert (late.heads().streams["jobs"].floor, town.owner.heads().streams["jobs"].floor) == (3, 0)


@pytest.mark.parametrize("stream", ["salary", "nowhere", "", "JOBS", "share:zzzzzzzzzzzz"])
def test_a_stream_one_may_not_see_is_as_if_it_were_not(town, stream):
    town.owner.push(sealed(town.workspace, stream="salary", manifest=[{"e": "salary_data"}]))
    coach = someone(town, "editor")

    with pytest.raises(NotAllowed):
        coach.pull(stream, 0)
    assert stream not in coach.heads().streams


def test_heads_tell_who_i_am_and_what_time_it_is(town):
    coach = someone(town, "commenter", {"documents": 3})

    mine, owners = coach.heads(), town.owner.heads()

    assert (mine.role, owners.role, owners.member) == ("commenter", "owner", town.member)
    assert mine.incarnation == owners.incarnation
    assert mine.server_ms > 1_700_000_000_000


def test_an_invitation_makes_the_streams_it_speaks_of(town):
    assert town.owner.heads().streams == {}

    coach = someone(town, "editor", {"salary": 1, "notes": 0})

    levels = {name: head.level for name, head in coach.heads().streams.items()}
    assert levels == {"profile": 3, "jobs": 3, "documents": 3, "prep": 3, "salary": 1}
