"""A résumé (PDF, Word or plain text) becomes a drafted profile; each thing found says on which line it stands.

Why:    nobody types her life in twice.  But a machine misreads, so nothing is taken from a résumé that does not
        stand in it, and everything found carries its line, to be looked at and accepted.
Shape:  facts of the profile come one field a row, so that each can be accepted by itself.
Source: domain.md A.14; experience.md E27.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ats_desktop.domain.companies import normal_name
from ats_desktop.domain.portfolio import fluency_of
from ats_desktop.formats import pdf, portfolio, word
from ats_desktop.formats.jsonresume import LEVEL as SKILL_LEVEL
from ats_desktop.formats.problem import Found, ImportProblem, Note, Reading, found
from ats_desktop.formats.resume_entries import Entry, Line, chunks, entries, position, school, span
from ats_desktop.formats.resume_words import FLUENCY, HEADINGS, NO_NAMES
from ats_desktop.formats.same import words

NO_RESUME = "no résumé was found in it"
CERTIFICATE = next(part for part in portfolio.PARTS if part.section == "certificates")
MOST_LINES = 5_000
MOST_SKILLS = 120
LONGEST = 10_000  # letters of a line: several pages
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)?\(?\d[\d()\s./-]{6,18}\d(?!\w)")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>|,;]+|(?<![\w@.])(?:linkedin\.com|github\.com|gitlab\.com|xing\.com)/[^\s<>|,;]+",
    re.IGNORECASE,
)
_APART = re.compile(r"\s*(?:\t|\s{3,}|\s[|·•\u2013—]\s|\s-\s|;)\s*")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,4}")  # noqa: RUF001 - as names are written
_NOT_LETTERS = re.compile(r"[^\w]+")
_LEAST_DIGITS, _LONG_SKILL, _LONG_HEADLINE = 7, 50, 160
_CONTACT = 8  # lines from the top in which one says where one lives
_TOWN = re.compile(r"(?P<city>[A-ZÀ-Þ][\w.'\u2019 -]{1,40}), (?P<beyond>[A-Z]{2}|[A-ZÀ-Þ][A-Za-zÀ-ÿ .'\u2019-]{2,40})")
_SKILL_LABEL = re.compile(r"^[^:]{2,40}:\s+")
_IN_BRACKETS = re.compile(r"\s*\(([^)]{2,30})\)\s*$")


def recognise(name: str, head: bytes) -> int:
    """Say how likely this is a résumé: a PDF or a Word document; what is in it is seen when it is read."""
    if pdf.is_pdf(head):
        return 70
    if word.is_document(head):
        return 70 + 10 * name.casefold().endswith(".docx")
    return 0


def parse(data: bytes, _how: Reading) -> Iterator[Found | Note]:
    """Read a résumé."""
    yield from draft(text_of(data))


def text_of(data: bytes) -> str:
    """Give the words of a PDF, a Word document or a text."""
    if pdf.is_pdf(data[:1_024]):
        return pdf.text_of(data)
    return word.text_of(data) if data.startswith(b"PK") else data.decode("utf-8", "replace")


def draft(text: str) -> Iterator[Found | Note]:
    """Read the words of a résumé.

    Raises: ImportProblem, when they are none.
    """
    lines = [Line(number, line.strip()[:LONGEST]) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise ImportProblem("", "it has more lines than any résumé", "Save the pages of the résumé alone.")
    sections = parted(lines)
    if not {"experience", "education", "skills"} & set(sections):
        raise ImportProblem("", NO_RESUME, "A résumé has headings like Experience, Education and Skills.")
    yield from _person(sections.get("", []), lines)
    yield from _summary(sections.get("summary", []))
    for entry in entries(sections.get("experience", [])):
        yield _position(entry)
    for entry in entries(sections.get("education", []), alone=True):
        yield from _school(entry)
    yield from _skills(sections.get("skills", []))
    yield from _languages(sections.get("languages", []))
    yield from _certificates(sections.get("certifications", []))
    if "other" in sections:
        yield Note("", "Projects, publications, references and the like are not read; add them by hand.")


def parted(lines: Sequence[Line]) -> Mapping[str, list[Line]]:
    """Part the lines at the headings known; what stands above the first is under ""."""
    made: dict[str, list[Line]] = {}
    section = ""
    for line in lines:
        heading = HEADINGS.get(_plain(line.text)) if len(line.text) < _LONG_SKILL + 10 else None
        if heading:
            section = heading
            made.setdefault(section, [])
        else:
            made.setdefault(section, []).append(line)
    return made


def _plain(text: str) -> str:
    """Reduce a heading to its words, also one that is s p a c e d.

    >>> _plain("WORK EXPERIENCE:"), _plain("S K I L L S")
    ('work experience', 'skills')
    """
    plain = " ".join(_NOT_LETTERS.sub(" ", text.casefold()).split())
    letters = plain.split()
    return "".join(letters) if len(letters) > 3 and all(len(one) == 1 for one in letters) else plain  # noqa: PLR2004 - a spaced word


def _told(line: Line) -> str:
    return f"Line {line.number}: {line.text[:160]}"


def _fact(line: Line, **fields: Any) -> Found:
    return found("candidate_profiles", (), _told(line), **fields)


# --- the person -----------------------------------------------------------------------------------


def _person(top: Sequence[Line], lines: Sequence[Line]) -> Iterator[Found]:
    """Name, headline, and how to reach her: the name and headline stand on top, the rest may stand anywhere."""
    named = next((line for line in top[:6] if _is_name(line.text)), None)
    if named:
        first, _, last = _APART.split(named.text)[0].strip().rpartition(" ")
        if named.text.isupper():
            first, last = first.title(), last.title()
        yield _fact(named, first_name=first)
        yield _fact(named, last_name=last)
        below = next((line for line in top if line.number > named.number), None)
        if below and _is_headline(below.text):
            yield _fact(below, headline=below.text)
    for line, field, text in _reached(lines):
        yield _fact(line, **{field: text})
    yield from _lives(top[:_CONTACT])


def _lives(top: Sequence[Line]) -> Iterator[Found]:
    """Find the town beside her address or number: "Bremen, Germany | mira@example.org", "Austin, TX · +1 ..."."""
    for line in top:
        if not (_MAIL.search(line.text) or _phone(line.text)):
            continue
        for piece in re.split(r"\s*[|\u2022\u00b7\t]\s*|\s{3,}|\s+[\u2013\u2014-]\s+", line.text):
            if town := _TOWN.fullmatch(piece.strip()):
                yield _fact(line, city=town["city"])
                wide = "region" if len(town["beyond"]) == 2 else "country"  # noqa: PLR2004 - TX
                yield _fact(line, **{wide: town["beyond"]})
                return


def _is_name(text: str) -> bool:
    first = _APART.split(text)[0].strip()
    return bool(_NAME.fullmatch(first)) and first.casefold() not in NO_NAMES and first[:1].isupper()


def _is_headline(text: str) -> bool:
    return len(text) <= _LONG_HEADLINE and not (_MAIL.search(text) or _LINK.search(text) or re.search(r"\d{4}", text))


def _reached(lines: Sequence[Line]) -> Iterator[tuple[Line, str, Any]]:
    """Find the first address, number, and the links."""
    seen: set[str] = set()
    others: list[tuple[Line, str]] = []
    for line in lines:
        if "email" not in seen and (mail := _MAIL.search(line.text)):
            seen.add("email")
            yield line, "email", mail[0]
        if "phone" not in seen and (phone := _phone(line.text)):
            seen.add("phone")
            yield line, "phone", phone
        for link in _LINK.findall(_MAIL.sub(" ", line.text)):
            whole = link.rstrip(".,)") if link.startswith("http") else f"https://{link.rstrip('.,)')}"
            field = "linkedin_url" if "linkedin." in whole else "portfolio_url"
            if field not in seen:
                seen.add(field)
                yield line, field, whole
            else:
                others.append((line, whole))
    if others:
        yield others[0][0], "other_links", tuple(dict.fromkeys(link for _, link in others))[:8]


def _phone(text: str) -> str:
    """Find a number to call, which is no year and no stretch of years."""
    for match in _PHONE.finditer(_LINK.sub(" ", text)):
        number = match[0].strip()
        if (
            sum(map(str.isdigit, number)) >= _LEAST_DIGITS
            and span(number) is None
            and not re.search(r"\d{4}-\d\d-", number)
        ):
            return number
    return ""


def _summary(lines: Sequence[Line]) -> Iterator[Found]:
    text = " ".join(line.said for line in lines)
    if text:
        yield _fact(lines[0], summary=text[:2_000])


# --- what she did and learnt ----------------------------------------------------------------------


def _position(entry: Entry) -> Found:
    title, company, place = position(entry)
    return found(
        "work_experiences",
        (normal_name(company), words(title), entry.start),
        _told(entry.line),
        company_name=company,
        job_title=title,
        location=place,
        start=entry.start,
        end=entry.end,
        is_current=True if entry.current else None,
        description="\n".join(entry.told),
        highlights=tuple(entry.bullets),
    )


def _school(entry: Entry) -> Iterator[Found]:
    institution, degree, study = school(entry)
    if institution or degree:
        yield found(
            "educations",
            (words(institution), words(degree), entry.start),
            _told(entry.line),
            institution=institution,
            degree_name=degree,
            field_of_study=study,
            start=entry.start,
            end=entry.end,
            currently_enrolled=True if entry.current else None,
            description="\n".join([*entry.told, *entry.bullets]),
        )


def _skills(lines: Sequence[Line]) -> Iterator[Found]:
    """Skills as they are listed, with the level that stands in brackets."""
    seen: set[str] = set()
    for line in chunks(lines):
        for piece in re.split(r"[,;|•·\t]|\s{3,}|\s/\s", _SKILL_LABEL.sub("", line.said)):
            name, level = _in_brackets(piece.strip(" .·-\u2013"))
            if not 1 < len(name) + (name.casefold() in {"c", "r"}) <= _LONG_SKILL or len(name.split()) > 5:  # noqa: PLR2004 - a sentence
                continue
            if words(name) not in seen and len(seen) < MOST_SKILLS:
                seen.add(words(name))
                yield found(
                    "candidate_skills", (), _told(line), skill_name=name, level=SKILL_LEVEL.get(level.casefold())
                )


def _in_brackets(text: str) -> tuple[str, str]:
    match = _IN_BRACKETS.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text, "")


def _languages(lines: Sequence[Line]) -> Iterator[Found]:
    """Languages with their level where one of the framework, or "native", is said; other words are kept as said."""
    seen: set[str] = set()
    for line in chunks(lines):
        for piece in re.split(r"[,;|•·\t]\s*(?![^()]{0,60}\))|\s{3,}", line.said):
            name, _, said = re.sub(r"[(:\u2013—]| - ", "\0", piece.strip(" .)"), count=1).partition("\0")
            name, said = name.strip(), said.strip(" )")
            if not said and " " in name:
                name, _, said = name.partition(" ")
            if not re.fullmatch(r"[^\W\d_]{3,20}", name) or name.casefold() in seen:
                continue
            seen.add(name.casefold())
            level = FLUENCY.get(said.casefold()) or fluency_of(said)
            yield found("languages", (), _told(line), name=name.capitalize(), fluency=level, note="" if level else said)


def _certificates(lines: Sequence[Line]) -> Iterator[Found]:
    for line in chunks(lines):
        when = span(line.said, alone=True)
        text = when[3] if when else line.said
        pieces = [
            piece.strip(" ,()") for piece in re.split(r"\t|\s[|·\u2013—]\s|\s-\s|,\s+", text) if piece.strip(" ,()")
        ]
        if pieces and len(pieces[0]) <= 2 * _LONG_SKILL:
            issued = (when[0] or when[1]) if when else ""
            issuer = pieces[1] if len(pieces) > 1 else ""
            yield found(
                "certifications",
                CERTIFICATE.key({"name": pieces[0], "issuer": issuer, "issued_on": issued}),
                _told(line),
                name=pieces[0],
                issuer=issuer,
                issued_on=issued,
            )
