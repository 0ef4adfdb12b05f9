"""Offers move their application, and each answer is one step that can be taken back."""

from datetime import date

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import PayFact, SalaryData
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.values import Appointment, Money, parse_pay
from ats_desktop.errors import Refused
from ats_desktop.services import offers, settings
from ats_desktop.store.reads.offers import chances, every_offer, told
from ats_desktop.store.reads.today import today

BASE = Money(80_000_00, "EUR", "year")
FRIDAY = Appointment("2026-11-27T17:00", "Europe/Berlin")


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    yield made
    made.close()


@pytest.fixture
def pursuit(work):
    return make.application(work, "Engineer", "Brightwater Labs", stage="interviewing", days=3)


def stage(work, offer):
    return work.get(Application, offer.application).stage


def test_recording_moves_the_application_and_knows_the_job(work, pursuit):
    made = offers.record(work, pursuit.id, base=BASE, respond_by=FRIDAY)

    assert (made.role_title, made.company_name, made.status) == ("Engineer", "Brightwater Labs", OfferStatus.PENDING)
    assert stage(work, made) == "offer"
    work.undo()
    assert work.count(Offer) == 0
    assert work.get(Application, pursuit.id).stage == "interviewing"


def test_accepting_wins_and_declining_withdraws(work, pursuit):
    made = offers.record(work, pursuit.id)
    offers.accept(work, made)
    assert (stage(work, made), work.get(Offer, made.id).status) == ("won", OfferStatus.ACCEPTED)
    work.undo()
    assert (stage(work, made), work.get(Offer, made.id).status) == ("offer", OfferStatus.PENDING)

    offers.decline(work, made, reason="Too far")

    declined = work.get(Offer, made.id)
    assert (stage(work, made), declined.status, declined.decline_reason) == (
        "withdrawn",
        OfferStatus.DECLINED,
        "Too far",
    )
    work.undo()
    assert (stage(work, made), work.get(Offer, made.id).status) == ("offer", OfferStatus.PENDING)


def test_declining_one_of_two_keeps_the_application_open(work, pursuit):
    first, second = offers.record(work, pursuit.id), offers.record(work, pursuit.id)
    offers.decline(work, first)

    assert stage(work, second) == "offer"


def test_what_was_answered_is_not_answered_again(work, pursuit):
    made = offers.record(work, pursuit.id)
    offers.decline(work, made)

    with pytest.raises(Refused, match="declined"):
        offers.accept(work, made)
    offers.reopen(work, made)
    assert stage(work, made) == "offer"
    assert offers.accept(work, made).status is OfferStatus.ACCEPTED


def test_more_time_is_one_step_and_opens_what_ran_out(work, pursuit):
    made = offers.record(work, pursuit.id, respond_by=FRIDAY)
    later = Appointment("2026-12-04T17:00", "Europe/Berlin")
    offers.extend(work, made, later)
    assert work.get(Offer, made.id).respond_by == later
    work.undo()
    assert work.get(Offer, made.id).respond_by == FRIDAY

    expired = make.replaced(work.get(Offer, made.id), status=OfferStatus.EXPIRED)
    with work.change("Ran out") as change:
        change.save(expired, was=made)
    assert offers.extend(work, made, later).status is OfferStatus.PENDING


def test_a_time_without_a_zone_is_hers(work, pursuit):
    with work.change("Zone") as change:
        change.save(Setting(key="zone", value="Europe/Riga"))

    made = offers.record(work, pursuit.id, respond_by=Appointment("2026-11-27T17:00"))

    assert made.respond_by.zone == "Europe/Riga"
    with pytest.raises(Refused):
        offers.extend(work, made, Appointment("soon", ""))


@pytest.mark.parametrize("wrong", [{"culture": 11}, {"growth": 0}, {"vesting_years": 0.0}, {"cost_of_living": -3.0}])
def test_figures_that_make_no_sense_are_refused(work, pursuit, wrong):
    made = offers.record(work, pursuit.id)

    with pytest.raises(Refused):
        offers.revise(work, made, **wrong)


def test_what_is_paid_once_has_no_period(work, pursuit):
    made = offers.revise(work, offers.record(work, pursuit.id), sign_on=Money(5_000_00, "EUR", "year"))

    assert str(made.sign_on) == "5,000 EUR"


def test_an_ended_application_gets_no_offer(work):
    ended = make.application(work, stage="rejected")

    with pytest.raises(Refused, match="has ended"):
        offers.record(work, ended.id)
    assert chances(work) == []


def test_the_soonest_to_answer_stands_first(work, pursuit):
    late = offers.record(work, pursuit.id, respond_by=Appointment("2026-12-20T17:00", "UTC"))
    soon = offers.record(work, pursuit.id, respond_by=FRIDAY)
    never = offers.record(work, pursuit.id)
    declined = offers.decline(work, offers.record(work, pursuit.id))

    assert [one.id for one in every_offer(work)] == [soon.id, late.id, never.id, declined.id]


def test_what_was_said_stands_together_with_what_was_offered(work, pursuit):
    with work.change("Said") as change:
        change.save(
            SalaryData(job=pursuit.job, fact=PayFact.STATED, pay=parse_pay("85000 EUR/year"), observed_at=make.NOW)
        )
    offers.record(work, pursuit.id, base=BASE)
    (one,) = told(work)

    assert [figure.fact for figure in one.figures] == [PayFact.STATED, PayFact.OFFER]
    assert [clash.kind for clash in one.clashes] == ["below_ask"]


def test_an_answer_that_is_due_stands_on_today_until_it_is_given(work, pursuit):
    made = offers.record(work, pursuit.id, respond_by=FRIDAY)
    due = today(work, now=make.NOW, day=date(2026, 11, 22)).due
    assert [(line.kind, line.row, str(line.day)) for line in due] == [("offer", made.id, "2026-11-27")]

    offers.decline(work, made)

    assert today(work, now=make.NOW, day=date(2026, 11, 22)).due == ()


def test_weights_are_kept_and_nonsense_is_refused(work):
    settings.choose(work, "offer_weights", "70 1 1 1")

    assert settings.value_of(work, "offer_weights") == "70 1 1 1"
    with pytest.raises(Refused, match="weigh nothing"):
        settings.choose(work, "offer_weights", "60 0 0 0")
