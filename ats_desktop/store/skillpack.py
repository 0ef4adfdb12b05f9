"""The skills that ship with the program: their names, the other names people use for them, and what a text names.

Why:    two names of one skill must not be taken for two, in a posting, in a profile and in a question; so every
        one of them asks here.  Read from resources when it is first asked for; no row is made of it.
Source: resources/data/skills.json.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

from ats_desktop.domain.profile import Skill, SkillCategory
from ats_desktop.shipped import shipped

_WORD = re.compile(r"[^\W_][\w+#./-]*[\w+#]|[^\W_][+#]*")
_LONGEST = 4  # words of a skill's name
_EVERYDAY = re.compile(  # in running text these are skills only where they are written like names
    r"go|chef|express|helm|swift|dart|ada|rust|spring|node|sketch|shell|excel|puppet|react|spark|hive|flask|apex"
    r"|julia|rails|elastic|containers|bash|ruby|jest|planning|tax|flexibility|networking"
)


@cache
def skills() -> tuple[Skill, ...]:
    """Give every skill the program knows by name, with its other names."""
    return tuple(
        Skill(name=name, aliases=tuple(aliases), category=SkillCategory(category))
        for category, groups in json.loads(shipped("data/skills.json").read_text(encoding="utf-8")).items()
        for named in groups.values()
        for name, *aliases in named
    )


@cache
def _by_any_name() -> dict[str, Skill]:
    return {_plain(name): skill for skill in skills() for name in (skill.name, *skill.aliases)}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def skill_named(name: str) -> Skill | None:
    """Find a skill by any of its names; None when the pack does not know it."""
    return _by_any_name().get(_plain(name))


def same_skill(one: str, other: str) -> bool:
    """Say whether two names mean the same skill: "Postgres" and "PostgreSQL" do, "Java" and "JavaScript" do not."""
    mine, theirs = skill_named(one), skill_named(other)
    return _plain(one) == _plain(other) or (mine is not None and mine is theirs)


def skills_like(words: str, most: int = 12) -> list[str]:
    """Complete a skill's name from what was typed: what begins with it first, other names count too."""
    sought = _plain(words)
    if not sought:
        return []
    ranked: dict[str, tuple[int, str]] = {}
    for name, skill in _by_any_name().items():
        rank = 0 if name == sought else 1 if name.startswith(sought) else 2 if f" {sought}" in f" {name}" else 3
        if rank < 3:  # noqa: PLR2004 - 3 is no match
            ranked[skill.name] = min(ranked.get(skill.name, (rank, skill.name)), (rank, skill.name))
    return sorted(ranked, key=lambda name: (ranked[name][0], name.casefold()))[:most]


def skills_in(text: str) -> list[str]:
    """Name the skills a text speaks of, in the order they come; names of one letter are passed over."""
    return list(dict.fromkeys(skill.name for _, skill in _named_in(text)))


def tools_in(text: str) -> list[str]:
    """Give the names under which a text speaks of what one learns to use: of technical skills, as the text has them."""
    found = [(written, skill) for written, skill in _named_in(text) if skill.category is SkillCategory.TECHNICAL]
    spelled = (next(name for name in (one.name, *one.aliases) if _plain(name) == written) for written, one in found)
    return list(dict.fromkeys(spelled))


def _named_in(text: str) -> Iterator[tuple[str, Skill]]:
    """Find names in a text, the longest first where one stands in another: as written, in small letters, and whose."""
    known = _by_any_name()
    for line in text.splitlines():
        words = ["" if _EVERYDAY.fullmatch(word) else word.casefold() for word in _WORD.findall(line)]
        at = 0
        while at < len(words):
            runs = (" ".join(words[at : at + long]) for long in range(_LONGEST, 0, -1))
            name = next((run for run in runs if len(run) > 1 and run in known), "")
            if name:
                yield name, known[name]
            at += max(1, len(name.split()))
