"""One line of a job list: its cells by the role they play, and what no role was found for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ats_desktop.formats.dates import read_day, read_moment
from ats_desktop.formats.problem import Key

NOTHING = frozenset({"", "-", "--", "—", "–", "n/a", "na", "null", "none", "nan", "#n/a", "k.a."})  # noqa: RUF001 - as typed
_CLOSED_ROLES = {
    **dict.fromkeys(("pay", "pay_low", "pay_high", "pay_currency", "pay_period", "desired"), "pay"),
    **dict.fromkeys(("contact", "recruiter", "boss", "contact_email", "contact_phone", "contact_linkedin"), "people"),
}


def closed(role: str) -> str:
    """Say to which closed part of the data a role belongs: "pay", "people" or ""."""
    return _CLOSED_ROLES.get(role, "")


@dataclass(slots=True)
class Line:
    """The cells of one line by their roles; what is not taken ends in the notes."""

    place: str
    values: dict[str, str]  # by role; none is empty
    headings: Mapping[str, str]  # by role
    spare: list[tuple[str, str, str]] = field(default_factory=list)  # heading, text, "" | "pay" | "people"
    day_first: bool = False
    currency: str = ""
    noticed: list[str] = field(default_factory=list)

    def text(self, role: str) -> str:
        """Give the text of a role, "" where there is none."""
        return self.values.get(role, "")

    def keep(self, role: str) -> None:
        """Keep a text that could not be read as what its column should hold."""
        self.spare.append((self.headings.get(role, role), self.values[role], closed(role)))

    def day(self, role: str) -> str:
        """Give the day of a role; a text that is no date is kept."""
        return self._read(role, read_day)

    def moment(self, role: str) -> str:
        """Give the day of a role, with its clock where one is written; a text that is no date is kept."""
        return self._read(role, read_moment)

    def _read(self, role: str, reader: Callable[..., str]) -> str:
        text = self.values.get(role)
        if not text:
            return ""
        read = reader(text, day_first=self.day_first)
        if not read:
            self.keep(role)
            if any(map(str.isdigit, text)):  # meant as a day; “soon” was not
                self.noticed.append(f"“{text[:40]}” is no day that can be read; it is kept in the notes.")
        return read


@dataclass(slots=True)
class Seen:
    """What earlier lines of the same file spoke of already."""

    source: str  # import:csv
    companies: set[str] = field(default_factory=set)
    attempts: dict[Key, list[str]] = field(default_factory=dict)  # job -> days of its applications

    def attempt(self, job: Key, applied: str) -> Key:
        """Say which application of a job a line means: another day is another attempt."""
        days = self.attempts.setdefault(job, [])
        if applied in days:
            day = applied
        elif days and (not applied or "" in days):
            day = "" if "" in days else days[0]
        else:
            days.append(applied)
            day = applied
        return (*job, "applied", day)
