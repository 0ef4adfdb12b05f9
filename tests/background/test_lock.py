"""One window for one profile: the lock outlives nobody, and the bell is heard."""

import os
import signal
import subprocess
import sys

import pytest

from ats_desktop.background.bell import Bell, ring
from ats_desktop.background.lock import Lock
from ats_desktop.errors import Unavailable

HOLD = """
import sys, time
from pathlib import Path
from ats_desktop.background.lock import Lock
lock = Lock.take(Path(sys.argv[1]))
print("held" if lock else "taken", flush=True)
time.sleep(60)
"""


def holder(profile):
    """Start another program that takes the lock."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(profile)], stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "held\n"
    return other


def test_a_lock_is_held_by_one(profile):
    first = Lock.take(profile)

    assert Lock.take(profile) is None

    first.release()
    again = Lock.take(profile)
    assert again
    again.release()


def test_another_programs_lock_is_seen(profile):
    with holder(profile) as other:
        assert Lock.take(profile) is None
        other.kill()


def test_a_lock_does_not_outlive_a_kill(profile):
    with holder(profile) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()

    again = Lock.take(profile)
    assert again
    again.release()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def bell(profile, heard):
    made = Bell(profile, heard.append)
    yield made
    made.close()


def test_the_bell_is_heard(bell, profile, heard):
    assert ring(profile, say="open", row="applications:7")

    assert heard == [{"say": "open", "row": "applications:7"}]


def test_nobody_hears_where_nobody_is(profile):
    assert not ring(profile, say="open")


def test_a_bell_that_is_closed_is_not_heard(profile, heard):
    Bell(profile, heard.append).close()

    assert not ring(profile, say="open")


def test_the_bell_of_a_holder_that_was_killed_is_hung_again(profile, heard):
    Bell(profile, heard.append)._listener.close()
    (profile / "bell").touch()

    again = Bell(profile, heard.append)

    assert ring(profile, say="open")
    again.close()


def test_a_deep_profile_has_a_bell_too(tmp_path, heard):
    """A socket's path may be 107 letters long."""
    deep = tmp_path / ("d" * 90) / ("e" * 90)
    deep.mkdir(parents=True)
    bell = Bell(deep, heard.append)

    assert ring(deep, say="changed")
    assert heard == [{"say": "changed"}]
    bell.close()


def test_only_words_are_heard(bell, profile, heard):
    from multiprocessing.connection import Client

    for nonsense in (b"", b"not json", b"[1, 2]", b'{"say"', b"\xff\xfe", b"x" * 70_000):
        with Client(str(profile / "bell")) as line:
            try:
                line.send_bytes(nonsense)
                line.poll(0.2)
            except OSError:
                pass

    assert heard == []
    assert ring(profile, say="open")


def test_whoever_says_nothing_keeps_nobody_else_waiting(bell, profile, heard):
    from multiprocessing.connection import Client

    with Client(str(profile / "bell")), Client(str(profile / "bell")):
        assert ring(profile, say="open")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are POSIX's")
def test_the_bell_is_her_own(bell, profile):
    assert (profile / "bell").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_in_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Unavailable, match="cannot be written in") as told:
        Lock.take(tmp_path / "file" / "profile")

    assert str(tmp_path / "file" / "profile") in told.value.advice


def test_a_window_on_such_a_folder_ends_with_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    start = [sys.executable, "-m", "ats_desktop"]
    place = {"ATS_HOME": str(tmp_path / "file" / "profile"), "QT_QPA_PLATFORM": "offscreen"}

    ended = subprocess.run(start, env={**os.environ, **place}, capture_output=True, text=True, check=False, timeout=60)

    assert ended.returncode == 3
    assert ended.stderr.startswith("The folder of your profile cannot be written in.\n")
