"""One laptop sends, to the candidate herself, by the account she set."""

import make
import pytest
from reminding import near, subjects

from ats_desktop.errors import Refused
from ats_desktop.services import mailing

# --- who sends ------------------------------------------------------------------------------------


def test_10_only_the_chosen_laptop_mails_and_every_laptop_shows(laptop, smtp):
    laptop.mail_by(smtp)
    laptop.say("mailer", "another-laptop")
    near(laptop)
    laptop.at("2026-03-10T09:00").run()
    assert smtp.letters == []
    assert laptop.notices() == ["3 days left: Engineer @ Brightwater Labs"]

    mailing.send_from_here(laptop.work)
    laptop.later(minutes=1).run()
    assert subjects(smtp) == ["3 days left: Engineer @ Brightwater Labs"]


def test_10_a_laptop_that_is_no_longer_the_one_takes_its_letters_back(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    smtp.refuse_next()
    laptop.at("2026-03-10T09:00").run()
    assert [state for state, *_ in laptop.outbox()] == ["queued"]

    laptop.say("mailer", "another-laptop")
    laptop.later(hours=1).run()
    assert (laptop.outbox(), smtp.letters) == ([], [])


def test_12_a_coach_mails_nothing_of_somebody_elses_search(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    laptop.work.note(levels='{"jobs": 3}')
    report = laptop.at("2026-03-10T09:00").run()

    assert report.lines == ("The reminders of this workspace are given by its owner's laptop.",)
    assert smtp.letters == []


def test_made_up_jobs_are_never_mailed(laptop, smtp):
    laptop.work.note(sample="yes")
    said = laptop.mail_by(smtp)
    near(laptop)
    laptop.at("2026-03-10T09:00").run()

    assert "Another of your laptops sends the mail; this one does not." not in said
    assert smtp.letters == []
    assert laptop.notices() == ["3 days left: Engineer @ Brightwater Labs"]


def test_33_without_an_account_the_window_says_it_and_an_account_later_still_sends(laptop, smtp):
    near(laptop)
    laptop.at("2026-03-10T09:00").run()
    laptop.later(minutes=1).run()
    assert sorted(laptop.notices()) == ["3 days left: Engineer @ Brightwater Labs", "Reminders can also come by e-mail"]
    assert laptop.facts() == {("deadline_3d", "tray", "sent")}

    laptop.mail_by(smtp)
    laptop.later(hours=2).run()
    assert subjects(smtp) == ["3 days left: Engineer @ Brightwater Labs"]


def test_40_a_coach_cannot_choose_where_the_letters_go(laptop, smtp):
    from ats_desktop.domain.profile import CandidateProfile

    laptop.mail_by(smtp)
    with laptop.work.change("Profile") as change:
        change.save(make.replaced(change.ensure(CandidateProfile()), email="ada@home.example"))
    assert mailing.recipient(laptop.work, mailing.account_of(laptop.world)) == "ada@home.example"

    with laptop.work.writing() as file:
        file.execute("update candidate_profiles set email = 'thief@example.net', changed_by = 'c0achexample'")
    assert mailing.recipient(laptop.work, mailing.account_of(laptop.world)) == "ada@example.org"


# --- the account ----------------------------------------------------------------------------------


def test_a_test_letter_goes_to_oneself(laptop, smtp):
    said = laptop.mail_by(smtp)
    answer = mailing.send_test(laptop.work, laptop.world)

    assert said[0] == "Letters go out by localhost, as ada@example.org."
    assert "only until the program is closed" in said[1]
    assert answer.startswith("A letter is on its way to ada@example.org.")
    assert smtp.wait_for(1)[0].recipients == ("ada@example.org",)
    assert "password" not in laptop.section
    assert smtp.password not in str(laptop.section)


def test_without_an_account_there_is_nothing_to_test(laptop):
    with pytest.raises(Refused, match="No mail account is set"):
        mailing.send_test(laptop.work, laptop.world)


def test_an_app_password_is_kept_as_one_piece(laptop):
    from ats_desktop.outside.mail import MailAccount

    account = MailAccount("smtp.gmail.com", user="ada@example.org")
    mailing.set_account(laptop.work, laptop.world, account, "abcd efgh ijkl mnop")

    assert laptop.world.keys.get(mailing.PASSWORD) == "abcdefghijklmnop"
    assert laptop.section["sender"] == "ada@example.org"
