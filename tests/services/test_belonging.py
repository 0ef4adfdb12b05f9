"""Whose an invitation is: the one application it plainly speaks of; where it speaks of none, or of two, she is asked."""

from datetime import UTC, datetime

import papers
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.errors import Refused
from ats_desktop.services import applications, jobs, transfer
from ats_desktop.services.belonging import ASKED
from ats_desktop.services.weighing import Fate

INVITE = papers.INVITATION.encode()


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))


def take(work, data=INVITE, name="invite.ics", **asked):
    return transfer.import_file(work, data, name=name, **asked)


def test_an_invitation_becomes_the_interview_of_the_application_it_names(work):
    jobs.add(work, "Data Engineer", "Halden Robotics")
    meant = jobs.add(work, "Data Engineer", "Brightwater Labs")

    take(work)

    (talk,) = work.all(Interview)
    assert (talk.application, talk.starts.wall) == (meant.id, "2026-12-03T09:30")
    assert work.get(Application, meant.id).stage == "interviewing"


def test_the_title_decides_between_two_jobs_at_one_company(work):
    jobs.add(work, "Designer", "Brightwater Labs")
    meant = jobs.add(work, "Data Engineer", "Brightwater Labs")

    take(work)

    assert work.all(Interview)[0].application == meant.id


def test_an_address_names_a_company_too(work):
    meant = jobs.add(work, "Analyst", "Brightwater")
    plain = papers.INVITATION.replace(": Data Engineer at Brightwater Labs", "").replace("CN=Ada Lind:", "CN=:")

    take(work, plain.encode())

    assert work.all(Interview)[0].application == meant.id


@pytest.mark.parametrize("known", [[], ["Halden Robotics"], ["Brightwater Labs", "Brightwater Labs"]])
def test_where_none_or_two_are_meant_she_is_asked(work, known):
    for company in known:
        jobs.add(work, "Engineer", company)

    report = take(work)

    assert [(line.fate, line.reason) for line in report.lines] == [(Fate.SKIPPED, ASKED)]
    assert work.count(Interview) == 0


def test_the_application_she_names_gets_it(work):
    jobs.add(work, "Engineer", "Halden Robotics")
    chosen = jobs.add(work, "Analyst", "Quillmark")

    take(work, application=chosen.id)

    assert work.all(Interview)[0].application == chosen.id


def test_an_application_that_is_not_here_is_refused(work):
    with pytest.raises(Refused, match="not here"):
        take(work, application="nobody's")


def test_the_same_invitation_twice_is_one_interview(work):
    jobs.add(work, "Data Engineer", "Brightwater Labs")
    take(work)

    report = take(work)

    assert report.count(Fate.NEW) == 0
    assert work.count(Interview) == 1


def test_an_application_that_stands_further_on_is_not_moved_back(work):
    meant = jobs.add(work, "Data Engineer", "Brightwater Labs")
    applications.move(work, meant.id, "offer")

    take(work)

    assert work.get(Application, meant.id).stage == "offer"


def test_one_undo_takes_the_interview_and_the_stage_back(work):
    meant = jobs.add(work, "Data Engineer", "Brightwater Labs")
    take(work)

    work.undo()

    assert work.count(Interview) == 0
    assert work.get(Application, meant.id).stage == "lead"


def test_a_mail_is_noted_with_its_person_and_its_application(work):
    meant = jobs.add(work, "Data Engineer", "Brightwater Labs")
    with work.change("Add") as change:
        ada = change.save(Contact(name="Ada", emails=("ada.lind@brightwater.example",)))

    take(work, papers.MAIL.encode(), "reply.eml")

    (touch,) = work.all(Interaction)
    assert (touch.contact, touch.application) == (ada.id, meant.id)
    assert work.count(Contact) == 1


def test_a_mail_about_no_application_is_noted_all_the_same(work):
    take(work, papers.MAIL.encode(), "reply.eml")

    (touch,) = work.all(Interaction)
    assert (touch.application, work.count(Contact)) == ("", 1)
