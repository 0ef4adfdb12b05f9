"""What hangs on a closed row travels no wider than that row, whichever verb makes it."""

import pytest

from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.people import Contact
from ats_desktop.domain.schema import Text
from ats_desktop.domain.tasks import Task
from ats_desktop.errors import Refused
from ats_desktop.services import notes, rows, tasks


@pytest.fixture
def closed(work):
    """Name rows that the coach may not see, as `about` names them."""
    with work.change("Add") as change:
        made = [
            change.save(row)
            for row in (
                SalaryData(original="91"),
                Contact(name="Marguerite"),
                Contact(name="Ploverdale", section="private"),
                SharedNote(body=Text("closed"), section="private"),
                Document(name="letter", section="salary"),
            )
        ]
    return [f"{row.noun.table}:{row.id}" for row in made]


def test_a_note_on_a_closed_row_is_private(work, closed):
    assert {notes.write(work, about, "words").section for about in closed} == {"private"}


def test_a_comment_or_a_task_on_a_closed_row_is_refused_before_it_is_written(work, closed):
    for about in closed:
        for do in (notes.comment, lambda work, about, said: tasks.add(work, said, about=about)):
            with pytest.raises(Refused, match="closed to the people you share with"):
                do(work, about, "words")

    assert (work.count(Comment), work.count(Task)) == (0, 0)


def test_a_row_added_or_edited_by_hand_keeps_to_it_too(work, closed):
    task = rows.add(work, Task, title="call")

    with pytest.raises(Refused):
        rows.add(work, Comment, about=closed[0], body=Text("words"))
    with pytest.raises(Refused):
        rows.edit(work, task, about=closed[1])
    assert rows.edit(work, task, title="call her").title == "call her"


def test_a_version_lies_where_its_document_lies(work, closed):
    document = work.all(Document)[0]

    assert rows.add(work, DocumentVersion, document=document.id, content=Text("words")).section == "salary"


def test_what_is_about_open_rows_stays_open(work):
    job = rows.add(work, JobOpportunity, title="open")
    about = f"job_opportunities:{job.id}"

    assert notes.write(work, about, "words").section == "notes"
    assert notes.comment(work, about, "words").about == about
    assert tasks.add(work, "call", about=about).about == about
