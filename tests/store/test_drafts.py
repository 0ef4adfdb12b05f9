"""Drafts: kept by name, forgotten when nothing is typed, and whole whenever the power goes."""

import json
import os
import random
import signal
import subprocess
import sys
import time

from ats_desktop.store import drafts

TYPING = """
import sys
from pathlib import Path
from ats_desktop.store import drafts
folder, number = Path(sys.argv[1]), 0
while True:
    number += 1
    drafts.keep(folder, "form contacts", {"notes": "x" * 5_000 + str(number)})
    print(number, flush=True)
"""


def test_what_is_typed_is_kept_by_its_name_and_forgotten_when_nothing_is(tmp_path):
    drafts.keep(tmp_path, "form contacts", {"name": "Priya", "notes": "Ask\nabout “releases”"})
    drafts.keep(tmp_path, "talk applications:7", {"body": "A note"})

    assert drafts.read(tmp_path, "form contacts") == {"name": "Priya", "notes": "Ask\nabout “releases”"}
    drafts.keep(tmp_path, "form contacts", {})
    assert drafts.read(tmp_path, "form contacts") == {}
    assert drafts.read(tmp_path, "talk applications:7") == {"body": "A note"}
    assert drafts.read(tmp_path, "nothing") == {}


def test_a_file_nobody_can_read_is_no_draft_and_is_written_anew(tmp_path):
    for torn in (b'{"form', b"[]", b"\xff\xfe", b'{"form": 3}'):
        (tmp_path / drafts.NAME).write_bytes(torn)
        assert drafts.read(tmp_path, "form") == {}
    drafts.keep(tmp_path, "form", {"name": "Priya"})

    assert json.loads((tmp_path / drafts.NAME).read_text()) == {"form": {"name": "Priya"}}


def test_half_a_letter_from_a_strange_clipboard_is_kept_too(tmp_path):
    drafts.keep(tmp_path, "form", {"name": "\ud83d"})

    assert drafts.read(tmp_path, "form") == {"name": "\ud83d"}


def test_the_newest_drafts_stay(tmp_path):
    for number in range(230):
        drafts.keep(tmp_path, f"form {number}", {"name": str(number)})

    assert drafts.read(tmp_path, "form 0") == {}
    assert drafts.read(tmp_path, "form 229") == {"name": "229"}


def test_killed_while_typing_the_draft_is_whole_and_the_newest_told_or_one_later(tmp_path):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        told = child.stdout.readline()
        until = time.monotonic() + chance.random() * 0.2
        while time.monotonic() < until:
            told = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split("\n")
        child.wait()
        child.stdout.close()
        newest = max([int(told), *(int(one) for one in rest[:-1])])

        found = int(drafts.read(tmp_path, "form contacts")["notes"].lstrip("x"))

        assert found in {newest, newest + 1}
