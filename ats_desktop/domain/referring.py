"""When to ask somebody for a referral, when to ask again, and what may come next.

Why:    somebody one spoke with last week can be asked today; after three months a hello comes first.  A deadline
        goes before good manners.
Source: domain.md A.10, "Referral": by last contact (<7, <30, <90, 90 days) and deadline (<3, <7 days);
        ask again after 5, 7 or 10 days, as close as people are.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from ats_desktop.domain.referrals import ReferralStatus as At

_BY_TOUCH = ((7, 0), (30, 1), (90, 3))  # less than so many days since: ask in so many days
_FIRST_A_HELLO = 7
_AT_ONCE, _SOON = 3, 7  # days until the deadline
_CLOSE, _MODERATE = 8, 5
_PATIENCE = (5, 7, 10)  # days, for close, moderate and loose contacts

STEPS: Mapping[At, tuple[At, ...]] = MappingProxyType(
    {
        At.POTENTIAL: (At.DRAFTED, At.REQUESTED, At.WITHDRAWN),
        At.DRAFTED: (At.REQUESTED, At.WITHDRAWN),
        At.REQUESTED: (At.ACCEPTED, At.DECLINED, At.NO_RESPONSE, At.WITHDRAWN),
        At.ACCEPTED: (At.SUBMITTED, At.DECLINED, At.WITHDRAWN),
        At.SUBMITTED: (At.USED,),
        At.NO_RESPONSE: (At.REQUESTED, At.WITHDRAWN),
        At.DECLINED: (),
        At.USED: (),
        At.WITHDRAWN: (At.POTENTIAL,),
    }
)
ANSWERED = frozenset({At.ACCEPTED, At.DECLINED})
WAITING = frozenset({At.REQUESTED, At.ACCEPTED})
FAVOURS = frozenset({At.ACCEPTED, At.SUBMITTED, At.USED})


def ask_on(days_since_touch: int | None, deadline: date | None, today: date) -> date:
    """Say on which day to ask: by when they last spoke, and never after the deadline.

    >>> today = date(2026, 11, 22)
    >>> [str(ask_on(days, None, today)) for days in (2, 20, 60, None)]
    ['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-29']
    >>> str(ask_on(None, date(2026, 11, 24), today))
    '2026-11-22'
    """
    wait = _FIRST_A_HELLO
    if days_since_touch is not None:
        wait = next((days for most, days in _BY_TOUCH if days_since_touch < most), _FIRST_A_HELLO)
    left = (deadline - today).days if deadline and deadline >= today else None
    if left is not None:
        wait = 0 if left < _AT_ONCE else min(wait, 1) if left < _SOON else min(wait, left - _AT_ONCE)
    return today + timedelta(days=wait)


def ask_again_on(asked: date, strength: int | None) -> date:
    """Say on which day to ask again: the closer people are, the sooner.

    >>> [str(ask_again_on(date(2026, 11, 22), close)) for close in (9, 5, None)]
    ['2026-11-27', '2026-11-29', '2026-12-02']
    """
    close, moderate, loose = _PATIENCE
    days = loose if strength is None or strength < _MODERATE else moderate if strength < _CLOSE else close
    return asked + timedelta(days=days)
