"""One line of a job list -> the rows it speaks of: company, job, pay, application, and what happened.

Why:    several formats have such lines (spreadsheets, LinkedIn's applications and saved jobs);
        they only have to say which cell plays which role.
"""

import re
from collections.abc import Iterator
from typing import Any

from ats_desktop.domain.applications import Category, Method
from ats_desktop.domain.jobs import PayFact, WorkMode
from ats_desktop.domain.values import PayRange
from ats_desktop.formats import happened
from ats_desktop.formats.dates import instant
from ats_desktop.formats.line import Line, Seen
from ats_desktop.formats.pay import currency_in, read_pay
from ats_desktop.formats.problem import Found, Key, Reading, found
from ats_desktop.formats.same import address_in, company_key, job_key
from ats_desktop.formats.stages import read_kind, read_mode

_MARKUP = re.compile(r"</?(p|br|div|ul|ol|li|b|i|em|strong|span|h[1-6])\b[^<>]*>", re.IGNORECASE)
_SPLIT = re.compile(r"[;,|\n]")
_METHODS = (
    ("referr", Method.REFERRAL),
    ("recruiter", Method.RECRUITER),
    ("mail", Method.EMAIL),
    ("person", Method.IN_PERSON),
    ("form", Method.ONLINE_FORM),
    ("website", Method.ONLINE_FORM),
)
_PAY = frozenset({"pay", "pay_low", "pay_high", "desired"})
_LOCAL = len("2026-12-01T17:00")
# role of a column, and the field that takes its text as it stands
_AS_WRITTEN = (
    ("title", "title"),
    ("company", "company_name"),
    ("location", "location"),
    ("requisition", "requisition_id"),
    ("source", "source"),
    ("sponsorship", "visa_sponsorship"),
    *((same, same) for same in ("country", "industry", "department", "seniority", "description")),
)
_OF_APPLICATION = (
    ("notes", "notes"),
    ("channel", "channel"),
    ("confirmation", "confirmation"),
    ("reason", "close_reason"),
    ("next_action", "next_action"),
)


def read_line(line: Line, how: Reading, seen: Seen) -> Iterator[Found]:
    """Turn one line into found rows."""
    company, title = line.text("company"), line.text("title")
    if not company and not title:
        yield Found("job_opportunities", (), {}, {}, line.place, "It names neither a company nor a job title.")
        return
    applied, saved = _days(line)
    url = _url(line)
    job = job_key(url, company, title, (applied or saved)[:10], line.text("location"))
    application = seen.attempt(job, applied[:10])
    if company and (key := company_key(company))[0] not in seen.companies:
        seen.companies.add(key[0])
        yield found(
            "companies", key, line.place, name=company, website=address_in(line.text("website")), source=seen.source
        )
    pay = _pay(line)
    around = [
        *happened.events(line, application, applied, saved, how),
        *happened.interview(line, application, how),
        *happened.follow_up(line, application, company or title, how),
        *happened.people(line, company, seen),
    ]
    yield _job(line, job, url, pay, saved, how, seen)  # reads what may end in the notes
    yield _application(line, job, application, seen)
    yield from around
    yield from _pay_facts(line, job, pay, applied or saved, how, seen)
    yield from happened.private_note(line, application)


def _days(line: Line) -> tuple[str, str]:
    """Say when it was applied for and when it was saved; a column just called “Date” is one of the two."""
    applied = "" if happened.tick(line.text("applied")) else line.moment("applied")
    saved, day = line.moment("saved"), line.moment("date")
    stage = happened.stage_said(line)
    if day and not applied and stage not in {None, Category.LEAD}:
        applied = day
    elif day and not saved:
        saved = day
    elif day and day[:10] not in {applied[:10], saved[:10]}:
        line.keep("date")
    return applied, saved


def _url(line: Line) -> str:
    text = line.text("url")
    url = address_in(text) if text else ""
    if text and not url:
        line.keep("url")
    return url


def _job(line: Line, key: Key, url: str, pay: PayRange | None, saved: str, how: Reading, seen: Seen) -> Found:
    """Make the job; columns the list does not have cost nothing."""
    values = line.values
    fields: dict[str, Any] = {name: values[role] for role, name in _AS_WRITTEN if role in values}
    if "description" in fields:
        fields["description"] = _plain(fields["description"])
    fields["came_from"] = seen.source
    if url:
        fields["posting_url"] = url
    if pay:
        fields["pay"] = pay
    if saved:
        fields["found_at"] = instant(saved, how.zone)
    if deadline := line.moment("deadline"):
        fields["deadline_on"] = deadline[:10]
        if deadline[11:16] and len(deadline) == _LOCAL:
            fields |= {"deadline_time": deadline[11:16], "deadline_zone": how.zone}
    for role, read in _READ:
        if role in values:
            fields |= read(line, role)
    fields.setdefault("work_mode", _mode_of_place(line))
    company = values.get("company")
    links: dict[str, Key] = {"company": ("companies", *company_key(company))} if company else {}
    return found("job_opportunities", key, line.place, links, **fields)


