"""Taking a posting as people have it: the card at once, the rest when its page is read."""

import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Refused
from ats_desktop.outside.web import Web
from ats_desktop.services import capture, jobs

LINK = "https://jobs.kestrel.example/openings/night-dispatcher-4711"


def test_a_link_makes_a_card_at_once(work):
    made = capture.add_link(work, LINK)

    job = work.get(JobOpportunity, made.job)
    assert (job.title, job.posting_url, job.fetch) == ("Night dispatcher", LINK, "waiting")
    assert job.found_at is not None
    assert work.get(Application, made.id).stage == "lead"


def test_a_link_that_is_there_already_gives_its_card_back(work):
    first = capture.add_link(work, LINK)

    again = capture.add_link(work, f"{LINK}?utm_source=newsletter")

    assert again.id == first.id
    assert work.count(JobOpportunity) == 1


def test_one_undo_takes_the_whole_card_back(work):
    capture.add_link(work, LINK)

    work.undo()

    assert (work.count(JobOpportunity), work.count(Application)) == (0, 0)


@pytest.mark.parametrize("words", ["not a link", "ftp://example.com/x", "https://", ""])
def test_what_is_no_link_is_said_to_be_none(work, words):
    with pytest.raises(Refused):
        capture.add_link(work, words)

    assert work.count(JobOpportunity) == 0


def test_a_typed_line_is_a_job_as_it_was_before(work):
    taken = capture.take(work, "Data Engineer @ Kestrel Freight", Web())

    assert taken.kind == capture.Kind.TYPED
    assert (taken.job.title, taken.job.company_name) == ("Data Engineer", "Kestrel Freight")


def test_an_invitation_is_handed_back_and_makes_nothing(work):
    taken = capture.take(work, "Here you go:\nats-invite:eyJ2IjoxfQ", Web())

    assert (taken.kind, taken.job) == (capture.Kind.INVITATION, None)
    assert work.count(JobOpportunity) == 0


def test_a_link_that_was_taken_once_is_warned_of_and_given_back(work):
    made = jobs.add(work, "Night dispatcher", "Kestrel Freight", posting_url=LINK)

    taken = capture.take(work, LINK, Web(resolve=lambda *_: []))

    assert (taken.known, taken.application) == (True, made.id)
    assert taken.warning == "You have this already: Night dispatcher @ Kestrel Freight."


def test_nothing_at_all_is_refused_with_a_next_step(work):
    with pytest.raises(Refused, match="nothing here yet"):
        capture.take(work, " \n", Web())
