"""Taking a posting as people have it: the card at once, the rest when its page is read."""

import shutil
from dataclasses import replace
from datetime import date

import postings
import pytest
from sites import answer, site

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.quick import read_line
from ats_desktop.domain.requirements import JobRequirement
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


def test_a_line_with_a_link_waits_for_its_page_in_the_stage_asked_for(work):
    made = capture.add_line(work, read_line(LINK), stage="applied")

    job = work.get(JobOpportunity, made.job)
    assert (made.stage, job.title, job.fetch) == ("applied", "Night dispatcher", "waiting")
    assert job.origins == ("title: the link",)


def test_an_invitation_is_handed_back_and_makes_nothing(work):
    taken = capture.take(work, "Here you go:\nats-invite:eyJ2IjoxfQ", Web())

    assert (taken.kind, taken.job) == (capture.Kind.INVITATION, None)
    assert work.count(JobOpportunity) == 0


def test_a_link_that_was_taken_once_is_warned_of_and_given_back(work):
    made = jobs.add(work, "Night dispatcher", "Kestrel Freight", posting_url=LINK)

    taken = capture.take(work, LINK, Web(resolve=lambda *_: []))

    assert (taken.known, taken.application) == (True, made.id)
    assert taken.warning == "You have this already: Night dispatcher @ Kestrel Freight."


def test_a_link_to_a_job_put_away_says_so(work):
    made = capture.add_link(work, LINK)
    jobs.archive(work, made.job)

    taken = capture.take(work, LINK, Web(resolve=lambda *_: []))

    assert taken.warning == "You have this already: Night dispatcher; it was archived."


def test_nothing_at_all_is_refused_with_a_next_step(work):
    with pytest.raises(Refused, match="nothing here yet"):
        capture.take(work, " \n", Web())


# --- filling


@pytest.fixture
def here():
    with site({"/job": answer(postings.PLAIN), "/trams": answer(postings.page_with(postings.job_posting))}) as made:
        yield made


def test_what_she_typed_herself_is_never_written_over(work, here):
    made = capture.add_link(work, here.url("/job"))
    job = work.get(JobOpportunity, made.job)
    typed = {"title": "Head of bread", "deadline_on": date(2026, 12, 24), "location": "Leeds, near the river"}
    with work.change("Type") as change:
        change.save(replace(job, **typed), was=job)

    filled = capture.read_page(work, made.job, here.web())

    assert {name: getattr(filled, name) for name in typed} == typed
    assert (filled.company_name, str(filled.pay)) == ("Quillmark Bakes", "28,000 - 32,500 GBP/year")
    assert not any(line.startswith(("deadline_on:", "location:")) for line in filled.origins)


def test_a_deadlines_hour_comes_only_with_its_day(work, here):
    made = capture.add_link(work, here.url("/trams"))
    job = work.get(JobOpportunity, made.job)
    with work.change("Type") as change:
        change.save(replace(job, deadline_on=date(2026, 12, 24)), was=job)

    filled = capture.read_page(work, made.job, here.web())

    assert (filled.deadline_on, filled.deadline_time, filled.deadline_zone) == (date(2026, 12, 24), "", "")


def test_reading_a_page_again_changes_nothing_and_doubles_nothing(work, here):
    made = capture.add_link(work, here.url("/job"))
    first = capture.read_page(work, made.job, here.web())
    points = {point.id for point in work.all(JobRequirement)}
    capture.read_again(work, made.job)

    again = capture.read_page(work, made.job, here.web())

    assert replace(again, fetched_at=None) == replace(first, fetched_at=None)
    assert {point.id for point in work.all(JobRequirement)} == points


def test_a_point_she_removed_stays_removed(work, here):
    made = capture.add_link(work, here.url("/job"))
    capture.read_page(work, made.job, here.web())
    with work.change("Remove") as change:
        change.remove(work.all(JobRequirement)[0])

    capture.read_page(work, made.job, here.web())

    assert work.count(JobRequirement) == 2


def test_two_laptops_that_read_one_page_make_the_same_points(new_work, here):
    one = new_work("one")
    made = capture.add_link(one, here.url("/job"))
    shutil.copytree(one.folder, one.folder.parent / "two")
    two = new_work("two")

    for work in (one, two):
        capture.read_page(work, made.job, here.web())

    assert {point.id for point in one.all(JobRequirement)} == {point.id for point in two.all(JobRequirement)}


def test_the_parts_say_where_each_stood(work, here):
    taken = capture.take(work, here.url("/trams"), here.web())

    told = {part.field: (part.label, part.value, part.origin) for part in taken.parts}
    where = "schema.org JobPosting on 127.0.0.1"
    assert told["title"] == ("Title", "Tram Electrician", where)
    assert told["pay"] == ("Advertised pay", "34,000 - 38,500 SEK/month", where)
    assert told["employment_type"] == ("Kind", "Full time", where)
    assert told["requirements"] == ("Requirements", "5 points", where)
    assert told["description"][1].endswith(" words, kept")


