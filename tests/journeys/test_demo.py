"""`ats demo`, as a newcomer runs it: on a machine that has everything, and on one that lacks the servers."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ats_desktop.cli.week import STEPS


def run(home, *words, program=("-m", "ats_desktop"), **surroundings):
    surroundings = {**os.environ, "ATS_HOME": str(home), **surroundings}
    return subprocess.run(
        [sys.executable, *program, "demo", *words], env=surroundings, capture_output=True, text=True, check=False
    )


def thrown_away():
    return sorted(Path(tempfile.gettempdir()).glob("ats-demo-*"))


def test_the_demo_tells_every_step_takes_pictures_and_leaves_nothing_else(profile, tmp_path):
    before = thrown_away()
    ran = run(profile, "--shots", str(tmp_path / "shots"))

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [step.title for step in STEPS if step.title not in ran.stdout] == []
    assert "went wrong" not in ran.stdout
    assert "Left out" not in ran.stdout
    assert "0 of 3 secrets are there" in ran.stdout
    assert "“3 days left: Clock Keeper @ Halden Robotics”" in ran.stdout
    assert len(list((tmp_path / "shots").glob("today-*.png"))) == 2
    assert list(profile.iterdir()) == []
    assert thrown_away() == before


WITHOUT_SERVERS = """
import sys
from ats_desktop.errors import ToolMissing
from ats_desktop.outside import loopback

def missing():
    raise ToolMissing("It is not installed.", "Install it.")

loopback.loopback_postgres = loopback.loopback_smtp = missing
sys.modules["PySide6"] = None
from ats_desktop.__main__ import main
sys.exit(main())
"""


def test_a_machine_without_servers_and_screen_sees_the_rest_and_is_told(profile):
    ran = run(profile, program=("-c", WITHOUT_SERVERS))

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("Left out:\n   It is not installed.\n") == 6
    assert "There are no pictures, for PySide6 is not installed." in ran.stdout
    assert "Clock Keeper @ Halden Robotics, to be applied for" in ran.stdout
    assert tempfile.gettempdir() not in ran.stdout
