"""Settings that follow the candidate from laptop to laptop: read with their defaults, written by name."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ats_desktop.domain.offers import read_weights
from ats_desktop.domain.settings import OFFER_WEIGHTS, REMINDER_TIME, REMINDER_TO, SETTINGS, ZONE, Setting
from ats_desktop.errors import NotFound, Refused
from ats_desktop.outside.mail import address
from ats_desktop.store.command import command
from ats_desktop.store.reads.today import setting
from ats_desktop.store.workspace import Workspace

_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def value_of(work: Workspace, key: str) -> str:
    """Give what was chosen for a setting, else its default."""
    known = {one.key: one.default for one in SETTINGS}
    return setting(work, key) or known.get(key, "")


@command("Change a setting")
def choose(work: Workspace, key: str, value: str) -> Setting:
    """Keep another value for a setting; "" takes the default again.

    Raises: NotFound, for a setting there is not; Refused, for a value it cannot have.
    """
    if key not in {one.key for one in SETTINGS}:
        raise NotFound(f"There is no setting “{key}”.", f"There are: {', '.join(one.key for one in SETTINGS)}.")
    value = value.strip()
    if value:
        _check(key, value)
    with work.change("Change a setting") as change:
        known = change.ensure(Setting(key=key))
        return change.save(replace(known, value=value))


def _check(key: str, value: str) -> None:
    if key == ZONE.key and value != ZONE.default:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Refused(f"“{value}” is no time zone.", "Write for example Europe/Berlin.") from error
    if key == REMINDER_TIME.key and not _CLOCK.fullmatch(value):
        raise Refused(f"“{value}” is no time of day.", "Write for example 09:00.")
    if key == REMINDER_TO.key:
        address(value)
    if key == OFFER_WEIGHTS.key:
        try:
            read_weights(value)
        except ValueError as error:
            raise Refused("These weights weigh nothing.", "Let at least one of them be more than 0.") from error
