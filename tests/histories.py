"""Random lives of a few laptops over one shared log: what the merge core must survive.

Why:    every law of merging is about what no single test would think of. Laptops with wrong
        clocks are born, edit, delete, lose acknowledgements, fall asleep for a year, read the
        log in pieces, join snapshots; in the end all must agree and nothing may be gone.
        The ground truth is kept here, apart from the core: what each author really had seen.
"""

import copy
import json
import random
from dataclasses import dataclass, field

from ats_desktop.domain.merge import RowState, Shape, alive, apply, bear, digest, join, seen_by
from ats_desktop.domain.ops import Delete, Edit, Op, Patch, Run, Undelete, read_op, write_op
from ats_desktop.domain.stamps import hear, ms_of, restamp, tick
from ats_desktop.domain.texts import context, heads, show

SHAPE = Shape(texts=frozenset({"notes"}), automatic=frozenset({"last_run"}))
NOUN = "tasks"
DAY = 86_400_000
START = 1_790_000_000_000
NATURAL = ("skill-a", "skill-b")


@dataclass
class Laptop:
    """One replica: what it shows, what it read, what it has yet to send."""

    tag: str
    skew: int
    clock: str = ""
    heard: str = ""
    sent: str = ""
    offset: int = 0
    cursor: int = 0
    shown: dict[str, RowState] = field(default_factory=dict)
    read: dict[str, RowState] = field(default_factory=dict)
    pending: list[Op] = field(default_factory=list)
    sealed: tuple[int, list[Op]] | None = None
    taken: list[tuple[int, list[Op]]] = field(default_factory=list)  # accepted: (place in the log, ops)
    dseq: int = 0
    known: dict[str, set[str]] = field(default_factory=dict)  # the truth: stamps of the ops it had applied, by row


def take(state: RowState, op: Op, row: str = "") -> None:
    """Let an op change a state, as a birth or otherwise."""
    if isinstance(op, Run):
        for line in op.rows:
            if line[0] == row:
                bear(state, SHAPE, op.stamp, dict(zip(op.columns, line[1:], strict=True)))
    else:
        apply(state, SHAPE, op)


def rows_of(op: Op) -> list[str]:
    """List the rows an op touches."""
    return [line[0] for line in op.rows] if isinstance(op, Run) else [op.row]


