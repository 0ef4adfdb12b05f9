"""How long an application may stand still before that means something.

Why:    silence after an application is an answer of sorts; how long one waits differs by stage.
Units:  whole days.
"""

from collections.abc import Mapping
from datetime import datetime

from ats_desktop.domain.applications import Category

PATIENCE: Mapping[Category, int] = {
    Category.LEAD: 21,
    Category.APPLIED: 14,
    Category.SCREENING: 7,
    Category.ASSESSMENT: 7,
    Category.INTERVIEWING: 7,
    Category.OFFER: 5,
}


def days_still(since: datetime | None, now: datetime) -> int:
    """Count the days something has stood where it stands."""
    return max(0, (now - since).days) if since else 0


def stillness(category: Category, days: int) -> str:
    """Say what standing still so long means: fresh, slow or stuck; what has ended is always fresh.

    >>> stillness(Category.APPLIED, 13), stillness(Category.APPLIED, 14), stillness(Category.APPLIED, 28)
    ('fresh', 'slow', 'stuck')
    """
    patience = PATIENCE.get(category)
    if patience is None or days < patience:
        return "fresh"
    return "slow" if days < 2 * patience else "stuck"
