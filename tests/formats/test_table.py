"""Our own tables: every noun comes back as it went out, and no spreadsheet runs a word of it."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from samples import full

from ats_desktop.domain.applications import ApplicationStage
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.jobs import JobOpportunity, WorkMode
from ats_desktop.domain.people import Contact
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.schema import Text
from ats_desktop.domain.values import Address, Money, PayRange
from ats_desktop.formats import table
from ats_desktop.formats.problem import ImportProblem

every_noun = pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)
RUNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def text_of(kind, *rows):
    return "\ufeff" + "".join(table.write(kind.noun, rows))


def plain(row):
    return {field.name: getattr(row, field.name) for field in row.noun.plain}


def come_back(read, kind, *rows):
    found = read(text_of(kind, *rows), f"{kind.noun.table}.csv")
    assert found.kind == "table"
    assert [one.problem for one in found.found] == [""] * len(rows)
    return [plain(row) for row in found.rows(kind.noun.table)]


@every_noun
def test_a_full_row_comes_back(read, kind):
    row = full(kind)

    assert come_back(read, kind, row) == [plain(row)]


@every_noun
def test_an_empty_row_comes_back(read, kind):
    row = kind.noun.read({"id": "x"})

    assert come_back(read, kind, row) == [plain(row)]


@every_noun
def test_the_id_comes_back(read, kind):
    row = kind.noun.derive(full(kind), id="m.0190-x")

    (found,) = read(text_of(kind, row), "any name.csv").found

    assert (found.table, found.id) == (kind.noun.table, "m.0190-x")


AWKWARD = [
    "=1+1", "'=1+1", "''=x", "' =x", "O'Neill", "'tis", "cell:1", "a\r\nb\rc\n", " padded ", "\ttab", "-5", "+49 30", "@here",
    "\uff1dfullwidth", 'quote " in', "a;b,c|d", "\0 zero", "yes", "[1]", "[]", "ﬀ", "𝄞", "\u202e right to left", "\x85next", "\x1e",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_back(read, text):
    row = JobOpportunity(title=text, description=Text(text), tags=(text, "b"), work_mode=WorkMode(text or "unknown"))

    assert come_back(read, JobOpportunity, row) == [plain(row)]


@pytest.mark.parametrize("text", AWKWARD)
def test_no_cell_begins_as_a_formula(text):
    row = JobOpportunity(title=text, description=Text(text), tags=(text,), posting_url=text)

    for cells in csv.reader(io.StringIO(text_of(JobOpportunity, row).lstrip("\ufeff"), newline="")):
        assert not [cell for cell in cells if cell.lstrip(" \"'")[:1] in RUNS and cell[:1] not in ("'", "")]


@given(some.text(max_size=40))
def test_guarding_is_undone_and_only_that(text):
    assert table.unguard(table.guard(text)) == text
    assert table.guard(text)[:1] not in RUNS or not text


@pytest.mark.parametrize(
    "row",
    [
        CandidateProfile(address=Address(city="Riga")),
        CandidateProfile(address=Address("a, b", "c", "", "", "d, e")),
        CandidateProfile(salary_target=Money(500_00, "USD", "once"), salary_floor=Money(1, "JPY", "hour")),
        CandidateProfile(years_experience=0.1, weekly_application_target=-3),
        JobOpportunity(title="x", pay=PayRange(1, 99_999_999_999_99, "EUR", "once")),
        Contact(name="x", emails=("a;b", "", "[", "c\nd")),
        ApplicationStage(application="a", to="her own stage", actor="somebody new"),
    ],
    ids=lambda row: type(row).__name__,
)
def test_values_that_words_cannot_say_exactly_come_back(read, row):
    assert come_back(read, type(row), row) == [plain(row)]


def test_numbers_stay_numbers(read):
    row = CandidateProfile(weekly_application_target=-3)
    header, cells = csv.reader(io.StringIO(text_of(CandidateProfile, row).lstrip("\ufeff")))

    assert cells[header.index("weekly_application_target")] == "-3"


def test_text_of_any_letters_comes_back(read):
    seed = random.randrange(1 << 30)
    print("seed", seed)
    chance = random.Random(seed)
    letters = "ab=+-@'\" \t\r\n;,|\0\x1f\x85é東\uff1d[]{}:cell"
    texts = ["".join(chance.choices(letters, k=chance.randrange(12))) for _ in range(400)]
    rows = [
        JobOpportunity(title=text, tags=tuple(texts[n : n + 2]), description=Text(text * 2))
        for n, text in enumerate(texts)
    ]

    kept = [plain(row) for row in rows if any(plain(row).values())]

    assert (
        come_back(read, JobOpportunity, *[JobOpportunity.noun.derive(row, id=f"i{n}") for n, row in enumerate(rows)])
        == kept
    )


def test_a_cell_that_is_no_value_names_its_row_and_field(read):
    found = read("id,title,deadline_on\nx,Engineer,soon\ny,Tester,2026-12-01\n", "job_opportunities.csv")

    assert [one.problem for one in found.found] == ["Deadline: “soon” is no date.", ""]


def test_computed_and_unknown_columns_are_passed_over(read):
    found = read("id,job,stage,favourite colour\nx,j,offer,red\n", "applications.csv")

    assert found.found[0].fields == {"job": "j"}
    assert "favourite colour" in found.all_notes()


def test_a_row_written_by_hand_needs_no_id(read):
    one, two = read("id,title,due_on\n,Write,2026-12-01\n,Call,\n", "tasks.csv").found

    assert one.id == two.id == ""
    assert one.key != two.key


def test_columns_of_no_noun_are_refused(read):
    with pytest.raises(ImportProblem, match="no list here"):
        read("id,colour,size\n1,2,3\n", "things.csv", "table")
