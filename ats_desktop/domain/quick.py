"""What is typed into the one line that adds a job: "Title @ Company", a link, or both.

Why:    typing a job in is what people give up over; one line in whatever order takes what they have.
        A link alone makes a card at once; its name is what can be read off the link, to be changed later.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|\s)@|@(?:\s|$)")
_WORD_AT = re.compile(r"\sat\s", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|xhtml|php|aspx?|jsp|do)$", re.IGNORECASE)  # says how a page is made, not what it is
_WORDS = re.compile(r"[^\W\d_]{3,}")
_PAGES = frozenset(
    {"jobs", "job", "careers", "career", "positions", "position", "vacancies", "apply", "view", "posting"}
)


@dataclass(frozen=True, slots=True)
class Quick:
    """What was read from the line."""

    title: str = ""
    company: str = ""
    link: str = ""


def read_line(text: str) -> Quick:
    """Read a line; what cannot be told apart is the title.

    >>> read_line("Data Engineer @ Kestrel Freight")
    Quick(title='Data Engineer', company='Kestrel Freight', link='')
    >>> read_line("https://jobs.example/kestrel/data-engineer-4711?utm_source=x")
    Quick(title='Data engineer', company='', link='https://jobs.example/kestrel/data-engineer-4711?utm_source=x')
    """
    found = _LINK.search(text)
    link = found[0].rstrip(".,;)") if found else ""
    rest = " ".join(text.replace(found[0], " ", 1).split() if found else text.split())
    if link and not link.lower().startswith("http"):
        link = f"https://{link}"
    parted = (*_SIGN.finditer(rest),) or (*_WORD_AT.finditer(rest),)
    title, company = (rest[: parted[-1].start()], rest[parted[-1].end() :]) if parted else (rest, "")
    title, company = title.strip(), company.strip()
    return Quick(title or (name_in(link) if link else ""), company, link)


def name_in(link: str) -> str:
    """Read a job's name off a link: the last part of its path that says something, else the site.

    >>> name_in("https://www.quillmark.example/careers/12345")
    'Job on quillmark.example'
    """
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # not an address after all
        return link[:80]
    for part in reversed(parts.path.split("/")):
        words = " ".join(_WORDS.findall(_ENDING.sub("", unquote(part))))
        if " " in words and words.lower() not in _PAGES:
            return words[:1].upper() + words[1:80].lower()
    return f"Job on {host}" if host else link[:80]
