"""What stands beside work and school comes in once, whichever file names it, and goes out again."""

import json

import make
import pytest

from ats_desktop.domain.portfolio import Achievement, Certification, Language, Project
from ats_desktop.services import transfer

RESUME = {
    "basics": {"name": "Ada Example"},
    "certificates": [{"name": "Ringer", "issuer": "Guild of Bells", "date": "2020-05"}],
    "languages": [{"language": "Latvian", "fluency": "C1"}],
    "projects": [{"name": "Dial", "url": "https://dial.example.org"}],
    "awards": [{"title": "Golden Hand"}],
    "publications": [{"name": "On Pendulums"}],
}
KINDS = (Certification, Language, Project, Achievement)


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path / "own")
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME), encoding="utf-8")
    return path


def test_importing_twice_brings_nothing_twice(work, file):
    transfer.import_file(work, file)
    transfer.import_file(work, file)

    assert [work.count(kind) for kind in KINDS] == [1, 1, 1, 2]


def test_what_she_typed_herself_is_filled_in_and_not_doubled(work, file):
    with work.change("Hers") as change:
        change.save(Project(name="dial"))
        change.save(Certification(name="Ringer", issuer="guild of bells"))

    transfer.import_file(work, file)

    assert [work.count(kind) for kind in KINDS] == [1, 1, 1, 2]
    assert work.all(Project)[0].url == "https://dial.example.org"


def test_the_export_carries_it(work, file):
    transfer.import_file(work, file)

    assert json.loads(transfer.resume(work)) == RESUME
