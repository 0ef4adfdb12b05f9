"""What is never fetched, however it is dressed up: this machine, the network it stands in, and whoever forbids it."""

import socket
import threading
import time

import pytest
from sites import answer, moved, site

from ats_desktop.errors import Offline, Refused, Unavailable
from ats_desktop.outside.loopback import HERE
from ats_desktop.outside.web import Web

PAGE = "<h1>Night dispatcher</h1>"


@pytest.fixture
def here():
    with site({"/job": answer(PAGE)}) as made:
        yield made


def words(text):
    return text.split()


INSIDE_LINKS = words("""
http://127.0.0.1/ http://127.0.0.1:80/ http://127.1/ http://127.0.1/ http://127.0.0.1./ http://2130706433/
http://0x7f000001/ http://0x7f.0.0.1/ http://0x7f.1/ http://0177.0.0.1/ http://017700000001/ http://0/ http://0.0.0.0/
http://00000000000000000000000177.0.0.1/ http://127.0.0.1.nip.io:81/ http://[::1]/ http://[::]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[0:0:0:0:0:0:0:1]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/
http://[fe80::1]/ http://[fe80::1%25eth0]/ http://[fc00::1]/ http://[ff02::1]/ http://[2001:db8::1]/ http://[2001:0:7f00:1::]/
http://10.0.0.1/ http://172.16.0.1/ http://192.168.1.1/ http://169.254.169.254/latest/meta-data/ http://100.64.0.1/
http://192.0.0.8/ http://198.18.0.1/ http://203.0.113.9/ http://224.0.0.1/ http://255.255.255.255/ http://240.0.0.1/
http://localhost/ http://LOCALHOST/ http://localhost./ http://foo.localhost/ http://printer/ http://nas.local/
http://router.lan/ http://metadata.google.internal/ http://intranet/ http://x.home.arpa/ http://hidden.onion/
https://127.0.0.1/ https://127.0.0.1:443/ https://[::1]:443/ http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/ http://\u2460\u2461\u2466.0.0.1/ http://127\u30020\u30020\u30021/
http://example.com:22/ http://example.com:8080/ http://example.com:6379/ http://example.com:25/ http://1.1.1.1:53/
https://example.com:8443/ http://example.com:0/ http://example.com:65535/
""")
NO_LINKS = words("""
ftp://example.com/ file:///etc/passwd gopher://example.com/ javascript:alert(1) data:text/html,x about:blank ws://example.com/
ldap://example.com/ dict://example.com:11211/ jar:http://example.com!/ mailto:a@example.com //example.com/ example.com
http:// https:// http:/// http://? http://# http://[ http://[::1 http://] http:example.com https:/example.com http://:80/
http://example.com:x/ http://example.com:99999/ http://exa<mple.com/ http://%00/ http://a%00b.example/
""")
DISGUISED = words("""
http://user@example.com/ http://user:pass@example.com/ http://example.com@127.0.0.1/ http://example.com:80@127.0.0.1/
http://127.0.0.1@example.com/ http://boards.greenhouse.io@10.0.0.1/ https://a:b@[::1]/ http://%31%32%37.0.0.1/
http://example.com#@127.0.0.1:81/ http://127.0.0.1\\@example.com/ http://example.com\\@127.0.0.1/ http://127.0.0.1%23.example.com/
http://127.0.0.1%2f.example.com/ http://127.0.0.1;example.com/ http://127.0.0.1,example.com/ http://127.0.0.1%09/
""")
UNWELCOME = words("""
https://www.linkedin.com/jobs/view/1 https://linkedin.com/jobs https://de.linkedin.com/jobs/view/x https://lnkd.in/abc
https://www.indeed.com/viewjob?jk=1 https://indeed.com/ https://de.indeed.com/jobs https://uk.indeed.com/ https://www.indeed.co.uk/
https://LINKEDIN.com/ https://www.linkedin.com./jobs
""")


def never(_host, _port):
    raise AssertionError("nobody is asked where this is")


@pytest.mark.parametrize("link", INSIDE_LINKS + NO_LINKS)
def test_what_is_not_the_open_web_is_never_even_looked_up(link):
    with pytest.raises(Refused):
        Web(resolve=never).get(link)


