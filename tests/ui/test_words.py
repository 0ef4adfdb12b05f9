"""What the window says: through one door for translators, in words people have, never in those of plumbing."""

import ast
import re
from pathlib import Path

import pytest

import ats_desktop.ui

UI = Path(ats_desktop.ui.__file__).parent
PLUMBING = re.compile(
    r"\b(smtp|postgres(ql)?|sqlite|sql|keyring|uuid|null|none|tuple|sync log|traceback|exception|starttls|tls|json|utc"
    r"|foreign key|primary key|schema|migration|wal|stdin|thread|lane)\b",
    re.IGNORECASE,
)
# Words of formats and addresses, said where people look for them.
KNOWN = {
    "A LinkedIn data export (zip), a spreadsheet saved as CSV, or JSON Resume. Drop it here, or choose it.",
    "None is planned.",
    "None yet.",
    "None yet; set a mail account below.",
}
SHOWN_BY = {
    "setText",
    "setWindowTitle",
    "setToolTip",
    "setPlaceholderText",
    "setAccessibleName",
    "addItem",
    "label",
    "button",
}


def calls():
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                yield path, node, name


def said():
    """Every sentence handed to `tr`."""
    for path, node, name in calls():
        if name == "tr" and node.args and isinstance(node.args[0], ast.Constant):
            yield path, node.args[0].value


def test_many_sentences_are_found():
    assert len(list(said())) > 150


@pytest.mark.parametrize("word", ["SMTP", "PostgreSQL", "a UUID", "is null"])
def test_plumbing_is_recognised(word):
    assert PLUMBING.search(f"The {word} here")


def test_no_sentence_speaks_of_plumbing():
    found = {f"{path.name}: {words}" for path, words in said() if PLUMBING.search(words) and words not in KNOWN}

    assert found == set()


def test_nothing_is_shown_that_a_translator_cannot_reach():
    """A literal with letters, handed straight to what shows it, is one that was forgotten."""
    forgotten = [
        f"{path.relative_to(UI)}:{node.lineno}: {node.args[0].value!r}"
        for path, node, name in calls()
        if name in SHOWN_BY
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and re.search(r"[A-Za-z]{2}", node.args[0].value)
    ]

    assert forgotten == []


def test_sentences_do_not_shout_or_blame():
    found = [
        words
        for _, words in said()
        if re.search(r"!|\b(please|sorry|oops|invalid|illegal|fatal|abort)\b", words, re.IGNORECASE)
    ]

    assert found == []
