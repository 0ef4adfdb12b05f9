"""The coach: what an answer told as situation, task, action and result has, what it lacks, and why.

Why:    every mark is counted from what stands there, so that it can be explained, is the same on every laptop
        and needs no network.  It judges how a story is told, never whether it is true or good.
Shape:  coach(Story(...), asked) -> Coaching: four parts, four marks with a reason and one next step each.
        A Remark is a sentence with slots, for the window to translate; `str` says it in English.
Units:  marks 0 to 100; PACE is words spoken in a minute; the target is 90 to 120 seconds.
Source: domain.md A.10; seed, "STAR heuristic".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ats_desktop.domain import phrases
from ats_desktop.domain.phrases import Weak
from ats_desktop.domain.schema import Words

PACE, SHORTEST, LONGEST = 150, 90, 120
PARTS = ("situation", "task", "action", "result")
LEAST_WORDS, MOST_WORDS = SHORTEST * PACE // 60, LONGEST * PACE // 60
_FULL = {"situation": 20, "task": 12, "action": 60, "result": 25}  # words from which a part is covered
_AT_MOST = (100, 75, 50, 30, 0)  # overall, by how many parts are missing
_LONG_SENTENCE = 32


class Coverage(Words):
    """How much of a part is told."""

    COVERED = "covered"
    LIGHT = "light"
    MISSING = "missing"


@dataclass(frozen=True)
class Remark:
    """A sentence with slots."""

    words: str
    slots: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words.format(**self.slots) if self.slots else self.words


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the four marks: why it is what it is, and what to do next."""

    name: str  # relevance | specificity | impact | clarity
    score: int
    reason: Remark
    step: Remark


@dataclass(frozen=True, slots=True)
class Story:
    """An answer in its four parts."""

    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""

    @property
    def whole(self) -> str:
        """All of it, a part a line."""
        return "\n".join(part for part in (self.situation, self.task, self.action, self.result) if part.strip())


@dataclass(frozen=True, slots=True)
class Coaching:
    """What the coach says of an answer."""

    parts: dict[str, Coverage]
    marks: tuple[Mark, ...]
    weak: tuple[Weak, ...]
    words: int
    overall: int
    english: bool

    @property
    def step(self) -> Remark:
        """The one thing to do next."""
        missing = next((name for name in PARTS if self.parts[name] is Coverage.MISSING), "")
        return _MISSING[missing] if missing else min(self.marks, key=lambda mark: mark.score).step

    @property
    def best(self) -> Mark:
        """The strongest mark."""
        return max(self.marks, key=lambda mark: mark.score)

    def __str__(self) -> str:
        lines = [f"{mark.name.capitalize()} {mark.score}: {mark.reason}" for mark in self.marks]
        return "\n".join([*lines, f"Next: {self.step}"])


_MISSING = {
    "situation": Remark("Begin with two sentences: where this was, when, and who was there."),
    "task": Remark("Say what was yours to do, in one sentence."),
    "action": Remark("Say step by step what you did."),
    "result": Remark("Say how it ended, and how one could see it."),
}
_NOTHING = Remark("Nothing is written yet.")
_KEEP = Remark("Keep it so.")


def coach(story: Story, asked: str = "", skills: Iterable[str] = ()) -> Coaching:
    """Judge how a story is told; `asked` is the question, `skills` what it is about."""
    parts = {name: coverage(name, getattr(story, name)) for name in PARTS}
    english = phrases.is_english(story.whole)
    weak = phrases.unsure(story.whole) if english else ()
    marks = (
        _relevance(story, phrases.turning_words((asked, *skills))),
        _specificity(story, english=english),
        _impact(story, parts["result"], english=english),
        _clarity(story, weak),
    )
    mean = round(sum(mark.score for mark in marks) / len(marks))
    missing = list(parts.values()).count(Coverage.MISSING)
    return Coaching(parts, marks, weak, phrases.count(story.whole), min(mean, _AT_MOST[missing]), english)


def spoken(words: int) -> int:
    """Say how many seconds so many words take to speak.

    >>> spoken(300)
    120
    """
    return round(words * 60 / PACE)


def coverage(part: str, text: str) -> Coverage:
    """Say how much of a part is told.

    >>> coverage("task", "Cut the nightly run.").value
    'light'
    """
    number = phrases.count(text)
    if not number:
        return Coverage.MISSING
    return Coverage.COVERED if number >= _FULL[part] else Coverage.LIGHT


# --- the four marks -------------------------------------------------------------------------------


