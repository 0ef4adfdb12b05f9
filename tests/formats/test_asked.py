"""What a posting asks for: under which headings it is looked for, what is a must, and which kind of thing it is."""

import pytest

from ats_desktop.formats.asked import point_of, points_in


def points(text):
    return [(point.text, point.required) for point in points_in(text)]


@pytest.mark.parametrize("heading", ["Requirements", "Qualifications:", "What you'll bring", "What you bring:", "Who you are",
                                     "You have:", "Minimum qualifications", "Skills & experience", "About you", "Dein Profil",
                                     "Anforderungen", "We're looking for:", "Must haves", "What we look for", "Your profile"])  # fmt: skip
def test_a_must_stands_under_many_headings(heading):
    assert points(f"We bake.\n\n{heading}\n\n• Two hands\n• Early mornings\n\nBenefits\n\n• Bread") == [
        ("Two hands", True),
        ("Early mornings", True),
    ]


@pytest.mark.parametrize("heading", ["Nice to have", "Preferred qualifications:", "Bonus points", "Desirable", "Nice-to-haves",
                                     "It would be a plus:", "Good to have"])  # fmt: skip
def test_what_is_nice_to_have_is_no_must(heading):
    assert points(f"{heading}\n- A van") == [("A van", False)]


@pytest.mark.parametrize("heading", ["Responsibilities", "What you'll do", "Benefits", "What we offer", "About us", "How to apply",
                                     "The role", "Wir bieten", "Perks"])  # fmt: skip
def test_what_is_done_or_offered_is_not_asked_for(heading):
    assert points(f"{heading}\n• Bake bread\n• Sell it") == []


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "– ", "1. ", "2) ", "▪ ", "  · "])  # noqa: RUF001 - as people type them
def test_bullets_are_known_in_every_dress(bullet):
    assert points(f"Requirements\n{bullet}A van") == [("A van", True)]


def test_lines_without_bullets_count_until_the_next_heading():
    text = "Requirements:\nA van.\nTwo hands and a head for heights\nWhat we offer:\nSoup"

    assert points(text) == [("A van.", True), ("Two hands and a head for heights", True)]


def test_a_posting_without_such_a_heading_asks_for_nothing():
    assert points("We bake.\n\n• Bread\n• Rolls\n\nWrite to us.") == []


def test_the_same_point_twice_is_one():
    assert points("Requirements\n• A van\nQualifications\n• a VAN") == [("A van", True)]


@pytest.mark.parametrize(
    "text", ["A van is a plus", "Ideally a van", "A van (preferred)", "Optional: a van", "A van, nice to have"]
)
def test_a_soft_word_makes_a_point_nice_to_have(text):
    assert points(f"Requirements\n• {text}") == [(text, False)]


@pytest.mark.parametrize(
    ("text", "kind", "years"),
    [
        ("5+ years of dispatching", "experience", 5),
        ("3-5 years in a kitchen", "experience", 3),
        ("At least two years with ovens", "experience", 2),
        ("Mindestens 3 Jahre Erfahrung", "experience", 3),
        ("1.5 years of it", "experience", 1.5),
        ("Bachelor's degree in history", "education", None),
        ("Master's or Ph.D", "education", None),
        ("Fluent in English and German", "language", None),
        ("English: C1", "language", None),
        ("Sehr gute Deutschkenntnisse", "language", None),
        ("AWS certification", "certification", None),
        ("Driving licence", "certification", None),
        ("Right to work in the UK", "authorization", None),
        ("Security clearance", "authorization", None),
        ("Experience with PostgreSQL", "skill", None),
        ("Python", "skill", None),
        ("You like people, and they like you", "other", None),
    ],
)
def test_a_point_is_of_a_kind_and_says_how_many_years(text, kind, years):
    found = point_of(text)

    assert (found.kind, found.years) == (kind, years)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Experience with PostgreSQL", "PostgreSQL"),
        ("Strong knowledge of Linux", "Linux"),
        ("Proficiency in Adobe Illustrator", "Adobe Illustrator"),
        ("Kubernetes", "Kubernetes"),
        ("Experience with Airflow, dbt, or similar tools", ""),
        ("5 years of Python", ""),
        ("You like people, and they like you", ""),
    ],
)
def test_a_skill_is_named_where_a_point_is_about_nothing_else(text, skill):
    assert point_of(text).skill == skill


@pytest.mark.parametrize("text", ["", "•", "-", "123", "  \n "])
def test_what_says_nothing_is_no_point(text):
    assert point_of(text) is None
