"""Fetching a page: what comes home, and everything that is never asked, however it is dressed up."""

import gzip
import os
import time
import zlib

import pytest
from sites import answer, moved, site

from ats_desktop.errors import Refused, Unavailable
from ats_desktop.outside import web as module
from ats_desktop.outside.answered import MOST_BYTES
from ats_desktop.outside.loopback import HERE

PAGE = "<h1>Night dispatcher</h1> — Grüße"


@pytest.fixture
def here():
    with site({"/job": answer(PAGE)}) as made:
        yield made


# --- what comes home


def test_a_page_comes_home_with_its_kind_and_letters(here):
    page = here.web().get(here.url("/job"))

    assert page.content.decode(page.charset) == PAGE
    assert (page.kind, page.charset, page.url) == ("text/html", "utf-8", here.url("/job"))


def test_the_site_is_told_who_asks_and_nothing_about_her(here):
    here.web().get(here.url("/job"))

    names = {row.split(":")[0].lower() for row in here.asked[0].split("\r\n")[1:] if row}
    assert "ATS-Desktop/" in here.asked[0]
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_cookies_are_not_kept(here):
    here.pages["/job"] = moved("/job2")
    here.pages["/job"] = here.pages["/job"].replace(b"Location", b"Set-Cookie: spy=1\r\nLocation")
    here.pages["/job2"] = answer(PAGE)

    here.web().get(here.url("/job"))

    assert "cookie" not in here.asked[1].lower()


