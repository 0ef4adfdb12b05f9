"""Words and operators are told apart in what is typed into a search."""

from datetime import date

import pytest

from ats_desktop.domain.seeking import marks, read

TODAY = date(2026, 11, 22)


def test_operators_and_words_stand_together_in_any_order():
    asked = read('engineer stage:applied,offer  berlin company:"Kestrel Freight" tag:remote in:jobs', TODAY)

    assert asked.words == "engineer berlin"
    assert asked.stage == ("applied", "offer")
    assert asked.company == ("Kestrel Freight",)
    assert asked.tag == ("remote",)
    assert asked.kind == ("jobs",)


@pytest.mark.parametrize(("typed", "first", "last"), [
    ("due:<7d", "2026-11-22", "2026-11-29"),
    ("due:<2w", "2026-11-22", "2026-12-06"),
    ("due:<2026-11-01", "0001-01-01", "2026-11-01"),
    ("due:today", "2026-11-22", "2026-11-22"),
    ("due:fri", "2026-11-27", "2026-11-27"),
    ("due:2026-12-24", "2026-12-24", "2026-12-24"),
    ("due:>2w", "2026-12-07", "9999-12-31"),
    ("due:late", "0001-01-01", "2026-11-21"),
    ("due:any", "0001-01-01", "9999-12-31"),
    ('due:"in 3 days"', "2026-11-25", "2026-11-25"),
])  # fmt: skip
def test_due_days_are_read_from_today(typed, first, last):
    assert read(typed, TODAY).due == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_day_that_cannot_be_read_is_said_and_narrows_nothing():
    asked = read("due:soonish engineer", TODAY)

    assert asked.unread == ("due:soonish",)
    assert (asked.words, asked.due, asked.narrowed) == ("engineer", None, False)


@pytest.mark.parametrize("typed", ["https://jobs.example/7", "10:30", "c++:", ":", '"', "note:well", "stage:", "due:"])
def test_what_is_no_operator_is_words_and_never_an_error(typed):
    asked = read(typed, TODAY)

    assert not asked.narrowed


def test_half_a_quotation_is_read_to_its_end():
    assert read('company:"Kestrel Fre', TODAY).company == ("Kestrel Fre",)


@pytest.mark.parametrize(("text", "words", "marked"), [
    ("Data Engineer", "eng", ["Engineer"]),
    ("Data Engineer", "dat engineer", ["Engineer"]),  # only the last word may go on
    ("Zoë Müller", "zoe muller", ["Zoë", "Müller"]),
    ("東京都 office", "東京", ["東京都"]),
    ("Nothing", "", []),
])  # fmt: skip
def test_words_are_marked_where_they_stand(text, words, marked):
    assert [text[start:end] for start, end in marks(text, words)] == marked
