"""Put words on paper: a PDF from one of the templates that ship with the program.

Why:    what people wrote reaches the page as text (one input in JSON) and is never read as typst's code;
        our templates ask for no package, and see no folder but their own.  The compiler is kept, with its
        fonts: the first page costs a tenth of a second, the next ones a few thousandths.
Shape:  draw("resume", {...}) fills `resources/templates/paper/resume.typ`, which reads `sys.inputs.told`.
Source: promises P50; domain.md A.14, "ATS-parsable CV".
"""

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from ats_desktop.errors import PARTS, Borders, Refused, border
from ats_desktop.shipped import shipped

if TYPE_CHECKING:
    from typst import Compiler

_ONE_AT_A_TIME = threading.Lock()
_BREAKS = "\n\x85\u2028\u2029"
_UNSEEN = (  # steers text instead of being read: the words in the file would be others than those one sees
    *((0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAE), (0x200B, 0x200C), (0x200E, 0x2010), (0x202A, 0x202F)),
    *((0x2060, 0x2070), (0xD800, 0xE000), (0xFEFF, 0xFF00), (0xFFF0, 0xFFFC)),
)
_SEEN: dict[int, str | None] = {
    **dict.fromkeys(chain.from_iterable(range(*unseen) for unseen in _UNSEEN)),
    **dict.fromkeys(map(ord, "\t\r\x0b\x0c"), " "),
    **dict.fromkeys(map(ord, _BREAKS), "\n"),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}


def draw(template: str, told: Mapping[str, Any], *, at: datetime) -> bytes:
    """Make a PDF of a template and what it is told; the same twice gives the same bytes.

    Raises: ToolMissing, without typst; Refused, when the page cannot be laid out.
    """
    with border(PARTS):
        from typst import TypstError
    errors: Borders = {TypstError: (Refused, "This page cannot be laid out.", "{0.message}")}
    inputs = {"told": json.dumps(plain(told), ensure_ascii=False)}
    with _ONE_AT_A_TIME, border(errors):
        made = _compiler().compile(
            shipped(f"templates/paper/{template}.typ").read_bytes(),
            format="pdf",
            sys_inputs=inputs,
            timestamp=int(at.timestamp()),
        )
    return made if isinstance(made, bytes) else b"".join(made or ())


def plain(told: Any) -> Any:
    r"""Leave out of every text what cannot be seen, and take ligatures apart.

    >>> plain(["a\u202eb", {"of\ufb01ce": 1}])
    ['ab', {'of\ufb01ce': 1}]
    """
    if isinstance(told, str):
        return told.translate(_SEEN)
    if isinstance(told, Mapping):
        return {key: plain(value) for key, value in told.items()}
    if isinstance(told, Sequence):
        return [plain(value) for value in told]
    return told


@cache
def _compiler() -> "Compiler":
    """Make the compiler: typst's own fonts first, the machine's for what they have no letters for."""
    from typst import Compiler

    return Compiler(root=shipped("templates/paper"))
