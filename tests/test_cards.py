"""The card: take one package away, and see that the named step says so plainly and everything else still works.

Why:    a package may be missing, broken or too old on somebody's machine; the candidate's data is hers all the same.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from ats_desktop.store.workspace import Workspace

WITHOUT = """
import sys

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {gone}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Gone())
"""
KEYRING = """
from ats_desktop.outside.keys import Keys
Keys.lasting, Keys.get, Keys.put = True, lambda *_: "a secret", lambda *_: None
"""
COMMAND = "from ats_desktop.__main__ import main; sys.exit(main())"


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A profile with one job in it."""
    folder = tmp_path_factory.mktemp("filled") / "profile"
    folder.mkdir()
    (folder / "config.toml").write_text('workspace = "one"\n')
    Workspace.open(folder / "workspaces" / "one").close()
    run_without((), folder, "jobs", "add", "Clock Keeper", "Halden Robotics")
    return folder


@pytest.fixture
def home(filled, tmp_path):
    return shutil.copytree(filled, tmp_path / "profile")


def run_without(gone, home, *words, program=COMMAND, stdin="", **surroundings):
    """Run the program where some packages cannot be imported."""
    code = WITHOUT.format(gone=set(gone) or "()") + program
    env = {**os.environ, "ATS_HOME": str(home), "ATS_KEYRING": "memory", **surroundings}
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], input=stdin, env=env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


EACH = """
import json
from ats_desktop.cli.main import main
codes = [main(words) for words in json.loads(sys.argv[1])]
print("CODES", codes)
"""


def codes_without(gone, home, *commands):
    """Run commands one after the other in one process; their exit codes."""
    ran = run_without(gone, home, json.dumps(commands), program=EACH)
    return json.loads(ran.out.rpartition("CODES ")[2])


def missing(package):
    return Ran(3, "", f"A part of the program is missing: {package}.\nInstall the program again.\n")


def job(home, gone):
    """The id of the one job, as the program lists it without a package."""
    return json.loads(run_without(gone, home, "list", "job_opportunities", "--json").out)["rows"][0]["id"]


# --- PySide6 ------------------------------------------------------------------------------------


def test_without_qt_the_window_says_so(home):
    ran = run_without({"PySide6", "shiboken6"}, home)

    assert ran == Ran(
        3, "", "The window needs PySide6, which is not installed.\nAll of `ats --help` works without it.\n"
    )


def test_without_qt_the_whole_command_line_works(home):
    gone = {"PySide6", "shiboken6"}

    codes = codes_without(
        gone,
        home,
        ["--help"],
        ["show", "job_opportunities", job(home, gone)],
        ["search", "clock"],
        ["tables"],
        ["add", "tasks", "title=Write"],
        ["undo"],
        ["backup", "create"],
        ["db", "check"],
        ["log"],
        ["reminders", "run"],
        ["export", str(home / "out")],
        ["import", str(home / "out")],
        ["interviews", "--help"],
    )

    assert codes == [0] * 13


# --- SQLAlchemy ---------------------------------------------------------------------------------


def test_without_sqlalchemy_everything_can_be_read(home):
    gone = {"sqlalchemy"}
    said = {
        words[0]: run_without(gone, home, *words).out
        for words in (
            ("list", "job_opportunities"),
            ("show", "job_opportunities", job(home, gone)),
            ("search", "clock"),
            ("tables",),
        )
    }

    assert all("Clock Keeper" in out for out in said.values()), said
    assert codes_without(gone, home, ["count", "tasks"], ["db", "size"], ["log"], ["backup", "list"]) == [0] * 4


def test_without_sqlalchemy_a_change_says_so_and_changes_nothing(home):
    ran = run_without({"sqlalchemy"}, home, "add", "tasks", "title=Write")

    assert ran == missing("sqlalchemy")
    assert run_without((), home, "count", "tasks").out == "0\n"


# --- Alembic ------------------------------------------------------------------------------------


def test_without_alembic_a_current_file_opens_and_is_written_to(home):
    gone = {"alembic"}

    made = run_without(gone, home, "add", "tasks", "title=Write")

    assert made.code == 0
    assert run_without(gone, home, "count", "tasks").out == "1\n"


def test_without_alembic_a_new_file_says_so(tmp_path):
    assert run_without({"alembic"}, tmp_path / "new", "list", "tasks") == missing("alembic")


# --- psycopg ------------------------------------------------------------------------------------


