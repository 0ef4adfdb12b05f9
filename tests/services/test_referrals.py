"""A referral goes its way from a thought to thanks; each step leaves its date, and the person's timeline knows."""

from datetime import date, timedelta

import make
import pytest

from ats_desktop.domain.people import Contact, Interaction, Relationship
from ats_desktop.domain.referrals import Permission, ReferralStatus
from ats_desktop.errors import Refused
from ats_desktop.services import people, referrals
from ats_desktop.store.reads import people as reads
from ats_desktop.store.reads.today import today

TODAY = make.NOW.date()
AT = ReferralStatus


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path / "own")
    yield opened
    opened.close()


@pytest.fixture
def mira(work):
    with work.change("Mira") as change:
        return change.save(Contact(name="Mira Fathom", strength=9, company_name="Finch & Fathom"))


@pytest.fixture
def thought(work, mira):
    own = make.application(work, "Data Engineer", "Finch & Fathom")
    return referrals.propose(work, mira.id, application=own.id, request="Would you put in a word?")


def due(work):
    return [(one.kind, one.title, one.day) for one in today(work, now=make.NOW, day=TODAY).due]


def test_a_thought_knows_when_to_ask_and_shows_on_that_day(work, thought):
    assert thought.follow_up_on == TODAY + timedelta(days=7)
    assert due(work) == [("referral", "Mira Fathom", TODAY + timedelta(days=7))]


def test_asking_is_noted_with_the_person_and_sets_the_day_to_ask_again(work, mira, thought):
    asked = referrals.step(work, thought.id, AT.REQUESTED)

    assert asked.requested_at == make.NOW
    assert asked.follow_up_on == TODAY + timedelta(days=5)
    assert [one.summary for one in reads.around(work, mira.id).touches] == ["Would you put in a word?"]
    assert work.get(Contact, mira.id).last_touch_at == make.NOW


def test_the_whole_way_to_thanks(work, mira, thought):
    for to in (AT.DRAFTED, AT.REQUESTED, AT.ACCEPTED, AT.SUBMITTED):
        row = referrals.step(work, thought.id, to)

    assert (row.responded_at, row.submitted_at, row.follow_up_on) == (make.NOW, make.NOW, None)
    assert due(work) == []
    assert referrals.thank(work, thought.id).thanked_at == make.NOW
    assert "Thanked" in reads.around(work, mira.id).touches[0].summary


def test_a_step_that_cannot_follow_is_refused_and_names_what_may(work, thought):
    with pytest.raises(Refused, match="cannot follow") as caught:
        referrals.step(work, thought.id, AT.SUBMITTED)

    assert "requested" in caught.value.advice


def test_no_answer_can_be_asked_again(work, thought):
    referrals.step(work, thought.id, AT.REQUESTED)
    assert referrals.step(work, thought.id, AT.NO_RESPONSE).follow_up_on is None

    assert referrals.step(work, thought.id, AT.REQUESTED).follow_up_on == TODAY + timedelta(days=5)


def test_one_undo_takes_back_a_step_with_its_note(work, mira, thought):
    referrals.step(work, thought.id, AT.REQUESTED)

    work.undo()

    assert work.count(Interaction) == 0
    assert reads.around(work, mira.id).referrals[0].status == AT.POTENTIAL


def test_a_reference_is_named_only_once_she_agreed(work, mira):
    row = referrals.add_reference(work, mira.id)
    with pytest.raises(Refused, match="did not agree"):
        referrals.name(work, row.id)

    referrals.agree(work, row.id)

    assert referrals.name(work, row.id).last_used_on == TODAY
    assert reads.around(work, mira.id).references[0].permission == Permission.AVAILABLE


def test_write_again_shows_on_its_day_and_is_done_by_writing(work, mira):
    people.write_again(work, mira.id, date(2026, 11, 21))
    assert due(work) == [("person", "Mira Fathom", date(2026, 11, 21))]

    people.note(work, mira.id, "Asked how the move went.")

    assert due(work) == []
    assert work.get(Contact, mira.id).next_touch_on is None


def test_a_day_still_to_come_stays_when_she_writes_earlier(work, mira):
    people.write_again(work, mira.id, date(2026, 12, 1))

    people.note(work, mira.id, "Wrote today already.")

    assert work.get(Contact, mira.id).next_touch_on == date(2026, 12, 1)


def test_a_half_remembered_word_finds_the_person_in_what_was_said(work, mira):
    with work.change("Others") as change:
        change.save_all([Contact(name="Ingrid Hale", relationship="recruiter"), Contact(name="Pekka Vale")])
    people.note(work, mira.id, "Talked about the on-call rota.")

    found = [
        work.rows("select name from contacts where slot = ?", slot)[0][0] for slot in reads.order(work, words="rot")
    ]

    assert found == ["Mira Fathom"]
    assert len(reads.order(work, relationship="recruiter")) == 1
    assert reads.counts(work) == {"other": 2, "recruiter": 1}


def test_people_stand_in_order_and_those_without_a_date_last(work, mira):
    with work.change("Others") as change:
        anna = change.save(Contact(name="anna"))
    people.note(work, anna.id, "Hello")

    by_name = [work.rows("select name from contacts where slot = ?", slot)[0][0] for slot in reads.order(work)]
    by_touch = [
        work.rows("select name from contacts where slot = ?", slot)[0][0]
        for slot in reads.order(work, sort="last_touch_at", down=True)
    ]

    assert by_name == ["anna", "Mira Fathom"]
    assert by_touch == ["anna", "Mira Fathom"]


def test_who_was_only_named_was_never_in_touch(work):
    own = make.application(work)

    named = people.link(work, own.id, "Jana Example")

    assert work.get(Contact, named.id).last_touch_at is None
    assert named.relationship is Relationship.OTHER
