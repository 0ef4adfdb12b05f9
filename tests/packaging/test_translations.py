"""What translators are handed: every sentence of the code and its tables, neither more nor less."""

import ast

import pytest
from house import ROOT
from ui.foreign import translations


@pytest.fixture(scope="module")
def script():
    return translations()


def test_the_source_for_translators_is_what_the_code_says(script):
    held, said = script.held(script.SOURCE), script.sentences()

    assert sorted(said - held) == [], "New sentences: run `python3 packaging/dev.py words`."
    assert sorted(held - said) == [], "Sentences nobody says any more: run `python3 packaging/dev.py words`."


def test_every_place_that_hands_on_a_word_names_its_table(script):
    assert script.unlisted() == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Interested",  # a stage nobody renamed
        "Job title",  # the label of a field
        "Phone screen",
        "Interviewing",  # a word of a closed list
        "reminders",  # what runs by itself
        "Move to a stage",  # what a change is called
        "“{1}” is no link.",  # an error that is put together
        "The page could not be reached.",
    ],
)
def test_words_that_come_from_elsewhere_are_among_them(script, sentence):
    assert sentence in script.held(script.SOURCE)


def said_by(script, code, *, lower=False):
    nodes = tuple(ast.walk(ast.parse(code)))
    return set(script._of_lower_floors(nodes) if lower else script._said(nodes))


def test_a_sentence_is_found_in_a_call_in_both_ways_of_an_if_and_in_a_table(script):
    said = said_by(script, 'tr("Planted")\ntr("One" if n else "Many")\ntr({1: "First"}.get(k, "Other"))')

    assert said == {"Planted", "One", "Many", "First", "Other"}


def test_a_sentence_of_an_error_has_numbered_slots_and_its_constants_written_out(script):
    code = 'HINT = "Paste it."\nraise Refused(f"“{word}” is no {kind}.", f"Look. {HINT}")'

    assert said_by(script, code, lower=True) == {"“{1}” is no {2}.", "Look. Paste it."}


def test_a_border_tells_its_sentences(script):
    code = 'TABLE = {OSError: (Offline, "{0.name} is away.", "Try again.")}'

    assert said_by(script, code, lower=True) == {"{1} is away.", "Try again."}


def test_a_language_keeps_what_was_translated_and_gets_what_is_new(script, tmp_path):
    """A language begun from an older source: one sentence done, another gone since."""
    begun = tmp_path / "ats_desktop_de.ts"
    begun.write_text(
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="de"><context><name></name>'
        "<message><source>Interested</source><translation>Gemerkt</translation></message>"
        "<message><source>Said no more</source><translation>Weg</translation></message></context></TS>",
        encoding="utf-8",
    )

    made = script.write(tmp_path)

    told = begun.read_text(encoding="utf-8")
    assert "<translation>Gemerkt</translation>" in told
    assert "Said no more" not in told
    assert script.held(begun) == script.held(tmp_path / "ats_desktop.ts")
    assert [path.name for path in made] == ["ats_desktop.ts", "ats_desktop_de.ts", "ats_desktop_de.qm"]
    assert made[-1].stat().st_size > 0


def test_the_file_that_ships_says_the_same_wherever_it_was_made(script, tmp_path):
    script.write(tmp_path)

    assert (tmp_path / "ats_desktop.ts").read_bytes() == (ROOT / "resources/translations/ats_desktop.ts").read_bytes()
