"""Sentences that come with their slots filled, recognised by what stands around them and said in another language.

Why:    an error is put together where it happens, on a floor that knows no language; so that it need not, what the
        window is handed is matched against every such sentence of the translator's source.
Shape:  “{1}” is no day.  matches  “soon” is no day.  and is said by the translation of the first, {1} being soon.
"""

import re
import xml.etree.ElementTree as ET
from functools import cache

from ats_desktop.shipped import shipped
from ats_desktop.ui.words import told, tr

_SLOT = re.compile(r"\{\d\}")


def reframed(sentence: str) -> str:
    """Translate it; one that is not known, or not translated, comes back as it is."""
    for pattern, source in _frames():
        found = pattern.fullmatch(sentence)
        said = tr(source) if found else source
        if found and said != source:
            return said.format("", *map(told, found.groups()))
    return sentence


@cache
def _frames() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read them from the source that ships; those with most words of their own come first."""
    tree = ET.parse(shipped("translations/ats_desktop.ts"))  # noqa: S314 - a file of ours
    sources = [message.findtext("source") or "" for message in tree.iter("message")]
    framed = sorted((each for each in sources if _SLOT.search(each)), key=lambda each: -len(_SLOT.sub("", each)))
    return tuple((_pattern(each), each) for each in framed)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile("(.*)".join(map(re.escape, _SLOT.split(source))), re.DOTALL)
