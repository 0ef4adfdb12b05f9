"""What the window says: through one door for translators, in words people have, never in those of plumbing."""

import ast
import re
import subprocess
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QTranslator

import ats_desktop.ui
from ats_desktop.ui.words import tr

UI = Path(ats_desktop.ui.__file__).parent
PLUMBING = re.compile(
    r"\b(dsn|smtp|postgres(ql)?|firestore|sqlite|sql|keyring|iana|uuids?|null|none|nouns?|tuple|row ids?|sync log"
    r"|conflicts?|traceback|exception|starttls|tls|ssl|json|utc|foreign key|primary key|schema|migration|wal|stdin"
    r"|threads?|lane|regex|boolean|enum|payload|endpoint|backend|daemon|cron|localhost|hash|checksum|parser?|timestamp"
    r"|mutex|query|commit|rollback|index(ed|ing)?)\b",
    re.IGNORECASE,
)
# Words of formats and addresses, said where people look for them.
KNOWN = {
    "A LinkedIn data export (zip), a spreadsheet saved as CSV, or JSON Resume. Drop it here, or choose it.",
    "Kept from JSON Resume",
    "PDF, Word or JSON Resume: it becomes your profile, line by line",
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


def test_qts_own_tools_find_a_sentence_and_bring_its_translation(qapp, tmp_path):
    tools = Path(PySide6.__file__).parent
    source, words, compiled = tmp_path / "page.py", tmp_path / "de.ts", tmp_path / "de.qm"
    source.write_text('from ats_desktop.ui.words import tr\nprint(tr("Moved {n}", n=3))\n', encoding="utf-8")
    subprocess.run([tools / "lupdate", source, "-ts", words], check=True, capture_output=True)
    told = words.read_text(encoding="utf-8").replace(
        '<translation type="unfinished"></translation>', "<translation>{n} verschoben</translation>"
    )
    words.write_text(told, encoding="utf-8")
    subprocess.run([tools / "lrelease", words, "-qm", compiled], check=True, capture_output=True)
    translator = QTranslator()
    assert translator.load(str(compiled))

    qapp.installTranslator(translator)
    said = tr("Moved {n}", n=3)
    qapp.removeTranslator(translator)

    assert said == "3 verschoben"
    assert tr("Moved {n}", n=3) == "Moved 3"
