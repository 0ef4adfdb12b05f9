"""Goals: counted anew whenever somebody looks, so that no number ever goes stale."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ats_desktop.domain.goals import Every, Goal, GoalKind, GoalStatus
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.progress import Progress, progress, stretch_of
from ats_desktop.domain.reminders import local_day
from ats_desktop.errors import Refused
from ats_desktop.services.reminders import habits_of
from ats_desktop.store.command import command
from ats_desktop.store.reads import goals as reads
from ats_desktop.store.workspace import Workspace


def how_far(work: Workspace, goal: Goal) -> Progress:
    """Count how far a goal is, in the candidate's own days."""
    zone = habits_of(work).zone
    today = local_day(work.now(), zone)
    first, last = stretch_of(goal, today)
    since, until = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    return progress(goal, reads.count(work, goal.kind, since, until), today)


def this_week(work: Workspace) -> Progress:
    """Count the applications of this week against the target of the profile; before there is one, against none."""
    found = work.all(CandidateProfile, limit=1)
    target = found[0].weekly_application_target if found else 0
    return how_far(work, Goal(name="", kind=GoalKind.APPLICATIONS, target=float(target), repeats=Every.WEEK))


def under_way(work: Workspace) -> Sequence[tuple[Goal, Progress]]:
    """List the goals that were not given up, with how far each is."""
    return [(goal, how_far(work, goal)) for goal in work.all(Goal) if goal.status != GoalStatus.CANCELLED]


@command("Set a goal")
def add(
    work: Workspace,
    name: str,
    target: float,
    *,
    kind: GoalKind = GoalKind.APPLICATIONS,
    repeats: Every = Every.WEEK,
    ends_on: date | None = None,
) -> Goal:
    """Set a goal: so many of a kind a week, a month, or until a day.

    Raises: Refused, without a name or a number.
    """
    if not name.strip() or target <= 0:
        raise Refused("A goal needs a name and a number.", "For example: five applications a week.")
    with work.change("Set a goal") as change:
        starts = local_day(change.now, habits_of(work).zone)
        return change.save(
            Goal(
                name=name.strip(),
                kind=kind,
                target=float(target),
                repeats=Every.ONCE if ends_on else repeats,
                starts_on=starts,
                ends_on=ends_on,
            )
        )


@command("Note progress by hand")
def note(work: Workspace, goal: Goal, reached: float) -> Goal:
    """Say how far a goal is that the program cannot count; at its target it is reached.

    Raises: Refused, for one that is counted from what happened.
    """
    if goal.kind != GoalKind.CUSTOM:
        raise Refused("This goal is counted from what happened.", "Note what you did, and it follows.")
    with work.change("Note progress") as change:
        there = bool(goal.target) and reached >= (goal.target or 0)
        status = GoalStatus.REACHED if there else GoalStatus.ACTIVE
        at = (goal.reached_at or change.now) if there else None
        return change.save(replace(goal, reached=reached, status=status, reached_at=at), was=goal)
