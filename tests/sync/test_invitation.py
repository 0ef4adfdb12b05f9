"""The line of text that opens a shared workspace: it survives the mail, and nothing else passes for it."""

import base64
import json
from datetime import UTC, datetime

import pytest

from ats_desktop.errors import Refused
from ats_desktop.sync.address import Address
from ats_desktop.sync.invitation import Invitation

GIVEN = Invitation(
    Address("db.example.org", 5432, "ats"), "0193f3c2-a1b4-7000-8000-000000000000", "abcdefghijkl", "commenter",
    "ats_m_0123456789abcdef", "x" * 22, 1_800_000_000_000,
)  # fmt: skip


def test_an_invitation_survives_the_mail():
    """Mail programs break lines, quote with >, and add words before and after."""
    text = GIVEN.to_text()
    broken = "Hello!\n\n> " + "\n> ".join(text[at : at + 60] for at in range(0, len(text), 60)) + "\n"

    assert Invitation.from_text(broken) == GIVEN


def test_an_invitation_shows_no_secret_when_printed():
    assert GIVEN.secret not in repr(GIVEN)


def packed(**changed):
    told = json.loads(base64.urlsafe_b64decode(GIVEN.to_text().removeprefix("ats-invite:") + "=="))
    return "ats-invite:" + base64.urlsafe_b64encode(json.dumps({**told, **changed}).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ats-invite:",
        "ats-invite:AAAA",
        GIVEN.to_text()[:-9],
        "ats-invite:" + "W" * 20_000,
        "ats-invite:" + base64.urlsafe_b64encode(b"[" * 9_000).decode(),
        *(packed(**{name: bad}) for name in ("workspace", "member", "role", "login", "secret", "host", "port", "until")
          for bad in (None, "", [], {}, "' or", -1)),
        *(packed(db=bad) for bad in (None, "", [], 5, "x" * 64)),
        packed(ca="not a certificate"),
        packed(host="/run/postgresql"),
        packed(host="a.example,b.example"),
        packed(login="postgres"),
    ],
)  # fmt: skip
def test_what_is_no_invitation_is_refused_in_plain_words(text):
    with pytest.raises(Refused, match=r"no invitation|no address|run out|newer"):
        Invitation.from_text(text).check_time(datetime.now(UTC))


def test_an_invitation_of_a_newer_program_asks_for_an_update():
    with pytest.raises(Refused, match="newer version"):
        Invitation.from_text(packed(v=2))
