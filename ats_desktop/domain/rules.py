"""Which reminders there are, what each is about, and how it is named."""

from ats_desktop.domain.assessments import Assessment
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer
from ats_desktop.domain.own_reminders import Reminder
from ats_desktop.domain.schema import Words


class Rule(Words):
    """Which reminder it is; the word begins its key, so it never changes."""

    DEADLINE_SOON = "deadline_3d"
    DEADLINE_DAY = "deadline_day"
    INTERVIEW_DAY = "iv24"
    INTERVIEW_SOON = "iv2"
    INTERVIEW_SET = "ivnow"
    INTERVIEW_PLACE = "ivat"
    OFFER_SOON = "offer3"
    OFFER_NEAR = "offer1"
    OFFER_DAY = "offer0"
    TEST_NEAR = "test1"
    TEST_DAY = "test0"
    OWN = "own"


DEADLINES = frozenset({Rule.DEADLINE_SOON, Rule.DEADLINE_DAY})
KINDS = {
    "deadline": DEADLINES,
    "interview": frozenset({Rule.INTERVIEW_DAY, Rule.INTERVIEW_SOON, Rule.INTERVIEW_SET, Rule.INTERVIEW_PLACE}),
    "offer": frozenset({Rule.OFFER_SOON, Rule.OFFER_NEAR, Rule.OFFER_DAY}),
    "assessment": frozenset({Rule.TEST_NEAR, Rule.TEST_DAY}),
    "own": frozenset({Rule.OWN}),
}
KIND_OF = {rule: kind for kind, rules in KINDS.items() for rule in rules}
ABOUT = {
    "deadline": JobOpportunity.noun.table,
    "interview": Interview.noun.table,
    "offer": Offer.noun.table,
    "assessment": Assessment.noun.table,
    "own": Reminder.noun.table,
}


def about_of(key: str) -> str:
    """Say which row a key is about.

    >>> about_of("iv24:0190-7:2026-12-01 14:00 Europe/Berlin")
    'interviews:0190-7'
    """
    rule, row = key.split(":", 2)[:2]
    return f"{ABOUT[KIND_OF.get(Rule(rule), 'interview')]}:{row}"
