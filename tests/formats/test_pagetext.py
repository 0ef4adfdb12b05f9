"""Texts without any marks: what a title, a label and the words around a date or a figure give away."""

from datetime import date

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.formats.markup import Markup
from ats_desktop.formats.pagetext import read_page, read_text
from ats_desktop.formats.sentence import day_in, pay_in

TODAY = date(2026, 11, 22)


def read(text):
    made = read_text(text, TODAY)
    return {name: JobOpportunity.noun.by_name[name].decode(cell) for name, cell in made.fields.items()}


@pytest.mark.parametrize(
    ("text", "title", "company"),
    [
        ("Night Dispatcher at Kestrel Freight\nRiga", "Night Dispatcher", "Kestrel Freight"),
        ("Night Dispatcher @ Kestrel Freight\nx", "Night Dispatcher", "Kestrel Freight"),
        ("Night Dispatcher\nKestrel Freight · Riga, Latvia · 3 days ago\nx", "Night Dispatcher", "Kestrel Freight"),
        ("Night Dispatcher\nKestrel Freight\nRiga, Latvia\nx", "Night Dispatcher", "Kestrel Freight"),
        ("Softwareentwickler (m/w/d)\nQuillmark GmbH\nx", "Softwareentwickler (m/w/d)", "Quillmark GmbH"),
        ("Office Manager (m/f/d)\nQuillmark GmbH - Bremen, Germany\nx", "Office Manager (m/f/d)", "Quillmark GmbH"),
        ("Office Manager\nQuillmark GmbH - Bremen\nx", "Office Manager", "Quillmark GmbH"),
        ("Office Manager\nQuillmark Energie GmbH, Bremen\nx", "Office Manager", "Quillmark Energie GmbH"),
        ("Office Manager\nFull time - Bremen\nx", "Office Manager", None),
        ("Job title: Baker\nCompany: Quillmark\nx", "Baker", "Quillmark"),
        ("Baker\n\nQuillmark Bakes is hiring a baker.", "Baker", "Quillmark Bakes"),
        ("Baker\n\nAbout Quillmark Bakes\n\nWe bake.", "Baker", "Quillmark Bakes"),
        ("Baker\n\nAbout the role\n\nYou bake.", "Baker", None),
        ("Data Engineer - Night Shift\nx", "Data Engineer - Night Shift", None),
    ],
)
def test_a_text_says_what_it_is_called_and_whose_it_is(text, title, company):
    found = read(text)

    assert (found["title"], found.get("company_name")) == (title, company)


@pytest.mark.parametrize(
    ("head", "title", "company"),
    [
        ("<title>Baker | Quillmark | Careers</title>", "Baker", "Quillmark"),
        (
            "<title>Baker - Quillmark Careers</title><meta property=og:site_name content=Quillmark>",
            "Baker",
            "Quillmark",
        ),
        ("<title>Careers</title><meta property=og:title content='Baker at Quillmark'>", "Baker", "Quillmark"),
        ("<title>Job Application for Baker at Quillmark</title>", "Baker", "Quillmark"),
    ],
)
def test_a_page_says_it_in_its_head(head, title, company):
    found = read_page(Markup(f"<html><head>{head}</head><body><h1>Baker</h1><p>Bread.</p></body></html>"), TODAY)

    assert (found.fields["title"], found.fields.get("company_name")) == (title, company)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Location: Riga, Latvia", "location", "Riga, Latvia"),
        ("Standort: Berlin", "location", "Berlin"),
        ("Department: Kitchen", "department", "Kitchen"),
        ("Job ID: OPS-17", "requisition_id", "OPS-17"),
        ("Employment type: Part-time", "employment_type", "part_time"),
        ("Workplace: Hybrid", "work_mode", "hybrid"),
        ("This is a fully remote position.", "work_mode", "remote"),
        ("Deadline: 2026-12-04", "deadline_on", date(2026, 12, 4)),
        ("Applications close on 4 December 2026.", "deadline_on", date(2026, 12, 4)),
        ("Please apply before December 4th.", "deadline_on", date(2026, 12, 4)),
        ("Bewerbungsfrist: 04.12.2026", "deadline_on", date(2026, 12, 4)),
        ("Bewerben Sie sich bis zum 4. Dezember 2026", "deadline_on", date(2026, 12, 4)),
        ("Bewirb dich bis zum 4. Dezember 2026.", "deadline_on", date(2026, 12, 4)),
        ("Posted on: 1 November", "posted_on", date(2026, 11, 1)),
        ("We were founded on 4 December 2019.", "deadline_on", None),
        ("Remote work is not possible.", "employment_type", None),
        ("Location: we are everywhere and nowhere.", "location", None),
    ],
)
def test_a_line_says_one_thing(line, field, value):
    assert read(f"Baker of the Year\n\nWe bake.\n\n{line}\n\nWrite to us.").get(field) == value


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Salary: $52.50/hr", "52.50 USD/hour"),
        ("Pay range: £28k\u2013£32k", "28,000 - 32,000 GBP/year"),
        ("90.000 € - 110.000 € per year", "90,000 - 110,000 EUR/year"),
        ("USD 120,000 to 150,000 per year plus a bonus of $10,000", "120,000 - 150,000 USD/year"),
        ("CHF 95'000 \u2013 110'000 p.a.", "95,000 - 110,000 CHF/year"),
        ("between $100,000 and $120,000 annually", "100,000 - 120,000 USD/year"),
        ("€3.500 pro Monat", "3,500 EUR/month"),
        ("120-150k USD", "120,000 - 150,000 USD/year"),
        ("We raised $5 million", None),
        ("salary 50000", None),
        ("a stipend of $500", None),
        ("$5", None),
    ],
)
def test_a_pay_is_found_in_a_sentence_or_is_none(line, shown):
    found = pay_in(line)

    assert (str(found) if found else None) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by 5 March", date(2027, 3, 5)),
        ("Friday, December 4th, 2026", date(2026, 12, 4)),
        ("until 12/31/2026", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("by 1 Nov", date(2026, 11, 1)),
        ("4th of January 2027", date(2027, 1, 4)),
        ("by the end of May", None),
        ("within 30 days", None),
        ("31 February 2027", None),
    ],
)
def test_a_day_is_found_in_a_sentence_or_is_none(text, day):
    assert day_in(text, TODAY, ahead=True) == day
