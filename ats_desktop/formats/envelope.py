"""A look at how a mail, or a page saved like one, is folded together, before the library takes it apart.

Why:    the library's time grows with the square of a header's length and of the number of parts; honest ones are
        a few hundred letters, and a few dozen parts.
Source: RFC 5322 (2.1.1), RFC 2046; promises.md P41.
"""

import re

from ats_desktop.formats.problem import ImportProblem

MOST_MARKS = 10_000  # lines that may part one piece from the next
LONGEST = 32_000  # bytes of one header, its folded lines together
MOST_HEADERS = 2_000
_HEADER = re.compile(rb"^[\w-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)
_MARK = re.compile(rb"^--", re.MULTILINE)
_END = re.compile(rb"\r?\n\r?\n")


def check(data: bytes) -> None:
    """Let nothing through that no honest program writes.

    Raises: ImportProblem.
    """
    end = _END.search(data)
    head = data[: end.start()] if end else data
    if head.count(b"\n") > MOST_HEADERS or any(len(one[0]) > LONGEST for one in _HEADER.finditer(data)):
        raise ImportProblem("", "its head is longer than that of any honest mail")
    if sum(1 for _ in _MARK.finditer(data)) > MOST_MARKS:
        raise ImportProblem("", "it has more parts than any honest mail")
