"""Behind the fence: what comes home, what does not, and what becomes of a parser that misbehaves."""

import sys
import time

import pytest

from ats_desktop.errors import Refused
from ats_desktop.outside import parsing
from ats_desktop.outside.parsing import fenced

MISBEHAVING = """
import os, socket, sys, time
from ats_desktop.errors import Refused

def plain(data, asked):
    yield [len(data), asked["word"]]
    yield "second"

def refuses(data, asked):
    yield 1
    raise Refused("Said so.", "Do that.")

def hangs(data, asked):
    while True:
        pass
    yield

def sleeps(data, asked):
    time.sleep(60)
    yield

def eats(data, asked):
    yield bytearray(4_000_000_000)

def dies(data, asked):
    os._exit(11)
    yield

def talks(data, asked):
    while True:
        yield "x" * 1_000_000

def prints(data, asked):
    print("not JSON at all", flush=True)
    yield 1

def writes(data, asked):
    with open(asked["path"], "w") as file:
        file.write("x" * 100)
    yield

def tells(data, asked):
    yield sorted(os.environ)
"""


MISSING = """
import no_such_part_of_the_program

def plain(data, asked):
    yield 1
"""


@pytest.fixture
def parser(tmp_path, monkeypatch):
    (tmp_path / "misbehaving_parser.py").write_text(MISBEHAVING)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    return "misbehaving_parser:{}".format


def test_items_come_home_in_order(parser):
    assert list(fenced(parser("plain"), b"abc", {"word": "ü"})) == [[3, "ü"], "second"]


def test_what_it_refuses_is_said_in_its_words(parser):
    with pytest.raises(Refused) as caught:
        list(fenced(parser("refuses"), b"", {}))

    assert (caught.value.title, caught.value.advice) == ("Said so.", "Do that.")


@pytest.mark.parametrize("how", ["hangs", "sleeps", "eats", "dies", "prints", "writes"])
def test_a_parser_that_misbehaves_is_ended_and_said_so(parser, monkeypatch, tmp_path, how):
    monkeypatch.setattr(parsing, "SECONDS", 1)
    written = tmp_path / "written"

    with pytest.raises(Refused, match="too much time or memory"):
        list(fenced(parser(how), b"", {"path": str(written)}))

    assert not written.exists() or written.read_text() == ""


def test_what_unfolds_into_too_much_is_cut_off(parser, monkeypatch):
    monkeypatch.setattr(parsing, "MOST_BACK", 20_000_000)

    with pytest.raises(Refused, match="unfolds"):
        for _ in fenced(parser("talks"), b"", {}):
            pass


def test_it_knows_nothing_of_the_surroundings(parser, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "canary")

    ((names),) = fenced(parser("tells"), b"", {})

    assert "SECRET_TOKEN" not in names
    assert "HOME" not in names


def test_leaving_off_halfway_ends_the_child(parser):
    home = fenced(parser("talks"), b"", {})
    next(home)
    home.close()

    with pytest.raises(StopIteration):
        next(home)


def test_the_fence_itself_costs_little(parser):
    best = 9.0
    for _ in range(3):
        begun = time.perf_counter()
        list(fenced("ats_desktop.formats.catalog:read_plain", b"Company,Title\nA,B\n", ASKED))
        best = min(best, time.perf_counter() - begun)

    assert best < 1.5  # 0.25 s on an idle machine with two cores


ASKED = {
    "now": "2026-11-22T12:00:00.000000Z",
    "workspace": "9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01",
    "member": "adaadaadaada",
    "name": "list.csv",
}


def test_what_nobody_waits_for_is_ended_at_once(parser):
    asked = []

    def stopped():
        asked.append(time.monotonic())
        return len(asked) > 2

    with pytest.raises(Refused):
        list(fenced(parser("sleeps"), b"", {}, stopped))

    assert len(asked) == 3
    assert time.monotonic() - asked[-1] < 10


def test_an_archive_may_take_longer_and_nothing_takes_for_ever():
    plain, packed = b"x" * 1_000_000, b"PK" + b"x" * 1_000_000

    assert parsing._allowed(plain) < parsing._allowed(packed) < parsing._allowed(packed * 90) == parsing.MOST_SECONDS


def test_a_part_that_is_missing_is_named(tmp_path, monkeypatch):
    (tmp_path / "missing_parser.py").write_text(MISSING)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(Refused, match="A part of the program is missing: no_such_part_of_the_program"):
        list(fenced("missing_parser:plain", b"x" * 1_000_000, {}))
