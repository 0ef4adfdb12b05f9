"""What a person has is taken: links, texts, files, by hand, by drop, by clipboard; what programs ask for waits."""

import sys

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ats_desktop import __main__ as entrance
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.outside.web import Web
from ats_desktop.ui import arrivals
from ats_desktop.ui.pages.catalog import BY_KEY
from ats_desktop.ui.uris import place_in

LINK = "https://jobs.quillmark.example/data-engineer-4711"


@pytest.fixture(autouse=True)
def _no_web(app):
    """A web that is away: what reads pages has tests of its own."""

    def away(_host, _port):
        raise OSError("no network here")

    app._web = Web(resolve=away)


@pytest.fixture
def today(window, settle):
    window.go("today")
    settle()
    return window.stack.currentWidget()


def taken(window, today, qtbot):
    qtbot.waitUntil(lambda: today._taken is not None and today._taken.isVisible(), timeout=10_000)
    return today._taken


def dropped(**held):
    mime = QMimeData()
    if "urls" in held:
        mime.setUrls([QUrl(url) for url in held["urls"]])
    if "text" in held:
        mime.setText(held["text"])
    return mime


def drop_on(window, mime):
    """Drag over the window and let go, as the desktop tells it."""
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(300, 300), action, mime, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    shown = window._drops._sign.isVisible()
    drop = QDropEvent(QPointF(300, 300), action, mime, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, drop)
    return enter.isAccepted(), shown


# --- the line ---------------------------------------------------------------------------------------


