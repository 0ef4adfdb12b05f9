"""What is known of a company: facts with a source and a date, and the names it goes by.

Why:    the seed kept one row of research per company and filled it with invented figures.
        Here a fact is a row that says where it comes from, or it is not there.
Source: domain.md A.3; seed, "CompanyResearch".
"""

from datetime import date

from ats_desktop.domain.companies import Company, normal_name
from ats_desktop.domain.schema import Entity, Id, Text, Words, label


class FactKind(Words):
    """What a fact is about."""

    MISSION = "mission"
    CULTURE = "culture"
    PRODUCT = "product"
    EXECUTIVE = "executive"
    COMPETITOR = "competitor"
    FUNDING = "funding"
    TECH = "tech"
    EMPLOYEE_COUNT = "employee_count"
    GROWTH = "growth"
    RATING = "rating"
    NEWS = "news"
    TALKING_POINT = "talking_point"
    QUESTION_TO_ASK = "question_to_ask"
    INTERVIEW_PROCESS = "interview_process"
    HEADQUARTERS = "headquarters"
    FOUNDED = "founded"
    OTHER = "other"


class CompanyResearch(Entity, table="company_research", stream="jobs"):
    """One fact about a company, as somebody said it on a day."""

    company: Id[Company] = label("Company", default=Id(""))
    kind: FactKind = label("About", default=FactKind.OTHER)
    value: Text = label("Fact", default=Text())
    source: str = label("Where it comes from", help="A page, a person, a paper", default="")
    as_of: date | None = label("As of", default=None, indexed=True)
    came_from: str = label("Came from", default="user", automatic=True)

    def __str__(self) -> str:
        return self.value.split("\n")[0][:80] or self.kind.label


class CompanyAlias(Entity, table="company_aliases", stream="jobs", key=("alias",)):
    """Another name of a company: what a merged duplicate was called."""

    alias: str = label("Also called", help="As two spellings share it: small letters, no legal form", indexed=True)
    company: Id[Company] = label("Company", default=Id(""))


def alias_of(name: str, company: Id[Company]) -> CompanyAlias:
    """Make the alias under which another spelling finds a company.

    >>> alias_of("Brightwater Labs, Inc.", Id("c1")).alias
    'brightwater labs'
    """
    return CompanyAlias(alias=normal_name(name), company=company)
