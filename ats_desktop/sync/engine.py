"""One round of sync: look, read what others wrote, seal, send; and every answer the place may give.

Why:    reading comes first and waits for nothing; nothing that goes wrong with one stream or
        one batch stops the others. A round ends with a report, or with an error a person can
        read; the next round goes on where this one stopped, whatever happened in between.
Source: sync.md 4.6-4.8, 6; E37.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ats_desktop.domain.stamps import ms_of
from ats_desktop.errors import AtsError, Damaged, Refused, Unavailable
from ats_desktop.store import mending, outbox, shortening
from ats_desktop.store.outbox import Outgoing
from ats_desktop.store.receive import Arrived, Pace, doomed, slots, unfold
from ats_desktop.store.versions import newest
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.apply import BrokenLog, Cursor, follow, judge, judge_again
from ats_desktop.sync.backend import (
    MAX_AHEAD_MS,
    VIEW,
    Backend,
    Heads,
    PushResult,
    Received,
    Resync,
    Revoked,
    SealedBatch,
    ServerRewound,
)
from ats_desktop.sync.seal import pack, unpack

DRIFT_MS = 2_000  # a clock nearer than this is left alone
BRAKE_ROWS, BRAKE_SHARE = 20, 0.10
_TURNS = 10_000  # of the send loop; a place that never says yes does not hold us for ever
_AT_ONCE = 16
_NAME = 80  # letters of somebody's name
_LONGEST_S = 300.0


class AnotherPlace(Refused):
    """The address leads to a workspace that is not the one shared before."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the shared place this workspace belongs to.",
            "Nothing was sent and nothing was deleted. Check the address, or ask whoever runs the database.",
        )