class History:
    """A world of laptops and one log; `step` does something at random, `settle` brings all together."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.now = START
        self.log: list[tuple[str, list[Op]]] = []
        self.accepted: dict[tuple[str, int], int] = {}
        self.births = 0
        self.rows = list(NATURAL)
        self.saw: dict[str, set[str]] = {}  # the truth: stamp of a delete -> stamps its author had applied
        years = (0, 0, 0, 10_000, -3_600_000, 3_600_000, 10 * 365 * DAY, -10 * 365 * DAY)
        self.laptops = [Laptop(f"{n + 1:08x}", self.chance.choice(years)) for n in range(self.chance.randint(2, 3))]

    # --- one laptop does something ---

    def write(self, laptop: Laptop, op: Op) -> None:
        for row in rows_of(op):
            take(laptop.shown.setdefault(row, RowState()), op, row)
            laptop.known.setdefault(row, set()).add(op.stamp)
        laptop.pending.append(op)

    def stamp(self, laptop: Laptop) -> str:
        laptop.clock = tick(laptop.clock, self.now + laptop.skew, laptop.offset)
        return laptop.clock + laptop.tag

    def bear(self, laptop: Laptop) -> None:
        wanted = [row for row in NATURAL if row not in laptop.shown and self.chance.random() < 0.6]
        if not wanted:
            self.births += 1
            wanted = [f"row-{self.births}", f"row-{self.births}b"][: self.chance.randint(1, 2)]
            self.rows += wanted
        columns = tuple(c for c in ("title", "city", "notes", "last_run") if self.chance.random() < 0.6)
        lines = [[row, *(self.value(c) if self.chance.random() < 0.8 else None for c in columns)] for row in wanted]
        self.write(laptop, Run(NOUN, self.stamp(laptop), columns, lines))

    def value(self, column: str) -> str | int:
        if column == "notes":
            return "a\nb\nc\nd\ne"
        return self.chance.randint(0, 9) if column == "last_run" else f"v{self.chance.randint(0, 6)}"

    def pick(self, laptop: Laptop) -> str | None:
        return self.chance.choice(sorted(laptop.shown)) if laptop.shown else None

    def edit(self, laptop: Laptop) -> None:
        if row := self.pick(laptop):
            state = laptop.shown[row]
            name = self.chance.choice(("title", "title", "city", "last_run"))
            value = None if self.chance.random() < 0.15 else self.value(name)
            base = state.stamp(name)
            self.write(laptop, Patch(NOUN, row, self.stamp(laptop), {name: Edit(value, base)}))

    def scribble(self, laptop: Laptop) -> None:
        if row := self.pick(laptop):
            state = laptop.shown[row]
            lines = str(state.values.get("notes") or "").split("\n")
            lines[self.chance.randrange(len(lines))] = f"w{self.now}-{laptop.tag[-1]}"
            seen = context(state.versions("notes"))
            base = state.stamp("notes")
            self.write(laptop, Patch(NOUN, row, self.stamp(laptop), {"notes": Edit("\n".join(lines), base, seen)}))

    def remove(self, laptop: Laptop) -> None:
        if row := self.pick(laptop):
            stamp = self.stamp(laptop)
            self.saw[stamp] = set(laptop.known.get(row, ()))
            self.write(laptop, Delete(NOUN, row, stamp, seen_by(laptop.shown[row])))

    def restore(self, laptop: Laptop) -> None:
        if (row := self.pick(laptop)) and not alive(laptop.shown[row], SHAPE):
            self.write(laptop, Undelete(NOUN, row, self.stamp(laptop)))

    # --- one laptop meets the place ---

    def mend_clock(self, laptop: Laptop) -> None:
        """Measure the offset; stamps nobody has seen move with it, in their order."""
        measured = -laptop.skew
        ahead = any(ms_of(op.stamp) > self.now + 60_000 for op in laptop.pending)
        if abs(measured - laptop.offset) <= 2_000 and not ahead:
            return
        moved = restamp(self.refers(laptop), measured - laptop.offset, self.now, laptop.sent)
        olds, news = list(moved), list(moved.values())
        assert news == sorted(set(news)), "a laptop's own edits changed their order"
        assert olds == sorted(olds)
        assert all(ms_of(new) <= self.now + 60_000 for new in news)
        change = {old + laptop.tag: new + laptop.tag for old, new in moved.items()}
        laptop.pending = [self.moved(op, change, laptop.tag) for op in laptop.pending]
        laptop.offset = measured
        laptop.clock = max([laptop.heard, laptop.sent, *news])
        self.saw = {change.get(at, at): {change.get(s, s) for s in saw} for at, saw in self.saw.items()}
        laptop.known = {row: {change.get(s, s) for s in saw} for row, saw in laptop.known.items()}
        self.rebuild(laptop)

    def refers(self, laptop: Laptop) -> dict[str, str]:
        own = {op.stamp[:16] for op in laptop.pending}
        refers = dict.fromkeys(own, "")
        for op in laptop.pending:
            told = [op.seen] if isinstance(op, Delete) else []
            if isinstance(op, Patch):
                told += [edit.seen or {} for edit in op.cells.values()]
                told += [{edit.base[16:]: edit.base[:16]} for edit in op.cells.values() if edit.base]
            for vector in told:
                for tag, hlc in vector.items():
                    if tag != laptop.tag or hlc not in own:
                        refers[op.stamp[:16]] = max(refers[op.stamp[:16]], hlc)
        return refers

    def moved(self, op: Op, change: dict[str, str], tag: str) -> Op:
        def vector(seen):
            return {t: change.get(h + t, h + t)[:16] if t == tag else h for t, h in seen.items()}

        stamp = change[op.stamp]
        if isinstance(op, Run):
            return Run(op.noun, stamp, op.columns, op.rows)
        if isinstance(op, Delete):
            return Delete(op.noun, op.row, stamp, vector(op.seen))
        if isinstance(op, Undelete):
            return Undelete(op.noun, op.row, stamp)
        cells = {
            name: Edit(e.value, change.get(e.base, e.base), None if e.seen is None else vector(e.seen))
            for name, e in op.cells.items()
        }
        return Patch(op.noun, op.row, stamp, cells)

    def rebuild(self, laptop: Laptop) -> None:
        """Show what was read and, on top, what is still to be sent."""
        laptop.shown = copy.deepcopy(laptop.read)
        sent = [op for at, ops in laptop.taken if at >= laptop.cursor for op in ops]
        for op in [*sent, *(laptop.sealed[1] if laptop.sealed else ()), *laptop.pending]:
            for row in rows_of(op):
                take(laptop.shown.setdefault(row, RowState()), op, row)

    def push(self, laptop: Laptop, *, lose: bool = False) -> None:
        if laptop.sealed is None:
            self.mend_clock(laptop)
            if not laptop.pending:
                return
            laptop.dseq += 1
            laptop.sealed = (laptop.dseq, laptop.pending)
            laptop.sent = max([laptop.sent, *(op.stamp[:16] for op in laptop.pending)])
            laptop.pending = []
        dseq, ops = laptop.sealed
        if (laptop.tag, dseq) not in self.accepted:
            newest = max(ms_of(op.stamp) for op in ops)
            assert newest <= self.now + 60_000, "a stamp from the future was offered"
            wire = json.dumps([write_op(op) for op in ops])
            self.log.append((laptop.tag, [read_op(raw, laptop.tag, newest) for raw in json.loads(wire)]))
            self.accepted[laptop.tag, dseq] = len(self.log) - 1
        if not lose:
            laptop.taken.append((self.accepted[laptop.tag, dseq], ops))
            laptop.sealed = None

    def pull(self, laptop: Laptop, most: int) -> None:
        for _, ops in self.log[laptop.cursor : laptop.cursor + most]:
            self.receive(laptop, ops)
            laptop.cursor += 1

    def receive(self, laptop: Laptop, ops: list[Op]) -> None:
        for op in ops:
            laptop.clock, laptop.heard = hear(laptop.clock, op.stamp[:16]), hear(laptop.heard, op.stamp[:16])
            for row in rows_of(op):
                laptop.known.setdefault(row, set()).add(op.stamp)
                for rows in (laptop.shown, laptop.read):
                    take(rows.setdefault(row, RowState()), op, row)

    def join(self, laptop: Laptop, publisher: Laptop) -> None:
        """Take over a snapshot: what another has read, then on top what of ours it has not."""
        for row, state in publisher.read.items() if publisher is not laptop else ():
            join(laptop.read.setdefault(row, RowState()), SHAPE, copy.deepcopy(state))
            told = {op.stamp for _, ops in self.log[: publisher.cursor] for op in ops if row in rows_of(op)}
            laptop.known.setdefault(row, set()).update(told)
        laptop.cursor = max(laptop.cursor, publisher.cursor)
        laptop.clock, laptop.heard = hear(laptop.clock, publisher.heard), hear(laptop.heard, publisher.heard)
        self.rebuild(laptop)

    def newcomer(self, publisher: Laptop) -> None:
        if len(self.laptops) < 5:
            self.laptops.append(Laptop(f"{len(self.laptops) + 1:08x}", 0))
            self.join(self.laptops[-1], publisher)

    # --- the world ---

    def step(self) -> None:
        laptop, other = self.chance.choice(self.laptops), self.chance.choice(self.laptops)
        self.now += self.chance.choice((1, 1_000, 60_000, DAY)) if self.chance.random() < 0.98 else 200 * DAY
        actions = {
            self.bear: 3,
            self.edit: 7,
            self.scribble: 6,
            self.remove: 3,
            self.restore: 2,
            self.meet: 7,
            self.leaf: 8,
            self.lose_time: 1,
            lambda it: self.join(it, other): 1,
            lambda _: self.newcomer(other): 1,
            self.read_again: 1,
        }
        (act,) = self.chance.choices(list(actions), list(actions.values()))
        act(laptop)

    def meet(self, laptop: Laptop) -> None:
        self.push(laptop, lose=self.chance.random() < 0.3)

    def leaf(self, laptop: Laptop) -> None:
        self.pull(laptop, self.chance.randint(1, 4))

    def lose_time(self, laptop: Laptop) -> None:
        laptop.skew += self.chance.choice((-5 * DAY, -30_000, 30_000, 5 * DAY, 20 * 365 * DAY))

    def read_again(self, laptop: Laptop) -> None:
        if laptop.cursor:
            self.receive(laptop, self.chance.choice(self.log[: laptop.cursor])[1])

    def settle(self) -> None:
        """Everybody sends all and reads all."""
        for laptop in self.laptops:
            self.push(laptop)
            self.push(laptop)
        for laptop in self.laptops:
            self.pull(laptop, len(self.log))

    # --- the claims ---

    def check(self) -> None:
        self.settle()
        proofs = [digest((NOUN, row, state, SHAPE) for row, state in p.shown.items()) for p in self.laptops]
        assert len(set(proofs)) == 1, "laptops disagree"
        assert proofs[0] == digest((NOUN, row, s, SHAPE) for row, s in self.shuffled().items()), "order matters"
        texts = [{row: show(s.versions("notes")) for row, s in p.shown.items()} for p in self.laptops]
        assert all(one == texts[0] for one in texts), "texts are shown differently"
        for row in self.laptops[0].shown:
            ops = [op for _, ops in self.log for op in ops if row in rows_of(op)]
            self.check_alive(row, ops)
            for laptop in self.laptops:
                self.check_kept(laptop, row, ops)
            self.check_lines(row, ops)

    def shuffled(self) -> dict[str, RowState]:
        every = [op for _, ops in self.log for op in ops]
        every += self.chance.sample(every, len(every) // 3)
        self.chance.shuffle(every)
        halves: list[dict[str, RowState]] = [{}, {}]
        for n, op in enumerate(every):
            for row in rows_of(op):
                take(halves[n % 2].setdefault(row, RowState()), op, row)
        for row, state in halves[1].items():
            join(halves[0].setdefault(row, RowState()), SHAPE, state)
        return halves[0]

    def check_alive(self, row: str, ops: list[Op]) -> None:
        """An edit the deleter had not seen keeps the row; a row whose deleter saw everything is gone."""
        undone = max((op.stamp for op in ops if isinstance(op, Undelete)), default="")
        deletes = [op.stamp for op in ops if isinstance(op, Delete) and op.stamp > undone]
        there = alive(self.laptops[0].shown[row], SHAPE)
        written = {
            op.stamp for op in ops if isinstance(op, Run) or (isinstance(op, Patch) and "last_run" not in op.cells)
        }
        standing = {stamp for cell in cells_of(row, ops) for stamp in heads_of(row, cell, ops)}
        if not deletes:
            assert there, f"{row} is gone and nobody deleted it"
        elif any(written <= self.saw[at] for at in deletes):
            assert not there, f"{row} was deleted by somebody who saw everything, and stands"
        elif all(standing - self.saw[at] for at in deletes):
            assert there, f"{row} is gone with an edit its deleter had not seen"

    def check_kept(self, laptop: Laptop, row: str, ops: list[Op]) -> None:
        state = laptop.shown[row]
        for name in ("title", "city", "last_run"):
            kept = {state.values.get(name), *(value for field_, _, value in state.lost if field_ == name), None}
            written = list(edits_of(row, name, ops))
            bases = {edit.base for _, edit in written}
            kept |= {edit.value for stamp, edit in written if stamp in bases}
            gone = [(stamp, edit.value) for stamp, edit in written if edit.value not in kept]
            assert not gone, f"{row}.{name} lost {gone}"
        standing = heads_of(row, "notes", ops)
        assert standing == {v.stamp for v in state.versions("notes").values()} & standing, "a version of a text is gone"

    def check_lines(self, row: str, ops: list[Op]) -> None:
        shown = self.laptops[0].shown[row].values.get("notes")
        written = {line for _, edit in edits_of(row, "notes", ops) for line in str(edit.value or "").split("\n")}
        assert shown is None or set(str(shown).split("\n")) <= written, "a line nobody wrote"

    def met(self) -> set[str]:
        """Name the rarer things that happened, so that the test can say it was no idle life."""
        states = list(self.laptops[0].shown.values())
        happened = {
            "lost": any(state.lost for state in states),
            "dead": any(not alive(state, SHAPE) for state in states),
            "saved": any(state.deletes and alive(state, SHAPE) for state in states),
            "merged": any(
                len(heads(state.versions("notes"))) > 1 and not show(state.versions("notes"))[1] for state in states
            ),
            "parted": any(show(state.versions("notes"))[1] for state in states),
            "joined births": any(
                sum(isinstance(op, Run) and row in rows_of(op) for _, ops in self.log for op in ops) > 1
                for row in NATURAL
            ),
        }
        return {name for name, so in happened.items() if so}


def edits_of(row: str, name: str, ops: list[Op]):
    """List (stamp, edit) of all that was ever written into a cell."""
    for op in ops:
        if isinstance(op, Patch) and name in op.cells:
            yield op.stamp, op.cells[name]
        elif isinstance(op, Run) and name in op.columns:
            for line in op.rows:
                if line[0] == row and line[1 + op.columns.index(name)] is not None:
                    yield op.stamp, Edit(line[1 + op.columns.index(name)])


def cells_of(row: str, ops: list[Op]) -> set[str]:
    """List the cells people ever wrote."""
    return {name for name in ("title", "city", "notes") if any(True for _ in edits_of(row, name, ops))}


def heads_of(row: str, name: str, ops: list[Op]) -> set[str]:
    """Say by the plainest means which writings of a cell stand."""
    written = list(edits_of(row, name, ops))
    if name != "notes":
        return {max(stamp for stamp, _ in written)} if written else set()
    return {
        stamp
        for stamp, _ in written
        if not any((e.seen or {}).get(stamp[16:], "") >= stamp[:16] and at > stamp for at, e in written)
    }


def live(seed: int, steps: int = 45) -> History:
    """Let a history happen and check all claims at its end."""
    history = History(seed)
    for _ in range(steps):
        history.step()
    history.check()
    return history
