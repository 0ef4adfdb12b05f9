"""Letters leave encrypted and signed in, or not at all; whatever a server does, the sender knows what became of them."""

import socket
import threading
from datetime import UTC, datetime

import pytest

from ats_desktop.errors import Offline, Refused, SignIn, Unavailable
from ats_desktop.outside.loopback import loopback_smtp
from ats_desktop.outside.mail import Deferred, MailAccount, Post, compose, message_id

NOW = datetime(2026, 3, 10, 14, tzinfo=UTC)
ICS = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"


def account(mailbox, **more):
    told = {"user": mailbox.user, "sender": "ada@localhost.example", "ca": str(mailbox.ca)} | more
    return MailAccount("localhost", mailbox.port, **told)


def letter(subject="3 days left: Engineer", key="deadline_3d:j1:2026-03-13", **more):
    told = {"sender": "ada@example.org", "to": "ada@example.org", "text": "Grüße", "html": "<p>Grüße</p>"} | more
    return compose(subject=subject, key=key, now=NOW, **told)


def say_it(account, password, message):
    with Post(account, password) as post:
        post.send(message)


def test_a_letter_arrives_with_text_html_and_appointment(smtp):
    say_it(account(smtp), smtp.password, letter(ics=ICS))

    [arrived] = smtp.wait_for(1)
    message = arrived.message
    attached = next(message.iter_attachments())
    assert message["Subject"] == "3 days left: Engineer"
    assert message["From"] == "ATS Desktop <ada@example.org>"
    assert message["Message-ID"] == message_id("deadline_3d:j1:2026-03-13")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content() == "Grüße\n"
    assert message.get_body(("html",)).get_content() == "<p>Grüße</p>\n"
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "interview.ics")
    assert attached.get_param("method") == "PUBLISH"
    assert attached.get_content().replace("\r\n", "\n") == ICS.replace("\r\n", "\n")


def test_several_letters_share_one_line(smtp):
    with Post(account(smtp), smtp.password) as post:
        for n in range(5):
            post.send(letter(f"{n}"))
            line = post._line

        assert post._line is line
    assert [each.message["Subject"] for each in smtp.wait_for(5)] == ["0", "1", "2", "3", "4"]


def test_tls_from_the_first_byte():
    with loopback_smtp(implicit_tls=True) as mailbox:
        say_it(account(mailbox, tls="tls"), mailbox.password, letter())

        assert len(mailbox.wait_for(1)) == 1


def test_34_a_wrong_password_is_a_sign_in_with_the_app_password_hint(smtp):
    with pytest.raises(SignIn, match="did not accept the name and password") as raised:
        say_it(account(smtp), "wrong", letter())

    assert "app password" in raised.value.advice
    assert "16 letters as one piece" in raised.value.advice
    assert "wrong" not in str(raised.value)
    assert smtp.letters == []


def test_a_password_that_is_not_ascii_signs_in():
    with loopback_smtp() as mailbox:
        object.__setattr__(mailbox, "password", "pässwörd")
        say_it(account(mailbox), "pässwörd", letter())
        with pytest.raises(SignIn):
            say_it(account(mailbox), "pässwort", letter())

        assert len(mailbox.wait_for(1)) == 1


def test_without_signing_in_the_server_wants_a_name(smtp):
    with pytest.raises(SignIn, match="wants a name and a password"):
        say_it(account(smtp, user=""), "", letter())


def test_a_certificate_nobody_vouches_for_is_refused_before_a_word_is_said(smtp):
    with pytest.raises(Unavailable, match="could not prove who it is"):
        say_it(account(smtp, ca=""), smtp.password, letter())

    assert smtp.letters == []


def test_a_certificate_of_another_name_is_refused(smtp, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *more, **told: real("127.0.0.1", *more, **told))

    with pytest.raises(Unavailable, match="could not prove who it is"):
        say_it(MailAccount("mail.example.org", smtp.port, smtp.user, "ada@example.org", ca=str(smtp.ca)), "x", letter())


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("451 4.3.0 Try again later", Deferred),
        ("421 4.4.2 Closing", Offline),
        ("550 5.1.1 No such mailbox", Refused),
        ("554 5.7.1 Looks like spam", Refused),
    ],
)
def test_an_answer_to_one_letter_says_later_or_never(smtp, answer, kind):
    smtp.refuse_next(answer)
    with Post(account(smtp), smtp.password) as post:
        with pytest.raises(kind, match="mail server"):
            post.send(letter("first"))
        post.send(letter("second"))

    assert [each.message["Subject"] for each in smtp.wait_for(1)] == ["second"]


# --- servers that misbehave -----------------------------------------------------------------------


class Scripted:
    """A server that says what it was told to say, line by line, and keeps what it hears."""

    def __init__(self, talk):
        self.heard, self._talk = [], talk
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        line, _ = self._socket.accept()
        try:
            with line, line.makefile("rwb") as file:
                self._talk(self, file)
        except OSError:
            self.heard.append("gone")

    def say(self, file, text):
        file.write(text.encode() + b"\r\n")
        file.flush()

    def hear(self, file):
        words = file.readline().decode("utf-8", "replace").strip()
        self.heard.append(words)
        return words

    def close(self):
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def scripted():
    made = []

    def make(talk):
        made.append(Scripted(talk))
        return made[-1]

    yield make
    for one in made:
        one.close()


