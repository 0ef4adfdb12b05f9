"""What hangs on a closed row travels no wider than that row, whichever verb makes it."""

import pytest

from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.tasks import Task
from ats_desktop.errors import Refused
from ats_desktop.services import notes, people, referrals, rows, tasks


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


def test_what_is_said_with_a_private_person_does_not_go_where_the_other_people_go(work, closed):
    """Who was granted contacts reads what was said with them, and would learn of the private one."""
    open_one, private = (Id(about.partition(":")[2]) for about in closed[1:3])
    ways = (
        lambda person: people.note(work, person, "Told me the pay"),
        lambda person: referrals.propose(work, person),
        lambda person: referrals.add_reference(work, person),
        lambda person: rows.add(work, Interaction, contact=person, summary=Text("Told me the pay")),
    )
    for do in ways:
        with pytest.raises(Refused, match="closed to the people you share with"):
            do(private)
        assert do(open_one).contact == open_one

    assert work.count(Interaction, {"contact": private}) == 0
