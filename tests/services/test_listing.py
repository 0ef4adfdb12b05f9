"""Looking at a list: its columns with examples, and what was said about columns like these before."""

import papers
import pytest

from ats_desktop.errors import Refused
from ats_desktop.services import listing

STRANGE = b"Meine Bewerbungen 2026\nWo;Was;Wann\nQuillmark;Analystin;03.11.2026\nHalden Robotics;Analystin;\n"


def test_columns_are_named_with_their_first_different_values(work):
    seen = listing.look(work, STRANGE, name="liste.csv")

    assert [(one.heading, one.role, one.examples) for one in seen.columns] == [
        ("Wo", "", ("Quillmark", "Halden Robotics")),
        ("Was", "", ("Analystin",)),
        ("Wann", "", ("03.11.2026",)),
    ]
    assert (seen.is_list, seen.understood, seen.mapping) == (True, False, None)


def test_known_headings_have_their_role_already(work):
    seen = listing.look(work, b"Company,Role,Shoe size\nQuillmark,Analyst,39\n", name="jobs.csv")

    assert [one.role for one in seen.columns] == ["company", "title", ""]
    assert seen.understood


def test_a_workbook_has_columns_too(work):
    data = papers.workbook({"A": [["Company", "Shoe size"], ["Quillmark", 39]]})

    seen = listing.look(work, data, name="jobs.xlsx")

    assert [(one.heading, one.examples) for one in seen.columns] == [
        ("Company", ("Quillmark",)),
        ("Shoe size", ("39",)),
    ]


def test_what_was_said_is_known_again_by_the_set_of_headings(work):
    seen = listing.look(work, STRANGE, name="liste.csv")
    listing.remember(work, seen.columns, {"Wo": "company", "Was": "title"}, day_first=True)

    again = listing.look(work, b"wann;WAS;Wo\n4.11.2026;Texterin;Quillmark\n", name="other.csv")
    other = listing.look(work, b"Wann;Was\n4.11.2026;Texterin\n", name="other.csv")

    assert (again.mapping, again.day_first) == ({"WAS": "title", "Wo": "company"}, True)
    assert again.understood
    assert other.mapping is None


@pytest.mark.parametrize("name", ["people.vcf", "invite.ics"])
def test_what_is_no_list_has_no_columns(work, name):
    data = (papers.CARDS if name.endswith("vcf") else papers.INVITATION).encode()

    seen = listing.look(work, data, name=name)

    assert (seen.is_list, seen.columns) == (False, ())


def test_what_cannot_be_read_is_refused(work):
    with pytest.raises(Refused, match="there is nothing in it"):
        listing.look(work, b"", name="empty.csv")
