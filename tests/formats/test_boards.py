"""Links to boards: which are recognised, where their JSON is, and what is nobody's posting."""

import pytest

from ats_desktop.formats import boards

UUID = "0c5c7ab0-77d1-4a52-9e11-9f3c01aade01"
GREENHOUSE = "https://boards-api.greenhouse.io/v1/boards/kestrel/jobs/4711001?pay_transparency=true"
LEVER = f"https://api.lever.co/v0/postings/quillmark/{UUID}?mode=json"
ASHBY = "https://api.ashbyhq.com/posting-api/job-board/halden?includeCompensation=true"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://boards.greenhouse.io/kestrel/jobs/4711001", GREENHOUSE),
        ("https://job-boards.greenhouse.io/kestrel/jobs/4711001?gh_src=abc#app", GREENHOUSE),
        ("http://BOARDS.greenhouse.io/kestrel/jobs/4711001/", GREENHOUSE),
        ("boards.greenhouse.io/kestrel/jobs/4711001", GREENHOUSE),
        ("https://boards.greenhouse.io/embed/job_app?for=kestrel&token=4711001", GREENHOUSE),
        ("https://job-boards.eu.greenhouse.io/kestrel/jobs/4711001", GREENHOUSE.replace("api.green", "api.eu.green")),
        (f"https://jobs.lever.co/quillmark/{UUID}", LEVER),
        (f"https://jobs.lever.co/quillmark/{UUID}/apply?lever-source=x", LEVER),
        (f"https://jobs.eu.lever.co/quillmark/{UUID}", LEVER.replace("api.lever", "api.eu.lever")),
        (f"https://jobs.ashbyhq.com/halden/{UUID}", ASHBY),
        (f"https://jobs.ashbyhq.com/halden/{UUID}/application?utm_source=x", ASHBY),
        (f"https://jobs.ashbyhq.com/Halden%20Archive/{UUID}", ASHBY.replace("halden", "Halden%20Archive")),
    ],
)
def test_a_link_to_a_posting_leads_to_its_json(link, address):
    assert boards.posting_at(link).address == address


@pytest.mark.parametrize(
    "link",
    [
        "https://boards.greenhouse.io/kestrel",
        "https://boards.greenhouse.io/kestrel/jobs/night-dispatcher",
        "https://boards.greenhouse.io/embed/job_board?for=kestrel",
        "https://boards.greenhouse.io.evil.example/kestrel/jobs/1",
        "https://evil.example/boards.greenhouse.io/kestrel/jobs/1",
        "https://jobs.lever.co/quillmark",
        "https://jobs.lever.co/quillmark/not-an-id",
        "https://lever.co/quillmark",
        "https://jobs.ashbyhq.com/halden",
        f"https://jobs.ashbyhq.com/{UUID}",
        f"https://jobs.ashbyhq.com.evil.example/halden/{UUID}",
        "https://jobs.quillmark.example/31",
        "https://[::1",
        "",
    ],
)
def test_what_is_no_posting_of_a_board_is_read_as_a_page(link):
    assert boards.posting_at(link) is None


@pytest.mark.parametrize("name", ["../../v2/private", "a b", "x" * 200, "%2e%2e%2fadmin", "kestrel?x=1#"])
def test_a_boards_name_never_leads_elsewhere_on_its_site(name):
    for link in (f"https://boards.greenhouse.io/{name}/jobs/1", f"https://jobs.lever.co/{name}/{UUID}"):
        found = boards.posting_at(link)
        assert found is None or "/../" not in found.address

    ashby = boards.posting_at(f"https://jobs.ashbyhq.com/{name}/{UUID}")
    assert ashby is None or ashby.address.startswith("https://api.ashbyhq.com/posting-api/job-board/")
    assert ashby is None or ".." not in ashby.address.removeprefix("https://").split("/")


def test_a_board_inside_a_companys_own_page_is_found_by_its_script():
    scripts = ("https://cdn.example/x.js", "https://boards.greenhouse.io/embed/job_board/js?for=kestrel")

    found = boards.posting_within(scripts, "https://kestrel.example/careers?gh_jid=4711001")

    assert found.address == GREENHOUSE
    assert boards.posting_at(found.link) == found
    assert boards.posting_within(scripts, "https://kestrel.example/careers") is None
