"""Everything a developer does with ATS Desktop: one script that asks for nothing but Python 3.11.

    python3 packaging/dev.py run [...]                  open the window; without a screen, run the demo
    python3 packaging/dev.py test [--coverage] [...]    style, types, tests: all that has to be green
    python3 packaging/dev.py bench [...]                speed and memory, as ratios to a floor
    python3 packaging/dev.py shots [DIR]                a picture of every page; `--of empty --of large`, `--scale 2`
    python3 packaging/dev.py revision "TITLE"           write the next migration of the local file
    python3 packaging/dev.py words                      write what is handed to translators, compile what they gave back
    python3 packaging/dev.py fix                        mend what ruff can mend, format the rest

Why:    a newcomer types one line and gets the window.  The script makes its own
        environment in `.venv/` and touches it again only when the lock changes;
        plain pip does the work, so no other tool has to be there first.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = BIN / f"python{EXE}"
ATS = BIN / f"ats{EXE}"
STAMP = VENV / "installed"

FOR_THE_WINDOW = ("libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3")
FOR_THE_TESTS = (
    *("xvfb", "xauth", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    *("fonts-dejavu-core", "fonts-droid-fallback", "fonts-noto-color-emoji"),
    *("dbus", "dbus-x11", "gnome-keyring", "postgresql"),
)


# --- what has to be on the machine -------------------------------------------------------------


def see_to_libraries(wanted: Sequence[str]) -> None:
    """Install the system libraries that are missing, or say in one line how to."""
    if not shutil.which("dpkg-query"):
        return
    missing = missing_packages(wanted)
    if not missing:
        return
    lines = ("apt-get update", f"apt-get install -y --no-install-recommends {' '.join(missing)}")
    if os.geteuid() == 0:
        print(f"Installing system libraries: {' '.join(missing)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if all(subprocess.run(line.split(), env=quiet, check=False).returncode == 0 for line in lines):
            return
    print(
        f"These system libraries are missing. Paste this line, once:\n\n    sudo {' && sudo '.join(lines)}\n",
        flush=True,
    )


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Name the Debian packages that are not here, in the order in which they were asked for.

    Why:    newer releases rename packages (libglib2.0-0t64) but still *provide* the old
            name, under which apt finds them too; `postgresql` stands for any version.
    """
    listing = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Provides}\n"]
    lines = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.splitlines()
    installed = " ".join(line.removeprefix("installed ") for line in lines if line.startswith("installed "))
    here = set(re.findall(r"[a-z0-9][a-z0-9.+-]+", installed))
    here |= {"postgresql" for name in here if re.fullmatch(r"postgresql-\d+", name)}
    if importlib.util.find_spec("ensurepip"):
        here.add("python3-venv")
    return [name for name in ("python3-venv", *wanted) if name not in here]


def see_to_environment() -> None:
    """Make `.venv/` what requirements.lock and pyproject.toml ask for, if it is not yet."""
    asked = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    stamp = hashlib.sha256(b"\0".join([*asked, str(VENV).encode()])).hexdigest()
    if STAMP.exists() and STAMP.read_text() == stamp and PYTHON.exists():
        return
    print("Preparing .venv (some minutes the first time, seconds afterwards) ...", flush=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
    if not PYTHON.exists() or subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        call(sys.executable, "-m", "venv", VENV)
    call(*pip, "install", "--require-hashes", "-r", ROOT / "requirements.lock")
    call(*pip, "install", "--no-deps", "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(stamp)


def call(*command: str | Path) -> None:
    """Run one command quietly; where it fails, show all it said, for that says why, and stop with its exit code.

    Why:    pip warns by the screenful of what it then copes with, and a newcomer takes that for a failure.
    """
    ran = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if ran.returncode:
        print(ran.stdout.decode(errors="replace"), file=sys.stderr, flush=True)
        sys.exit(ran.returncode)


# --- the commands ------------------------------------------------------------------------------


def run(words: list[str]) -> int:
    """Open the window; where there is no screen, show the same week as a demo in the terminal."""
    see_to_libraries(FOR_THE_WINDOW)
    see_to_environment()
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("There is no screen here, so this is the demo (`ats demo`).", flush=True)
        return start([ATS, "demo", *words], QT_QPA_PLATFORM="offscreen")
    return start([ATS, *words])


def test(words: list[str]) -> int:
    """Run every check, even after a red one, and say how long each took."""
    see_to_libraries((*FOR_THE_WINDOW, *FOR_THE_TESTS))
    see_to_environment()
    began = time.monotonic()
    coverage = ["--cov", "--cov-report="] if "--coverage" in words else []
    asked = [word for word in words if word != "--coverage"]
    steps = [
        step("ruff check", "ruff", "check", "--quiet"),
        step("ruff format", "ruff", "format", "--check", "--quiet"),
        step("mypy", "mypy", "--no-error-summary"),
        *(pytest_steps(asked, coverage)),
    ]
    if coverage:
        start([PYTHON, "-m", "coverage", "report", "--skip-covered", "--skip-empty"])
    print(as_table(steps))
    red = [each.name for each in steps if not each.green]
    print(f"{'RED: ' + ', '.join(red) if red else 'green'}, after {time.monotonic() - began:.0f} s")
    return 1 if red else 0


def bench(words: list[str]) -> int:
    """Measure ours against a floor in the same run; red when a limit is broken."""
    see_to_libraries(FOR_THE_WINDOW)
    see_to_environment()
    return start([PYTHON, "-m", "bench", *words], PYTHONPATH=str(ROOT / "tests"), QT_QPA_PLATFORM="offscreen")


def shots(words: list[str]) -> int:
    """Save a picture of every page, light and dark, small and large."""
    see_to_libraries((*FOR_THE_WINDOW, *FOR_THE_TESTS))
    see_to_environment()
    return start([PYTHON, "-m", "ats_desktop.ui.shots", *(words or ["shots"])], QT_QPA_PLATFORM="offscreen")


def revision(words: list[str]) -> int:
    """Write the next migration from what the nouns say now; read it before you keep it."""
    if not words:
        print('A revision wants a title: python3 packaging/dev.py revision "interviews"')
        return 2
    see_to_environment()
    write = "import sys; from ats_desktop.store.migrate import write_revision; print(write_revision(sys.argv[1]))"
    return start([PYTHON, "-c", write, " ".join(words)])


def words(_: list[str]) -> int:
    """Gather every sentence for translators, and compile the languages there are."""
    see_to_environment()
    return start([PYTHON, ROOT / "packaging" / "translations.py"], QT_QPA_PLATFORM="offscreen")


def fix(words: list[str]) -> int:
    """Mend what ruff can mend by itself, then format."""
    see_to_environment()
    checked = start([PYTHON, "-m", "ruff", "check", "--fix", *words])
    return start([PYTHON, "-m", "ruff", "format", *words]) or checked


def start(command: Sequence[str | Path], **surroundings: str) -> int:
    """Run a program of the environment in the foreground and give its exit code."""
    with suppress(KeyboardInterrupt):
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **surroundings}, check=False).returncode
    return 130


