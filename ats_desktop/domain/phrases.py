"""What the coach hears in an answer: words, figures, names, deeds, effects, and what sounds unsure.

Why:    counted by patterns of plain English, so that every remark can show what it was counted from.
Source: domain.md A.10; seed, "weak-language list".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
_FIGURE = re.compile(
    r"(?:[$€£]\s?)?\d+(?:[.,:]\d+)*\s?%?"
    rf"|\b(?:{_NUMBERS}|half|halved|twice|doubled?|tripled?|third|quarter)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;:] )[A-ZÄÖÜÉ][\w&.-]+|\b[A-Z]{2,}\b")
_DEED = re.compile(r"\bI\b(?!'| (?:think|guess|believe|hope|tried|helped|was|am|had|would|could))")
_OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_EFFECT = re.compile(
    r"\b(?:so that|as a result|led to|which meant|since then|ever since|saved?|cut|reduced?|increased?|grew|grown"
    r"|rose|fell|dropped|faster|fewer|less|earlier|won|shipped|launched|adopted|learn(?:t|ed)|still|instead of"
    r"|no longer|from .{1,30} to)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|and|to|of|a|in|I|we|was|that|it|for|on|with|my)\b")
_ENGLISH_SHARE, _FEW = 12, 15  # one word in so many; too few words to tell
_IDLE = re.compile(  # words that a question does not turn on
    r"about|after|again|around|asked|because|been|before|being|could|describe|did|does|done|each|else|ever|example|explain"
    r"|from|give|have|here|into|kind|like|made|make|many|more|most|much|other|people|right|should|some|somebody"
    r"|something|tell|than|that|their|them|then|there|they|things?|this|those|time|very|walk|want|were|what|when"
    r"|where|which|while|whom|whose|will|with|without|work|worked|would|yours?"
)
_LEAST_LETTERS = 4
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "e")
# What makes an answer sound unsure, and what to say instead.
_WEAK: tuple[tuple[str, str, str], ...] = (
    ("I think", r"\bI (?:think|believe|guess)\b", "Say what you know."),
    ("maybe", r"\b(?:maybe|perhaps|probably)\b", "Say it, or leave it out."),
    ("tried to", r"\b(?:try|tries|tried|trying) to\b", "Say what you did and what came of it."),
    ("hopefully", r"\bhopefully\b", "Say what you did to make it so."),
    ("helped", r"\bhelped\b", "Say which part was yours."),
    ("kind of", r"\b(?:kind|sort) of\b", "Say which kind."),
    ("just", r"\b(?:just|basically|actually)\b", "The sentence stands without it."),
    ("a bit", r"\ba (?:little )?bit\b", "Say how much."),
    ("stuff", r"\b(?:stuff|things|etc)\b", "Name them."),
    ("was responsible for", r"\bwas responsible for\b", "Say what you did."),
)


@dataclass(frozen=True, slots=True)
class Weak:
    """A phrase that sounds unsure: how often it stands there, and what to say instead."""

    phrase: str
    times: int
    instead: str


def count(text: str) -> int:
    """Count the words of a text."""
    return len(_WORD.findall(text))


def figures(text: str) -> list[str]:
    """Find what is told in numbers.

    >>> figures("From six hours to 40 minutes, 12% cheaper")
    ['six', '40', '12%']
    """
    return [found.group().strip() for found in _FIGURE.finditer(text)]


def names(text: str) -> set[str]:
    """Find what is called by its name: written large inside a sentence, or in capitals.

    >>> sorted(names("We moved the ledger at Quillmark from cron to Airflow on AWS."))
    ['AWS', 'Airflow', 'Quillmark']
    """
    return {found.rstrip(".") for found in _NAME.findall(text)}


def deeds(text: str) -> int:
    """Count how often somebody says "I" and then does something."""
    return len(_DEED.findall(text))


def shared(text: str) -> int:
    """Count how often somebody speaks of "we"."""
    return len(_OURS.findall(text))


def tells_effect(text: str) -> bool:
    """Say whether a text tells what followed."""
    return bool(_EFFECT.search(text))


def unsure(text: str) -> tuple[Weak, ...]:
    """Find what sounds unsure, the most frequent first."""
    heard = (Weak(name, len(re.findall(found, text, re.IGNORECASE)), instead) for name, found, instead in _WEAK)
    return tuple(sorted((one for one in heard if one.times), key=lambda one: -one.times))


def is_english(text: str) -> bool:
    """Say whether a text is English, the one language whose phrases are known here; a short one is taken for it."""
    number = count(text)
    return number < _FEW or len(_ENGLISH.findall(text)) * _ENGLISH_SHARE >= number


def long_sentences(text: str, most: int) -> int:
    """Count the sentences of more words than one can say in a breath."""
    return sum(count(line) > most for line in re.split(r"[.!?\n]+", text))


def turning_words(texts: Iterable[str]) -> list[str]:
    """Choose the words a question turns on, each once.

    >>> turning_words(["Tell me about a conflict with a colleague.", "Conflict resolution"])
    ['conflict', 'colleague', 'resolution']
    """
    said = (word.casefold() for text in texts for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in said if len(word) >= _LEAST_LETTERS and not _IDLE.fullmatch(word)))


def roots(text: str) -> set[str]:
    """Cut the words of a text to what their forms share, roughly.

    >>> sorted(roots("Customers decided") & roots("The customer decides"))
    ['customer', 'decid']
    """
    return {_root(word.casefold()) for word in _WORD.findall(text)}


def _root(word: str) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _LEAST_LETTERS), "")
    return word.removesuffix(ending)