class TooManyDeletes(Refused):
    """The deletion brake: somebody removed so much that a person is asked first."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            f"{len(rows)} rows were removed elsewhere and would be removed here too.",
            "Nothing was removed yet. Look at the list, then accept it or ask who did it.",
        )
        self.rows = tuple(rows)


@dataclass(slots=True)
class Report:
    """What a round did; what it could not do, in sentences for a person."""

    pulled: int = 0  # batches
    rows: int = 0
    pushed: int = 0
    lost: int = 0  # rows where two had written at once
    aside: int = 0
    rejected: int = 0
    waiting: int = 0  # changes still here
    asks: "TooManyDeletes | None" = None  # a person has to look before reading goes on
    troubles: list[AtsError] = field(default_factory=list)

    @property
    def in_sync(self) -> bool:
        """Say so only when heads, outbox and troubles say so."""
        return not self.waiting and not self.troubles

    def __str__(self) -> str:
        said = [f"read {self.rows} rows", f"sent {self.pushed} batches"]
        said += [f"{self.rejected} changes not accepted"] if self.rejected else []
        said += [f"{self.lost} written twice, both kept"] if self.lost else []
        said += [f"{self.aside} kept aside"] if self.aside else []
        said += [f"{self.waiting} changes still wait"] if self.waiting else []
        return "\n".join([", ".join(said), *map(str, self.troubles)])


def backoff(failures: int, chance: Callable[[], float] = random.random) -> float:
    """Say how many seconds to wait after so many failures in a row: one, doubling to five minutes, with jitter."""
    return min(_LONGEST_S, 2.0 ** min(failures - 1, 20)) * (0.5 + chance() / 2) if failures > 0 else 0.0


class Engine:
    """Keeps one workspace and its shared place together, one round at a time; lives on the sync lane."""

    def __init__(self, work: Workspace, place: Backend) -> None:
        self._work = work
        self._place = place
        self._pace = Pace()
        self._dying: set[tuple[str, str]] = set()  # rows this round was asked to remove
        self._before: dict[str, int] = {}  # what was here when the round began
        self._mine: set[str] = set()  # batches of ours found in the log

    def round(self, *, accept_deletes: bool = False) -> Report:
        """Do one round.

        Raises: Offline, SignIn, when the place is away; Revoked; AnotherPlace. What goes wrong with
                one stream is told in the report, and the others are read.
        """
        report = Report()
        self._dying, self._before = set(), slots(self._work)
        outbox.fold_acknowledged(self._work)
        self._try_again()
        heads = self._look()
        self._check(heads)
        self._know_people(heads)
        for stream in sorted(name for name, head in heads.streams.items() if head.level >= VIEW):
            try:
                self._read(stream, heads, report, accept_deletes=accept_deletes)
            except TooManyDeletes as asks:
                report.asks = report.asks or asks
                report.troubles.append(asks)
            except (BrokenLog, ServerRewound, Resync) as trouble:
                report.troubles.append(trouble)
        self._send(report)
        mending.forget_old(self._work)
        report.waiting = outbox.waiting(self._work) + len(outbox.unsent(self._work))
        if large := outbox.too_large(self._work):
            report.troubles.append(Refused(f"{large} changes are too large to be shared.", "They stay on this laptop."))
        self._tell(report)
        return report

    def _tell(self, report: Report) -> None:
        """Leave word in the file of what a person should know, for every window and command."""
        said = json.dumps([[trouble.title, trouble.advice] for trouble in report.troubles], ensure_ascii=False)
        told = {"troubles": said if report.troubles else "", "asks": str(len(report.asks.rows)) if report.asks else ""}
        known = self._work.control()
        if any(known.get(key, "") != value for key, value in told.items()):
            self._work.note(**told)

    def _try_again(self) -> None:
        """After the program was updated: what it could only keep aside may now be read."""
        if self._work.control().get("tried") == str(newest()):
            return
        unfold(self._work)
        kept = self._work.rows("select seq, stream, op, device, member from sync_quarantine order by seq")
        for seq, stream, text, device, member in kept:
            arrived = judge_again(stream, json.loads(text), device, member)
            if not arrived.aside and not self._work.receive(arrived, self._pace).aside:
                with self._work.writing() as file:
                    file.execute("delete from sync_quarantine where seq = ?", (seq,))
        self._work.note(tried=str(newest()))

    # --- looking ---

    def _look(self) -> Heads:
        """Ask how far everything is, and what time it is there."""
        before = self._now_ms()
        heads = self._place.heads()
        offset = heads.server_ms - (before + self._now_ms()) // 2
        stored = int(self._work.control().get("offset_ms") or 0)
        if abs(offset - stored) > DRIFT_MS or self._ahead_of(heads.server_ms):
            mending.mend_clock(self._work, offset, heads.server_ms)
        return heads

    def _ahead_of(self, server_ms: int) -> bool:
        """Say whether something was written in a time that is not yet: the clock was wrong, and is right again."""
        return ms_of(self._work.control().get("clock", "")) > server_ms + MAX_AHEAD_MS

    def _now_ms(self) -> int:
        return int(self._work.now().timestamp() * 1000)

    def _check(self, heads: Heads) -> None:
        """Refuse another place before anything is applied; take over what we were granted."""
        me, known = self._work.identity, self._work.control()
        if known.get("incarnation", heads.incarnation) != heads.incarnation or heads.member != me.member:
            raise AnotherPlace
        told = {"incarnation": heads.incarnation}
        granted = {name: head.level for name, head in heads.streams.items()}
        levels = "" if heads.role == "owner" else json.dumps(granted, sort_keys=True)
        if levels != known.get("levels", ""):
            told["levels"] = levels
        if any(known.get(key, "") != value for key, value in told.items()):
            self._work.note(**told)

    def _know_people(self, heads: Heads) -> None:
        """Leave word of who takes part before anything of theirs is shown: it is signed with a name, offline too."""
        known = self._work.control().get("people")
        if known is None or any(head.seq > self._cursor(name).seq for name, head in heads.streams.items()):
            named = {one.member: " ".join(one.display.split())[:_NAME] for one in self._place.members()}
            told = json.dumps(named, ensure_ascii=False, sort_keys=True)
            if told != known:
                self._work.note(people=told)

    # --- reading ---

    def _read(self, stream: str, heads: Heads, report: Report, *, accept_deletes: bool) -> None:
        """Read a stream to its end; one that tells another story than before is read anew, once.

        Raises: Resync, BrokenLog, ServerRewound, TooManyDeletes.
        """
        head, cursor = heads.streams[stream], self._cursor(stream)
        start = Cursor(head.floor)
        if 0 < cursor.seq < head.floor:
            raise Resync
        moved_back = head.seq < cursor.seq or (head.seq == cursor.seq and cursor.chain not in ("", head.chain))
        try:
            if not moved_back:
                self._read_on(stream, cursor if cursor.seq else start, heads, report, accept_deletes=accept_deletes)
                return
        except (BrokenLog, ServerRewound):
            if not cursor.seq:
                raise
        mending.read_again(self._work, stream)
        self._mine.clear()
        self._read_on(stream, start, heads, report, accept_deletes=accept_deletes)
        mending.offer_missing(self._work, stream, start.seq, self._mine)

    def _cursor(self, stream: str) -> Cursor:
        found = self._work.rows("select seq, chain from sync_cursor where stream = ?", stream)
        return Cursor(int(found[0][0]), found[0][1] or "") if found else Cursor()

    def _read_on(self, stream: str, cursor: Cursor, heads: Heads, report: Report, *, accept_deletes: bool) -> None:
        while cursor.seq < heads.streams[stream].seq:
            page = self._place.pull(stream, cursor.seq)
            if not page.batches:
                return
            for batch in follow(stream, cursor, page.batches):
                self._take(stream, batch, heads, report, accept_deletes=accept_deletes)
                cursor = Cursor(batch.seq, batch.chain)

    def _take(self, stream: str, batch: Received, heads: Heads, report: Report, *, accept_deletes: bool) -> None:
        """Take in one batch; our own we have already, unless this file forgot it."""
        if self._is_mine(batch):
            nothing = (heads.incarnation, batch.device, batch.member, batch.at_ms)
            arrived = Arrived(stream, batch.seq, batch.chain, *nothing)
        else:
            arrived = judge(stream, batch, heads.incarnation)
            if not accept_deletes and batch.device != self._work.identity.device:
                self._brake(arrived)
        taken = self._work.receive(arrived, self._pace)
        report.pulled += 1
        report.rows += taken.rows
        report.lost += taken.lost
        report.aside += taken.aside

    def _is_mine(self, batch: Received) -> bool:
        """Recognise a batch of ours by its bytes; one whose answer was lost is acknowledged now."""
        if batch.device != self._work.identity.device:
            return False
        mending.cancel_refusal(self._work, batch.sha)
        self._mine.add(batch.sha)
        found = self._work.rows("select dseq, acked_seq from sync_outbox where sha = ?", batch.sha)
        if found and found[0][1] is None:
            outbox.acknowledge(self._work, [(found[0][0], batch.seq)])
        return bool(found)

    def _brake(self, arrived: Arrived) -> None:
        """Stop before a batch by which this round would remove too much.

        Raises: TooManyDeletes.
        """
        dying = self._dying | set(doomed(self._work, arrived.ops, self._before))
        for table in {table for table, _ in dying - self._dying}:
            rows = sorted(one for one in dying if one[0] == table)
            here = int(self._work.rows(f"select count(*) from {table}")[0][0])
            gone = len([one for one in rows if one in self._dying])
            if len(rows) > BRAKE_ROWS and len(rows) > BRAKE_SHARE * (here + gone):
                raise TooManyDeletes(rows)
        self._dying = dying

    # --- sending ---

    def _send(self, report: Report) -> None:
        """Seal what is open and send what is sealed, until there is nothing or the place says no."""
        state = _Sending()
        shortening.offer_shortened(self._work)
        for _ in range(_TURNS):
            sealed = outbox.seal(self._work, pack)
            batches = outbox.unsent(self._work, _AT_ONCE)
            if not batches and not sealed:
                return
            if batches and not self._offer(batches, report, state):
                return

    def _offer(self, batches: Sequence[Outgoing], report: Report, state: "_Sending") -> bool:
        """Offer sealed batches; gives whether to go on."""
        me = self._work.identity
        results = self._place.push_all([
            SealedBatch(me.workspace, b.stream, me.device, b.dseq, b.max_ms, b.manifest, b.sha, b.body)
            for b in batches
        ])  # fmt: skip
        accepted = []
        for batch, result in zip(batches, results, strict=False):
            if result.status not in ("ok", "duplicate"):
                break
            accepted.append((batch.dseq, result.seq))
        if accepted:
            outbox.acknowledge(self._work, accepted)
            report.pushed += len(accepted)
        if len(accepted) == len(batches):
            return True
        return self._refused(batches[len(accepted)], results[len(accepted)], report, state)

    def _refused(self, batch: Outgoing, result: PushResult, report: Report, state: "_Sending") -> bool:
        """Do what an answer other than yes asks for; gives whether to go on."""
        work, status = self._work, result.status
        if status in ("forbidden", "revoked", "too_large", "corrupt"):
            if status == "corrupt" and state.once(("corrupt", batch.dseq)):
                return True
            report.rejected += mending.reject(work, batch.dseq, _WHY[status], unpack)
            if status == "revoked":
                raise Revoked
            return True
        if not state.once((status, batch.dseq if status != "clock_ahead" else 0)):
            report.troubles.append(_TROUBLE.get(status, _TROUBLE["busy"]))
            return False
        if status == "clock_ahead":
            mending.unseal(work, batch.dseq)
            mending.mend_clock(work, result.server_ms - self._now_ms(), result.server_ms)
        elif status == "gap":
            mending.offer_again(work, result.seq)
        elif status == "fork":
            mending.unseal(work, 1)
            mending.new_device(work)
        else:
            report.troubles.append(_TROUBLE["busy"])
            return False
        return True


@dataclass(slots=True)
class _Sending:
    """What was tried already in this round."""

    tried: set[tuple[str, int]] = field(default_factory=set)

    def once(self, what: tuple[str, int]) -> bool:
        """Say whether this is the first time."""
        first = what not in self.tried
        self.tried.add(what)
        return first


_WHY = {
    "forbidden": "You may not change this any more.",
    "revoked": "Your access has ended.",
    "too_large": "It is too large to be shared.",
    "corrupt": "It did not arrive as it was sent.",
}
_TROUBLE: dict[str, AtsError] = {
    "busy": Unavailable("The shared place is busy.", "Your changes are kept here and sent later."),
    "clock_ahead": Unavailable("The clocks do not agree.", "Set this computer's clock; your changes are kept here."),
    "gap": Damaged("The shared place misses some of your earlier changes.", "They are kept here; tell its owner."),
    "fork": Damaged("Another computer writes under this one's name.", "Your changes are kept here; tell the owner."),
}
