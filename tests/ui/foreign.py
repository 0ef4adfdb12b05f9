"""Made-up languages: one that brackets every sentence, one that is longer and full of accents."""

import re
from contextlib import contextmanager

from PySide6.QtCore import QTranslator

OPEN, CLOSE = "⟦", "⟧"
_SLOT = re.compile(r"(\{[^}]*\})")
_ACCENTS = str.maketrans("aeiouyncsAEIOUYNCS", "åéîöûÿñçšÅÉÎÖÛŸÑÇŠ")


def bracketed(sentence):
    """Give the sentence in brackets."""
    return f"{OPEN}{sentence}{CLOSE}"


def longer(sentence):
    """Give the sentence with accents and four tenths longer, its slots as they are.

    >>> longer("Moved {n}")
    'Mövéd {n} ~~'
    """
    parts = _SLOT.split(sentence)
    told = "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
    letters = len("".join(part for part in parts if not part.startswith("{")))
    more = -(-letters * 4 // 10)
    return f"{told} {'~' * (more - 1)}" if more > 1 else f"{told}~"


class Foreign(QTranslator):
    """Says every sentence by a rule."""

    def __init__(self, rule):
        super().__init__()
        self._rule = rule

    def translate(self, _context, source, *_more):
        return self._rule(source) if source.strip() else source

    def isEmpty(self):  # noqa: N802 - Qt asks by this name
        return False


@contextmanager
def spoken(application, rule):
    """Let the program speak it for a while."""
    translator = Foreign(rule)
    application.installTranslator(translator)
    try:
        yield
    finally:
        application.removeTranslator(translator)