def _plain(text: str) -> str:
    """Take the markup off that other trackers write into a cell; what cannot be read stays as it is."""
    if not _MARKUP.search(text):
        return text
    from ats_desktop.formats.markup import as_text

    try:
        return as_text(text)
    except RecursionError:
        return text


def _mode(line: Line, role: str) -> dict[str, Any]:
    mode = read_mode(line.values[role])
    if mode is None:
        line.keep(role)
    return {"work_mode": mode} if mode and mode is not WorkMode.UNKNOWN else {}


def _mode_of_place(line: Line) -> WorkMode | None:
    place = line.text("location").casefold()
    return read_mode(place) if "remote" in place or "hybrid" in place else None


def _kind(line: Line, role: str) -> dict[str, Any]:
    text = line.values[role]
    kind = read_kind(text)
    if kind:
        return {"employment_type": kind}
    if "work_mode" not in line.values and (mode := read_mode(text)):  # a column called “Type” that says remote or not
        return {"work_mode": mode}
    line.keep(role)
    return {}


def _tags(line: Line, role: str) -> dict[str, Any]:
    words = (piece.strip() for piece in _SPLIT.split(line.values[role]))
    return {"tags": tuple(dict.fromkeys(word for word in words if word))}


def _five(line: Line, role: str) -> dict[str, Any]:
    """Read a figure from 1 to 5, also as stars or as 3/5."""
    text = line.values[role]
    stars = text.count("★") + text.count("⭐")
    figure = str(stars) if stars else text.removesuffix("/5").strip().removesuffix(".0")
    if figure in {"1", "2", "3", "4", "5"}:
        return {role: int(figure)}
    line.keep(role)
    return {}


def _posted(line: Line, role: str) -> dict[str, Any]:
    return {"posted_on": line.day(role)}


# role, and how what it says is read; what cannot be read is kept in the notes
_READ = (
    ("work_mode", _mode),
    ("employment_type", _kind),
    ("tags", _tags),
    ("excitement", _five),
    ("priority", _five),
    ("posted", _posted),
)


def _pay(line: Line) -> PayRange | None:
    """Read the advertised pay: from its column, else from columns for the lower and the upper end."""
    text = _pay_text(line)
    currency = line.text("pay_currency").upper() or line.currency
    pay = read_pay(text, currency) if text else None
    if text and not pay and read_pay(text, "XXX"):
        line.noticed.append(
            "Pay without a currency is kept as it is written; say which currency is meant to have it read."
        )
    return pay


def _pay_text(line: Line) -> str:
    low, high = line.text("pay_low"), line.text("pay_high")
    text = line.text("pay") or (f"{low} - {high}" if low and high and low != high else low or high)
    period = line.text("pay_period")
    return f"{text} / {period}" if text and period else text


def _pay_facts(line: Line, job: Key, pay: PayRange | None, day: str, how: Reading, seen: Seen) -> Iterator[Found]:
    """Give what the line says about pay, each as a fact of its own with its words."""
    if not _PAY & line.values.keys() and not line.spare:
        return
    said = [(PayFact.ADVERTISED, pay, _pay_text(line))]
    desired = line.text("desired")
    said.append((PayFact.DESIRED, read_pay(desired, line.currency) if desired else None, desired))
    said += [
        (PayFact.STATED, read_pay(text, line.currency or currency_in(heading)), f"{heading}: {text}")
        for heading, text, kind in line.spare
        if kind == "pay"
    ]
    for fact, read, text in said:
        if text:
            yield found(
                "salary_data",
                (*job, fact.value, text),
                line.place,
                {"job": ("job_opportunities", *job)},
                fact=fact,
                pay=read,
                original=text,
                observed_at=instant(day[:10], how.zone) or how.now,
                came_from=seen.source,
            )


def _application(line: Line, job: Key, key: Key, seen: Seen) -> Found:
    """Make the application; what had no other place is in its notes."""
    values = line.values
    fields: dict[str, Any] = {name: values[role] for role, name in _OF_APPLICATION if role in values}
    if "notes" in fields:
        fields["notes"] = _plain(fields["notes"])
    if "channel" in values:
        said = values["channel"].casefold()
        fields["method"] = next((method for word, method in _METHODS if word in said), Method.UNSAID)
    spare = [f"{heading}: {text}" for heading, text, kind in line.spare if not kind]
    if spare:
        fields["notes"] = "\n\n".join(filter(None, (fields.get("notes", ""), "\n".join(spare))))
    return found("applications", key, line.place, {"job": ("job_opportunities", *job)}, **fields, came_from=seen.source)
