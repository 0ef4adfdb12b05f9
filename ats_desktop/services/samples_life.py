"""The people, goals and works of the sample's candidate: what makes her search look lived in."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ats_desktop.domain.applications import Application
from ats_desktop.domain.goals import Every, Goal, GoalKind
from ats_desktop.domain.own_reminders import Reminder, Repeats
from ats_desktop.domain.people import Contact, Interaction, InteractionKind, Relationship
from ats_desktop.domain.portfolio import (
    Achievement,
    AchievementKind,
    Certification,
    Fluency,
    Language,
    Project,
    ProjectStatus,
)
from ats_desktop.domain.referrals import Permission, Reference, Referral, ReferralStatus
from ats_desktop.domain.schema import Entity, Id, Text
from ats_desktop.domain.values import Appointment, PartialDate

if TYPE_CHECKING:
    from ats_desktop.store.change import Change

Told = Mapping[str, Any]


def live(told: Told, change: "Change", cards: Mapping[str, Application]) -> list[Entity]:
    """Save the people of the sample; give everything else about her, still to be saved."""
    people = _people(told, change)
    return [
        *_touches(told["people"], people, change.now),
        *(_referral(line, people, cards, change.now) for line in told["referrals"]),
        *(_reference(line, people, change.now.date()) for line in told["references"]),
        *(_goal(line, change.now.date()) for line in told["goals"]),
        *(_reminder(line, change.now.date()) for line in told["reminders"]),
        *_portfolio(told["portfolio"]),
    ]


def _people(told: Told, change: "Change") -> dict[str, Contact]:
    known = {name: (title, company, mail) for name, title, company, mail in told["contacts"]}
    people = {}
    for name, more in told["people"].items():
        title, company, mail = known.get(name) or (more["title"], more["company"], more["email"])
        again = more.get("write_again")
        people[name] = change.save(
            Contact(
                name=name,
                title=title,
                company_name=company,
                emails=(mail,),
                relationship=Relationship(more["relationship"]),
                strength=more["strength"],
                how_met=more.get("how_met", ""),
                next_touch_on=None if again is None else change.now.date() + timedelta(days=again),
            )
        )
    return people


def _touches(told: Told, people: Mapping[str, Contact], now: datetime) -> list[Interaction]:
    return [
        Interaction(
            contact=people[name].id,
            kind=InteractionKind(kind),
            at=now - timedelta(days=days, hours=2),
            inbound=inbound,
            summary=Text(said),
        )
        for name, more in told.items()
        for days, kind, inbound, said in more.get("touches", ())
    ]


def _referral(line: Any, people: Told, cards: Mapping[str, Application], now: datetime) -> Referral:
    name, company, status, asked, again, request = line
    return Referral(
        contact=people[name].id,
        application=cards[company].id if company in cards else Id(""),
        job=cards[company].job if company in cards else Id(""),
        status=ReferralStatus(status),
        request=Text(request),
        requested_at=None if asked is None else now - timedelta(days=asked),
        follow_up_on=None if again is None else now.date() + timedelta(days=again),
    )


def _reference(line: Any, people: Told, today: date) -> Reference:
    name, relationship, permission, days, best = line
    return Reference(
        contact=people[name].id,
        name=name,
        relationship=relationship,
        permission=Permission(permission),
        permission_on=today - timedelta(days=days),
        best_for=tuple(best),
    )


def _goal(line: Any, today: date) -> Goal:
    name, kind, target, repeats, since, ahead = line
    return Goal(
        name=name,
        kind=GoalKind(kind),
        target=float(target),
        repeats=Every(repeats),
        starts_on=today - timedelta(days=since),
        ends_on=None if repeats else today + timedelta(days=ahead),
    )


def _reminder(line: Any, today: date) -> Reminder:
    title, ahead, clock, repeats = line
    due = Appointment(f"{today + timedelta(days=ahead)}T{clock}")
    return Reminder(title=title, due=due, repeats=Repeats(repeats))


def _portfolio(told: Told) -> list[Entity]:
    return [
        *(
            Project(name=name, role=role, status=ProjectStatus(status), start=PartialDate(start), url=url,
                    outcomes=(outcome,))
            for name, role, status, start, url, outcome in told["projects"]
        ),
        *(
            Certification(name=name, issuer=issuer, issued_on=PartialDate(day), never_expires=True)
            for name, issuer, day in told["certificates"]
        ),
        *(Language(name=name, fluency=Fluency(level)) for name, level in told["languages"]),
        *(
            Achievement(name=name, kind=AchievementKind(kind), issuer=issuer, awarded_on=PartialDate(day))
            for name, kind, issuer, day in told["achievements"]
        ),
    ]  # fmt: skip
