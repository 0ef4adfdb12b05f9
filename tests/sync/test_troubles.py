"""When the place or the others do not behave: nothing is lost, nothing is taken over unjudged, work goes on."""

import copy
import hashlib
import shutil

import orjson
import pytest
import zstandard
from laptops import Laptop

from ats_desktop.domain.documents import Document
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Text
from ats_desktop.domain.stamps import reading
from ats_desktop.domain.tasks import Task
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.apply import BrokenLog
from ats_desktop.sync.backend import PushResult, Revoked, SealedBatch
from ats_desktop.sync.engine import AnotherPlace, Engine, backoff


def body_of(*ops):
    """Seal any ops, good or bad."""
    return zstandard.ZstdCompressor().compress(orjson.dumps({"v": 1, "sv": 1, "ops": list(ops)}))


class Stranger:
    """A laptop with a program of its own: it pushes whatever it likes."""

    def __init__(self, world, member=""):
        self.world, self.place = world, world.place.login(member or world.place.owner)
        self.device = "5713a6e5-0000-4000-8000-00000000000" + str(len(world.place.devices) % 10)
        self.dseq = 0

    @property
    def t(self):
        return reading(self.world._ms())

    def push(self, stream, *ops, manifest=None, body=None):
        self.dseq += 1
        body = body_of(*ops) if body is None else body
        told = manifest or [{"e": noun} for noun in sorted({op["e"] for op in ops})]
        sha = hashlib.sha256(body).hexdigest()
        batch = SealedBatch(
            self.world.place.workspace, stream, self.device, self.dseq, self.world._ms(), told, sha, body
        )
        result = self.place.push(batch)
        assert result.status == "ok", result
        return batch

    def new(self, noun="tasks", row="r1", **cells):
        return {"k": "new", "e": noun, "t": self.t, "c": list(cells), "rows": [[row, *cells.values()]]}

    def set(self, noun, row, **cells):
        return {"k": "set", "e": noun, "r": row, "t": self.t, "f": {n: {"v": v, "b": ""} for n, v in cells.items()}}


def aside(laptop: Laptop):
    """Say why things were put aside."""
    return [why for (why,) in laptop.work.rows("select why from sync_quarantine order by seq")]


# --- answers -------------------------------------------------------------------------------------


def test_a_lost_answer_leaves_one_batch(world, monkeypatch):
    """The place took it, the answer never came: the same bytes again are a duplicate."""
    (task,) = world.owner.add(Task(title="Call"))
    push = world.owner.place.push_all
    monkeypatch.setattr(world.owner.place, "push_all", lambda b: [PushResult("busy", 0, 0) for _ in push(b)])
    assert world.owner.sync().waiting
    monkeypatch.undo()
    world.owner.edit(Task, task.id, title="Write")
    other = world.join()
    world.settle()

    assert len(world.place.streams["jobs"].batches) == 2
    assert other.value(Task, task.id, "title") == "Write"
    assert world.owner.sync().in_sync


def test_a_busy_place_is_tried_again_and_said_so(world, monkeypatch):
    world.owner.add(Task(title="Call"))
    monkeypatch.setattr(world.owner.place, "push_all", lambda b: [PushResult("busy", 0, 0) for _ in b])
    report = world.owner.sync()

    assert not report.in_sync
    assert "busy" in str(report.troubles[0])
    monkeypatch.undo()
    assert world.owner.sync().in_sync


def test_what_was_refused_is_kept_aside_and_the_later_ones_go_on(world):
    """An editor is made a commenter while she was offline with two kinds of edits."""
    (job,) = world.owner.add(JobOpportunity(title="Engineer", location="Oslo"))
    editor = world.let_in("editor")
    world.settle()
    member = editor.work.identity.member
    editor.edit(JobOpportunity, job.id, title="Vandalised", location="")
    editor.add(Task(title="Made offline"))
    editor.add(Comment(about=f"job_opportunities:{job.id}", body=Text("Still welcome")))
    world.owner.place.set_level(member, "commenter", {})
    report = editor.sync()
    world.settle()

    assert report.rejected == 3 + len([f for f in Task.noun.plain if f.kind.encode(f.default) is not None])
    assert editor.work.get(JobOpportunity, job.id) == world.owner.work.get(JobOpportunity, job.id)
    assert editor.work.count(Task) == 0
    kept = {(field, value) for field, value in editor.work.rows("select field, value from sync_rejected")}
    assert {("title", "Vandalised"), ("location", None), ("title", "Made offline")} <= kept
    assert [comment.body for comment in world.owner.work.all(Comment)] == ["Still welcome"]
    assert editor.sync().in_sync


def test_a_refusal_is_taken_back_when_the_place_has_it_after_all(world, monkeypatch):
    """Accepted, answer lost, right taken away: it comes back by reading."""
    editor = world.let_in("editor")
    (task,) = editor.add(Task(title="Call"))
    push = editor.place.push_all
    monkeypatch.setattr(editor.place, "push_all", lambda b: [PushResult("forbidden", 0, 0) for _ in push(b)])
    monkeypatch.setattr(editor.place, "pull", lambda *_: None)
    assert editor.sync().rejected
    assert editor.work.find(Task, task.id) is None
    monkeypatch.undo()
    world.settle()

    assert editor.value(Task, task.id, "title") == "Call"
    assert editor.work.rows("select count(*) from sync_rejected") == [(0,)]


