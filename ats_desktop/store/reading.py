"""Read rows of any noun by plain SQL made from its declaration; works before SQLAlchemy is there."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from ats_desktop.domain.schema import Noun, stored
from ats_desktop.errors import Refused

Condition = tuple[str, str, Any]  # field, one of _OPERATORS, value
Where = Mapping[str, Any] | Sequence[Condition]
_OPERATORS = {"=": "is", "!=": "is not", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "~": "like"}


@cache
def select(noun: Noun) -> str:
    """Write the statement that reads rows as `Noun.decode` takes them."""
    return f"select {columns(noun)} from {noun.table}"


@cache
def columns(noun: Noun) -> str:
    """Write a noun's columns, empty text for absent text."""
    texts = {field.name for field in noun.fields if field.bare}
    return ", ".join(f"coalesce(\"{name}\", '')" if name in texts else f'"{name}"' for name in noun.names)


@cache
def select_raw(noun: Noun) -> str:
    """Write the statement that reads the cells of one row as the file holds them."""
    return f"select {names(noun)} from {noun.table} where id = ?"


@cache
def names(noun: Noun) -> str:
    """Write a noun's columns as they are, quoted: some are words of SQL."""
    return ", ".join(f'"{name}"' for name in noun.names)


def asked(noun: Noun, where: Where, order: str, limit: int | None) -> tuple[str, list[Any]]:
    """Write what comes behind `select ... from`, with its values bound.

    Raises: Refused, when a field is none of the noun's.
    """
    conditions = [(name, "=", value) for name, value in where.items()] if isinstance(where, Mapping) else where
    parts, values = [], []
    for name, operator, value in conditions:
        part, bound = _condition(noun, name, operator, value)
        parts.append(part)
        values.append(bound)
    text = f" where {' and '.join(parts)}" if parts else ""
    if order:
        column = column_of(noun, order.lstrip("-"))
        direction = " desc" if order.startswith("-") else ""
        text += f" order by {column}{direction}, id{direction}"
    if limit is not None:
        text += " limit ?"
        values.append(limit)
    return text, values


def _condition(noun: Noun, name: str, operator: str, value: Any) -> tuple[str, Any]:
    column = column_of(noun, name)
    if operator not in _OPERATORS:
        raise Refused(f"“{operator}” compares nothing.", f"Use one of {' '.join(_OPERATORS)}.")
    if operator == "~":
        escaped = str(value).replace("!", "!!").replace("%", "!%").replace("_", "!_")
        return f"{column} like ? escape '!'", f"%{escaped}%"
    field = noun.by_name.get(name)
    return f"{column} {_OPERATORS[operator]} ?", field.kind.encode(value) if field else value


def column_of(noun: Noun, name: str) -> str:
    """Write one column of a noun, quoted.

    Raises: Refused, when it has none of that name.
    """
    if name not in stored(noun):
        raise Refused(
            f"{noun.title} have no “{name}”.", f"They have: {', '.join(field.name for field in noun.fields)}."
        )
    return f'"{name}"'


def decoded(noun: Noun, cells: Iterable[Sequence[Any]]) -> list[Any]:
    """Turn many rows of cells into rows."""
    decode = noun.decode
    return [decode(row) for row in cells]
