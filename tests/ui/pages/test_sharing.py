"""Sharing by window: set up on a real Postgres, invite, join on another laptop, see who takes part, end it."""

import shutil

import make
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ats_desktop.app import App
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.notes import Comment
from ats_desktop.outside import keys as keys_module
from ats_desktop.outside.keys import Keys
from ats_desktop.services import jobs, notes
from ats_desktop.sync import sharing
from ats_desktop.ui.running import Running
from ats_desktop.ui.widgets.sharingcard import address_of
from ats_desktop.ui.window import Window

WAIT = 30_000


class Vault(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.held = {}

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        del self.held[service, username]


@pytest.fixture
def laptop(qtbot, blank, tmp_path, monkeypatch):
    """Make a laptop: a profile, a program, a window with Settings open."""
    monkeypatch.setattr(keys_module, "SAFE", frozenset({f"{Vault.__module__}.{Vault.__qualname__}"}))
    held = []

    def make_one(name):
        folder = tmp_path / name
        (folder / "workspaces" / "own").mkdir(parents=True)
        shutil.copy(blank, folder / "workspaces" / "own" / "data.db")
        (folder / "config.toml").write_text('workspace = "own"\nhome = "own"\n', encoding="utf-8")
        app = App.open(folder, now=lambda: make.NOW, keys=Keys(name, backend=Vault()))
        window = Window()
        window.resize(1200, 900)
        window.show()
        window.arrive(app)
        held.append((window, app))
        window.go("settings", "join")
        qtbot.waitUntil(lambda: len(window._pages["settings"].cards) == 6)
        return window

    yield make_one
    for window, app in held:
        window.leave()
        window.close()
        app.close()
        window.deleteLater()
    QTest.qWait(0)


def card_of(window):
    return window._pages["settings"].cards["sharing"]


def press(window, words, qtbot):
    card = card_of(window)
    next(one for one in card.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(card)).click()
    qtbot.waitUntil(card.sheets.isEnabled, timeout=WAIT)
    QTest.qWait(20)


def test_a_search_is_shared_with_a_coach_and_taken_back(laptop, postgres, qtbot):
    hers = laptop("hers")
    jobs.add(hers.work, "Engineer", "Quillmark")
    alone = card_of(hers)._alone
    alone.own.unfold()
    alone._name.setText("Ada")
    alone._host.setText(
        f"postgresql://postgres@{postgres.host}:{postgres.port}/{postgres.new_database()}?sslmode=disable"
    )
    alone._secret.setText(postgres.password)

    press(hers, "Set up sharing", qtbot)
    assert card_of(hers)._state.text() == "This search has a shared place now."
    assert sharing.is_shared(hers.work)
    assert alone._secret.text() == ""
    hers.app.sync()

    together = card_of(hers)._together
    together._name.setText("Bo the coach")
    assert not together._copy.isEnabled()
    press(hers, "Make an invitation", qtbot)
    text = together._text.toPlainText()
    assert text.startswith("ats-invite:")
    assert together._copy.isEnabled()
    assert hers.focusWidget() is together._copy

    coach = laptop("coach")
    card_of(coach)._alone.invitation.setPlainText(f"Dear Bo,\n\n{text}\n\nAda")
    press(coach, "Join", qtbot)
    assert card_of(coach)._state.text() == "You are in. What is shared arrives in a moment."
    coach.app.sync()
    assert [job.title for job in coach.work.all(JobOpportunity)] == ["Engineer"]

    press(hers, "Who takes part?", qtbot)
    lines = {line.text: line for line in together._lines.lines}
    assert set(lines) == {"Ada", "Bo the coach"}
    assert lines["Bo the coach"].note == "Look and comment"

    together._lines.setCurrentIndex(
        together._lines.model().index([line.text for line in together._lines.lines].index("Bo the coach"), 0)
    )
    press(hers, "End their access", qtbot)
    assert not {line.text: line.right for line in together._lines.lines}["Bo the coach"]
    press(hers, "Really end the access of Bo the coach?", qtbot)
    qtbot.waitUntil(
        lambda: {line.text: line.right for line in together._lines.lines}["Bo the coach"] == "ended", timeout=WAIT
    )


def test_i_coach_others_leads_to_the_line_for_the_invitation(laptop, qtbot, settle):
    window = laptop("coach")
    window.resize(1200, 500)
    window.go("today")
    settle()

    window.go("settings", "join")
    settle()

    box, page = card_of(window)._alone.invitation, window._pages["settings"]
    viewport = page._scroll.viewport()
    assert window.focusWidget() is box
    assert viewport.rect().contains(box.rect().translated(box.mapTo(viewport, QPoint(0, 0))))
    assert card_of(window).mapTo(viewport, QPoint(0, 0)).y() >= 0

    page.cards["look"].setMinimumHeight(page.cards["look"].height() + 300)  # something above it grows
    settle()

    assert viewport.rect().contains(box.rect().translated(box.mapTo(viewport, QPoint(0, 0))))


def test_what_was_asked_of_the_shared_place_gives_the_keys_back(laptop, qtbot):
    coach = laptop("coach")
    card = card_of(coach)
    card._alone.invitation.setPlainText("hello")
    join = next(one for one in card.findChildren(QPushButton) if one.text() == "Join")
    join.setFocus()

    press(coach, "Join", qtbot)

    assert coach.focusWidget() is join


def test_an_invitation_that_is_none_is_said(laptop, qtbot):
    coach = laptop("coach")
    card_of(coach)._alone.invitation.setPlainText("hello")

    press(coach, "Join", qtbot)

    assert "This is no invitation" in card_of(coach)._state.text()


def test_where_passwords_do_not_last_nothing_is_shared(laptop, postgres, qtbot):
    window = laptop("hers")
    window.app.keys = Keys("none", backend=None)
    alone = card_of(window)._alone
    alone.own.unfold()
    alone._host.setText("db.example.com")

    press(window, "Set up sharing", qtbot)

    assert "would be lost when you close the program" in card_of(window)._state.text()
    assert not sharing.is_shared(window.work)


def test_the_state_line_says_how_sharing_stands(laptop, postgres, qtbot):
    hers = laptop("hers")
    sharing.init(hers.work, hers.app.keys, postgres.admin_dsn(postgres.new_database()), display="Ada")
    running = Running(hers, hers.app)
    assert running._standing().kind == "paused"

    running.start()
    qtbot.waitUntil(lambda: running._standing().kind == "synced", timeout=WAIT)

    assert running._standing().at is not None
    running.close()
    hers._app = hers._app or running._app


def test_what_a_coach_writes_is_here_within_seconds_while_one_looks(laptop, postgres, qtbot):
    hers, coach = laptop("hers"), laptop("coach")
    sharing.init(hers.work, hers.app.keys, postgres.admin_dsn(postgres.new_database()), display="Ada")
    job = jobs.add(hers.work, "Engineer", "Quillmark")
    hers.app.sync()
    coach.app.join(sharing.invite(hers.work, hers.app.keys, "commenter", "Cleo").text)
    coach.app.sync()
    running = Running(hers, hers.app)
    running.start()
    qtbot.waitUntil(lambda: running._standing().kind == "synced", timeout=WAIT)

    notes.comment(coach.app.work, f"applications:{job.id}", "Why them?")
    coach.app.sync()

    qtbot.waitUntil(lambda: hers.work.count(Comment) == 1, timeout=15_000)  # by itself it looks once a minute
    running.close()
    hers._app = running._app


def test_an_address_is_written_from_its_parts():
    assert address_of("db.example.com", "jobs", "ada", "p@ss") == "postgresql://ada:p%40ss@db.example.com/jobs"
