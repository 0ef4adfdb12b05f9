"""A look for every widget, and a window with the real program behind it."""

import shutil
from contextlib import closing

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from ats_desktop.app import App
from ats_desktop.services import samples
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window


@pytest.fixture(autouse=True)
def look(qapp):
    """The theme of the whole run, light and at its own size again for each test."""
    theme = qapp.findChild(Theme, "theme") or Theme(qapp, mode="light")
    theme.follow()
    theme.choose(mode="light", scale=1.0)
    return theme


@pytest.fixture
def made_profile(blank, tmp_path):
    """A profile whose file is there: making one takes Alembic a second."""
    folder = tmp_path / "profile"
    place = folder / "workspaces" / "own"
    place.mkdir(parents=True)
    shutil.copy(blank, place / "data.db")
    told = 'workspace = "own"\nhome = "own"\nprofile = "0193"\n'
    (folder / "config.toml").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def filled_once(blank, tmp_path_factory):
    """A workspace folder with the sample in it, to be copied."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(blank, folder / "data.db")
    with closing(Workspace.open(folder)) as work:
        samples.fill(work)
    return folder


@pytest.fixture
def sample(filled_once, made_profile):
    """The sample, in the profile before the program opens it."""
    shutil.copytree(filled_once, made_profile / "workspaces" / "own", dirs_exist_ok=True)


@pytest.fixture
def app(made_profile, monkeypatch):
    """The program on a profile of its own, without what runs by itself."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    made = App.open(made_profile)
    yield made
    made.close()


@pytest.fixture
def window(qapp, app):
    """The window with the program behind it, shown."""
    made = Window()
    made.resize(1280, 800)
    made.show()
    made.arrive(app)
    rest()
    yield made
    made.live.stop()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def rest(times=4):
    """Let the window come to rest: news delivered, pages repainted."""
    for _ in range(times):
        QTest.qWait(5)


@pytest.fixture
def settle():
    return rest


@pytest.fixture
def walk():
    """Go through all pages of a window, one after the other; the one of an application shows the first there is."""

    def pages(window):
        rows = window.work.rows("select id from applications order by slot limit 1")
        for entry in PAGES:
            window.go(entry.key, rows[0][0] if rows and entry.key == "application" else "")
            rest(8)
            yield entry.key

    return pages