def test_who_was_shown_the_door_is_told_so(world):
    coach = world.let_in("commenter")
    world.settle()
    world.owner.place.revoke(coach.work.identity.member)

    with pytest.raises(Revoked):
        coach.sync()


def test_waiting_grows_to_five_minutes_and_no_further():
    longest = [backoff(n, lambda: 1.0) for n in (0, 1, 2, 3, 9, 10, 99)]

    assert longest == [0, 1, 2, 4, 256, 300, 300]
    assert backoff(9, lambda: 0.0) == 128


# --- another place, an older place, another laptop of our name ------------------------------------


def test_another_place_is_refused_and_nothing_is_touched(world):
    (task,) = world.owner.add(Task(title="Call"))
    world.settle()
    world.owner.edit(Task, task.id, title="Write")
    world.place.incarnation = "another"
    world.place.streams.clear()

    with pytest.raises(AnotherPlace):
        world.owner.sync()
    assert world.owner.value(Task, task.id, "title") == "Write"
    assert world.owner.work.rows("select count(*) from sync_outbox where acked_seq is null") == [(0,)]


def test_a_place_restored_from_yesterday_gets_back_what_it_forgot(world):
    other = world.join()
    world.owner.add(Task(title="Before"))
    world.settle()
    yesterday = copy.deepcopy((world.place.streams, world.place.devices))
    (hers,) = world.owner.add(Task(title="Hers"))
    (his,) = other.add(Task(title="His"))
    world.settle()
    world.place.streams, world.place.devices = yesterday
    other.add(Task(title="Afterwards"))
    world.settle()
    world.settle()

    for laptop in world.laptops:
        assert {task.title for task in laptop.work.all(Task)} == {"Before", "Hers", "His", "Afterwards"}
    newcomer = world.join()
    world.settle()
    assert {task.id for task in newcomer.work.all(Task)} >= {hers.id, his.id}


def test_a_place_that_tells_another_story_is_not_believed(world):
    """Its administrator rewrote a batch."""
    other = world.join()
    world.owner.add(Task(title="One"))
    world.settle()
    world.owner.add(Task(title="Two"))
    world.owner.sync()
    stream = world.place.streams["jobs"]
    forged = body_of(Stranger(world).new(title="Forged"))
    stream.batches[0] = stream.batches[0].__class__(
        **{**{n: getattr(stream.batches[0], n) for n in stream.batches[0].__slots__}, "body": forged}
    )
    stream.batches[1] = stream.batches[1].__class__(
        **{**{n: getattr(stream.batches[1], n) for n in stream.batches[1].__slots__}, "chain": "0" * 64}
    )
    report = other.sync()

    assert isinstance(report.troubles[0], BrokenLog)
    assert {task.title for task in other.work.all(Task)} == {"One"}


def test_two_copies_of_one_laptop_become_two_laptops(world):
    """A restored backup and its original both write on."""
    other = world.join()
    (task,) = world.owner.add(Task(title="Call", body=Text("a\nb\nc")))
    world.settle()
    copied = world.folder / "copy"
    copied.mkdir()
    world.owner.work.connection().execute("pragma wal_checkpoint(truncate)")
    shutil.copy(world.owner.work.folder / "data.db", copied / "data.db")
    work = Workspace.open(copied, now=lambda: world.now)
    twin = Laptop(work, world.owner.place, Engine(work, world.owner.place), world)
    world.laptops.append(twin)
    world.owner.edit(Task, task.id, body=Text("A\nb\nc"))
    world.owner.sync()
    twin.edit(Task, task.id, body=Text("a\nb\nC"))
    twin.add(Task(title="Of the copy"))
    world.settle()

    assert len({laptop.work.identity.device for laptop in world.laptops}) == 3
    assert [laptop.value(Task, task.id, "body") for laptop in (world.owner, other, twin)] == ["A\nb\nC"] * 3
    assert all(laptop.work.count(Task) == 2 for laptop in world.laptops)


# --- hostile and broken batches -------------------------------------------------------------------


def test_a_poisoned_batch_is_set_aside_and_the_rest_goes_on(world):
    stranger = Stranger(world)
    stranger.push("jobs", body=b"no zstd at all", manifest=[{"e": "tasks"}])
    bomb = zstandard.ZstdCompressor(level=19).compress(b'{"v":1,"ops":[' + b" " * (65 * 1024 * 1024) + b"]}")
    stranger.push("jobs", body=bomb, manifest=[{"e": "tasks"}])
    stranger.push(
        "jobs", stranger.new(row="r1", title="Good"), {"k": "explode", "e": "tasks"}, manifest=[{"e": "tasks"}]
    )
    stranger.push("jobs", stranger.new(row="r2", title="Also good"))
    report = world.owner.sync()

    assert {task.title for task in world.owner.work.all(Task)} == {"Good", "Also good"}
    assert len(aside(world.owner)) == report.aside == 3
    assert world.owner.work.rows("select seq from sync_cursor where stream = 'jobs'") == [(4,)]


