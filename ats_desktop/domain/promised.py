"""Reminders of what was promised by a day: an answer to an offer, a test to hand in, a word to oneself.

Why:    an answer is asked for in days, so it is said at the candidate's own hour, three days and one day before and on
        the day; a test a day before and on the day.  A word to oneself comes at the minute it was set for, as the
        clocks of its zone show it, whatever they did meanwhile.
Source: reminders.md D.2-D.5 (40, 43); domain.md A.8, A.11.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from ats_desktop.domain.applications import Category
from ats_desktop.domain.assessments import Assessment, AssessmentStatus
from ats_desktop.domain.offers import OPEN_OFFERS, Offer
from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.reminders import (
    DAY,
    GONE,
    REMEMBERED,
    Habits,
    Occurrence,
    hushed,
    instant,
    known_zone,
    local_day,
)
from ats_desktop.domain.rules import ABOUT, KIND_OF, Rule
from ats_desktop.domain.values import Appointment

OFFER_DAYS = {Rule.OFFER_SOON: 3, Rule.OFFER_NEAR: 1, Rule.OFFER_DAY: 0}
TEST_DAYS = {Rule.TEST_NEAR: 1, Rule.TEST_DAY: 0}
_TO_DO = frozenset({AssessmentStatus.TODO, AssessmentStatus.DOING})
_YEARS = range(1971, 9000)
_MONTHS = {Repeats.MONTHLY: 1, Repeats.YEARLY: 12}
_DAYS = {Repeats.DAILY: 1, Repeats.WEEKLY: 7}


def offer_reminders(
    offer: Offer, *, category: Category = Category.OFFER, set_at: datetime | None = None, habits: Habits
) -> tuple[Occurrence, ...]:
    """Name the reminders of an offer that waits for an answer."""
    if offer.status not in OPEN_OFFERS or category in GONE:
        return ()
    return _by_days(OFFER_DAYS, offer.id, offer.respond_by, offer.respond_at, set_at, habits)


def assessment_reminders(
    test: Assessment, *, category: Category = Category.ASSESSMENT, set_at: datetime | None = None, habits: Habits
) -> tuple[Occurrence, ...]:
    """Name the reminders of a test that is not handed in."""
    if test.status not in _TO_DO or category in GONE:
        return ()
    return _by_days(TEST_DAYS, test.id, test.due, test.due_at, set_at, habits)


def own_reminders(
    row: Reminder, *, now: datetime, set_at: datetime | None = None, habits: Habits
) -> tuple[Occurrence, ...]:
    """Name a word to oneself, each time it comes; the last one stands until the next does, two weeks at most."""
    if not row.enabled or row.done_at is not None:
        return ()
    zone = known_zone(row.due.zone) or habits.zone
    walls = list(walls_of(row, since=now - 2 * REMEMBERED, until=now + REMEMBERED))
    dues = [instant(wall.date(), wall.time(), zone) for wall in walls]
    found = []
    for at, (wall, due) in enumerate(zip(walls, dues, strict=True)):
        after = dues[at + 1 : at + 2]
        made = Occurrence(
            key=f"{Rule.OWN}:{row.id}:{Appointment(f'{wall:%Y-%m-%dT%H:%M}', zone.key)}",
            rule=Rule.OWN,
            about=_about(Rule.OWN, row.id),
            due=due,
            expires=min([due + REMEMBERED, *after]),
            anchor=due,
            day=local_day(due, habits.zone),
            set_at=set_at,
            mailed=row.by_email,
        )
        found.append(hushed(made, habits))
    return tuple(found)


def walls_of(row: Reminder, *, since: datetime, until: datetime) -> Iterator[datetime]:
    """Give the wall times of a reminder in a stretch; the 31st of a shorter month is its last day.

    >>> row = Reminder(title="Pay", due=Appointment("2026-01-31T09:00", "UTC"), repeats=Repeats.MONTHLY, times=3)
    >>> found = walls_of(row, since=datetime(2026, 1, 1), until=datetime(2027, 1, 1))
    >>> [f"{wall:%d %b}" for wall in found]
    ['31 Jan', '28 Feb', '31 Mar']
    """
    try:
        first = datetime.fromisoformat(row.due.wall).replace(tzinfo=None)
    except ValueError:
        return
    early, late = since.replace(tzinfo=None) - DAY, until.replace(tzinfo=None) + DAY
    nth = max(0, _passed(row.repeats, first, early))
    most = 1 if row.repeats == Repeats.ONCE else row.times
    while first.year in _YEARS and (most is None or nth < most):
        wall = _nth(row.repeats, first, nth)
        if wall > late or wall.year not in _YEARS:
            return
        if wall >= early:
            yield wall
        nth += 1


def _passed(repeats: Repeats, first: datetime, moment: datetime) -> int:
    """Count how often it has come at least before a moment, so that nobody has to begin at the first."""
    if repeats in _DAYS:
        return (moment - first) // timedelta(days=_DAYS[repeats])
    if repeats in _MONTHS:
        return ((moment.year - first.year) * 12 + moment.month - first.month) // _MONTHS[repeats] - 1
    return 0


def _nth(repeats: Repeats, first: datetime, nth: int) -> datetime:
    if repeats in _DAYS:
        return first + timedelta(days=_DAYS[repeats] * nth)
    year, month = divmod(first.year * 12 + first.month - 1 + _MONTHS.get(repeats, 0) * nth, 12)
    return first.replace(year=year, month=month + 1, day=min(first.day, monthrange(year, month + 1)[1]))


def _by_days(
    rules: dict[Rule, int],
    row: str,
    agreed: Appointment,
    known: datetime | None,
    set_at: datetime | None,
    habits: Habits,
) -> tuple[Occurrence, ...]:
    """Name the reminders so many days before, each until the next; typed within a day of its end it is said anyway."""
    ends = agreed.utc or known
    if ends is None or ends.year not in _YEARS:
        return ()
    day = local_day(ends, habits.zone)
    in_haste = set_at is not None and ends - set_at < DAY
    mornings = [instant(day - timedelta(days=before), habits.at, habits.zone) for before in rules.values()]
    dues = [morning if morning < ends else instant(day, time(), habits.zone) for morning in mornings]
    found = []
    for rule, due, over in zip(rules, dues, [*dues[1:], ends], strict=True):
        one = Occurrence(f"{rule}:{row}:{agreed}", rule, _about(rule, row), due, over, ends, day, set_at)
        found.append(hushed(one, habits, typed_late=not in_haste))
    return tuple(found)


def _about(rule: Rule, row: str) -> str:
    return f"{ABOUT[KIND_OF[rule]]}:{row}"
