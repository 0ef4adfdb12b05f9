"""What every test may lean on: a home of its own, real servers on the loopback, and no way out of the machine."""

import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import pytest
from fences import Child
from hypothesis import settings

from ats_desktop.outside import parsing
from ats_desktop.outside.loopback import loopback_postgres, loopback_smtp
from ats_desktop.store.workspace import Workspace

# --- a home of its own, before anything asks where home is ----------------------------------------

_HOME = tempfile.TemporaryDirectory(prefix="ats-home-", ignore_cleanup_errors=True)
_FOLDERS = (
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
    "ATS_HOME",
)
for _name in _FOLDERS:
    _folder = Path(_HOME.name) / _name.lower()
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # programs started by tests find what was compiled before,
sys.dont_write_bytecode = False  # and so does the next run

settings.register_profile("house", deadline=None, print_blob=True)  # two busy cores say nothing about a deadline
settings.load_profile("house")


def pytest_unconfigure():
    _HOME.cleanup()


# What takes longest is begun first, so that at the end nobody waits for one file alone.
FIRST = (
    *("store/test_kills", "store/test_capture", "domain/test_merge", "sync/test_postgres_permissions", "test_cards"),
    *("formats/test_bent_files", "ui/test_everyone", "formats/test_catalog", "sync/test_sharing", "ui/test_start"),
    *("sync/test_contract_people", "sync/test_random_lives", "store/test_rescue", "store/test_backup", "test_nouns"),
    *("store/test_migrate", "ui/test_names", "ui/test_reaching", "outside/test_web", "outside/test_web_inside"),
)


def pytest_collection_modifyitems(config, items):
    """Begin with what takes longest; leave the long runs to whoever asks for them by `-m long`."""
    here = Path(__file__).parent
    places = {here / f"{name}.py": place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(FIRST)))
    if config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


# --- no way out of the machine --------------------------------------------------------------------


class LeftTheMachineError(AssertionError):
    """A test tried to talk to another machine; it is no OSError, so that nothing takes it for a bad line."""


def _is_here(host):
    if host in (None, "", "localhost", "0.0.0.0", socket.gethostname()):  # noqa: S104 - nobody listens, this only compares
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _keep_inside(event, arguments):
    """Refuse every connection and every name look-up that leads elsewhere.

    Why:    an audit hook sees all of Python's sockets, whoever opens them and however; libpq and
            programs started by a test are not seen, but they are only ever given loopback addresses.
    """
    if event in ("socket.connect", "socket.sendto"):
        sock, address = arguments
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise LeftTheMachineError(f"A test tried to reach {address[0]}; only the loopback is open.")
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        if not _is_here(host):
            raise LeftTheMachineError(f"A test tried to look up {host}; only the loopback is open.")


sys.addaudithook(_keep_inside)


# --- the fence --------------------------------------------------------------------------------------

STARTED_IN_FULL = {"outside", "journeys"}  # where the fence itself is asked about, and where a person waits for it


@pytest.fixture(autouse=True)
def fence(request, monkeypatch):
    """Raise the fence at once; it takes Python a fifth of a second to start and import, and hundreds of tests cross it."""
    if STARTED_IN_FULL.isdisjoint(request.path.parts):
        monkeypatch.setattr(parsing, "_started", Child)


# --- real parts -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres():
    """A real Postgres, one for the whole session; `new_database()` keeps tests apart."""
    with loopback_postgres() as server:
        yield server


@pytest.fixture
def smtp():
    """A real mail server with STARTTLS and sign-in, empty at first."""
    with loopback_smtp() as mailbox:
        yield mailbox


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """An empty profile folder, which ATS_HOME names."""
    folder = tmp_path / "profile"
    folder.mkdir()
    monkeypatch.setenv("ATS_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """A workspace file just made, to be copied: making one imports Alembic."""
    folder = tmp_path_factory.mktemp("blank")
    Workspace.open(folder).close()
    return folder / "data.db"


@pytest.fixture
def new_work(blank, tmp_path):
    """Make workspaces of their own: `new_work("laptop")`."""
    made = []

    def make(name="work", **options):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        if not (folder / "data.db").exists():
            shutil.copy(blank, folder / "data.db")
        made.append(Workspace.open(folder, **options))
        return made[-1]

    yield make
    for work in made:
        work.close()


@pytest.fixture
def work(new_work):
    """An empty workspace."""
    return new_work()
