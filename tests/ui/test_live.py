"""News and answers cross into the UI thread; what is gone hears nothing more."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject

from ats_desktop.errors import Offline
from ats_desktop.store.feed import Changed, Feed
from ats_desktop.ui.live import Live

NEWS = Changed("Add job", frozenset({"job_opportunities"}))


@pytest.fixture
def live(qapp):
    return Live()


def test_news_from_a_lane_arrive_in_the_ui_thread(live, qtbot):
    feed, heard = Feed(), []
    live.changed.connect(lambda news: heard.append((news, threading.current_thread())))
    live.follow(feed)

    threading.Thread(target=feed.publish, args=(NEWS,)).start()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(NEWS, threading.main_thread())]


def test_news_never_interrupt_who_made_them(live, qtbot):
    feed, order = Feed(), []
    live.changed.connect(lambda _: order.append("heard"))
    live.follow(feed)

    feed.publish(NEWS)
    order.append("went on")

    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["went on", "heard"]


def test_only_the_workspace_that_is_open_is_heard(live, settle):
    old, new, heard = Feed(), Feed(), []
    live.changed.connect(heard.append)
    live.follow(old)
    live.follow(new)

    old.publish(NEWS)
    settle()

    assert heard == []


def test_an_answer_is_delivered_in_the_ui_thread(live, qtbot):
    got = []
    with ThreadPoolExecutor(1) as lane:
        live.then(lane.submit(lambda: 7), lambda answer: got.append((answer, threading.current_thread())))

    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, threading.main_thread())]


def test_an_error_of_ours_arrives_as_it_is(live, qtbot):
    future, told = Future(), []
    live.then(future, pytest.fail, told.append)

    future.set_exception(Offline("The server is away.", "It is tried again."))

    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "The server is away. It is tried again."


def test_a_bug_is_told_in_a_plain_sentence_and_logged_whole(live, qtbot, caplog):
    future, told = Future(), []
    live.then(future, pytest.fail, told.append)

    future.set_exception(ZeroDivisionError("division by zero"))

    qtbot.waitUntil(lambda: bool(told))
    assert told[0].title == "Something went wrong here."
    assert "ZeroDivisionError" in caplog.text


def test_what_is_gone_is_not_called(live, settle):
    future, owner = Future(), QObject()
    live.then(future, pytest.fail, pytest.fail, owner=owner)
    owner.deleteLater()
    settle()

    future.set_result(1)

    settle()
