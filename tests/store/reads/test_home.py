"""A row is looked at where it is at home: on its own page, or on that of what it belongs to."""

from ats_desktop.domain.applications import ApplicationStage
from ats_desktop.domain.notes import SharedNote
from ats_desktop.domain.requirements import JobRequirement
from ats_desktop.domain.tasks import Tag
from ats_desktop.store.reads.home import home_of
from ats_desktop.ui.pages.catalog import WHERE_ROWS_LIVE
from tests import make


def test_a_row_with_a_page_of_its_own_is_at_home_there(work):
    own = make.application(work)

    assert home_of(work, "applications", own.id, WHERE_ROWS_LIVE) == ("applications", own.id)


def test_a_row_without_one_is_at_home_where_it_belongs(work):
    own = make.application(work)
    (event,) = work.all(ApplicationStage)
    with work.change("Add") as change:
        note = change.save(SharedNote(about=f"applications:{own.id}", body="Ask about the rota"))
        need = change.save(JobRequirement(job=own.job, text="Python"))

    assert home_of(work, "application_stages", event.id, WHERE_ROWS_LIVE) == ("applications", own.id)
    assert home_of(work, "shared_notes", note.id, WHERE_ROWS_LIVE) == ("applications", own.id)
    assert home_of(work, "job_requirements", need.id, WHERE_ROWS_LIVE) == ("job_opportunities", own.job)


def test_what_belongs_to_nothing_is_at_home_with_itself(work):
    with work.change("Add") as change:
        tag = change.save(Tag(name="Remote"))

    assert home_of(work, "tags", tag.id, WHERE_ROWS_LIVE) == ("tags", tag.id)
    assert home_of(work, "tags", "nobody", WHERE_ROWS_LIVE) == ("tags", "nobody")
