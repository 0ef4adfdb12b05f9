"""One line adds a job, in whatever order people have its parts."""

import pytest

from ats_desktop.domain.quick import Quick, name_in, read_line


@pytest.mark.parametrize(("typed", "read"), [
    ("Engineer", Quick("Engineer")),
    ("Engineer @ Brightwater Labs", Quick("Engineer", "Brightwater Labs")),
    ("Engineer @Brightwater Labs", Quick("Engineer", "Brightwater Labs")),
    ("Engineer at Brightwater Labs", Quick("Engineer", "Brightwater Labs")),
    ("Look at systems engineer @ Polder Maps", Quick("Look at systems engineer", "Polder Maps")),
    ("  Engineer   @   Polder Maps  ", Quick("Engineer", "Polder Maps")),
    ("Engineer @ Polder Maps https://jobs.example/7", Quick("Engineer", "Polder Maps", "https://jobs.example/7")),
    ("https://jobs.example/7 Engineer @ Polder Maps", Quick("Engineer", "Polder Maps", "https://jobs.example/7")),
    ("www.polder.example/jobs/field-mapper", Quick("Field mapper", "", "https://www.polder.example/jobs/field-mapper")),
    ("someone@mail.example", Quick("someone@mail.example")),
    ("@", Quick()),
    ("", Quick()),
    ("@ Polder Maps", Quick("", "Polder Maps")),
])  # fmt: skip
def test_a_line_is_read(typed, read):
    assert read_line(typed) == read


@pytest.mark.parametrize(("link", "name"), [
    ("https://jobs.example/senior-data-engineer-f3a9", "Senior data engineer"),
    ("https://jobs.example/jobs/view/991", "Job on jobs.example"),
    ("https://jobs.example/Data%20Engineer/apply", "Data engineer"),
    ("https://jobs.example/stellen/junior-entwickler.html", "Junior entwickler"),
    ("https://[broken", "https://[broken"),
    ("https://", "https://"),
])  # fmt: skip
def test_a_link_gives_a_name(link, name):
    assert name_in(link) == name