def test_without_psycopg_a_shared_place_says_so_and_the_rest_works(home):
    gone = {"psycopg", "psycopg_binary"}
    note = (
        "from ats_desktop.app import App; from ats_desktop.sync.address import Address\n"
        "app = App.open(); app.work.note(place=Address('localhost', 5432, 'ats').to_text(), login='ats_m_0')\n"
        "app.close()"
    )
    run_without((), home, program=note)
    address = "postgresql://postgres@localhost/ats"

    assert (
        codes_without(gone, home, ["add", "tasks", "title=Write"], ["list", "tasks"], ["reminders", "run"]) == [0] * 3
    )
    assert run_without(gone, home, "share", "init", address, stdin="x\n", program=KEYRING + COMMAND) == missing(
        "psycopg"
    )
    assert run_without(gone, home, "sync", program=KEYRING + COMMAND) == missing("psycopg")


# --- keyring ------------------------------------------------------------------------------------


def test_without_keyring_secrets_last_for_this_run_and_sharing_is_refused_in_time(home):
    gone = {"keyring"}
    asks = "Passwords are kept only until the program is closed: the package “keyring” is missing."

    kept = run_without(gone, home, "mail", "set", "smtp.example.com", "ada@example.org", stdin="p\n", ATS_KEYRING="")
    refused = run_without(gone, home, "share", "init", "postgresql://localhost/ats", stdin="p\n", ATS_KEYRING="")

    assert kept == Ran(0, f"Letters go out by smtp.example.com, as ada@example.org.\n{asks}\n", "")
    assert refused == Ran(3, "", f"The secret of the shared place would be lost with this command.\n{asks}\n")
    assert run_without(gone, home, "add", "tasks", "title=Write").code == 0


# --- Jinja2 -------------------------------------------------------------------------------------


def test_without_jinja2_letters_wait_and_say_why_and_the_rest_works(home):
    gone = {"jinja2"}
    run_without((), home, "mail", "set", "127.0.0.1", "ada@example.org", "--tls", "none", stdin="p\n")
    run_without((), home, "add", "job_opportunities", "title=Clock Keeper", "deadline_on=2031-05-20")

    run = run_without(gone, home, "reminders", "run", "--now", "2031-05-17T20:00Z")
    letter = run_without(gone, home, "mail", "test")

    assert run.code == 3
    assert "jinja2" in run.out
    assert (letter.code, "jinja2" in letter.err) == (3, True)
    assert run_without(gone, home, "add", "tasks", "title=Write").code == 0


# --- schedule -----------------------------------------------------------------------------------


def test_without_schedule_nothing_runs_by_itself_and_what_is_started_by_hand_works(home):
    gone = {"schedule"}
    beat = "from ats_desktop.app import App\napp = App.open(); app.begin(); print(app.heart.note); app.close()"

    assert "schedule" in run_without(gone, home, program=beat).out
    assert codes_without(gone, home, ["reminders", "run"], ["backup", "create"], ["add", "tasks", "title=x"]) == [0] * 3


# --- httpx2 -------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ["httpcore2", "httpx2"])
def test_without_the_web_a_link_is_a_card_and_the_reading_says_what_is_missing(home, package):
    gone = {package}
    before = run_without(gone, home, "count", "jobs").out

    assert run_without(gone, home, "add", "https://jobs.quillmark.example/baker") == missing(package)

    assert int(run_without(gone, home, "count", "jobs").out) == int(before) + 1


# --- Today, before anything else is there -----------------------------------------------------------


TODAY = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QAbstractListModel, QTimer
from PySide6.QtWidgets import QApplication
from ats_desktop.ui.main import Opening

def look():
    models = opening.window.findChildren(QAbstractListModel)
    said = [str(model.index(row, 0).data()) for model in models for row in range(model.rowCount())]
    print("TODAY", " / ".join(said))
    print("TOLD", opening.window.strip.told)
    application.quit()

application = QApplication(["ats"])
opening = Opening(application, Path(os.environ["ATS_HOME"]))
QTimer.singleShot(4000, look)
opening.run()
"""


@pytest.mark.parametrize(
    "gone", [{"sqlalchemy"}, {"alembic"}, {"psycopg"}, {"keyring"}, {"jinja2"}, {"schedule"}], ids=str
)
def test_today_paints_whatever_is_missing(home, gone):
    ran = run_without(gone, home, program=TODAY)

    assert "Clock Keeper" in ran.out, ran


SAVE = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ats_desktop.app import App
from ats_desktop.services import jobs
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window

application = QApplication(["ats"])
Theme(application, mode="light")
app, window = App.open(), Window()
window.arrive(app)
app.warm.result()
window.do(jobs.add, app.work, "Night Watch")
print("TOLD", window.strip.told)
window.live.stop()
app.close()
"""


def test_without_sqlalchemy_the_window_says_what_it_cannot_save(home):
    ran = run_without({"sqlalchemy"}, home, program=SAVE)

    assert "TOLD A part of the program is missing: sqlalchemy." in ran.out, ran
