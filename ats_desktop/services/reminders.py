"""Reminders: ask what is due, show it in the window, write the letters, hand them in.

Why:    run every minute and after every change, it does the same each time: everything due and not
        settled.  So sleep, quits and moved clocks need nothing of their own.  A letter that
        nobody wants any more (she applied, the interview moved) is taken back before it goes.
Source: reminders.md; rulings 32; seed, commands send_deadline_reminders and send_interview_reminders.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ats_desktop.config.zone import system_zone
from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.promised import assessment_reminders, offer_reminders, own_reminders
from ats_desktop.domain.reminders import (
    MANY,
    Habits,
    Ledger,
    Occurrence,
    clock_time,
    deadline_reminders,
    due,
    in_letters,
    interview_reminders,
    known_zone,
    local_day,
    missed,
    place_changed,
)
from ats_desktop.domain.rules import DEADLINES, KIND_OF, KINDS, Rule
from ats_desktop.domain.settings import DIGEST, REMINDER_TIME, ZONE
from ats_desktop.errors import Refused, Unavailable
from ats_desktop.outside.world import World
from ats_desktop.services import mailing
from ats_desktop.services.ledger import AGAIN, notify, noting, settle
from ats_desktop.services.letters import Near, in_words, write
from ats_desktop.store import letters
from ats_desktop.store.letters import Letter
from ats_desktop.store.reads import reminders as reads
from ats_desktop.store.workspace import Workspace

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN = {
    "interview": {Rule.INTERVIEW_DAY: "24h", Rule.INTERVIEW_SOON: "2h", Rule.INTERVIEW_SET: "at once"},
    "deadline": {Rule.DEADLINE_SOON: "3 days", Rule.DEADLINE_DAY: "today"},
    "offer": {Rule.OFFER_SOON: "3 days", Rule.OFFER_NEAR: "1 day", Rule.OFFER_DAY: "today"},
    "assessment": {Rule.TEST_NEAR: "1 day", Rule.TEST_DAY: "today"},
    "own": {Rule.OWN: "due"},
}
_ALWAYS = ("deadline", "interview")  # counted also when there was none: scripts of the seed read these two lines
_PASSED = {
    "deadline": "The deadline has passed",
    "interview": "The interview time has passed",
    "offer": "The day to answer has passed",
    "assessment": "The hour it was due has passed",
    "own": "It was due a while ago",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, or would do: how many letters by rule, and a line for each thing worth one."""

    kinds: tuple[str, ...] = tuple(KINDS)
    sent: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    dry_run: bool = False
    held_up: bool = False  # some letter could not be handed in

    def __str__(self) -> str:
        counted = [kind for kind in self.kinds if kind in _ALWAYS or any(self.sent.get(rule) for rule in KINDS[kind])]
        return "\n".join([*map(self._counts, counted or self.kinds), *self.lines])

    def _counts(self, kind: str) -> str:
        """Write the line the seed's commands print."""
        counts = ", ".join(f"{word}={self.sent.get(rule, 0)}" for rule, word in _SHOWN[kind].items())
        return f"{'Would send' if self.dry_run else 'Sent'} {counts} {kind} reminders"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything reminders look at, at one moment."""

    work: Workspace
    now: datetime
    habits: Habits
    rules: frozenset[Rule]
    near: Near
    occurrences: tuple[Occurrence, ...]
    ledger: Ledger

    def ready(self, channel: Channel) -> tuple[Occurrence, ...]:
        """Say what one channel gives now."""
        return due(self.occurrences, self.ledger, self.now, channel=channel).ready

    def mine(self, letter: Letter) -> bool:
        """Say whether a letter is about reminders of these rules."""
        return all(Rule(key.partition(":")[0]) in self.rules for key in letter.keys)


def run(work: Workspace, world: World, now: datetime, *, kind: str | None = None, dry_run: bool = False) -> Report:
    """Give every reminder that is due, on the window's channel and by mail; what could not go waits and is tried again.

    Raises: Refused, for a kind there is not.
    """
    if kind is not None and kind not in KINDS:
        raise Refused(f"There are no reminders of the kind “{kind}”.", f"There are: {', '.join(KINDS)}.")
    kinds = (kind,) if kind else tuple(KINDS)
    if work.identity.levels is not None:
        return Report(kinds, lines=("The reminders of this workspace are given by its owner's laptop.",))
    scene = look(work, now, frozenset().union(*(KINDS[one] for one in kinds)))
    if dry_run:
        return _foretell(scene, world, kinds)
    shown = _show(scene)
    _list_missed(scene, alone=mailing.mailer(work) in {"", work.identity.device, mailing.NOBODY})
    try:
        delivered = _mail(replace(scene, ledger=_ledger(scene)), world)
    except Unavailable as error:  # no keyring, no jinja2: the window has said it, the letters wait
        delivered = mailing.Delivered(notes=(f"{error}",))
    sent = Counter(key.partition(":")[0] for letter in delivered.sent for key in letter.keys)
    lines = [f"To {letter.recipient}: {letter.subject}" for letter in delivered.sent]
    return Report(kinds, sent, (*lines, *shown, *delivered.notes), held_up=bool(delivered.notes))


def look(work: Workspace, now: datetime, rules: frozenset[Rule] = frozenset(Rule)) -> Scene:
    """Look at everything that may be due: rows near, settings, and what is settled."""
    habits = habits_of(work)
    near: dict[str, reads.Near] = {}
    occurrences: list[Occurrence] = []
    for job in reads.near_jobs(work, local_day(now, habits.zone)) if rules & DEADLINES else ():
        near[f"{job.job.noun.table}:{job.job.id}"] = job
        occurrences += deadline_reminders(job.job, category=job.category, set_at=job.set_at, habits=habits)
    if rules & KINDS["interview"]:
        occurrences += _interviews(work, now, habits, near)
    for found in _promises(work, now, rules):
        near[f"{found.row.noun.table}:{found.row.id}"] = found
        occurrences += _promised(found, now, habits)
    scene = Scene(work, now, habits, rules, near, tuple(occurrences), {})
    return replace(scene, ledger=_ledger(scene))


def _interviews(work: Workspace, now: datetime, habits: Habits, near: dict[str, reads.Near]) -> list[Occurrence]:
    """Name the reminders of interviews, and that one has a new link since somebody was reminded of it."""
    talks = reads.near_interviews(work, now)
    found: list[Occurrence] = []
    for talk in talks:
        near[f"{talk.interview.noun.table}:{talk.interview.id}"] = talk
        found += interview_reminders(
            talk.interview, category=talk.category, set_at=talk.set_at, own=talk.own, habits=habits
        )
    known = reads.ledger(work, [one.key for one in found])
    told: dict[str, datetime] = {}
    for one in found:
        said = [fact.at for fact in known.get(one.key, ()) if fact.fate == Fate.SENT and fact.at]
        told[one.about] = max([*said, told.get(one.about, LONG_AGO)])
    for talk in talks:
        last = told.get(f"{talk.interview.noun.table}:{talk.interview.id}", LONG_AGO)
        at = last if last > LONG_AGO else None
        found += place_changed(talk.interview, told_at=at, changed_at=talk.place_at, habits=habits)
    return found


def _promises(work: Workspace, now: datetime, rules: frozenset[Rule]) -> list[reads.NearPromise]:
    asked = {"offer": reads.near_offers, "assessment": reads.near_assessments, "own": reads.near_own}
    return [one for kind, question in asked.items() if rules & KINDS[kind] for one in question(work, now)]


def _promised(found: reads.NearPromise, now: datetime, habits: Habits) -> tuple[Occurrence, ...]:
    row = found.row
    if isinstance(row, Offer):
        return offer_reminders(row, category=found.category, set_at=found.set_at, habits=habits)
    if isinstance(row, Assessment):
        return assessment_reminders(row, category=found.category, set_at=found.set_at, habits=habits)
    return own_reminders(row, now=now, set_at=found.set_at, habits=habits)


def habits_of(work: Workspace) -> Habits:
    """Read how she wants to be reminded; what cannot be understood is as if it were not set."""
    told = reads.settings(work)
    zone = known_zone(told.get(ZONE.key, "")) or known_zone(system_zone())
    at = clock_time(told.get(REMINDER_TIME.key, "")) or clock_time(REMINDER_TIME.default)
    many = told.get(DIGEST.key, "")
    restored = work.control().get("restored_at", "")
    return Habits(
        zone=zone or known_zone("UTC"),  # type: ignore[arg-type] # there always is UTC
        at=at,  # type: ignore[arg-type] # the default is a time
        many=int(many) if many.isdecimal() else MANY,
        restored_at=datetime.fromisoformat(restored) if restored else None,
    )


def _ledger(scene: Scene) -> Ledger:
    return reads.ledger(scene.work, [one.key for one in scene.occurrences])


# --- in the window --------------------------------------------------------------------------------


def _show(scene: Scene) -> list[str]:
    """Raise a notice for what is due, and write down what stays silent; gives a line for each notice."""
    verdict = due(scene.occurrences, scene.ledger, scene.now, channel=Channel.TRAY)
    groups = in_letters(verdict.ready, scene.habits.many)
    lost = _lost_zones(scene)
    if not groups and not verdict.silent and not lost:
        return []
    lines = []
    with noting(scene.work) as change:
        for one in verdict.silent:
            channel = Channel.INAPP if one.hush else Channel.TRAY
            why = one.hush or "Something more urgent about the same was said."
            settle(change, one.key, channel, Fate.SUPPRESSED, scene.now, why=why)
        for group in groups:
            said = in_words(group, scene.near, scene.now, scene.habits)
            kind = KIND_OF[group[0].rule]
            name = _once(group[0], scene) if len(group) == 1 else f"digest:{group[0].key}:{len(group)}"
            about = _opens(scene.near[group[0].about], group[0]) if len(group) == 1 else ""
            notify(change, name, said.subject, said.line, scene.now, kind=kind, about=about)
            for one in group:
                settle(change, one.key, Channel.TRAY, Fate.SENT, scene.now, subject=said.subject)
            lines.append(f"In the window: {said.subject}")
        for zone in lost:
            body = f"The time zone “{zone}” is unknown on this computer. Open the interview and choose its zone again."
            notify(change, f"zone:{zone}", "When is this interview?", body, scene.now, kind="zone")
    return lines


def _opens(found: reads.Near, one: Occurrence) -> str:
    return found.opens if isinstance(found, reads.NearPromise) else one.about


def _once(one: Occurrence, scene: Scene) -> str:
    """Name the notice of an occurrence; shown again because she asked to be told later, it is another notice."""
    asked = [fact.snoozed_until for fact in scene.ledger.get(one.key, ()) if fact.snoozed_until]
    return f"{one.key}{AGAIN}{max(asked):%Y-%m-%dT%H:%M}" if asked else one.key


def _lost_zones(scene: Scene) -> list[str]:
    return reads.lost_zones(scene.work) if scene.rules & KINDS["interview"] else []


def _list_missed(scene: Scene, *, alone: bool) -> None:
    """List what nobody could be told in time; only where the other laptops cannot have told it."""
    over = missed(scene.occurrences, _ledger(scene), scene.now) if alone else ()
    if not over:
        return
    with noting(scene.work) as change:
        for one in over:
            name, what = scene.near[one.about].name, _PASSED[KIND_OF[one.rule]]
            settle(change, one.key, Channel.INAPP, Fate.EXPIRED, scene.now, subject=f"Missed: {name}")
            body = f"{what}; the program did not run in time to remind you."
            notify(
                change,
                f"missed:{one.key}",
                f"Missed: {name}",
                body,
                scene.now,
                kind="missed",
                about=_opens(scene.near[one.about], one),
            )


# --- by mail --------------------------------------------------------------------------------------


def _mail(scene: Scene, world: World) -> mailing.Delivered:
    """Write the letters that are due and hand in those that wait, if this is the laptop that does."""
    work, account = scene.work, mailing.account_of(world)
    ready = scene.ready(Channel.EMAIL)
    if account is None:
        if ready and mailing.mailer(work) in {"", work.identity.device}:
            _hint(scene)
        return mailing.Delivered()
    if mailing.mailer(work) == "":
        mailing.send_from_here(work)
    kept = _tidy_outbox(scene, ready)
    if mailing.mailer(work) != work.identity.device:
        return mailing.Delivered()
    to = mailing.recipient(work, account)
    known = {key for letter in kept for key in letter.keys}
    groups = in_letters((one for one in ready if one.key not in known), scene.habits.many)
    letters.queue(work, [write(group, scene.near, scene.now, scene.habits, to) for group in groups], scene.now)
    return mailing.deliver(work, world, account, scene.now, scene.mine)


def _tidy_outbox(scene: Scene, ready: Sequence[Occurrence]) -> list[Letter]:
    """Take back letters nobody wants any more, list those whose time is over, and keep the rest true."""
    here = mailing.mailer(scene.work) == scene.work.identity.device
    wanted = {one.key: one for one in ready} if here else {}
    kept: list[Letter] = []
    gone: list[Letter] = []
    for letter in filter(scene.mine, letters.unfinished(scene.work)):
        if letter.busy(scene.now) or letter.keys <= set(wanted):
            kept.append(letter)
        elif here and letter.expires_at and letter.expires_at <= scene.now:
            _expire(scene, letter)
        else:
            gone.append(letter)
    if gone:
        letters.remove(scene.work, gone)
    for letter in kept:
        if letter.attempts and letter.waits(scene.now) and letter.keys <= set(wanted):
            group = sorted((wanted[key] for key in letter.keys), key=lambda one: (one.expires, one.key))
            fresh = write(group, scene.near, scene.now, scene.habits, letter.recipient)
            letters.rewrite(scene.work, replace(fresh, id=letter.id))
    return kept


def _expire(scene: Scene, letter: Letter) -> None:
    """Write down that a letter never got out in time, and list it among what was missed."""
    with noting(scene.work) as change:
        letters.finish(scene.work, letter, "expired", letter.error)
        for key in sorted(letter.keys):
            settle(
                change, key, Channel.EMAIL, Fate.EXPIRED, scene.now,
                to=letter.recipient, subject=letter.subject, why=letter.error,
            )  # fmt: skip
        body = f"The letter could not be sent in time. {letter.error}".strip()
        notify(change, f"missed:{letter.key}"[:200], f"Missed: {letter.subject}", body, scene.now, kind="missed")


def _hint(scene: Scene) -> None:
    """Say once that reminders can come by mail too."""
    body = "Set up your mail account in Settings; nothing is sent without it."
    with noting(scene.work) as change:
        notify(change, "mail-hint", "Reminders can also come by e-mail", body, scene.now, kind="mail")


def _foretell(scene: Scene, world: World, kinds: tuple[str, ...]) -> Report:
    """Say what a run would do, and do nothing."""
    account = mailing.account_of(world)
    here = account is not None and mailing.mailer(scene.work) in {"", scene.work.identity.device}
    lines: list[str] = []
    counts: Counter[str] = Counter()
    if account is not None and here:
        to = mailing.recipient(scene.work, account)
        for group in in_letters(scene.ready(Channel.EMAIL), scene.habits.many):
            counts.update(one.rule.value for one in group)
            lines.append(f"Would send to {to}: {in_words(group, scene.near, scene.now, scene.habits).subject}")
    shown = in_letters(scene.ready(Channel.TRAY), scene.habits.many)
    lines += [f"Would show: {in_words(group, scene.near, scene.now, scene.habits).subject}" for group in shown]
    return Report(kinds, counts, tuple(lines), dry_run=True)
