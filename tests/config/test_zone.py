"""The zone of this machine, by a name a person reads."""

import pytest
import tzlocal

from ats_desktop.config.zone import system_zone


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("Etc/UTC", "UTC"),
        ("Etc/GMT", "UTC"),
        ("Zulu", "UTC"),
        ("UTC", "UTC"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("local", "UTC"),
    ],
)
def test_a_zone_has_one_plain_name(monkeypatch, told, zone):
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: told)

    assert system_zone() == zone
