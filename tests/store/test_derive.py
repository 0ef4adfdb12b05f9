"""Computed fields: right after whatever was written, and all put right when the rule or the zones are new."""

from datetime import UTC, datetime

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.values import Appointment

SENT = datetime(2026, 11, 2, 9, tzinfo=UTC)
MANY = 1_300  # more than one piece


def fill(work):
    with work.change("Import") as change:
        jobs = change.save_all(
            [JobOpportunity(title=f"Job {n}", company_name=f"Halden {n}, Inc.") for n in range(MANY)]
        )
        sent = change.save_all([Application(job=job.id) for job in jobs])
        change.save_all([ApplicationStage(application=one.id, to="applied", occurred_at=SENT) for one in sent[::2]])
        change.save(Interview(application=sent[0].id, starts=Appointment("2026-12-01T14:00", "Europe/Dublin")))


def every_row(work):
    return [work.all(kind, order="id") for kind in (JobOpportunity, Application, Interview)]


def test_all_computed_fields_are_put_right_and_nothing_else_is_touched(work):
    fill(work)
    before = every_row(work)
    marks = work.rows("select * from sync_dirty order by seq")
    file = work.connection()
    file.execute("update job_opportunities set normal_company = 'by an older rule' where slot % 3 = 0")
    file.execute("update applications set stage = 'offer', applied_at = null where slot % 5 = 0")
    file.execute("update interviews set starts_at = '2026-12-01T15:00:00.000000Z'")
    assert every_row(work) != before

    work.derive_all()

    assert every_row(work) == before
    assert work.rows("select * from sync_dirty order by seq") == marks


def test_it_is_done_piece_by_piece_so_that_nobody_waits(work):
    """Each piece is a transaction of its own: a change from elsewhere fits between two of them."""
    fill(work)
    file, begun = work.connection(), []
    file.set_trace_callback(lambda said: begun.append(said) if said.startswith("begin") else None)

    work.derive_all()

    file.set_trace_callback(None)
    assert len(begun) > 2 * (MANY // 500)


def test_a_fold_of_thousands_agrees_with_the_fold_of_each(work):
    fill(work)

    stages = [row.stage for row in work.all(Application, order="id")]

    assert stages == ["applied" if number % 2 == 0 else "lead" for number in range(MANY)]
    assert {row.applied_at for row in work.all(Application, where={"stage": "applied"})} == {SENT}
    assert {row.applied_at for row in work.all(Application, where={"stage": "lead"})} == {None}