@pytest.mark.parametrize("link", DISGUISED)
def test_a_disguise_is_refused_or_leads_to_the_name_it_shows_and_nowhere_inside(link):
    dialled = []

    def note(host, port):
        dialled.append((host, port))
        return [("10.0.0.1", port)]

    with pytest.raises(Refused):
        Web(resolve=note).get(link)
    assert all(host.endswith("example.com") and port == 80 for host, port in dialled)


@pytest.mark.parametrize("link", UNWELCOME)
def test_linkedin_and_indeed_are_never_asked(link):
    with pytest.raises(Refused, match="does not let programs read its pages") as refused:
        Web(resolve=never).get(link)

    assert "paste that instead" in refused.value.advice


@pytest.mark.parametrize("link", INSIDE_LINKS + [link for link in NO_LINKS if "://" in link[2:]] + UNWELCOME)
def test_a_page_that_moved_inside_is_refused_before_anybody_is_asked(link):
    with site({"/job": moved(link)}) as here:
        web = here.web()
        web._resolve = never
        with pytest.raises(Refused):
            web.get(here.url("/job"))
        assert all(f"Host: {HERE}:{here.port}\r\n" in head for head in here.asked)


# --- what a name leads to


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["::1"],
        ["93.184.215.14", "127.0.0.1"],
        ["127.0.0.1", "93.184.215.14"],
        ["2606:4700::6810:84e5", "fc00::1"],
        ["93.184.215.14", "::ffff:10.0.0.1"],
        ["64:ff9b::5db8:d70e"],
        ["192.0.0.8"],
        ["224.0.0.251"],
        ["169.254.169.254"],
        ["not an address"],
    ],
    ids=str,
)
def test_one_inside_answer_among_all_is_enough_to_refuse(answers):
    with pytest.raises(Refused, match="open web"):
        Web(resolve=lambda _, port: [(one, port) for one in answers]).get("https://rebinding.example/")


def test_a_name_that_changes_its_mind_is_refused_the_second_time(here):
    answers = iter([[(HERE, here.port)], [("127.0.0.1", 80)]])
    here.pages["/job"] = moved("http://rebinding.example/again")

    with pytest.raises(Refused, match="open web"):
        here.web(resolve=lambda *_: next(answers)).get("http://rebinding.example/job")
    assert len(here.asked) == 1


def test_a_name_is_asked_for_once_a_page(here):
    asked = []

    def note(host, port):
        asked.append((host, port))
        return [(HERE, here.port)]

    here.web(resolve=note).get("http://jobs.kestrel.example/job")

    assert asked == [("jobs.kestrel.example", 80)]


@pytest.mark.parametrize(
    "trouble", [socket.gaierror(-2, "unknown"), OSError("no network"), UnicodeError("a label too long")]
)
def test_a_name_that_cannot_be_asked_for_is_tried_again(trouble):
    def fail(_host, _port):
        raise trouble

    with pytest.raises(Offline, match=r"jobs\.kestrel\.example could not be found"):
        Web(resolve=fail).get("https://jobs.kestrel.example/")


def test_no_answer_at_all_is_offline():
    with pytest.raises(Offline):
        Web(resolve=lambda *_: []).get("https://jobs.kestrel.example/")


def test_a_name_server_that_never_answers_is_given_up():
    began, never = time.monotonic(), threading.Event()

    with pytest.raises(Unavailable):
        Web(resolve=lambda *_: never.wait(30) and [], seconds=0.2).get("https://jobs.kestrel.example/")
    assert time.monotonic() - began < 15
    never.set()


def test_where_nobody_listens_is_offline():
    with socket.create_server((HERE, 0)) as ear:
        port = ear.getsockname()[1]

    with pytest.raises(Offline, match="could not be reached"):
        Web(allow={(HERE, port)}).get(f"http://{HERE}:{port}/")


def test_the_next_address_is_tried_where_the_first_does_not_answer(here):
    with socket.create_server((HERE, 0)) as ear:
        dead = (HERE, ear.getsockname()[1])
    both = [dead, (HERE, here.port)]

    page = here.web(allow=set(both), resolve=lambda *_: both).get("http://jobs.kestrel.example/job")

    assert page.content.decode() == PAGE
