"""How ready one is: counted from what was done, in words; a checklist's score, never a chance of success.

Why:    nobody can say how likely an offer is; what was prepared can be counted and shown part by part.
        A part nobody can judge yet (no posting was kept, say) is left out, and the others weigh more.
Units:  shares 0 to 1, scores 0 to 100, kept between 5 and 97 for an interview: nobody is ever done, or at nothing.
Source: domain.md A.10; seed, "InterviewSuccessPrediction".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ats_desktop.domain.star import Remark

WEIGHTS = {"checklist": 0.25, "match": 0.30, "research": 0.10, "practice": 0.25, "history": 0.10}
TARGET_MINUTES = 5 * 60
ENOUGH_FACTS, ENOUGH_INTERVIEWS = 5, 3
_LEAST, _MOST = 5, 97
_STEPS = ((85, "ready"), (70, "nearly"), (50, "needs_practice"), (0, "not_ready"))


def readiness(score: int) -> str:
    """Say a score in a word.

    >>> [readiness(score) for score in (90, 70, 50, 49)]
    ['ready', 'nearly', 'needs_practice', 'not_ready']
    """
    return next(word for least, word in _STEPS if score >= least)


@dataclass(frozen=True, slots=True)
class Share:
    """One part of being ready: how much of it is there, and what that was counted from."""

    name: str
    value: float
    reason: Remark

    @property
    def score(self) -> int:
        """The part alone, 0 to 100."""
        return round(100 * self.value)


@dataclass(frozen=True, slots=True)
class Ready:
    """All parts that can be judged."""

    shares: tuple[Share, ...]

    @property
    def score(self) -> int:
        """The parts by their weights."""
        weight = sum(WEIGHTS[one.name] for one in self.shares)
        told = sum(WEIGHTS[one.name] * one.value for one in self.shares) / weight if weight else 0.0
        return max(_LEAST, min(_MOST, round(100 * told)))

    @property
    def word(self) -> str:
        """The score in a word."""
        return readiness(self.score)


def weigh(
    *,
    done: int,
    steps: int,
    wanted: Iterable[str],
    held: Iterable[str],
    facts: int,
    minutes: int,
    interviews: int,
) -> Ready:
    """Count how ready one is for an interview.

    Shape:  `wanted` are the skills the posting names, `held` those of them that she has.
    """
    asked, has = set(wanted), set(held)
    shares = [
        Share("checklist", done / steps if steps else 0.0, Remark("{done} of {n} steps.", {"done": done, "n": steps})),
        Share("research", min(1.0, facts / ENOUGH_FACTS), Remark("Facts about the company: {n}.", {"n": facts})),
        Share(
            "practice",
            min(1.0, minutes / TARGET_MINUTES),
            Remark("{minutes} of {target} minutes.", {"minutes": minutes, "target": TARGET_MINUTES}),
        ),
        Share("history", min(1.0, interviews / ENOUGH_INTERVIEWS), Remark("Interviews held: {n}.", {"n": interviews})),
    ]
    if asked:
        reason = Remark("{has} of {n} skills of the posting.", {"has": len(asked & has), "n": len(asked)})
        shares.insert(1, Share("match", len(asked & has) / len(asked), reason))
    return Ready(tuple(shares))