# --- the steps of a test run ---------------------------------------------------------------------


class Step(NamedTuple):
    """One check: its name, whether it passed, and where its seconds went."""

    name: str
    green: bool
    seconds: float
    parts: Mapping[str, float] = {}


def step(name: str, *command: str) -> Step:
    """Run one tool of the environment and clock it."""
    print(f"--- {name}", flush=True)
    began = time.monotonic()
    code = start([PYTHON, "-m", *command])
    return Step(name, code == 0, time.monotonic() - began)


def pytest_steps(asked: list[str], coverage: list[str]) -> list[Step]:
    """Run what was asked for; or else the suite two at a time and then, one by one, the journeys.

    Why:    journeys watch how long the window is blocked, and a neighbour would be blamed on it.
    """
    if asked:
        return [tests("tests", *asked, *coverage)]
    two = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # tests/conftest.py says what comes first
    side_by_side = tests("tests", *two, "--ignore", "tests/journeys", *coverage)
    if not any((ROOT / "tests" / "journeys").glob("test_*.py")):
        return [side_by_side]
    return [side_by_side, tests("journeys", "tests/journeys", *coverage, *(["--cov-append"] if coverage else []))]


def tests(name: str, *words: str) -> Step:
    """Run pytest and keep the seconds of each package, as its own report tells them."""
    report = VENV / f"{name}.xml"
    report.unlink(missing_ok=True)
    ran = step(name, "pytest", f"--junit-xml={report}", *words)
    return ran._replace(parts=seconds_by_package(report) if report.exists() else {})


def seconds_by_package(report: Path) -> dict[str, float]:
    """Add up the seconds of the tests of each folder of `tests/`."""
    seconds: dict[str, float] = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - a file we wrote a moment ago
        place = case.get("classname", "").split(".")
        package = place[1] if len(place) > 2 else "house"  # noqa: PLR2004 - tests.<package>.<file>
        seconds[package] = seconds.get(package, 0.0) + float(case.get("time", 0))
    return dict(sorted(seconds.items(), key=lambda entry: -entry[1]))


def as_table(steps: Sequence[Step]) -> str:
    """Lay the steps out, one line each, with the packages of the tests below them."""
    lines = ["", f"{'step':<22}{'seconds':>9}"]
    for each in steps:
        lines.append(f"{each.name:<22}{each.seconds:>9.1f}  {'green' if each.green else 'RED'}")
        lines += [f"    {package:<18}{spent:>9.1f}" for package, spent in each.parts.items()]
    return "\n".join(lines)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run, "test": test, "bench": bench, "shots": shots, "revision": revision, "words": words,
    "fix": fix,
}  # fmt: skip


def main(words: list[str]) -> int:
    """Find the command and hand it the rest of the line."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older Python reads this sentence
        print("ATS Desktop wants Python 3.11 or newer: start this script with one.")
        return 1
    if not words or words[0] not in COMMANDS:
        print(__doc__)
        return 0 if words in (["-h"], ["--help"], ["help"]) else 2
    return COMMANDS[words[0]](words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
