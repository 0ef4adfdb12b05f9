"""Lines of postings, read as far as they say something."""

import pytest

from ats_desktop.domain.demands import lines_of, read_requirement
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.profile import SkillLevel
from ats_desktop.domain.requirements import RequirementKind
from ats_desktop.domain.schema import Id, Text

KNOWN = ["Python", "SQL", "PostgreSQL", "C", "C++", "Apache Kafka", "German"]
K = RequirementKind


@pytest.mark.parametrize(
    ("line", "kind", "skill", "years", "level", "required"),
    [
        ("5+ years of Python", K.SKILL, "Python", 5.0, "", True),
        ("Python, 3 years", K.SKILL, "Python", 3.0, "", True),
        ("Strong PostgreSQL", K.SKILL, "PostgreSQL", None, SkillLevel.ADVANCED, True),
        ("C++ would be a plus", K.SKILL, "C++", None, "", False),
        ("Experience with Apache Kafka is preferred", K.SKILL, "Apache Kafka", None, "", False),
        ("At least 8 years of experience in a customer-facing role of any kind", K.EXPERIENCE, "", 8.0, "", True),
        ("BSc or MSc in a technical subject", K.EDUCATION, "", None, "", True),
        ("A driving licence", K.CERTIFICATION, "", None, "", True),
        ("Right to work in Norway", K.AUTHORIZATION, "", None, "", True),
        ("Plain writing", K.SKILL, "Plain writing", None, "", True),
        ("You like to take a problem from its first sketch to the day it hums", K.OTHER, "", None, "", True),
    ],
)  # fmt: skip
def test_a_line_is_read(line, kind, skill, years, level, required):
    made = read_requirement(line, KNOWN, Id("j"))

    assert (made.kind, made.skill_name, made.min_years, made.min_level, made.is_required) == (
        kind, skill, years, level, required,
    )  # fmt: skip
    assert made.text == line


def test_the_points_under_a_heading_that_asks_are_taken():
    text = "What you will do\n- Sweep\n\nWhat we look for\n- Python\n* Patience\n1. SQL\n\nWhat we offer\n- Cake"

    assert lines_of(JobOpportunity(title="x", description=Text(text))) == ["Python", "Patience", "SQL"]


def test_what_was_read_from_the_page_comes_first():
    job = JobOpportunity(title="x", requirements=("Python", "Python", "SQL"), description=Text("We require\n- Cake"))

    assert lines_of(job) == ["Python", "SQL"]
    assert lines_of(JobOpportunity(title="x")) == []
