"""Made-up languages: one that brackets every sentence, one that is longer and full of accents."""

import importlib.util
import re
import xml.etree.ElementTree as ET
from contextlib import contextmanager

from house import ROOT
from PySide6.QtCore import QTranslator

from ats_desktop.ui.words import LANGUAGE, speak

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


MADE_UP = "eo"  # any language nobody has translated the program into


def translations():
    """Give the script that gathers what translators are handed."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def translated_by(rule, folder, *, leaving_out=()):
    """Do a translator's work on the source that ships, by a rule, and compile it; give the folder."""
    script = translations()
    tree = ET.parse(script.SOURCE)  # noqa: S314 - our own file
    for message in tree.iter("message"):
        source = message.findtext("source")
        if source not in leaving_out:
            done = message.find("translation")
            done.attrib.clear()
            done.text = rule(source)
    file = folder / f"ats_desktop_{MADE_UP}.ts"
    tree.write(file, encoding="utf-8", xml_declaration=True)
    script.compiled(file)
    return folder


@contextmanager
def speaking(application, folder):
    """Let the program load the made-up language as it does at its start."""
    assert speak(application, [MADE_UP], str(folder)) == MADE_UP
    try:
        yield
    finally:
        for loaded in application.findChildren(QTranslator, LANGUAGE):
            application.removeTranslator(loaded)
            loaded.setParent(None)
