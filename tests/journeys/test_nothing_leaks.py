"""Every closed field of every noun is filled with a word of its own, and the coach's laptop is read byte by byte."""

from contextlib import suppress
from dataclasses import replace

from ats_desktop.cli.week import leaks
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.schema import Text
from ats_desktop.domain.sharing import CLOSED
from ats_desktop.domain.values import Address, Money, PayRange
from ats_desktop.errors import NotAllowed
from ats_desktop.sync.sharing import open_place

WORDS = {"text": str, "long text": Text, "list": lambda word: (word,), "address": lambda word: Address(line=word)}
FIGURES = {"money": lambda n: Money(n, "EUR", "year"), "pay": lambda n: PayRange(n, n, "EUR", "year")}


def canaries(noun, section):
    """Values for every field of a row that travels closed, and what to look for in raw bytes."""
    values, words = {}, []
    for number, field in enumerate(noun.plain):
        if field.name == "section" or noun.stream_of(field, section) not in CLOSED:
            continue
        word = f"canary-{noun.table}-{section}-{field.name}"
        if field.kind.name in WORDS:
            values[field.name] = WORDS[field.kind.name](word)
            words.append(word)
        elif field.kind.name in FIGURES:
            figure = 7_310_000_000_000 + sum(map(ord, word)) * 1000 + number
            values[field.name] = FIGURES[field.kind.name](figure)
            words.append(str(figure))
    return values, words


def rows():
    """A row of every noun in every section it may be born in, and the words in its closed fields."""
    for noun in (kind.noun for kind in NOUNS if kind.noun.scope == "synced"):
        for section in noun.sectioned or ("",):
            values, words = canaries(noun, section)
            if words:
                yield replace(noun.read({"section": section}), **values), words


def fill(change, row):
    """Save a row; one of a noun that is its name may be there already, and is filled."""
    known = change.find(type(row), change.id_for(row)) if row.noun.key else None
    return change.save(replace(row, id=known.id) if known else row)


def test_the_coachs_laptop_holds_no_byte_of_the_closed_streams(week):
    """Before she joins, after she joined, and after some rows were removed and brought back."""
    week.begin()
    made = list(rows())
    words = {word for _, found in made for word in found}
    with week.ada.work.change("Fill") as change:
        kept = [fill(change, row) for row, _ in made]
    week.share()
    with week.ada.work.change("Remove some") as change:
        for row in kept[::3]:
            change.remove(change.get(type(row), row.id))
    week.sync()
    week.ada.work.undo()
    week.sync()

    assert len(words) > 40
    assert leaks(week.coach.profile, ["Example"])[0] == ["Example"]  # an open word is found the same way
    assert leaks(week.coach.profile, words)[0] == []
    assert set(leaks(week.ada.profile, words)[0]) == words
    assert set(leaks(week.second.profile, words)[0]) == words


def test_the_coach_is_told_of_no_closed_stream_and_given_none(week):
    week.begin()
    week.import_line()
    week.write_secrets()
    week.share()
    place = open_place(week.coach.work, week.coach.keys)

    told = set(place.heads().streams)
    given = []
    for stream in sorted(CLOSED):
        with suppress(NotAllowed):
            given += place.pull(stream, 0).batches
    place.close()

    assert told & CLOSED == set()
    assert given == []