def test_a_proxy_of_the_surroundings_is_not_used(here, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
        monkeypatch.setitem(os.environ, name.upper(), "http://127.0.0.1:9")

    assert here.web().get(here.url("/job")).content.decode() == PAGE


def test_a_name_is_dialled_where_it_was_vetted_and_told_in_the_request(here):
    page = here.web().get("http://jobs.kestrel.example/job")

    assert page.url == "http://jobs.kestrel.example/job"
    assert "Host: jobs.kestrel.example\r\n" in here.asked[0]


def test_tls_names_the_site_it_was_asked_for(tmp_path):
    with site({"/job": answer(PAGE)}, folder=tmp_path, names=("jobs.kestrel.example",)) as safe:
        assert safe.web().get("https://jobs.kestrel.example/job").content.decode() == PAGE
        assert safe.names == ["jobs.kestrel.example"]


def test_a_certificate_for_another_site_is_refused(tmp_path):
    with site({"/job": answer(PAGE)}, folder=tmp_path) as safe, pytest.raises(Refused, match="could not prove"):
        safe.web().get("https://jobs.kestrel.example/job")
    assert safe.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    with site({"/job": answer(PAGE)}, folder=tmp_path) as safe, pytest.raises(Refused, match="could not prove"):
        safe.web(trust=None).get(f"https://{HERE}:{safe.port}/job")


def test_letters_outside_of_english_are_asked_for_as_they_must_be(here):
    here.pages["/stellen/k%C3%B6chin?ort=k%C3%B6ln"] = answer(PAGE)

    assert here.web().get("http://bücher.example/stellen/köchin?ort=köln").content
    assert "Host: xn--bcher-kva.example\r\n" in here.asked[0]


# --- moved


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_a_page_that_moved_is_followed(here, status):
    here.pages["/old"] = moved("job", status)

    assert here.web().get(here.url("/old")).url == here.url("/job")


def test_five_moves_are_followed_and_six_are_not(here):
    for number in range(6):
        here.pages[f"/{number}"] = moved(f"/{number - 1}" if number else "/job")

    assert here.web().get(here.url("/4")).url == here.url("/job")
    with pytest.raises(Refused, match="without an end"):
        here.web().get(here.url("/5"))


# --- sizes, speed, lies


def drip(line, closing):
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while not closing.wait(0.02):
        line.sendall(b"X-More: y\r\n")


def drip_body(line, closing):
    line.sendall(answer(b"", length=100_000))
    while not closing.wait(0.02):
        line.sendall(b"x")


def silent(_line, closing):
    closing.wait(10)


@pytest.mark.parametrize("dawdle", [drip, drip_body, silent])
def test_a_page_that_dawdles_is_given_up_in_time(here, dawdle):
    here.pages["/job"] = dawdle
    began = time.monotonic()

    with pytest.raises(Unavailable, match="too long"):
        here.web(seconds=0.5).get(here.url("/job"))
    assert time.monotonic() - began < 8


def test_the_time_counts_for_all_moves_together(here):
    def slowly(line, closing):
        closing.wait(0.2)
        line.sendall(moved("/job"))

    here.pages["/job"] = slowly
    began = time.monotonic()

    with pytest.raises(Unavailable, match="too long"):
        here.web(seconds=0.5).get(here.url("/job"))
    assert time.monotonic() - began < 8


def test_a_handshake_that_dawdles_is_given_up_in_time(here):
    began = time.monotonic()

    with pytest.raises((Unavailable, Refused)):
        here.web(seconds=0.5).get(f"https://{HERE}:{here.port}/job")
    assert time.monotonic() - began < 8


def test_a_page_of_five_megabytes_is_read_and_one_byte_more_is_not(here):
    here.pages["/most"] = answer(b"x" * MOST_BYTES)
    here.pages["/more"] = answer(b"x" * (MOST_BYTES + 1))

    assert len(here.web().get(here.url("/most")).content) == MOST_BYTES
    with pytest.raises(Refused, match="larger than any posting"):
        here.web().get(here.url("/more"))


def test_a_page_without_a_length_is_cut_off_all_the_same(here):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    here.pages["/job"] = lambda line, _: line.sendall(head + b"x" * (MOST_BYTES + 70_000))

    with pytest.raises(Refused, match="larger than any posting"):
        here.web().get(here.url("/job"))


def test_a_packed_page_is_unpacked(here):
    here.pages["/job"] = answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    assert here.web().get(here.url("/job")).content.decode() == PAGE


def test_a_bomb_is_not_unpacked_beyond_the_limit(here):
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(bomb.compress(bytes(10_000_000)) for _ in range(40)) + bomb.flush()
    here.pages["/job"] = answer(packed, Content_Encoding="gzip")

    assert len(packed) < MOST_BYTES
    with pytest.raises(Refused, match="larger than any posting"):
        here.web().get(here.url("/job"))


@pytest.mark.parametrize(
    "lying",
    [
        answer(b"half", length=1_000),
        answer(gzip.compress(b"x" * 5_000)[:-20], Content_Encoding="gzip"),
        answer(b"not packed at all", Content_Encoding="gzip"),
        answer(b"x", Content_Encoding="br"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"nonsense\r\n\r\n",
        b"",
        b"\x16\x03\x01\x00\x00",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000 + b"\r\n\r\n",
    ],
    ids=range(12),
)
def test_an_answer_that_lies_about_itself_is_tried_again_later(here, lying):
    here.pages["/job"] = lying

    with pytest.raises(Unavailable):
        here.web().get(here.url("/job"))


@pytest.mark.parametrize(
    ("status", "ours", "said"),
    [
        ("404 Not Found", Refused, "not there any more"),
        ("410 Gone", Refused, "not there any more"),
        ("401 Unauthorized", Refused, "does not show the page"),
        ("403 Forbidden", Refused, "does not show the page"),
        ("451 Unavailable", Refused, "does not show the page"),
        ("429 Too Many", Unavailable, "no time"),
        ("500 Oops", Unavailable, "no time"),
        ("503 Busy", Unavailable, "no time"),
        ("599 Odd", Unavailable, "no time"),
        ("204 No Content", Refused, "answered 204"),
        ("418 Teapot", Refused, "answered 418"),
        ("302 Found", Refused, "answered 302"),
    ],
)
def test_every_answer_is_said_in_plain_words(here, status, ours, said):
    here.pages["/job"] = answer(b"", status=status)

    with pytest.raises(ours, match=said) as told:
        here.web().get(here.url("/job"))
    assert told.value.advice


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream", "video/mp4", "text/css"])
def test_a_file_is_no_page(here, kind):
    here.pages["/job"] = answer(b"%PDF", kind=kind)

    with pytest.raises(Refused, match="leads to a file"):
        here.web().get(here.url("/job"))


@pytest.mark.parametrize(
    ("told", "kind", "charset"),
    [
        ("text/html; charset=ISO-8859-1", "text/html", "iso-8859-1"),
        ('Text/HTML;charset="utf-8"', "text/html", "utf-8"),
        ("application/json", "application/json", ""),
        ("text/plain;boundary=x; Charset='koi8-r'", "text/plain", "koi8-r"),
        ("", "text/html", ""),
    ],
)
def test_kinds_are_read_as_sites_write_them(here, told, kind, charset):
    here.pages["/job"] = answer(PAGE, kind=told)

    page = here.web().get(here.url("/job"))

    assert (page.kind, page.charset) == (kind, charset)


def test_the_system_answers_for_this_machine():
    assert ("127.0.0.1", 80) in module._ask_name_server("localhost", 80)
