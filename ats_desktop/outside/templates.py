"""Fill in the templates that ship with the program: one sandbox, one place, HTML always escaped.

Why:    plain Jinja2 runs what a template asks it to; the immutable sandbox does not.  A name that
        is not given is a mistake and never an empty gap in somebody's letter.
Source: house.md trap 10; promises.md P49.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from ats_desktop.errors import Borders, Refused, ToolMissing, border
from ats_desktop.shipped import shipped

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment


def fill(template: str, **values: object) -> str:
    """Fill in a shipped template, for example "email/deadline.html".

    Raises: ToolMissing, without jinja2; Refused, when the template asks for what it may not have.
    """
    with _plainly():
        return _sandbox().get_template(template).render(**values)


@cache
def _sandbox() -> "ImmutableSandboxedEnvironment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(shipped("templates")),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@contextmanager
def _plainly() -> Iterator[None]:
    """Turn jinja2's errors, and its absence, into ours."""
    try:
        from jinja2 import TemplateError
    except ImportError as missing:
        advice = "Install the package “jinja2”; reminders are shown in the window meanwhile."
        raise ToolMissing("Letters cannot be written.", advice) from missing
    table: Borders = {TemplateError: (Refused, "This template cannot be filled in.", "{}")}
    with border(table):
        yield
