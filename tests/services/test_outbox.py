"""A letter in the outbox goes out whatever breaks on the way: servers, passwords, keyrings, the program itself."""

import contextlib
import random
import sys

import pytest
from reminding import near, subjects, talk

from ats_desktop.outside.mail import message_id
from ats_desktop.services import mailing
from ats_desktop.store import letters

# --- what may go wrong on the way -----------------------------------------------------------------


def test_a_server_that_is_away_is_tried_again_and_the_subject_stays_true(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    smtp.refuse_next("421 4.4.2 Closing")
    report = laptop.at("2026-03-10T09:00").run()
    assert "The mail server hung up." in report.lines[-1]
    assert laptop.outbox() == [("queued", 1, "3 days left: Engineer @ Brightwater Labs")]
    laptop.later(seconds=30).run()
    assert smtp.letters == []

    laptop.later(days=1).run()
    assert subjects(smtp) == ["2 days left: Engineer @ Brightwater Labs"]
    assert laptop.outbox() == [("sent", 2, "2 days left: Engineer @ Brightwater Labs")]


def test_tries_become_rarer_and_end_with_a_line_among_the_missed(laptop, smtp):
    laptop.mail_by(smtp)
    talk(laptop, "2026-03-02T18:00")
    smtp.refusals.extend(["451 4.3.0 Later"] * 50)
    tries = []
    for minute in range(9 * 60 + 5):
        before = len(smtp.refusals)
        laptop.at("2026-03-02T08:00").later(minutes=minute).run()
        if len(smtp.refusals) < before:
            tries.append(minute)

    assert tries[:5] == [0, 1, 6, 21, 81]
    assert smtp.letters == []
    [(state, _, last)] = laptop.outbox()  # the letter of two hours before took the first one's place
    assert (state, last) == ("expired", "Interview in 39 Minutes: Designer @ Halden Robotics")
    assert ("iv2", "email", "expired") in laptop.facts()
    assert f"Missed: {last}" in laptop.notices()


def test_34_a_refused_password_raises_one_banner_and_no_storm(laptop, smtp):
    laptop.mail_by(smtp, "wrong")
    for title in ("Engineer", "Writer"):
        near(laptop, title)
    laptop.at("2026-03-10T09:00").run()
    knocks = []
    for _ in range(30):
        knocks += laptop.later(minutes=1).run().lines
    assert set(knocks) == {"The mail waits for a new password."}
    assert [state for state, *_ in laptop.outbox()] == ["failed", "queued"]
    assert laptop.notices().count("The mail server did not accept the name and password.") == 1

    laptop.mail_by(smtp)
    laptop.later(minutes=1).run()
    assert sorted(subjects(smtp)) == [f"3 days left: {t} @ Brightwater Labs" for t in ("Engineer", "Writer")]


def test_a_letter_nobody_will_ever_take_is_told_and_the_others_go(laptop, smtp):
    laptop.mail_by(smtp)
    for title in ("Engineer", "Writer"):
        near(laptop, title)
    smtp.refuse_next("554 5.7.1 Looks like spam")
    laptop.at("2026-03-10T09:00").run()
    laptop.later(hours=5).run()

    assert len(smtp.letters) == 1
    assert sorted(state for state, *_ in laptop.outbox()) == ["failed", "sent"]
    assert "A reminder could not be mailed" in laptop.notices()


def test_11_whoever_died_with_a_letter_in_hand_loses_it_after_five_minutes(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    smtp.refuse_next()
    laptop.at("2026-03-10T09:00").run()
    [letter] = letters.unfinished(laptop.work)
    assert letters.claim(laptop.work, letter, laptop.later(minutes=2).clock)
    other = laptop.again()

    assert not letters.claim(other.work, letter, laptop.clock)
    other.later(minutes=4).run()
    assert smtp.letters == []
    other.later(minutes=1).run()
    assert [each.message["Message-ID"] for each in smtp.letters] == [message_id(letter.key)]
    other.work.close()


def test_35_killed_between_the_servers_word_and_ours_the_second_letter_is_known_by_its_id(laptop, smtp, monkeypatch):
    laptop.mail_by(smtp)
    near(laptop)

    def dies(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(mailing, "settle", dies)
        with pytest.raises(KeyboardInterrupt):
            laptop.at("2026-03-10T09:00").run()
    laptop.later(minutes=5).run()
    laptop.later(minutes=5).run()

    one, two = smtp.letters
    assert one.message["Message-ID"] == two.message["Message-ID"]
    assert [state for state, *_ in laptop.outbox()] == ["sent"]


def test_two_programs_on_one_file_send_it_once(laptop, smtp):
    laptop.mail_by(smtp)
    near(laptop)
    laptop.at("2026-03-10T09:00")
    other = laptop.again()
    for program in (laptop, other, laptop, other):
        program.run()

    assert len(smtp.letters) == 1
    assert laptop.notices() == ["3 days left: Engineer @ Brightwater Labs"]
    other.work.close()


def test_36_a_keyring_that_is_locked_holds_the_mail_not_the_window(laptop, smtp, monkeypatch):
    from ats_desktop.errors import Unavailable
    from ats_desktop.outside.keys import Keys

    laptop.mail_by(smtp)
    near(laptop)

    def locked(*_):
        raise Unavailable("The keyring is locked.", "Unlock it; it is tried again by itself.")

    with monkeypatch.context() as closed:
        closed.setattr(Keys, "get", locked)
        report = laptop.at("2026-03-10T09:00").run()
    assert report.lines[-1].startswith("The keyring is locked.")
    assert laptop.notices() == ["3 days left: Engineer @ Brightwater Labs"]

    laptop.later(minutes=1).run()
    assert len(smtp.letters) == 1


def test_without_jinja2_the_window_still_says_it(laptop, smtp, monkeypatch):
    laptop.mail_by(smtp)
    near(laptop)
    with monkeypatch.context() as bare:
        bare.setitem(sys.modules, "jinja2", None)
        report = laptop.at("2026-03-10T09:00").run()
    assert "Letters cannot be written." in report.lines[-1]
    assert laptop.notices() == ["3 days left: Engineer @ Brightwater Labs"]

    laptop.later(minutes=1).run()
    assert len(smtp.letters) == 1


# --- anything at any time -------------------------------------------------------------------------


class Killed(BaseException):
    """The program was ended in the middle of something."""


STEPS = ("claim", "queue", "finish", "postpone")
ANSWERS = ("421 4.4.2 Closing", "451 4.3.0 Later", "452 4.2.2 Full", "")


def deadly(step, dice, crashes):
    """A step of the outbox, before or after which the program may die."""

    def run(*args, **more):
        fate = dice.random()
        if 0.08 <= fate <= 0.92:
            return step(*args, **more)
        crashes.append(step.__name__)
        if fate > 0.92:
            step(*args, **more)
        raise Killed

    return run


@pytest.mark.parametrize("seed", range(6))
def test_38_whatever_dies_whenever_nothing_is_lost_and_a_repeat_bears_the_same_id(laptop, smtp, monkeypatch, seed):
    dice, crashes = random.Random(f"outbox {seed}"), []
    print(f"seed {seed}")
    laptop.mail_by(smtp)
    made = [near(laptop, f"Job {n}") for n in range(4)]
    laptop.at("2026-03-10T08:00")
    with monkeypatch.context() as rough:
        for name in STEPS:
            rough.setattr(letters, name, deadly(getattr(letters, name), dice, crashes))
        for _ in range(25):
            if answer := dice.choice(ANSWERS):
                smtp.refuse_next(answer)
            with contextlib.suppress(Killed):
                laptop.later(minutes=dice.randint(1, 30)).run()
    smtp.refusals.clear()
    for _ in range(3):
        laptop.later(hours=2).run()

    keys = {f"deadline_3d:{one.job}:2026-03-13" for one in made}
    ids = [letter.message["Message-ID"] for letter in smtp.letters]
    assert set(ids) == {message_id(key) for key in keys}
    assert len(ids) - len(set(ids)) <= crashes.count("finish")  # the one window nobody can close
    assert {fact for fact in laptop.facts() if fact[1] == "email"} == {("deadline_3d", "email", "sent")}
    assert {state for state, *_ in laptop.outbox()} == {"sent"}
