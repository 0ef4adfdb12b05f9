"""Settings: what is typed is kept or refused beside its line; the account, the copies, the invitation."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from ats_desktop.outside.keys import Keys
from ats_desktop.services import mailing
from ats_desktop.services.applications import stages as all_stages
from ats_desktop.store.reads.today import setting
from ats_desktop.ui.colors import DARK
from ats_desktop.ui.look import look_of
from ats_desktop.ui.pages.settings import CARDS
from ats_desktop.ui.theme import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a list drops down


@pytest.fixture
def page(desk, qtbot, monkeypatch):
    desk.app.keys = Keys("test", backend=None)
    desk.go("settings")
    made = desk.stack.currentWidget()
    qtbot.waitUntil(lambda: len(made.cards) == len(CARDS))
    return made


def type_in(named, name, words):
    line = named(name, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    line.editingFinished.emit()
    return line


def pick(named, name, value):
    box = named(name, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_dark_is_dark_at_once_and_after_the_next_start(page, desk, named):
    pick(named, "Colours", "dark")

    assert theme().colors is DARK
    assert look_of(desk.app.profile).mode == "dark"


def test_larger_is_larger_at_once_and_after_the_next_start(page, desk, named):
    pick(named, "Size of the text", "150")

    assert theme().scale == 1.5
    assert look_of(desk.app.profile).scale == 1.5


def test_a_zone_is_kept(page, desk, named):
    type_in(named, "Your time zone", "Europe/Berlin")

    assert setting(desk.work, "zone") == "Europe/Berlin"


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("Your time zone", "Middle/Earth", "is no time zone"),
        ("Every day at", "25:00", "is no time of day"),
        ("Send them to", "nobody at all", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_line_and_not_kept(page, desk, named, name, words, said):
    line = type_in(named, name, words)

    shown = line.parent()
    assert said in shown._below.text()
    assert line.property("wrong") == "yes"
    assert (
        setting(desk.work, {"Your time zone": "zone", "Every day at": "reminder_time"}.get(name, "reminder_to")) == ""
    )


def test_an_emptied_line_is_the_default_again(page, desk, named):
    type_in(named, "Every day at", "08:15")
    assert setting(desk.work, "reminder_time") == "08:15"

    named("Every day at", QLineEdit).clear()
    named("Every day at", QLineEdit).editingFinished.emit()

    assert setting(desk.work, "reminder_time") == ""


def test_whether_it_keeps_running_is_kept_on_this_machine(page, desk, named):
    named("Keep running when the window is closed", QCheckBox).click()

    assert desk.app.machine.get("window", "close_to_tray", default=True) is False


def test_a_well_known_address_fills_in_its_server(page, named):
    type_in(named, "Your address", "ada@gmail.com")

    account = page.cards["mail"]
    assert (account._host.text(), account._port.text()) == ("smtp.gmail.com", "587")
    assert not account.server.inside.isVisible()  # nothing is asked that is known


def test_where_the_server_is_not_known_it_is_asked_for(page, named):
    type_in(named, "Your address", "ada@quillmark.example")

    assert named("Mail server", QLineEdit)


def test_an_account_is_kept_and_a_test_letter_arrives(page, desk, named, smtp, qtbot, monkeypatch):
    account = page.cards["mail"]
    user, password = smtp.user, smtp.password
    type_in(named, "Your address", user)
    type_in(named, "Mail server", smtp.host)
    type_in(named, "Port", str(smtp.port))
    type_in(named, "Password", password)
    named("Save", QPushButton).click()
    assert "Letters go out by" in account._state.text()
    assert mailing.account_of(desk.app.world).host == smtp.host
    desk.app.machine.put("mail", ca=str(smtp.ca))

    named("Send me a test letter", QPushButton).click()
    qtbot.waitUntil(lambda: bool(smtp.letters), timeout=20_000)
    qtbot.waitUntil(lambda: "on its way" in account._state.text(), timeout=5_000)

    assert account._try.isEnabled()


def test_an_account_that_cannot_be_is_said(page, named):
    type_in(named, "Your address", "ada@example.com")
    type_in(named, "Mail server", "")

    named("Save", QPushButton).click()

    assert "This is no mail server." in page.cards["mail"]._state.text()


def test_a_backup_is_made_checked_and_listed(page, desk, named, qtbot):
    card = page.cards["backups"]

    named("Back up now", QPushButton).click()
    qtbot.waitUntil(lambda: bool(card._lines.lines), timeout=20_000)

    assert card._newest.text().startswith("Backed up and verified ")
    (line,) = card._lines.lines
    assert (line.right, line.tone) == ("verified", "good")
    assert line.note.startswith("by hand")


# --- stages, and finding a setting ----------------------------------------------------------------


def test_stages_are_renamed_moved_hidden_and_added(page, desk, named, settle):
    card = page.cards["stages"]
    line = type_in(named, "Name of Applied", "Sent off")
    assert line.text() == "Sent off"

    named("Move Sent off down").click()
    named("Show Assessment on the board", QCheckBox).click()
    named("Name of a new stage", QLineEdit).setText("Final round")
    pick(named, "What the new stage means", "interviewing")
    named("Add a stage", QPushButton).click()
    settle()

    known = all_stages(desk.work)
    assert [one.key for one in known][:3] == ["lead", "screening", "applied"]
    assert [one.key for one in known if one.hidden] == ["assessment"]
    assert str(next(one for one in known if one.key == "final_round")) == "Final round"
    assert list(card.lines) == [one.key for one in known]


def test_what_a_stage_cannot_be_is_said_in_its_card(page, desk, named):
    card = page.cards["stages"]

    type_in(named, "Name of Applied", "Offer")

    assert "already" in card._state.text()
    assert all_stages(desk.work)[1].name == "Applied"


def test_a_setting_is_found_by_a_word_of_it(page, named, settle):
    page.sought.setText("time zone")
    settle()
    assert [name for name, card in page.cards.items() if card.isVisible()] == ["reminders"]

    page.sought.setText("zebra crossing")
    assert named("No setting has these words.")
    page.sought.clear()

    assert all(card.isVisible() for card in page.cards.values())


def test_links_of_ours_open_here_when_she_says_so_and_no_longer_when_she_says_that(
    desk, settle, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    desk.go("settings")
    page = desk.stack.currentWidget()
    qtbot.waitUntil(lambda: "links" in page.cards, timeout=5_000)
    shown, file = page.cards["links"], tmp_path / "applications" / "ats-desktop.desktop"
    assert shown._go.text() == "Open them here"

    shown._go.click()
    qtbot.waitUntil(shown._go.isEnabled, timeout=5_000)

    assert file.exists()
    assert shown._state.text().startswith("They open here. The tool xdg-mime is not installed")
    shown._go.click()
    qtbot.waitUntil(shown._go.isEnabled, timeout=5_000)
    assert not file.exists()
    assert shown._go.text() == "Open them here"
