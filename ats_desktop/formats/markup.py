"""What a web page says once its markup is taken off: its heading, what it tells machines, its text with bullets.

Why:    the one door of selectolax, whose lexbor reads pages as browsers do, so broken pages are pages too.
Shape:  text has a line for each block, `• ` before an item of a list, an empty line around headings and paragraphs.
"""

import codecs
import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

BULLET = "• "
MOST_LETTERS = 60_000  # of a posting's text; what is longer is no posting
_MOST_NODES = 200_000
_UNSEEN, _AROUND, _APART, _LINES = (
    frozenset(re.findall(r"\w+", tags))
    for tags in (
        "script style noscript template head svg canvas iframe object embed select button input textarea audio video",
        "nav footer aside form dialog",
        "p h1 h2 h3 h4 h5 h6 ul ol table section article header blockquote pre dl figure main",
        "div tr br hr dt dd address fieldset details summary label option",
    )
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_BEFORE_JSON = ("//", "/*", "<!--", "<![CDATA[", "*/")
_BEHIND_JSON = (";", "-->", "]]>", "/*", "*/", "//")
_MOST_ITEMS = 20_000
_MOST_THINGS = 50
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ENDED_BY_OTHERS = frozenset(
    re.findall(
        r"\w+", "li p td th tr dt dd option tbody br img input meta link hr source wbr area base col embed track path"
    )
)
_DEEPEST = 1_000  # browsers end at 512
_MAIN = ("main", "[role=main]", "article", "#content", "body")
_FEWEST = 200  # letters a main part must have to be one
_SCHEMA = "schema.org/"


def letters(data: bytes, charset: str = "") -> str:
    r"""Read bytes as the letters they most likely are; never fails.

    >>> letters("Grüße".encode("latin-1"), "iso-8859-1"), letters("Grüße".encode()), letters(b"Gr\xfc\xdfe")
    ('Grüße', 'Grüße', 'Grüße')
    """
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    begun = next((name for mark, name in marks if data.startswith(mark)), "")
    inside = _CHARSET.search(data[:4096])
    for name in (begun, charset, inside[1].decode() if inside else "", "utf-8"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


@dataclass(frozen=True)
class Markup:
    """A page, read once."""

    source: str

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return _parsed(self.source)

    @cached_property
    def heading(self) -> str:
        """The first large heading that says something."""
        return next(filter(None, (one_line(node.text()) for node in self._tree.css("h1"))), "")

    @cached_property
    def title(self) -> str:
        """What the tab of a browser would show."""
        node = self._tree.css_first("title")
        return one_line(node.text()) if node else ""

    @cached_property
    def told(self) -> dict[str, str]:
        """What the page tells those who link to it, by name: og:title, description."""
        found: dict[str, str] = {}
        for node in self._tree.css("meta[content]"):
            name = node.attributes.get("property") or node.attributes.get("name")
            if name and (content := one_line(node.attributes.get("content") or "")):
                found.setdefault(name.casefold(), content[:1_000])
        return found

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where its scripts and frames come from: a board that stands inside a page is seen by them."""
        nodes = self._tree.css("script[src], iframe[src]")
        return tuple(str(node.attributes.get("src") or "") for node in nodes)

    @cached_property
    def text(self) -> str:
        """The text of its main part."""
        steps = iter(range(_MOST_NODES))
        for selector in _MAIN:
            found = [_text_of(node, steps) for node in self._tree.css(selector)[:20]]
            if found and (len(longest := max(found, key=len)) >= _FEWEST or selector == "body"):
                return longest
        return ""

    def things(self, kind: str) -> Iterator[dict[str, Any]]:
        """Give what the page says of things of one schema.org kind: as JSON-LD first, then as microdata."""
        for node in self._tree.css('script[type*="ld+json" i]')[:_MOST_THINGS]:
            yield from _of_kind(_json(node.text()), kind)
        steps = iter(range(_MOST_ITEMS))
        for node in self._tree.css(f'[itemtype*="{_SCHEMA}{kind}" i]')[:_MOST_THINGS]:
            yield _item(node, steps)


def one_line(text: str) -> str:
    r"""Write a text in one line, without entities that were packed twice.

    >>> one_line("  R&amp;amp;D \n Engineer ")
    'R&D Engineer'
    """
    return " ".join(unescape(unescape(text)).split())


def as_text(markup: str) -> str:
    r"""Take the markup off a part of a page; what has none stays as it is.

    >>> as_text("<p>You:</p><ul><li>cook</li><li>bake<br>bread</li></ul>")
    'You:\n\n• cook\n• bake\nbread'
    """
    if "<" not in markup and "&lt;" in markup:
        markup = unescape(markup)
    if "<" not in markup:
        return _tidy(unescape(markup))
    body = _parsed(markup).body
    return _text_of(body, iter(range(_MOST_NODES))) if body else ""


def _parsed(markup: str) -> LexborHTMLParser:
    """Read markup, unless it is nested so deeply that reading it would take minutes.

    Raises: RecursionError, which the border puts into words.
    """
    depth, begun = 0, Counter[str]()
    for end, named in _TAG.findall(markup):
        tag = named.casefold()
        if tag in _ENDED_BY_OTHERS or (end and not begun[tag]):  # an end of what was not begun ends nothing
            continue
        begun[tag] += -1 if end else 1
        depth += -1 if end else 1
        if depth > _DEEPEST:
            raise RecursionError
    return LexborHTMLParser(markup)


# --- text -------------------------------------------------------------------------------------------


def _text_of(root: LexborNode, steps: Iterator[int]) -> str:
    """Walk over a part of the page, its children in order, without recursion: a hostile page is deep."""
    said: list[str] = []
    waiting: list[LexborNode | str] = [root]
    while waiting and next(steps, None) is not None:
        node = waiting.pop()
        if isinstance(node, str):
            said.append(node)
        elif node.is_text_node:
            said.append(_spaced(node.text_content or ""))
        elif node.tag not in _UNSEEN and not _hidden(node, root):
            before, after = _breaks(str(node.tag))
            said.append(before)
            waiting.append(after)
            waiting.extend(reversed(list(node.iter(include_text=True))))
    return _tidy("".join(said))


def _spaced(text: str) -> str:
    """Keep the words of a text, and whether it begins and ends with a space."""
    return f"{' ' * text[:1].isspace()}{' '.join(text.split())}{' ' * text[-1:].isspace()}"


def _hidden(node: LexborNode, root: LexborNode) -> bool:
    """Say whether a part is not shown, or stands around the page rather than in it."""
    told = node.attributes
    return "hidden" in told or told.get("aria-hidden") == "true" or (node.tag in _AROUND and root.tag == "body")


def _breaks(tag: str) -> tuple[str, str]:
    """Say what stands before and behind an element of a kind."""
    if tag == "li":
        return f"\n{BULLET}", "\n"
    if tag in _APART:
        return "\n\n", "\n\n"
    if tag in _LINES:
        return "\n", "" if tag == "br" else "\n"
    return ("", " ") if tag in {"td", "th"} else ("", "")


def _tidy(text: str) -> str:
    """Put lines in order: no spaces at their ends, one empty line at most, and none between two bullets."""
    text = re.sub(rf"{BULLET.strip()}\s*\n\s*", BULLET, text[: 4 * MOST_LETTERS])
    kept: list[str] = []
    for line in (" ".join(raw.split()) for raw in text.splitlines()):
        if line.startswith(BULLET) and kept[-2:-1] and not kept[-1] and kept[-2].startswith(BULLET):
            kept[-1] = line
        elif line != BULLET.strip() and (line or (kept and kept[-1])):
            kept.append(line)
    return "\n".join(kept).strip()[:MOST_LETTERS]


# --- things -----------------------------------------------------------------------------------------


def _json(text: str) -> Any:
    """Read JSON as pages have it: in comments, with entities, a comma too many; None where it is none."""
    body = text.strip()
    for _ in range(4):  # as many wrappings as anybody puts around it
        for begin in _BEFORE_JSON:
            body = body.removeprefix(begin).lstrip()
        for end in _BEHIND_JSON:
            body = body.removesuffix(end).rstrip()
    for attempt in (body, unescape(body), re.sub(r",\s*(?=[}\]])", "", body)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _of_kind(found: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Find the things of a kind in whatever they are packed into."""
    waiting, left = deque([found]), _MOST_ITEMS
    while waiting and left:
        left -= 1
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            kinds = one.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.rpartition("/")[2].casefold() == kind.casefold() for name in named):
                yield one
            else:
                waiting.extend(value for value in one.values() if isinstance(value, dict | list))


def _item(root: LexborNode, steps: Iterator[int]) -> dict[str, Any]:
    """Read a thing of microdata: its properties by name, things inside it as things."""
    found: dict[str, Any] = {}
    waiting, left = deque(root.iter()), 4 * MOST_LETTERS  # one property inside the other tells the same again
    while waiting and left > 0 and next(steps, None) is not None:
        node = waiting.popleft()
        name = node.attributes.get("itemprop")
        if name and name not in found:
            found[name] = _property(node)
            left -= len(found[name])
        if "itemscope" not in node.attributes:
            waiting.extendleft(reversed(list(node.iter())))
    return found


def _property(node: LexborNode) -> Any:
    if "itemscope" in node.attributes:
        return {
            one: _plain_property(inner) for inner in node.css("[itemprop]") if (one := inner.attributes["itemprop"])
        }
    return _plain_property(node)


def _plain_property(node: LexborNode) -> str:
    told = node.attributes
    for name in ("content", "datetime", "href"):
        if value := told.get(name):
            return value
    return node.inner_html or ""