def test_a_link_becomes_a_card_that_is_shown_where_it_was_pasted(window, today, qtbot):
    QApplication.clipboard().setText(LINK)
    QTest.keyClick(today.box.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(today.box.line, Qt.Key.Key_Return)

    card = taken(window, today, qtbot)

    assert [job.posting_url for job in window.work.all(JobOpportunity)] == [LINK]
    assert card._title.text() == "Data engineer"
    assert today.box.line.text() == ""


def test_without_a_network_the_card_is_there_and_says_so(window, today, qtbot):
    arrivals.receive(window, LINK)
    card = taken(window, today, qtbot)

    qtbot.waitUntil(lambda: "when there is a network" in card._state.text(), timeout=20_000)
    assert window.work.all(JobOpportunity)[0].fetch == "waiting"


def test_a_link_that_is_here_already_shows_its_card_and_cannot_be_taken_back_by_mistake(window, today, qtbot, settle):
    arrivals.receive(window, LINK)
    first = taken(window, today, qtbot)._application
    today._taken.hide()

    arrivals.receive(window, f"{LINK}?utm_source=mail")
    card = taken(window, today, qtbot)

    assert (card._application, window.work.count(JobOpportunity)) == (first, 1)
    assert card.back.isHidden()


def test_what_was_taken_can_be_taken_back(window, today, qtbot, settle):
    arrivals.receive(window, "Data Engineer @ Quillmark")
    card = taken(window, today, qtbot)

    card.back.click()
    settle()

    assert window.work.count(JobOpportunity) == 0
    assert not card.isVisible()


def test_what_was_taken_is_shown_until_one_looks_elsewhere(window, today, qtbot, settle):
    arrivals.receive(window, "Data Engineer @ Quillmark")
    card = taken(window, today, qtbot)

    window.go("board")
    window.go("today")
    settle()

    assert not card.isVisible()
    assert window.work.count(JobOpportunity) == 1


def test_open_it_opens_the_application(window, today, qtbot):
    arrivals.receive(window, LINK)
    card = taken(window, today, qtbot)

    card.opening.click()

    assert window._wanted[0] == "application"


def test_each_field_says_where_it_came_from(window, today, qtbot, settle):
    with window.work.change("Add") as change:
        job = change.save(
            JobOpportunity(title="Engineer", company_name="Quillmark", origins=("company_name: the page's job record",))
        )
    application = window.work.all(JobOpportunity)[0]
    assert application.id == job.id
    from ats_desktop.domain.applications import Application

    with window.work.change("Add") as change:
        made = change.save(Application(job=job.id))
    window.go("today", f"taken:{made.id}")
    settle()

    said = [one.text() for one in today._taken._shown]
    assert said == ["Company", "Quillmark", "from the page's job record"]


def test_the_text_of_a_page_that_could_not_be_read_goes_to_the_card_in_view(window, today, qtbot, settle):
    today._take("http://192.168.1.7/jobs/baker")
    shown = taken(window, today, qtbot)
    qtbot.waitUntil(lambda: bool(shown.unread))
    (link,) = window.work.all(JobOpportunity)

    today._take("Baker (m/f/d)\nQuillmark GmbH - Bremen, Germany\n\nYou bake. Pay: 38,000 - 44,000 EUR a year.")
    qtbot.waitUntil(lambda: not shown.unread and window.work.count(JobOpportunity) == 1)
    settle()

    (job,) = window.work.all(JobOpportunity)
    assert (job.id, job.title, job.company_name) == (link.id, "Baker (m/f/d)", "Quillmark GmbH")
    pay = next(one for one in shown._shown if one.text() == "38,000 - 44,000 EUR/year")
    assert pay.width() >= pay.fontMetrics().horizontalAdvance(pay.text())


def test_what_the_mouse_pastes_is_held_like_what_keys_paste(today):
    QApplication.clipboard().setText("Engineer (m/f/d)\nWe build robots.")

    today.box.line.paste()

    assert today.box.line.text() == "Engineer (m/f/d) ... · 5 words"


def test_a_long_text_keeps_its_lines_and_shows_how_it_begins(today, qtbot):
    text = "Engineer (m/f/d)\nWe build robots.\n" + "word " * 200
    given = []
    today.box.given.disconnect()
    today.box.given.connect(given.append)

    QApplication.clipboard().setText(text)
    QTest.keyClick(today.box.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown = today.box.line.text()
    QTest.keyClick(today.box.line, Qt.Key.Key_Return)

    assert shown == "Engineer (m/f/d) ... · 205 words"
    assert given == [text.strip()]


def test_what_is_typed_over_a_long_text_counts(today):
    given = []
    today.box.given.disconnect()
    today.box.given.connect(given.append)
    today.box.fill("One\nTwo")

    today.box.line.selectAll()
    QTest.keyClicks(today.box.line, "Analyst")
    QTest.keyClick(today.box.line, Qt.Key.Key_Return)

    assert given == ["Analyst"]


def test_an_invitation_waits_filled_in_where_it_is_joined(window, qtbot):
    arrivals.receive(window, "Ada invites you:\nats-invite:abcdef")

    settings = window.stack.currentWidget()
    qtbot.waitUntil(lambda: "sharing" in settings.cards, timeout=10_000)
    line = settings.cards["sharing"]._alone.invitation
    qtbot.waitUntil(lambda: line.toPlainText() == "Ada invites you:\nats-invite:abcdef", timeout=10_000)
    assert window.work.count(JobOpportunity) == 0


# --- the window, the clipboard ----------------------------------------------------------------------


def test_a_link_dropped_anywhere_is_taken(window, today, qtbot):
    window.go("board")

    seen, sign = drop_on(window, dropped(urls=[LINK], text=LINK))

    assert (seen, sign) == (True, True)
    taken(window, today, qtbot)
    assert window.work.count(JobOpportunity) == 1
    assert not window._drops._sign.isVisible()


@pytest.mark.parametrize(("name", "page"), [("jobs.csv", "import"), ("data.zip", "import"), ("call.ics", "import")])
def test_a_file_goes_to_the_page_that_knows_it(window, tmp_path, name, page):
    path = tmp_path / name
    path.write_bytes(b"x")

    drop_on(window, dropped(urls=[QUrl.fromLocalFile(str(path)).toString()]))

    assert window._wanted == (page, str(path))
    assert page in BY_KEY


def test_a_word_in_the_clipboard_waits_for_enter(window, today, settle):
    QApplication.clipboard().setText("hunter2")

    window.actions.get("clipboard").act.trigger()
    settle()

    assert today.box.line.text() == "hunter2"
    assert window.work.count(JobOpportunity) == 0


def test_a_link_in_the_clipboard_is_taken(window, today, qtbot):
    QApplication.clipboard().setText(LINK)

    window.actions.get("clipboard").act.trigger()

    taken(window, today, qtbot)
    assert window.work.count(JobOpportunity) == 1


# --- what other programs ask for --------------------------------------------------------------------


def test_an_address_from_a_browser_only_fills_the_line(window, today, settle):
    window.go(*place_in(f"ats://add?url={LINK}"))
    settle()

    assert today.box.line.text() == LINK
    assert window.work.count(JobOpportunity) == 0


@pytest.mark.parametrize(
    "uri",
    [
        "ats://add?url=javascript:alert(1)",
        "ats://add?url=file:///etc/passwd",
        "ats://add?url=https://a.example/%0aats://x",
        "ats://add",
        "ats://reset?yes",
        "ats://application/../../x",
        "http://add?url=https://a.example",
        "ats://add?url=https://a.example/" + "x" * 5_000,
        "ats://[",
    ],
)
def test_anything_else_is_not_understood(uri):
    assert place_in(uri) is None


@pytest.mark.parametrize(
    ("uri", "place"),
    [
        ("ats://application/{row}", ("application", "{row}")),
        ("ats://offers/{row}", ("offers", "{row}")),
        ("ats://reminders/{row}", ("goals", "reminders:{row}")),
        ("ats://job_opportunities/{row}", ("application", "{row}")),
        ("ats://secrets/{row}", None),
    ],
)
def test_an_address_opens_a_row_of_any_page_that_shows_such_rows(uri, place):
    """The addresses in mails of ours."""
    row = "01a2027b-d680-7000-8347-17d0b4d83f5a"

    assert place_in(uri.format(row=row)) == (place and (place[0], place[1].format(row=row)))


def test_an_address_as_the_only_word_opens_the_window_with_it(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setenv("ATS_HOME", str(tmp_path / "mine"))
    monkeypatch.setattr(sys, "argv", ["ats", "ats://add?url=https://jobs.quillmark.example/7"])
    monkeypatch.setattr(entrance, "open_window", lambda folder, link="": asked.append((folder, link)) or 0)

    assert entrance.main() == 0
    assert asked == [(tmp_path / "mine", "ats://add?url=https://jobs.quillmark.example/7")]
