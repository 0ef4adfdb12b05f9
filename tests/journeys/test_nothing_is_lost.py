"""Whatever is done to a laptop, a line or a clock: everybody ends with the same, and nothing acknowledged is gone."""

import contextlib
import random
import shutil
import time
from datetime import timedelta

import pytest
from rough import Line, start_busy, start_without_room
from town import Town, edit, everything, led_through, remove, save, waiting

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.schema import Text
from ats_desktop.errors import AtsError
from ats_desktop.services import notes, upkeep
from ats_desktop.store.reads import health

KILLS, CUTS = 30, 25


@pytest.fixture
def town(tmp_path, postgres, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    made = Town(tmp_path / "town", postgres)
    yield made
    made.close()


def secrets_of(app):
    return dict(app.keys._kept)


def agree(town):
    """Say whether her laptops have the same, and nothing waits anywhere."""
    town.sync()
    return everything(town.ada) == everything(town.second) and [waiting(app) for app in town.everybody] == [0, 0, 0]


def titles(app):
    return {job.title for job in app.work.all(JobOpportunity)}


def test_a_process_killed_at_any_moment_loses_nothing_it_had_saved(town, tmp_path):
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance, told = random.Random(seed), tmp_path / "told"
    told.touch()
    town.second.close()

    for round_ in range(KILLS):
        process = start_busy(town.second.profile, secrets_of(town.second), f"{seed}-{round_}", told)
        lines = told.read_text().count("\n")
        while process.is_alive() and told.read_text().count("\n") == lines:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        process.join()
        if round_ % 5 == 0:
            notes.comment(town.coach.work, "job_opportunities:x", f"{round_}")
            town.coach.sync()
            town.ada.sync()

    town.second = town.laptop("second", town.second.keys)
    acknowledged = set(told.read_text().split())
    assert len(acknowledged) >= KILLS
    assert health.faults(town.second.work) == []
    assert acknowledged <= titles(town.second)
    assert agree(town)
    assert acknowledged <= titles(town.ada)
    assert titles(town.coach) == titles(town.ada)
