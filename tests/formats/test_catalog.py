"""Whatever a file holds: rows, or one plain sentence; never another exception."""

import io
import json
import random
import zipfile
from contextlib import suppress

import pytest
from bending import mutant

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.formats import catalog
from ats_desktop.formats.problem import MOST_BYTES, MOST_ROWS, Found, ImportProblem, Note, Reading
from ats_desktop.formats.settled import Row, pack, settle, unpack
from ats_desktop.shipped import shipped

SAMPLES = sorted(path for path in shipped("data/samples").iterdir())
HOW = Reading(now="2026-11-22T12:00:00.000000Z", zone="America/New_York")
WORKSPACE = "9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01"
ASKED = {"now": HOW.now, "zone": HOW.zone, "workspace": WORKSPACE, "member": "adaadaadaada"}


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("huntr-board.csv", None, "csv"),
        ("linkedin-archive.zip", None, "linkedin"),
        ("ada-example-resume.json", None, "jsonresume"),
        ("job_opportunities.csv", b"id,title,company_name\nx,y,z\n", "table"),
        ("export (3).csv", b"\xef\xbb\xbfid,skill_name,level\nx,y,expert\n", "table"),
        ("Positions.csv", b"Company Name,Title\nA,B\n", "linkedin"),
        ("no ending", b"Company\tTitle\nA\tB\n", "csv"),
        ("unknown columns.csv", b"Wer,Was\nA,B\n", "csv"),
        ("call.ics", b"BEGIN:VCALENDAR\r\n", "calendar"),
        ("people.vcf", b"BEGIN:VCARD\r\n", "vcard"),
        ("cv.pdf", b"%PDF-1.7\n", "resume"),
        ("reply.eml", b"From: Ada <ada@quillmark.example>\r\nTo: me\r\nSubject: Hello\r\n\r\nHi", "mail"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(name, head, kind):
    data = head if head is not None else (shipped("data/samples") / name).read_bytes()

    assert catalog.recognised(name, data).name == kind


def office():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("ppt/presentation.xml", "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing in it"),
        (b" \n ", "nothing in it"),
        (office(), "PowerPoint"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "an old Excel"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"SQLite format 3\0" + b"\0" * 50, "a database"),
        (b"\x1f\x8b\x08\0", "a packed file"),
        (b"\x7fELF" + b"\0" * 80, "kind is not known"),
    ],
)
def test_what_is_not_read_is_named_with_a_way_on(data, why):
    with pytest.raises(ImportProblem, match=why) as caught:
        list(catalog.read(data, HOW))

    assert caught.value.advice


def test_a_format_nobody_knows_is_refused_with_those_there_are():
    with pytest.raises(ImportProblem) as caught:
        list(catalog.read(b"x", HOW, "excel"))

    assert "linkedin" in caught.value.advice


def test_a_file_above_the_cap_is_refused_before_it_is_looked_at():
    with pytest.raises(ImportProblem, match="larger than 100 MB"):
        list(catalog.read(b"\0" * (MOST_BYTES + 1), HOW))


def test_a_long_list_is_read_one_row_at_a_time():
    many, line = 10_000, b"Company %d,Engineer,Applied,2026-11-03\n"
    data = b"Company,Title,Status,Applied\n" + b"".join(line % n for n in range(many))

    jobs = sum(isinstance(one, Found) and one.table == "job_opportunities" for one in catalog.read(data, HOW))

    assert jobs == many


def test_two_hundred_thousand_lines_are_read():
    data = b"Name\n" + b"".join(b"Skill %d\n" % n for n in range(200_000))

    lines = catalog.read(data, Reading(now=HOW.now, name="Skills.csv"))

    assert sum(isinstance(one, Found) for one in lines) == 200_000


def test_more_rows_than_the_cap_are_refused():
    data = b"Company,Title\n" + b"A,B\n" * (MOST_ROWS + 1)

    with pytest.raises(ImportProblem, match="250,000 rows"):
        for _ in catalog.read(data, HOW):
            pass


def test_rows_go_through_the_fence_and_come_out_the_same():
    found = [line for path in SAMPLES for line in catalog.read(path.read_bytes(), Reading(now=HOW.now, name=path.name))]

    settled = list(settle(found, WORKSPACE, "adaadaadaada"))
    home = list(unpack(json.loads(json.dumps(pack(settled)))))

    assert sorted(map(repr, home)) == sorted(map(repr, settled))
    assert {type(line) for line in home} == {Row, Note}


def test_every_cell_found_is_of_a_field_that_people_write():
    for path in SAMPLES:
        for line in catalog.read(path.read_bytes(), Reading(now=HOW.now, name=path.name)):
            if isinstance(line, Found):
                fields = BY_TABLE[line.table].by_name
                assert {*line.fields, *line.links} <= {name for name, field in fields.items() if not field.derived}
                assert line.problem or all(
                    fields[n].decode(c) != fields[n].kind.empty or c == 0 for n, c in line.fields.items()
                )


def test_ids_are_the_same_on_every_laptop_and_differ_between_workspaces():
    path = shipped("data/samples") / "huntr-board.csv"

    def ids(workspace, day):
        lines = catalog.read(
            path.read_bytes(),
            Reading(now=f"2026-{day}T12:00:00.000000Z", zone="Asia/Tokyo" if day[0] == "1" else "UTC"),
        )
        return [line.id for line in settle(lines, workspace, "adaadaadaada") if isinstance(line, Row)]

    assert ids(WORKSPACE, "11-22") == ids(WORKSPACE, "09-01")
    assert not set(ids(WORKSPACE, "11-22")) & set(ids("9f3c01aa-77d1-4a52-9e11-0c5c7ab0de02", "11-22"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_mutants_give_rows_or_one_sentence(path):
    seed = random.randrange(1 << 30)
    print("seed", seed)
    chance, data = random.Random(seed), path.read_bytes()
    for _ in range(500):
        with suppress(ImportProblem):
            for packed in catalog.read_plain(mutant(chance, data), {**ASKED, "name": path.name}):
                json.dumps(packed)
