"""Saved mails: an invitation becomes an interview, any other is a time of being in touch; nothing of it is run."""

import papers
import pytest

from ats_desktop.formats.problem import ImportProblem


def test_a_mail_is_noted_with_whom_it_came_from(read):
    found = read(papers.MAIL, "reply.eml", own="mira.okafor@example.org")

    ada, touch = found.one("contacts"), found.one("interactions")
    assert (ada.name, ada.emails) == ("Ada Lind", ("ada.lind@brightwater.example",))
    assert touch.summary == (
        "Your application: Data Engineer \u2013 next steps\nDear Mira,\n\nthank you. We would like to meet you."
    )
    assert (touch.inbound, touch.at.isoformat()) == (True, "2026-11-20T08:15:00+00:00")
    assert next(one for one in found.found if one.table == "interactions").links["contact"][0] == "contacts"


def test_a_mail_of_her_own_went_out(read):
    turned = papers.MAIL.replace("From: Ada Lind <ada.lind@brightwater.example>", "From: mira.okafor@example.org")
    turned = turned.replace("To: Mira Okafor <mira.okafor@example.org>", "To: Ada Lind <ada.lind@brightwater.example>")

    found = read(turned, "sent.eml", own="Mira.Okafor@example.org")

    assert not found.one("interactions").inbound
    assert found.one("contacts").emails == ("ada.lind@brightwater.example",)


def test_an_invitation_in_a_mail_is_an_interview(read):
    found = read(papers.mail(attached=papers.INVITATION.encode()), "invite.eml")

    assert found.one("interviews").starts.wall == "2026-12-03T09:30"
    assert not found.rows("interactions")


def test_other_things_attached_are_named_and_left(read):
    data = papers.mail(attached=b"MZ\x90\0", kind="application/x-msdownload", name="offer.exe")

    found = read(data, "offer.eml")

    assert "offer.exe" in found.all_notes()
    assert found.one("interactions").summary.startswith("Interview\n")


def test_nobody_becomes_a_contact_for_writing_by_machine(read):
    found = read(papers.MAIL.replace("ada.lind@", "no-reply@"), "reply.eml")

    assert not found.rows("contacts")
    assert "From: Ada Lind <no-reply@brightwater.example>" in found.one("interactions").summary


def test_of_a_page_only_the_words_are_taken(read):
    page = "<head><style>p{}</style></head><p>Hello <b>Mira</b><br>see you<script>fetch('x')</script><img src=x>"
    mail = papers.MAIL.replace("text/plain", "text/html").split("\r\n\r\n")[0] + f"\r\n\r\n{page}"

    assert read(mail, "page.eml").one("interactions").summary.splitlines()[1:] == ["Hello Mira", "see you"]


def test_a_mail_that_says_nothing_is_none(read):
    with pytest.raises(ImportProblem, match="it is no mail"):
        read(b"Received: a\r\nDate: b\r\nMIME-Version: 1.0\r\n\r\n", "x.eml")


def test_a_nest_of_parts_is_refused(read):
    inner = "X: y\r\n\r\nz"
    for depth in range(300):
        inner = f"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n{inner}\r\n--b{depth}--\r\n"

    with pytest.raises(ImportProblem):
        read("From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + inner, "nest.eml")
