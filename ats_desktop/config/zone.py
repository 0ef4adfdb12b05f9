"""Which time zone this machine is in, by its IANA name."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SAME = frozenset({"UTC", "UCT", "GMT", "GMT0", "Universal", "Zulu", "Greenwich"})  # one hour under many names


def system_zone() -> str:
    """Give the name of this machine's zone; UTC where the system cannot say."""
    import tzlocal

    try:
        name = str(tzlocal.get_localzone_name())
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, LookupError):
        return "UTC"
    return "UTC" if name.removeprefix("Etc/") in _SAME else name
