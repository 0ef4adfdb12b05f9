"""What was sent is frozen when it is sent, and stays as it was."""

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.documents import Document, DocumentKind, DocumentVersion
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.schema import Text
from ats_desktop.domain.submissions import Sent, Submission, read_sent
from ats_desktop.errors import Refused
from ats_desktop.services import applications, board, documents, rows, submissions
from ats_desktop.store.reads.documents import sendings, versions_of


@pytest.fixture
def work(tmp_path):
    made = make.empty(tmp_path / "one")
    yield made
    made.close()


@pytest.fixture
def own(work):
    made = make.application(work, "Engineer", "Brightwater Labs")
    job = work.get(JobOpportunity, made.job)
    rows.edit(work, job, description=Text("Bring a clock."), posting_url="https://jobs.example/7")
    return made


def resume(work, name="Platform.txt", content=b"One", **more):
    version = documents.add_file(work, name, content, kind=DocumentKind.RESUME)
    document = work.get(Document, version.document)
    with work.change("Say more") as change:
        change.save(make.replaced(document, **more), was=document)
    return version


def test_applying_freezes_the_posting_and_the_linked_version(work, own):
    version = resume(work, application=own.id)
    applications.move(work, own.id, "applied")
    (sent,) = sendings(work, own.id)

    assert (sent.job_title, sent.company_name, sent.posting) == ("Engineer", "Brightwater Labs", "Bring a clock.")
    assert (sent.posting_url, sent.submitted_at) == ("https://jobs.example/7", make.NOW)
    assert sent.versions == (version.id,)
    assert [read_sent(line) for line in sent.files] == [Sent("resume", "Platform.txt", version.sha256)]


def test_what_changes_later_changes_nothing_that_was_sent(work, own):
    version = resume(work, application=own.id)
    applications.move(work, own.id, "applied")
    before = sendings(work, own.id)

    documents.add_file(work, "Platform.txt", b"Two", document=version.document)
    rows.edit(work, work.get(JobOpportunity, own.job), title="Clerk", description=Text("Gone"))

    assert sendings(work, own.id) == before


def test_without_a_resume_of_its_own_the_usual_one_was_sent(work, own):
    resume(work, "General.txt")
    usual = resume(work, "Usual.txt", b"Two", is_default=True)
    applications.move(work, own.id, "applied")

    assert sendings(work, own.id)[0].versions == (usual.id,)


def test_a_closed_document_is_not_told_by_what_was_sent(work, own):
    """What was sent is read by whoever reads documents: the name of a closed one would stand in it."""
    with work.change("Add") as change:
        closed = change.save(
            Document(name="Asks for 90,000", kind=DocumentKind.OTHER, section="salary", application=own.id)
        )
        version = change.save(DocumentVersion(document=closed.id, section="salary", filename="90.pdf", sha256="ab"))
    applications.move(work, own.id, "applied")

    submissions.record(work, own.id, [version.id])

    assert sorted(one.files for one in sendings(work, own.id)) == [(), ("other | Other | ",)]


def test_a_resume_known_by_name_alone_is_named(work, own):
    with work.change("Name") as change:
        change.save(Document(name="Platform, v3", kind=DocumentKind.RESUME, application=own.id))
    applications.move(work, own.id, "applied")

    assert [read_sent(line) for line in sendings(work, own.id)[0].files] == [Sent("resume", "Platform, v3")]


def test_it_is_frozen_once_and_undone_with_its_move(work, own):
    board.place(work, [own.id], "applied")
    applications.move(work, own.id, "lead")
    applications.move(work, own.id, "applied")
    assert work.count(Submission) == 1

    for _ in range(3):
        work.undo()

    assert work.count(Submission) == 0
    assert work.get(Application, own.id).stage == "lead"


@pytest.mark.parametrize("stage", ["lead", "screening", "rejected"])
def test_other_stages_freeze_nothing(work, own, stage):
    applications.move(work, own.id, stage)

    assert work.count(Submission) == 0


def test_nothing_that_was_frozen_can_be_edited(work, own):
    version = resume(work, application=own.id)
    applications.move(work, own.id, "applied")

    with pytest.raises(Refused, match="stays as it was sent"):
        rows.edit(work, sendings(work, own.id)[0], note="Later")
    with pytest.raises(Refused, match="stays as it is"):
        rows.edit(work, work.get(DocumentVersion, version.id), name="Final")


def test_what_was_really_sent_stands_before_what_was_frozen(work, own):
    first, other = resume(work, application=own.id), resume(work, "Other.txt", b"Two")
    applications.move(work, own.id, "applied")
    submissions.record(work, own.id, [other.id], channel="Their form", answers="Why us? Clocks.")
    latest, frozen = sendings(work, own.id)

    assert (latest.versions, latest.channel, latest.answers) == ((other.id,), "Their form", "Why us? Clocks.")
    assert frozen.versions == (first.id,)
    assert [one.sent for one in versions_of(work, other.document)] == [1]


def test_a_coach_who_may_not_write_documents_moves_a_card_all_the_same(work, own):
    object.__setattr__(work.identity, "levels", {"jobs": 3, "documents": 1})

    applications.move(work, own.id, "applied")

    assert (work.get(Application, own.id).stage, work.count(Submission)) == ("applied", 0)
