"""Files of rows, whoever wrote them: encodings, delimiters, headings in the wrong place, and too much of everything."""

import codecs

import pytest

from ats_desktop.formats.delimited import open_sheet
from ats_desktop.formats.problem import MOST_LETTERS, ImportProblem

LIST = "Firma;Stelle;Notiz\nBüro Öl;Prüferin;„gut“\n"


def knows(row):
    return len({"Firma", "Stelle", "Company", "Title"} & set(row))


def cells(data):
    sheet = open_sheet(data, knows)
    return [row for _, row in sheet.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_letters_come_out_right_in_every_encoding(encoding):
    if encoding in {"utf-16-le", "utf-16-be"}:
        assert cells(LIST.encode(encoding)) == [["Büro Öl", "Prüferin", "„gut“"]]
    assert cells(LIST.encode(encoding)) == [["Büro Öl", "Prüferin", "„gut“"]]


def test_reading_windows_letters_is_said():
    assert "Windows" in open_sheet(LIST.encode("cp1252"), knows).notes[0].text


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark):
    rows = [["Company", "Title"], ["Halden, Robotics; and | more", "A\tB"]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)

    assert cells(text.encode()) == [["Halden, Robotics; and | more", "A\tB"]]


def test_excel_may_name_its_delimiter_in_the_first_line():
    assert cells(b"sep=;\r\nCompany;Title\r\nA,B;C\r\n") == [["A,B", "C"]]


def test_the_heading_may_stand_below_a_title():
    sheet = open_sheet(b"My search 2026\n\nfor nobody else\nCompany,Title\nA,B\n", knows)

    assert list(sheet.rows()) == [(5, ["A", "B"])]


def test_line_breaks_inside_quotation_marks_stay():
    assert cells(b'Company,Title\r\n"A\r\nB",C\r\n') == [["A\r\nB", "C"]]


def test_a_file_cut_off_inside_a_letter_is_still_utf_8():
    sheet = open_sheet("Company,Title\nA,Bü".encode()[:-1], knows)

    assert "not be complete" in sheet.notes[0].text
    assert next(sheet.rows())[1][1].startswith("B")


def test_a_wrong_byte_across_the_border_of_two_pieces_is_seen():
    data = b"Company,Title\n" + b"a" * (1_000_000 - 15) + "ü".encode() + b",x\n"

    assert open_sheet(data, knows).encoding == "utf-8"
    assert open_sheet(data.replace(b"\xbc", b"("), knows).encoding == "cp1252"


@pytest.mark.parametrize("data", [b"Company,Title\nA\0,B\n", b"\0" * 100, b"Company,Title\n" + b"a" * 70_000 + b"\0"])
def test_zero_bytes_are_no_text(data):
    with pytest.raises(ImportProblem, match="zero bytes"):
        cells(data)


def test_a_cell_without_end_is_named_by_its_row():
    data = b'Company,Title\nA,B\nC,"' + b"x" * (MOST_LETTERS + 10)

    with pytest.raises(ImportProblem, match="Row 3") as caught:
        cells(data)
    assert "quotation mark" in caught.value.advice


def test_bytes_without_a_heading_are_refused():
    with pytest.raises(ImportProblem, match="headings"):
        cells(bytes(codecs.BOM_UTF8) + b"one,two\nthree,four\n")
