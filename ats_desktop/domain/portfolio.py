"""What a profile shows beside work and school: certificates, achievements, projects, languages."""

import re
from datetime import date

from ats_desktop.domain.schema import Entity, Text, Words, label
from ats_desktop.domain.values import PartialDate


class AchievementKind(Words):
    """What sort of thing was achieved."""

    AWARD = "award"
    PUBLICATION = "publication"
    PATENT = "patent"
    SPEAKING = "speaking"
    PROJECT = "project"
    VOLUNTEERING = "volunteering"
    OTHER = "other"


class ProjectStatus(Words):
    """How far a project is."""

    ONGOING = "ongoing"
    COMPLETED = "completed"
    PLANNED = "planned"


class Fluency(Words):
    """How well a language is spoken: the levels of the European framework, and native."""

    UNSAID = ""
    NATIVE = "native"
    C2 = "c2"
    C1 = "c1"
    B2 = "b2"
    B1 = "b1"
    A2 = "a2"
    A1 = "a1"

    @property
    def label(self) -> str:
        """The level as it is written on a résumé."""
        return self.value.upper() if self.value[1:].isdigit() else self.value.capitalize()


def fluency_of(text: str) -> Fluency:
    """Find a level in what was said of a language, only where it names one.

    >>> fluency_of("Native or bilingual proficiency"), fluency_of("English C1"), fluency_of("quite good")
    (<Fluency.NATIVE: 'native'>, <Fluency.C1: 'c1'>, <Fluency.UNSAID: ''>)
    """
    said = set(re.findall(r"[a-z]+[0-9]?", text.casefold()))
    return next((level for level in Fluency if level and level.value in said), Fluency.UNSAID)


class Verification(Words):
    """Whether somebody checked a certificate."""

    UNVERIFIED = "unverified"
    PENDING = "pending"
    VERIFIED = "verified"
    REJECTED = "rejected"


class Certification(Entity, table="certifications", stream="profile"):
    """A certificate or licence, which may run out."""

    name: str = label("Certificate")
    issuer: str = label("Issued by", default="")
    issued_on: PartialDate = label("Issued", default=PartialDate())
    expires_on: date | None = label("Runs out", default=None, indexed=True)
    never_expires: bool = label("Never runs out", default=False)
    credential_id: str = label("Number", default="")
    credential_url: str = label("Link", default="")
    category: str = ""
    verification: Verification = Verification.UNVERIFIED
    score: str = ""
    remind_days_before: int = label("Remind me, days before", default=30)
    description: Text = Text()
    position: str = label("Order", default="")


class Achievement(Entity, table="achievements", stream="profile"):
    """An award, a publication, a patent, a talk."""

    name: str = label("Achievement")
    kind: AchievementKind = label("Kind", default=AchievementKind.AWARD)
    issuer: str = label("Given or published by", default="")
    awarded_on: PartialDate = label("When", default=PartialDate())
    url: str = label("Link", default="")
    description: Text = Text()
    position: str = label("Order", default="")


class Project(Entity, table="projects", stream="profile"):
    """Something built or led, at work or beside it."""

    name: str = label("Project")
    role: str = label("My part", default="")
    status: ProjectStatus = ProjectStatus.ONGOING
    start: PartialDate = label("From", default=PartialDate())
    end: PartialDate = label("Until", default=PartialDate())
    url: str = label("Link", default="")
    repository_url: str = label("Repository", default="")
    team_size: int | None = None
    skills: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = label("What came of it", default=())
    industry: str = ""
    description: Text = Text()
    position: str = label("Order", default="")


class Language(Entity, table="languages", stream="profile", key=("name",)):
    """A language the candidate speaks."""

    name: str = label("Language")
    fluency: Fluency = Fluency.UNSAID
    note: str = label("Said in words", default="")
    position: str = label("Order", default="")

    @property
    def said(self) -> str:
        """How well it is spoken: in words, as long as they do not name another level."""
        named = fluency_of(self.note)
        return self.note if self.note and named in {Fluency.UNSAID, self.fluency} else self.fluency.label
