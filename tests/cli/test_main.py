"""The top of the command line: the profile it works on, its exit codes, and what becomes of a bug."""

import json
import os
import subprocess
import sys

import pytest

from ats_desktop import __version__
from ats_desktop.cli import nouns
from ats_desktop.cli.main import main
from ats_desktop.errors import Damaged, NotAllowed, NotFound, Offline, Refused, SignIn, ToolMissing, Unavailable


def test_the_profile_is_chosen_by_the_line_before_the_surroundings(ats, home, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.toml").write_text((home / "config.toml").read_text())
    (home / "workspaces").rename(other / "workspaces")

    made = ats("add", "tasks", "title=Elsewhere", "--profile", str(other))

    assert made.code == 0
    assert ats(f"--profile={other}", "count", "tasks").out == "1\n"
    assert not (home / "workspaces").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused, 1),
        (NotFound, 1),
        (NotAllowed, 1),
        (Unavailable, 3),
        (Offline, 3),
        (SignIn, 3),
        (ToolMissing, 3),
        (Damaged, 4),
    ],
)
def test_each_error_has_its_exit_code_and_is_told_in_two_sentences(ats, home, monkeypatch, error, code):
    def refuse(word):
        raise error("The first sentence.", "The second one.")

    monkeypatch.setattr(nouns.typed, "noun_named", refuse)
    answer = ats("list", "tasks")

    assert (answer.code, answer.out) == (code, "")
    assert answer.err == "The first sentence.\nThe second one.\n"


def test_a_bug_is_noted_in_the_log_and_never_shown_as_a_trace(ats, home, monkeypatch):
    monkeypatch.setattr(nouns.typed, "noun_named", lambda _: 1 / 0)
    answer = ats("list", "tasks")

    noted = [json.loads(line) for line in (home / "log" / "ats.log").read_text().splitlines()]
    assert answer.code == 70
    assert "Traceback" not in answer.err
    assert str(home / "log" / "ats.log") in answer.err
    assert "ZeroDivisionError" in noted[-1]["trace"]


def test_a_settings_file_that_cannot_be_read_is_named(ats, home):
    (home / "config.toml").write_text("workspace = \n")

    answer = ats("list", "tasks")

    assert answer.code == 1
    assert answer.err.startswith("The settings file cannot be read.\n")


def test_a_damaged_file_ends_with_four_and_stays_as_it_is(ats, home):
    (file,) = home.glob("workspaces/*/data.db")
    file.write_bytes(b"no database" * 1000)

    answer = ats("db", "check")

    assert answer.code == 4
    assert "backup" in answer.err
    assert file.read_bytes() == b"no database" * 1000


def test_the_version_and_the_help_are_said(ats, home):
    assert ats("--version").out == f"ATS Desktop {__version__}\n"
    assert "ats [OPTIONS] COMMAND" in ats("--help").out
    assert ats("list", "--help").code == 0


def test_the_program_itself_runs_a_command(home):
    program = [sys.executable, "-m", "ats_desktop"]

    made = subprocess.run(
        [*program, "add", "tasks", "title=Write", "--json"], capture_output=True, text=True, check=True
    )
    wrong = subprocess.run([*program, "list", "unicorns"], capture_output=True, text=True, check=False)

    assert json.loads(made.stdout)["row"]["title"] == "Write"
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("There is no “unicorns”.")


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux may a screen be missing")
def test_without_a_screen_the_window_says_what_works(home):
    surroundings = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}

    ran = subprocess.run(
        [sys.executable, "-m", "ats_desktop"], env=surroundings, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 3
    assert ran.stderr == "There is no screen here to open a window on.\n`ats --help` lists what works in a terminal.\n"


def test_two_processes_editing_one_row_lose_nothing(home, ats):
    """Each writes its own field of the same row, forty times, at the same time."""
    row = ats("add", "job_opportunities", "title=Engineer", "--json").row["id"]
    program = (
        "import sys; from ats_desktop.cli.main import main\n"
        "for n in range(40): assert main(['edit', 'job_opportunities', sys.argv[1], f'{sys.argv[2]}={n}']) == 0"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program, row, field], stdout=subprocess.DEVNULL)
        for field in ("location", "industry")
    ]

    codes = [one.wait() for one in both]

    shown = ats("show", "job_opportunities", row, "--json").row
    assert codes == [0, 0]
    assert (shown["location"], shown["industry"], shown["title"]) == ("39", "39", "Engineer")


def test_a_profile_and_no_command_opens_the_window_on_it(tmp_path):
    opened = []

    code = main(["--profile", str(tmp_path / "mine")], lambda profile: opened.append(profile) or 0)

    assert (code, opened) == (0, [tmp_path / "mine"])
