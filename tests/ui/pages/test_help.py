"""Help ships with the program, has a page for each area, and loads nothing from anywhere."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from ats_desktop.ui.keysheet import KeySheet
from ats_desktop.ui.pages.catalog import PAGES
from ats_desktop.ui.pages.help import ALSO, NEWS, TOPICS, path_of, title_of

NO_TOPIC = {"help"}


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_is_short_named_and_free_of_html(topic):
    told = path_of(topic).read_text(encoding="utf-8")

    assert told.startswith("# ")
    assert title_of(topic)
    assert not re.search(r"<[a-z/]", told)
    assert topic == NEWS or len(told.split()) < 260
    assert set(re.findall(r"\]\((\w+)\)", told)) <= set(TOPICS)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_has_a_topic(entry):
    assert entry.key in NO_TOPIC or ALSO.get(entry.key, entry.key) in TOPICS


def test_f1_opens_the_help_of_the_page_in_view(desk, settle):
    desk.go("board")
    settle()

    desk.perform("help")
    settle()

    page = desk.stack.currentWidget()
    assert page is desk._pages["help"]
    assert page.topic == "board"
    assert page.text.toPlainText().startswith("The board")


def test_esc_goes_back_to_the_page_that_was_in_view(desk, settle):
    desk.go("board")
    settle()
    desk.perform("help")
    settle()
    page = desk.stack.currentWidget()

    for part in (page.topics, page.text):
        QTest.keyClick(part, Qt.Key.Key_Escape)
        settle()

        assert desk.place[0] == "board"
        desk.perform("help")
        settle()


def test_the_topics_begin_at_the_one_in_view(desk, settle):
    desk.go("help", "offers")
    settle()
    page = desk.stack.currentWidget()
    desk.side.setFocus()

    page.topics.setFocus()

    assert page.topics.current == "offers"


def test_the_arrow_keys_show_what_they_come_to(desk, settle):
    desk.go("help", "today")
    settle()
    page = desk.stack.currentWidget()
    page.topics.setFocus()

    QTest.keyClick(page.topics, Qt.Key.Key_Down)
    settle()
    assert page.topic == "board"
    assert page.text.toPlainText().startswith("The board")
    page._follow(QUrl("settings"))
    settle()

    assert page.topic == "settings"
    assert page.topics.current == "settings"


def test_a_link_goes_from_topic_to_topic_and_nowhere_else(desk, settle):
    desk.go("help", "board")
    settle()
    page = desk.stack.currentWidget()

    page._follow(QUrl("settings"))
    settle()
    assert page.topic == "settings"
    page._follow(QUrl("file:///etc/passwd"))
    settle()
    assert page.topic == "settings"


def test_nothing_is_loaded_and_markup_is_words(desk, settle, tmp_path):
    desk.go("help")
    settle()
    page = desk.stack.currentWidget()

    page.text.show_words(f"# A\n\n<b>bold</b> ![x](file://{tmp_path}/x.png)")

    assert "<b>bold</b>" in page.text.toPlainText()
    assert page.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///x.png")) is None


def test_the_sheet_of_keys_has_every_key_there_is_and_what_lists_do(desk, settle):
    desk.go("jobs")
    settle()
    desk.show_keys()
    sheet = desk.findChild(KeySheet)
    listed = {line.key for line in sheet.lines.lines}

    assert {one.id for one in desk.actions.all() if one.keys} <= listed
    assert any(line.right == "Alt+Left, Alt+Right" for line in sheet.lines.lines)
    sheet.lines.opened.emit("-0.0")  # what is only read does nothing
    assert sheet.isVisible()
    sheet.reject()
    QTest.qWait(1)
