"""The demo's own servers are real ones: they ask for passwords, speak TLS, and are gone afterwards."""

import shutil
import smtplib
import socket
import ssl
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest

from ats_desktop.errors import Unavailable
from ats_desktop.outside.loopback import debian_programs, embedded_programs, loopback_postgres, loopback_smtp


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def letter(subject):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@localhost", "coach@localhost", subject
    message.set_content("Grüße aus Brightwater")
    return message


def post(mailbox, message, *, password=None):
    trust = ssl.create_default_context(cafile=mailbox.ca)
    with smtplib.SMTP("localhost", mailbox.port, timeout=10) as line:
        line.starttls(context=trust)
        line.login(mailbox.user, password or mailbox.password)
        line.send_message(message)


# --- Postgres


def test_each_new_database_is_empty_and_apart(postgres):
    one, two = postgres.new_database(), postgres.new_database()
    with psycopg.connect(postgres.admin_dsn(one)) as line:
        line.execute("create table jobs (title text)")

    with psycopg.connect(postgres.admin_dsn(two)) as line:
        found = line.execute("select count(*) from information_schema.tables where table_schema = 'public'").fetchone()
    assert one != two
    assert found == (0,)


def test_nobody_signs_in_with_a_wrong_password(postgres):
    wrong = postgres.admin_dsn().replace(postgres.password, "guessed")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


@pytest.mark.parametrize("find", [debian_programs, embedded_programs])
def test_both_kinds_of_postgres_start_come_back_and_leave_nothing(find):
    programs = find()
    if programs is None:
        pytest.skip("Debian's package `postgresql` is missing")
    with loopback_postgres(programs) as server:
        name = server.new_database()
        server.stop()
        silent = not listens(server.port)
        server.start()
        with psycopg.connect(server.admin_dsn(name)) as line:
            answer = line.execute("select 1").fetchone()

    assert silent
    assert answer == (1,)
    assert not listens(server.port)
    assert not server.folder.exists()


def test_with_tls_a_client_can_be_sure_whom_it_talks_to():
    if debian_programs() is None:
        pytest.skip("Debian's package `postgresql` is missing; the embedded one speaks no TLS")
    with loopback_postgres(tls=True) as server, psycopg.connect(server.admin_dsn()) as line:
        secured = line.execute("select ssl from pg_stat_ssl where pid = pg_backend_pid()").fetchone()

    assert "verify-full" in server.admin_dsn()
    assert secured == (True,)


def test_a_server_that_cannot_start_says_why(tmp_path):
    with loopback_postgres() as server:
        server.stop()
        (server.folder / "data" / "PG_VERSION").write_text("7.1\n")

        with pytest.raises(Unavailable, match=r"(?s)did not start.*version 7\.1"):
            server.start()


def test_a_killed_program_takes_its_postgres_with_it():
    program = (
        "from ats_desktop.outside.loopback import loopback_postgres\n"
        "with loopback_postgres() as server:\n"
        "    print(server.port, server.folder, flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        port, folder = running.stdout.readline().split()
        up = listens(int(port))
        running.kill()

    give_up = time.monotonic() + 30
    while Path(folder, "data", "postmaster.pid").exists() and time.monotonic() < give_up:
        pass
    shutil.rmtree(folder, ignore_errors=True)
    assert up
    assert not listens(int(port))


# --- mail


def test_a_letter_arrives_as_it_was_sent(smtp):
    post(smtp, letter("Interview on Monday"))

    [arrived] = smtp.wait_for(1)
    assert arrived.sender == "ada@localhost"
    assert arrived.recipients == ("coach@localhost",)
    assert arrived.message["Subject"] == "Interview on Monday"
    assert arrived.message.get_content() == "Grüße aus Brightwater\n"
    assert b"Subject: Interview on Monday" in arrived.raw


def test_a_letter_travels_only_by_tls_and_after_signing_in(smtp):
    with smtplib.SMTP("localhost", smtp.port, timeout=10) as bare, pytest.raises(smtplib.SMTPSenderRefused):
        bare.send_message(letter("in clear"))

    with pytest.raises(smtplib.SMTPAuthenticationError):
        post(smtp, letter("guessed"), password="guessed")
    assert smtp.letters == []


def test_a_stranger_does_not_trust_the_certificate(smtp):
    with (
        smtplib.SMTP("localhost", smtp.port, timeout=10) as line,
        pytest.raises(ssl.SSLCertVerificationError, match="self-signed"),
    ):
        line.starttls(context=ssl.create_default_context())


def test_tls_from_the_first_byte_works_too():
    with loopback_smtp(implicit_tls=True) as mailbox:
        trust = ssl.create_default_context(cafile=mailbox.ca)
        with smtplib.SMTP_SSL("127.0.0.1", mailbox.port, context=trust, timeout=10) as line:
            line.login(mailbox.user, mailbox.password)
            line.send_message(letter("from the first byte"))

        assert [each.message["Subject"] for each in mailbox.wait_for(1)] == ["from the first byte"]


def test_a_refused_letter_is_told_to_the_sender(smtp):
    smtp.refuse_next("451 4.3.0 Try again later")

    with pytest.raises(smtplib.SMTPDataError, match="Try again later"):
        post(smtp, letter("too early"))
    post(smtp, letter("again"))
    assert [each.message["Subject"] for each in smtp.wait_for(1)] == ["again"]


def test_waiting_for_a_letter_that_never_comes_ends(smtp):
    with pytest.raises(Unavailable, match="0 of 1 letters"):
        smtp.wait_for(1, seconds=0.01)
