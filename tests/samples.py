"""A full row of any noun: every field people write holds something of its kind."""

from dataclasses import replace
from datetime import UTC, date, datetime

from ats_desktop.domain.schema import Text
from ats_desktop.domain.values import Address, Appointment, Money, PartialDate, PayRange

_FULL = {
    "text": "Brightwater {n}",
    "long text": Text("First line {n}\nsecond line = +1"),
    "whole number": 3,
    "number": 2.5,
    "yes or no": True,
    "date": date(2026, 12, 1),
    "moment": datetime(2026, 11, 22, 8, 30, 1, 250, tzinfo=UTC),
    "money": Money(12_000_050, "USD", "year"),
    "pay": PayRange(90_000_00, 110_000_00, "EUR", "year"),
    "appointment": Appointment("2026-12-01T14:00", "Europe/Riga"),
    "partial date": PartialDate("2024-03"),
    "address": Address("Elm Row 4", "Riga", "", "LV-1010", "Latvia"),
    "list": ("one; two", "=cmd()", "three"),
    "link": "01a20000-0000-7000-8000-00000000000{n}",
}


def full(kind, n=1):
    """Make a row with something in every field; `n` tells two apart."""
    values = {}
    for field in kind.noun.plain:
        if field.name == "section":
            values[field.name] = kind.noun.stream
        elif field.kind.name == "word":
            values[field.name] = field.kind.decode(field.kind.choices[-1])
        else:
            value = _FULL[field.kind.name]
            filled = value.replace("{n}", str(n)) if isinstance(value, str) else value
            values[field.name] = Text(filled) if field.long else filled
    return kind(**values)


def other(row):
    """Change one field that people write."""
    texts = [f for f in row.noun.plain if f.kind.name in {"text", "long text"} and f.name != "section"]
    field = next((f for f in texts if f.name not in row.noun.key), texts[-1])
    return field.name, replace(row, **{field.name: type(getattr(row, field.name))("Changed by hand")})