def test_a_typed_line_with_a_link_keeps_its_words_and_reads_the_rest(work, here):
    taken = capture.take(work, f"Head of bread @ Quillmark {here.url('/job')}", here.web())

    assert (taken.job.title, taken.job.company_name) == ("Head of bread", "Quillmark")
    assert (taken.job.location, taken.job.fetch) == ("Leeds, UK", "done")


def test_a_page_that_can_never_be_read_says_so_on_its_card(work):
    taken = capture.take(work, "https://www.linkedin.com/jobs/view/night-dispatcher-4711", Web(resolve=lambda *_: []))

    assert taken.job.fetch.startswith("LinkedIn does not let programs read its pages. Copy the posting's text")
    assert taken.waiting == taken.job.fetch
    assert work.count(Application) == 1


def test_a_link_into_her_own_network_is_kept_and_never_asked(work):
    def never(_host, _port):
        raise AssertionError("nobody is asked where this is")

    taken = capture.take(work, "http://192.168.1.7/jobs/baker", Web(resolve=never))

    assert "does not lead to the open web" in taken.waiting


# --- text


def test_the_text_pasted_for_a_page_that_could_not_be_read_fills_its_card_and_not_another(work):
    made = capture.add_link(work, "http://192.168.1.7/jobs/baker")
    capture.given_up(work, made.job, "Only public pages are read.")

    taken = capture.take_text_for(work, made.id, postings.PASTED)

    assert (taken.application, work.count(JobOpportunity)) == (made.id, 1)
    assert (taken.job.title, taken.job.company_name) == ("Junior Archivist", "Halden Archive")
    assert (taken.job.posting_url, taken.job.fetch) == ("http://192.168.1.7/jobs/baker", capture.DONE)
    assert work.count(JobRequirement, {"job": taken.job.id}) == 3


def test_the_text_of_a_link_that_is_never_read_is_warned_of_when_it_is_pasted_another_day(work):
    away = Web(resolve=lambda *_: [])
    capture.take(work, "https://www.linkedin.com/jobs/view/night-dispatcher-4711", away)
    capture.take(work, "https://www.linkedin.com/jobs/view/harbour-pilot-4712", away)

    taken = capture.take(
        work, f"Night Dispatcher\nKestrel Freight\nLeeds\n\n{'We look for somebody at night. ' * 12}", away
    )

    assert taken.job.title == "Night Dispatcher"
    assert taken.warning == "You may have this already: Night dispatcher."
    assert work.count(JobOpportunity) == 3  # warned of, and kept


def test_a_pasted_text_becomes_a_card_with_its_points_and_its_text(work):
    taken = capture.take(work, postings.PASTED, Web())

    assert (taken.kind, taken.job.title, taken.job.company_name) == ("text", "Junior Archivist", "Halden Archive")
    assert taken.job.description == postings.PASTED
    assert taken.job.fetch == ""
    assert "pay: “Pay is €45k - €52k a year. Applications close on December 5th.” as it was pasted" in taken.job.origins
    assert work.count(JobRequirement, {"job": taken.job.id}) == 3


def test_the_source_of_a_page_is_read_as_the_page(work):
    head = "<html><head><title>Baker | Quillmark</title></head>"

    taken = capture.take(work, f"{head}\n<body><h1>Baker</h1><p>Brötchen in Kiel.</p></body></html>", Web())

    assert (taken.job.title, taken.job.company_name) == ("Baker", "Quillmark")
    assert "Brötchen" in taken.job.description
    assert "<p>" not in taken.job.description


def test_the_source_of_a_page_with_nothing_on_it_is_kept_as_a_text(work):
    taken = capture.take(work, "<div>\n<p></p></div>", Web())

    assert taken.job.description == "<div>\n<p></p></div>"


def test_the_same_posting_pasted_twice_is_warned_of_and_kept(work):
    capture.add_text(work, postings.PASTED)

    taken = capture.take(work, postings.PASTED, Web())

    assert taken.warning == "You may have this already: Junior Archivist @ Halden Archive."
    assert not taken.known
    assert work.count(JobOpportunity) == 2


def test_a_text_with_its_link_on_a_line_is_that_links_card(work):
    taken = capture.take(work, f"{postings.PASTED}\n\nhttps://halden.example/jobs/7\n", Web())

    assert taken.job.posting_url == "https://halden.example/jobs/7"


def test_a_text_that_says_nothing_of_a_job_is_kept_all_the_same(work):
    taken = capture.take(work, f"{'Lorem ipsum dolor sit amet, ' * 20}.\nconsectetur.", Web())

    assert taken.job.title
    assert taken.job.description.startswith("Lorem ipsum")


def test_one_undo_takes_a_pasted_card_back(work):
    capture.add_text(work, postings.PASTED)

    work.undo()

    assert (work.count(JobOpportunity), work.count(JobRequirement)) == (0, 0)


def test_a_card_taken_back_takes_its_points_along(work):
    taken = capture.take(work, postings.PASTED, Web())

    jobs.take_back(work, taken.application)

    assert (work.count(JobOpportunity), work.count(Application), work.count(JobRequirement)) == (0, 0, 0)


def test_what_was_read_is_found_by_searching_for_it(work):
    capture.add_text(work, postings.PASTED)

    assert any(hit.title.startswith("Junior Archivist") for hit in work.search("cataloguing"))
