"""A page repaints only while it is seen, and only for news that concern it."""

import pytest

from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Unavailable
from ats_desktop.services import jobs
from ats_desktop.store.feed import Changed
from ats_desktop.ui.pages import catalog
from ats_desktop.ui.pages.catalog import Entry
from ats_desktop.ui.pages.page import Page


class Watching(Page):
    watches = frozenset({JobOpportunity, "interviews"})

    def __init__(self, desk):
        super().__init__(desk)
        self.looks = 0

    def refresh(self):
        self.looks += 1


class Failing(Page):
    def refresh(self):
        raise Unavailable("The disk did not answer.", "It is tried again.")


def entry(kind):
    """An entry whose class is at hand."""

    class Here(Entry):
        def load(self):
            return kind

    return Here("here", "Here", "jobs", "here:Here")


@pytest.fixture
def page(window, settle):
    """A page of the window, opened and looked at once."""
    window._entries["here"] = entry(Watching)
    window.go("here")
    settle()
    found = window.stack.currentWidget()
    assert found.looks == 1
    return found


def test_a_change_it_watches_repaints_it_once(page, window, settle):
    with window.work.change("Add two") as change:
        change.save(JobOpportunity(title="Engineer"))
        change.save(JobOpportunity(title="Analyst"))

    settle()

    assert page.looks == 2


def test_a_storm_of_news_is_one_look(page, settle):
    for _ in range(50):
        page.hear(Changed("x", frozenset({"interviews"})))

    settle()

    assert page.looks == 2


def test_other_news_do_not_concern_it(page, settle):
    page.hear(Changed("Add task", frozenset({"tasks"})))
    settle()

    assert (page.looks, page.stale) == (1, False)


def test_news_without_names_concern_everybody(page, settle):
    page.hear(Changed("Changed in another window", frozenset(), origin="outside"))
    settle()

    assert page.looks == 2


def test_a_hidden_page_only_notes_that_it_is_stale(page, window, settle):
    window.go("today")
    jobs.add(window.work, "Engineer")
    settle()
    assert (page.looks, page.stale) == (1, True)

    window.go("here")
    settle()

    assert (page.looks, page.stale) == (2, False)


def test_a_page_names_the_tables_it_watches():
    assert Watching.tables() == frozenset({JobOpportunity.noun.table, Interview.noun.table})


def test_a_question_that_fails_is_told_on_the_strip(window, settle):
    window._entries["here"] = entry(Failing)

    window.go("here")
    settle()

    assert window.strip.told.title == "The disk did not answer."
    assert window.strip.isVisible()


def test_every_page_of_the_catalog_is_there():
    for one in catalog.PAGES:
        assert issubclass(one.load(), Page), one.key


def test_keys_of_pages_are_given_once():
    assert len(catalog.BY_KEY) == len(catalog.PAGES)