def test_a_batch_that_lies_about_its_rows_is_set_aside_whole(world):
    stranger = Stranger(world)
    stranger.push(
        "jobs", stranger.new("tasks", title="Declared"), stranger.new("tags", "r2", name="x"), manifest=[{"e": "tasks"}]
    )
    world.owner.sync()

    assert world.owner.work.count(Task) == 0
    assert aside(world.owner) == ["it touches rows it does not declare"]


def test_a_commenter_with_a_program_of_her_own_changes_nothing_but_her_comments(world):
    """The place judged the manifest; the body says more."""
    (job,) = world.owner.add(JobOpportunity(title="Engineer"))
    (comment,) = world.owner.add(Comment(body=Text("Of the owner")))
    coach = world.let_in("commenter")
    world.settle()
    member = coach.work.identity.member
    stranger, mine = Stranger(world, member), f"{member}.r1"
    stranger.push(
        "notes", stranger.new("comments", mine, body="Fine"), stranger.set("job_opportunities", job.id, title="Hacked"),
        manifest=[{"e": "comments", "r": [mine]}, {"e": "comments", "r": [mine]}],
    )  # fmt: skip
    stranger.push(
        "notes", stranger.set("comments", comment.id, body="Hacked"), manifest=[{"e": "comments", "r": [mine]}]
    )
    stranger.push(
        "notes",
        stranger.new("comments", f"{member}.r2", body="Honest"),
        manifest=[{"e": "comments", "r": [f"{member}.r2"]}],
    )
    world.owner.sync()

    assert world.owner.value(JobOpportunity, job.id, "title") == "Engineer"
    assert {one.body for one in world.owner.work.all(Comment)} == {"Of the owner", "Honest"}


def test_an_editor_writes_no_cell_of_a_stream_she_was_not_given(world):
    """A salary smuggled in by the stream of jobs; a private contact moved into an open section."""
    editor = world.let_in("editor", contacts=3)
    private, _ = world.owner.add(Contact(name="Secret", section="private"), Contact(name="Known", section="contacts"))
    (salary,) = world.owner.add(SalaryData(original="100"))
    world.settle()
    stranger = Stranger(world, editor.work.identity.member)
    for rule in ("salary_data", "contacts", "documents"):
        world.place.rules.pop(rule, None)
    stranger.push("jobs", stranger.set("salary_data", salary.id, original="1"))
    stranger.push("contacts", stranger.set("contacts", private.id, name="Hacked"))
    stranger.push("contacts", stranger.set("contacts", private.id, section="contacts"))
    stranger.push("contacts", stranger.new("contacts", private.id, name="Hacked", section="contacts"))
    stranger.push("documents", stranger.new("documents", "r9", title="Hidden", section="salary"))
    world.owner.sync()

    assert world.owner.value(SalaryData, salary.id, "original") == "100"
    found = world.owner.work.get(Contact, private.id)
    assert (found.name, found.section) == ("Secret", "private")
    assert world.owner.work.count(Document) == 0
    assert len(aside(world.owner)) == 5


def test_a_future_stamp_is_not_believed(world):
    stranger = Stranger(world)
    stranger.push("jobs", {**stranger.new(title="x"), "t": reading(world._ms() + 86_400_000)})
    world.owner.sync()

    assert world.owner.work.count(Task) == 0
    assert aside(world.owner) == ["it is later than its batch"]


def test_what_a_newer_program_writes_is_kept(world):
    """An unknown noun waits aside, an unknown field beside its row; both with their stamps."""
    stranger = Stranger(world)
    stranger.push("jobs", stranger.new("moods", "r1", mood="good"), stranger.new(row="r2", title="Call", mood="good"))
    world.place.rules.clear()
    world.owner.sync()

    assert world.owner.value(Task, "r2", "title") == "Call"
    assert "mood" in world.owner.work.rows("select extra from sync_row where row = 'r2'")[0][0]
    assert aside(world.owner) == ["this program does not know such rows yet"]
    assert '"mood"' in world.owner.work.rows("select op from sync_quarantine")[0][0]

    world.owner.remove(Task, "r2")
    world.settle()
    assert world.owner.work.find(Task, "r2") is None


# --- too much --------------------------------------------------------------------------------------


def test_what_is_too_large_stays_here_and_is_said(world):
    import random

    chance = random.Random(1)
    letters = "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(400_000))
    (big,) = world.owner.add(Task(title="Big", body=Text(letters)))
    (small,) = world.owner.add(Task(title="Small"))
    other = world.join()
    world.settle()
    report = world.owner.sync()

    assert other.work.find(Task, small.id)
    assert other.work.find(Task, big.id) is None
    assert world.owner.work.find(Task, big.id)
    assert "too large" in str(report.troubles[0])