def _relevance(story: Story, turns_on: list[str]) -> Mark:
    """Look which of the words the question turns on come up in the answer."""

    def mark(score: int, reason: Remark, step: Remark) -> Mark:
        return Mark("relevance", score, reason, step)

    said = phrases.roots(story.whole)
    if not said:
        return mark(0, _NOTHING, _MISSING["situation"])
    met = [word for word in turns_on if phrases.roots(word) & said]
    left = next((word for word in turns_on if word not in met), "")
    if not left:
        return mark(100, Remark("You take up every word of the question."), _KEEP)
    enough = max(1, min(4, len(turns_on) // 2))
    score = round(50 + 50 * min(1.0, len(met) / enough))
    step = Remark("Say in your first sentence how this answers the question: take up “{word}”.", {"word": left})
    if not met:
        return mark(score, Remark("None of the words of the question come up."), step)
    reason = Remark("You take up {met}.", {"met": ", ".join(f"“{word}”" for word in met[:4])})
    return mark(score, reason, _KEEP if score == 100 else step)  # noqa: PLR2004 - all of it


def _specificity(story: Story, *, english: bool) -> Mark:
    """Count figures, names, and what she did herself."""
    numbers, names = len(phrases.figures(story.whole)), len(phrases.names(story.whole))
    mine, ours = phrases.deeds(story.action), phrases.shared(story.action)

    def mark(score: int, reason: Remark, step: str) -> Mark:
        return Mark("specificity", score, reason, Remark(step))

    if not story.whole:
        return mark(0, _NOTHING, "Name a place, a day and a figure.")
    figure = "Put in a figure: how many, how long, how much."
    if not english:
        return mark(min(100, 40 + 20 * numbers), Remark("{numbers} figures.", {"numbers": numbers}), figure)
    score = min(40, 20 * numbers) + min(25, 9 * names) + min(35, 9 * mine)
    if ours > mine:
        reason = Remark("“We” comes up more often than “I” in what was done.")
        return mark(max(0, score - 15), reason, "Say “I” where it was you.")
    counted = {"numbers": numbers, "names": names, "mine": mine}
    reason = Remark("Figures: {numbers}. Names: {names}. Things you did yourself: {mine}.", counted)
    if numbers < 2:  # noqa: PLR2004 - a before and an after
        return mark(score, reason, figure)
    return mark(score, reason, "Tell one more thing you decided yourself." if names else "Name the place or the tool.")


def _impact(story: Story, told: Coverage, *, english: bool) -> Mark:
    """Look for an end that can be seen: told at length, with a figure, with what followed."""

    def mark(score: int, reason: str, step: Remark) -> Mark:
        return Mark("impact", score, Remark(reason, {"figure": numbers[0]} if numbers else {}), step)

    numbers = phrases.figures(story.result)
    followed = not english or phrases.tells_effect(story.result)
    if told is Coverage.MISSING:
        return mark(0, "There is no result.", _MISSING["result"])
    score = (40 if told is Coverage.COVERED else 20) + (35 if numbers else 0) + (25 if followed else 0)
    if not numbers:
        return mark(score, "The result has no figure.", Remark("Give the result a figure: before and after."))
    if not followed:
        return mark(score, "There is a figure, “{figure}”, but not what it changed.", Remark("Say what it changed."))
    if told is Coverage.LIGHT:
        return mark(score, "The result is short.", Remark("Add what you learnt, in one sentence."))
    return mark(score, "The result can be seen: “{figure}”.", _KEEP)


def _clarity(story: Story, weak: tuple[Weak, ...]) -> Mark:
    """Take off for length, for what sounds unsure, and for sentences one cannot say in a breath."""
    number = phrases.count(story.whole)
    if not number:
        return Mark("clarity", 0, _NOTHING, _MISSING["situation"])
    short, over = max(0, LEAST_WORDS - number) / LEAST_WORDS, max(0, number - MOST_WORDS) / MOST_WORDS
    long = phrases.long_sentences(story.whole, _LONG_SENTENCE)
    off = {
        "length": round(60 * min(1.0, short + over)),
        "weak": min(30, 5 * sum(one.times for one in weak)),
        "breath": min(20, 10 * long),
    }
    slots = {"seconds": spoken(number), "least": SHORTEST, "most": LONGEST, "n": long}
    said = {
        "length": (
            Remark("It takes about {seconds} s to say; {least} to {most} are heard best.", slots),
            Remark("Tell more of what you did." if short else "Cut what happened before you came in."),
        ),
        "weak": (
            Remark("“{phrase}” and its like sound unsure.", {"phrase": weak[0].phrase if weak else ""}),
            Remark(weak[0].instead if weak else ""),
        ),
        "breath": (Remark("Long sentences: {n}.", slots), Remark("Cut the longest in two.")),
    }
    worst = max(off, key=lambda name: off[name])
    if not off[worst]:
        return Mark("clarity", 100, Remark("About {seconds} s, plainly said.", slots), _KEEP)
    return Mark("clarity", max(0, 100 - sum(off.values())), *said[worst])
