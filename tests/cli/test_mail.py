"""The mail account and reminders on the command line, against a real mail server."""

from datetime import date, timedelta

import pytest

from ats_desktop.domain.settings import ZONE
from ats_desktop.outside.mail import message_id


@pytest.fixture
def account(ats, home, smtp, monkeypatch):
    """An account set; this machine has no keyring, so each command is given the password again."""
    monkeypatch.setenv("ATS_KEYRING", "memory")
    place = (smtp.host, smtp.user, "--port", str(smtp.port), "--ca", str(smtp.ca), "--from", "ada@example.org")
    return ats("mail", "set", *place, "--password-stdin", stdin=f"{smtp.password}\n")


def test_an_account_is_kept_without_its_password(account, home, smtp):
    kept = (home / "config.toml").read_text()

    assert account.code == 0
    assert account.out.startswith("Letters go out by 127.0.0.1, as ada@example.org.\n")
    assert "no keyring" in account.out or "kept only until" in account.out
    assert str(smtp.port) in kept
    assert smtp.password not in kept


def test_a_test_letter_arrives(account, ats, smtp):
    answer = ats("mail", "test", "--password-stdin", stdin=f"{smtp.password}\n")

    (letter,) = smtp.letters
    assert answer.code == 0
    assert letter.recipients == ("ada@example.org",)


@pytest.mark.parametrize(
    ("words", "stdin", "code"), [((), "", 3), (("--password-stdin",), "wrong\n", 3), (("--password-stdin",), "", 1)]
)
def test_a_password_missing_wrong_or_empty_is_said(account, ats, smtp, words, stdin, code):
    answer = ats("mail", "test", *words, stdin=stdin)

    assert answer.code == code
    assert "password" in answer.err.lower()
    assert smtp.letters == []


def test_without_an_account_a_test_letter_is_refused(ats, home):
    answer = ats("mail", "test")

    assert (answer.code, answer.err.splitlines()[0]) == (1, "No mail account is set.")


def test_a_line_that_is_not_encrypted_is_refused(ats, home):
    answer = ats("mail", "set", "smtp.example.com", "--tls", "none")

    assert answer.code == 1
    assert "unencrypted" in answer.err


@pytest.fixture
def deadline(ats, home):
    """A job with a deadline in ten days, and reminders on the clock of Berlin."""
    day = date.today() + timedelta(days=10)  # noqa: DTZ011 - far enough from any midnight
    ats("add", "settings", f"key={ZONE.key}", "value=Europe/Berlin")
    job = ats("add", "job_opportunities", "title=Clock Keeper", f"deadline_on={day}", "--json").row["id"]
    return job, day


def test_a_reminder_is_mailed_once_though_asked_for_twice(account, ats, smtp, deadline):
    job, day = deadline
    asked = ("reminders", "run", "--now", f"{day - timedelta(days=3)}T12:00+01:00", "--password-stdin")

    first, second = (ats(*asked, stdin=f"{smtp.password}\n") for _ in range(2))

    (letter,) = smtp.letters
    assert first.out.startswith("Sent 3 days=1, today=0 deadline reminders\n")
    assert second.out.startswith("Sent 3 days=0, today=0 deadline reminders\n")
    assert letter.message["message-id"] == message_id(f"deadline_3d:{job}:{day}")


def test_a_letter_that_could_not_be_handed_in_ends_with_three(account, ats, smtp, deadline):
    _, day = deadline
    asked = ("reminders", "run", "--now", f"{day - timedelta(days=3)}T12:00", "--password-stdin")

    held_up = ats(*asked, stdin="not the password\n")

    assert held_up.code == 3
    assert smtp.letters == []
    assert "password" in held_up.out


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(account, ats, smtp, deadline):
    _, day = deadline
    then = f"{day}T12:00+01:00"

    answer = ats("reminders", "run", "--kind", "deadline", "--now", then, "--dry-run")

    assert answer.out.startswith("Would send 3 days=0, today=1 deadline reminders\n")
    assert "interview" not in answer.out
    assert smtp.letters == []
    assert ats("count", "reminder_deliveries").out == "0\n"


def test_an_unknown_kind_and_a_time_that_is_none_are_refused(ats, home):
    assert ats("reminders", "run", "--kind", "birthday").code == 1
    assert ats("reminders", "run", "--now", "soon").code == 1
