"""For everyone: each sentence can be translated, nothing is cut short, in plain words, at any size."""

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from test_words import KNOWN, PLUMBING
from ui.foreign import CLOSE, OPEN, bracketed, longer, speaking, spoken, translated_by
from ui.texts import clipped, texts

from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.theme import label, theme
from ats_desktop.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KEYS = [entry.key for entry in PAGES]
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names, and what the system or Qt itself says: nobody translates them here.
AS_IS = re.compile(
    r"Scroll (Left|Right)|"
    r"ATS Desktop|Ctrl|Shift|Del|F\d+|[A-Z][a-z]+/[A-Z]\w+|https?://\S+|\S+@\S+|\w+\.example\S*|:\S+|UTC"
    r"|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(day)?|(January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|Tue|Wed|Thu|Sat"
)
FROM_PACKS = {
    "QuestionList",
    "Flowing",
    "Mock",
    "Playing",
}  # kinds and topics of the questions that come with the program


@pytest.fixture(scope="session")
def brackets(tmp_path_factory):
    """A language made from the source that ships: every sentence a translator was handed stands in brackets."""
    return translated_by(bracketed, tmp_path_factory.mktemp("brackets"))


@pytest.fixture
def opened(qapp, app, settle):
    """Open a window, in whatever language is spoken."""
    held = []

    def open_window():
        window = Window()
        held.append(window)
        window.resize(1280, 800)
        window.show()
        window.arrive(app)
        settle(8)
        return window

    yield open_window
    for window in held:
        window.live.stop()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def untranslated(window):
    """List what is shown and has words outside of the brackets."""
    found = set()
    for widget, text in texts(window):
        rest = AS_IS.sub("", outside(text))
        if type(widget.parent()).__name__ in FROM_PACKS or "ATS_KEYRING" in rest:  # the tests' own place for passwords
            continue
        if LETTERS.search(rest):
            found.add(f"{text!r} ({type(widget).__name__} in {type(widget.parent()).__name__})")
    return found


def cut_short(window):
    """List what has too little room, once nothing moves any more: what is read beside the window arrives when it does."""
    for _ in range(20):
        found = clipped(window)
        if not found:
            break
        QTest.qWait(25)
    return found


def outside(text):
    """Cut out what stands in brackets, however deep."""
    kept, depth = [], 0
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if not depth and letter != CLOSE:
            kept.append(letter)
    return "".join(kept)


def test_every_sentence_of_a_page_is_in_what_translators_are_handed(qapp, opened, brackets, walk):
    """With nothing in the file, all that has letters is ours to say."""
    with speaking(qapp, brackets):
        window = opened()

        assert {key: untranslated(window.stack.currentWidget()) for key in walk(window)} == {key: set() for key in KEYS}
        assert untranslated(window) == set()


def test_a_sentence_that_was_forgotten_is_found(qapp, opened, brackets):
    with speaking(qapp, brackets):
        window = opened()
        QLabel("Nobody translates this", window)

        assert any("Nobody translates this" in one for one in untranslated(window))


@pytest.mark.usefixtures("sample")
def test_no_page_speaks_of_plumbing(qapp, opened, walk):
    """What stands in brackets is ours; what a person wrote may speak of anything."""
    said = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
    with spoken(qapp, bracketed):
        window = opened()
        ours = {
            key: {AS_IS.sub("", part) for _, text in texts(window.stack.currentWidget()) for part in said.findall(text)}
            for key in walk(window)
        }
        ours["around"] = {AS_IS.sub("", part) for _, text in texts(window) for part in said.findall(text)}

    assert all(ours.values())
    assert {sentence for of_one in ours.values() for sentence in of_one - KNOWN if PLUMBING.search(sentence)} == set()


@pytest.mark.usefixtures("sample")
def test_nothing_is_cut_short_in_a_language_that_is_longer(qapp, opened, walk):
    with spoken(qapp, longer):
        window = opened()

        seen = {key: (cut_short(window), window.width()) for key in walk(window)}
    assert seen == dict.fromkeys(KEYS, ([], 1280))  # no page pushed the window wider


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_nothing_is_cut_short_at_any_size_of_the_text(opened, walk, scale):
    theme().choose(scale=scale)
    window = opened()

    assert {key: cut_short(window) for key in walk(window)} == {key: [] for key in KEYS}


def test_words_without_room_are_found(opened):
    window = opened()
    planted = label("A sentence that needs more room than this", parent=window)
    planted.setFixedWidth(40)
    planted.show()

    assert any("needs more room" in one for one in clipped(window))