def greeting(server, file, *offers):
    server.say(file, "220 here")
    server.hear(file)
    for offer in offers:
        server.say(file, f"250-{offer}")
    server.say(file, "250 8BITMIME")


def until_data(server, file):
    greeting(server, file)
    for answer in ("250 go on", "250 go on", "354 speak"):
        server.hear(file)
        server.say(file, answer)


def drop_in_data(server, file):
    until_data(server, file)
    server.hear(file)


def drop_after_the_dot(server, file):
    until_data(server, file)
    while server.hear(file) != ".":
        pass


def hang_up_at_once(server, file):
    server.say(file, "421 too busy")


def say_nothing(server, file):
    pass


@pytest.mark.parametrize("talk", [drop_in_data, drop_after_the_dot, hang_up_at_once, say_nothing])
def test_35_a_line_that_breaks_is_offline_and_the_letter_still_ours(scripted, talk):
    server = scripted(talk)

    with pytest.raises(Offline, match="mail server"):
        say_it(MailAccount("127.0.0.1", server.port, sender="ada@example.org", tls="none"), "", letter())


def test_a_server_that_keeps_silent_is_given_up(scripted, monkeypatch):
    monkeypatch.setattr("ats_desktop.outside.mail.PATIENCE", 0.2)
    gate = threading.Event()
    server = scripted(lambda *_: gate.wait(10))

    with pytest.raises(Offline, match=r"cannot be reached|hung up"):
        say_it(MailAccount("127.0.0.1", server.port, sender="ada@example.org", tls="none"), "", letter())
    gate.set()


def stripped(server, file):
    """Somebody in between hides that the server can encrypt."""
    greeting(server, file, "AUTH PLAIN LOGIN")
    server.hear(file)


def refuses_tls(server, file):
    greeting(server, file, "STARTTLS", "AUTH PLAIN LOGIN")
    server.hear(file)
    server.say(file, "454 not now")
    server.hear(file)


def garbage_for_tls(server, file):
    greeting(server, file, "STARTTLS", "AUTH PLAIN LOGIN")
    server.hear(file)
    server.say(file, "220 go on")
    server.say(file, "250 this is no TLS")
    server.hear(file)


@pytest.mark.parametrize("talk", [stripped, refuses_tls, garbage_for_tls])
def test_without_encryption_neither_password_nor_letter_is_said(scripted, talk):
    server = scripted(talk)

    with pytest.raises(Unavailable):
        say_it(MailAccount("127.0.0.1", server.port, "ada", "ada@example.org"), "s3cret", letter())
    assert not [words for words in server.heard if words.startswith(("AUTH", "MAIL"))]


def test_nobody_there_is_offline():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with pytest.raises(Offline, match="cannot be reached"):
        say_it(MailAccount("127.0.0.1", port, "ada", "ada@example.org"), "x", letter())


# --- what is refused before anything is said ------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": ""},
        {"host": "mail.example.org\r\nX"},
        {"port": 0},
        {"port": 70000},
        {"tls": "maybe"},
        {"tls": "none"},
        {"sender": "ada"},
        {"sender": "ada@example.org\r\nBcc: all@example.org"},
        {"ca": "not-there.pem"},
    ],
)
def test_an_account_that_cannot_be_right_is_refused(wrong):
    with pytest.raises(Refused):
        Post(MailAccount(**({"host": "mail.example.org", "sender": "ada@example.org"} | wrong)), "x")


def test_an_account_is_read_from_the_settings_as_it_was_written():
    told = MailAccount("mail.example.org", 465, "ada", "ada@example.org", "tls")

    assert MailAccount.read(told.cells()) == told
    assert MailAccount.read({}) is None
    assert MailAccount.read({"host": "mail.example.org", "port": "odd"}).port == 587


PAYLOADS = [
    f"{start}{end}{rest}"
    for start in ("Engineer", "", "=?utf-8?b?RW5n?=", "x" * 900)
    for end in ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\0", "\r\n\r\n", "\u202e", "\ud800")
    for rest in ("Bcc: all@example.org", "\tfolded", "<script>", ".\r\nQUIT", "😀" * 60)
]


def test_no_text_ends_a_header():
    plain = compose(sender="a@example.org", to="a@example.org", subject="x", text="x", key="k", now=NOW).keys()
    for text in PAYLOADS:
        made = compose(
            sender="a@example.org", to="a@example.org", subject=text, text=text, html=text, key=text, now=NOW
        )
        raw = made.as_bytes()

        assert {"Bcc", "bcc"} & set(made.keys()) == set()
        assert set(made.keys()) - {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"} <= set(plain)
        assert b"\r\nBcc:" not in raw.split(b"\r\n\r\n")[0]
        for address in (text + "@example.org", "a@example.org" + text):
            with pytest.raises(Refused):
                compose(sender="a@example.org", to=address, subject="x", text="x", key="k", now=NOW)


def test_odd_letters_still_arrive_one_by_one(smtp):
    with Post(account(smtp), smtp.password) as post:
        for text in PAYLOADS[::25]:
            post.send(letter(text, text=text))

    assert len(smtp.wait_for(len(PAYLOADS[::25]))) == len(PAYLOADS[::25])
    assert {each.recipients for each in smtp.letters} == {("ada@example.org",)}
