"""What the tests of formats share: how files are read, and how found rows are looked at."""

import pytest

from ats_desktop.domain.catalog import BY_TABLE
from ats_desktop.formats import catalog
from ats_desktop.formats.problem import KIND, Found, Note, Reading


class Read:
    """A file that was read: its rows by noun, decoded, and what was noticed."""

    def __init__(self, data, name, how, format_name=""):
        self.found = []
        self.notes = []
        self.kind = ""
        for line in catalog.read(data, Reading(**{**how, "name": name}), format_name):
            if isinstance(line, Found):
                self.found.append(line)
            elif line.place == KIND:
                self.kind = line.text
            else:
                self.notes.append(line)
        assert all(isinstance(note, Note) for note in self.notes)

    def rows(self, table):
        return [BY_TABLE[table].read(found.fields) for found in self.found if found.table == table]

    def one(self, table):
        (row,) = self.rows(table)
        return row

    def all_notes(self):
        return " ".join(note.text for note in self.notes)


@pytest.fixture
def how():
    return {"now": "2026-11-22T12:00:00.000000Z", "zone": "Europe/Berlin"}


@pytest.fixture
def read(how):
    """Read a file given as text or bytes, by its name and whatever else is told."""

    def read(content, name="list.csv", format_name="", **told):
        data = content.encode() if isinstance(content, str) else content
        return Read(data, name, {**how, **told}, format_name)

    return read
