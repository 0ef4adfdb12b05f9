"""Import and export: new, changed, same, skipped; twice the same as once; hers stays hers; one step of undo."""

import io
import shutil
import zipfile
from datetime import UTC, date, datetime

import pytest
from bringing import LIST, NOW, bring, counts, everything, line
from samples import full

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.catalog import NOUNS
from ats_desktop.domain.companies import Company
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.profile import CandidateSkill
from ats_desktop.domain.settings import ZONE, Setting
from ats_desktop.errors import Refused
from ats_desktop.services import transfer
from ats_desktop.services.weighing import Fate
from ats_desktop.shipped import shipped
from ats_desktop.store import backup
from ats_desktop.store.workspace import Workspace
from ats_desktop.sync.engine import Engine
from ats_desktop.sync.memory import Place

SAMPLES = sorted(shipped("data/samples").iterdir())


@pytest.fixture
def work(new_work):
    return new_work(now=lambda: NOW)


# --- what an import does ----------------------------------------------------------------------


def test_a_dry_run_says_all_and_writes_nothing(work):
    planned = transfer.plan(work, LIST, name="list.csv")

    assert planned.dry_run
    assert counts(planned) == {"new": 8}
    assert "nothing was written" in str(planned)
    assert all(rows == [] for rows in everything(work).values())
    assert counts(bring(work)) == counts(planned)


def test_a_line_stands_on_the_board_with_its_history(work):
    bring(work)

    first, second = sorted(work.all(Application), key=lambda one: one.stage)
    assert (first.stage, second.stage) == ("interviewing", "lead")
    job = work.get(JobOpportunity, first.job)
    assert (job.title, job.deadline_on, job.came_from) == ("Engineer", date(2026, 12, 1), "import:csv")
    assert work.get(Company, job.company).name == "Brightwater Labs"
    assert all(event.recorded_at == NOW for event in work.all(ApplicationStage))


def test_days_are_noon_where_the_candidate_lives(work):
    with work.change("Zone") as change:
        change.save(Setting(key=ZONE.key, value="Pacific/Auckland"))
    bring(work)

    (applied,) = work.all(ApplicationStage, {"to": "applied"})
    assert applied.occurred_at == datetime(2026, 11, 1, 23, 1, tzinfo=UTC)


def test_importing_twice_adds_nothing(work):
    bring(work)
    before = everything(work)

    again = bring(work)

    assert counts(again) == {"same": 8}
    assert everything(work) == before
    assert work.undo().title == "Undid: Import list.csv"


def test_every_sample_twice_adds_nothing(work):
    for path in SAMPLES:
        assert transfer.import_file(work, path).count(Fate.NEW) > 5
    before = everything(work)

    for path in reversed(SAMPLES):
        again = transfer.import_file(work, path)
        assert counts(again).keys() == {"same"}, again
    assert everything(work) == before
    assert work.count(JobOpportunity) == 36


def test_two_laptops_that_import_the_same_file_make_the_same_rows(new_work):
    one, other = new_work("one", now=lambda: NOW), new_work("other", now=lambda: datetime(2026, 11, 23, 1, tzinfo=UTC))
    _ = other.identity
    other.note(workspace=one.identity.workspace, member=one.identity.member)

    for path in SAMPLES:
        transfer.import_file(one, path)
    for path in reversed(SAMPLES):
        transfer.import_file(other, path)

    for kind in NOUNS:
        mine, theirs = ({row.id for row in work.all(kind)} for work in (one, other))
        if kind not in {JobOpportunity, Application, ApplicationStage, SalaryData, Company}:
            assert mine == theirs, kind
        else:  # the one job that two samples tell of carries the id of the file that came first
            assert len(mine ^ theirs) <= 6, kind


def test_two_laptops_that_imported_the_same_file_agree_once_they_meet(new_work):
    one, other = new_work("one", now=lambda: NOW), new_work("other", now=lambda: NOW)
    place = Place(one.identity.workspace, one.identity.member)
    _ = other.identity
    other.note(workspace=place.workspace, member=one.identity.member)
    doors = [(work, Engine(work, place.login(one.identity.member))) for work in (one, other)]
    archive = shipped("data/samples") / "linkedin-archive.zip"

    for work, _ in doors:
        transfer.import_file(work, archive)
    for _ in range(3):
        for _, engine in doors:
            engine.round()

    assert everything(one) == everything(other)
    assert one.count(JobOpportunity) == 5
    assert counts(transfer.import_file(other, archive)).keys() == {"same"}


def test_an_import_is_one_step_of_undo_and_can_be_done_again(work):
    bring(work)

    work.undo()
    assert work.count(JobOpportunity) == work.count(ApplicationStage) == 0
    work.redo()
    assert work.count(JobOpportunity) == 2
    work.undo()
    assert counts(bring(work)) == {"new": 8}
    assert {one.stage for one in work.all(Application)} == {"interviewing", "lead"}


# --- what cannot be read changes nothing -------------------------------------------------------


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Skills.csv", b"\0" * 30_000_000)
    return made.getvalue()


def climbing():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("Skills.csv", "Name\nPython\n")
        archive.writestr("../../evil.csv", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.zip", bomb()),
        ("climbing.zip", climbing()),
        ("cut.zip", bomb()[:200]),
        ("deep.json", b"[" * 300_000),
        ("deep resume.json", b'{"basics":' + b"[" * 300_000),
        ("zero.csv", b"Company,Title\nA\0,B\n"),
        ("quote.csv", b'Company,Title\nA,"' + b"x" * 1_200_000),
        ("late.csv", b"Company,Title\nA,B\n" + b"C,D\n" * 260_000),
        ("nothing.csv", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("letters.csv", bytes(range(1, 256)) * 40),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_in_words_and_changes_nothing(work, name, content):
    before = everything(work)

    with pytest.raises(Refused) as caught:
        transfer.import_file(work, content, name=name)

    assert caught.value.title
    assert caught.value.advice
    assert everything(work) == before
    assert work.undo() is None


def test_a_missing_file_is_said_to_be_missing(work, tmp_path):
    with pytest.raises(Refused, match="not there"):
        transfer.import_file(work, tmp_path / "no such.csv")


def test_progress_is_told(work):
    heard = []

    bring(work, told=lambda done, every: heard.append((done, every)))

    assert heard[-1] == (8, 8)
    assert heard == sorted(heard)


# --- everything out, and back ------------------------------------------------------------------


def test_everything_goes_out_and_comes_back_into_an_empty_workspace(work, new_work, tmp_path):
    """Author-scoped rows keep their author; computed fields are computed again."""
    for path in SAMPLES:
        transfer.import_file(work, path)
    with work.change("One of each") as change:
        for kind in NOUNS:
            if not kind.noun.key:
                change.save(full(kind))
    made = transfer.export(work, tmp_path / "out")

    other = new_work("other", now=lambda: NOW)
    back = transfer.import_file(other, tmp_path / "out")

    assert back.count(Fate.NEW) == made.rows
    assert back.format == "table"
    assert everything(other) == everything(work)
    transfer.export(other, tmp_path / "again")
    for path in (tmp_path / "out").glob("*.csv"):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name
    assert counts(transfer.import_file(work, tmp_path / "out")) == {"same": made.rows}


def test_an_export_says_what_it_is_and_holds_the_resume(work, tmp_path):
    bring(work)

    made = transfer.export(work, tmp_path / "out")

    assert set(made.files) >= {"job_opportunities.csv", "resume.json", "contacts.vcf", "README.txt"}
    assert "ats import" in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "job_opportunities.csv").read_bytes().startswith(b"\xef\xbb\xbfid,title")
    assert not (tmp_path / "out" / "contacts.csv").exists()
    work.undo()
    assert "job_opportunities.csv" not in transfer.export(work, tmp_path / "out").files
    assert not (tmp_path / "out" / "job_opportunities.csv").exists()


def test_a_folder_with_other_things_is_left_alone(work, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear")

    with pytest.raises(Refused, match="other things"):
        transfer.export(work, tmp_path / "letters")
    with pytest.raises(Refused, match="nothing to import"):
        transfer.import_file(work, tmp_path / "letters")


def test_a_bad_cell_of_a_table_skips_its_row_and_names_it(work):
    report = transfer.import_file(work, b"id,title,due_on\nt1,Write,soon\nt2,Call,2026-12-01\n", name="tasks.csv")

    assert counts(report) == {"new": 1, "skipped": 1}
    assert line(report, "tasks", Fate.SKIPPED).reason == "Due: “soon” is no date."


def test_skills_are_their_name_whichever_file_tells_of_them(work):
    transfer.import_file(work, b"Name\nPython\npython\n PYTHON \n", name="Skills.csv")
    transfer.import_file(work, b'{"skills": [{"name": "python", "level": "Expert"}]}', name="resume.json")

    (skill,) = work.all(CandidateSkill)
    assert (skill.skill_name, skill.level) == ("Python", "expert")


def test_several_thousand_rows_keep_their_sum(work):
    many = 3_000
    content = b"Company,Title,Status,Applied\n" + b"".join(
        b"Company %d,Engineer %d,Applied,2026-11-03\n" % (n % 700, n) for n in range(many)
    )

    report = bring(work, content)

    assert report.count(Fate.NEW, "job_opportunities") == work.count(JobOpportunity) == many
    assert report.count(Fate.NEW, "companies") == work.count(Company) == 700
    assert {one.stage for one in work.all(Application)} == {"applied"}
    assert counts(bring(work, content)) == {"same": report.count(Fate.NEW)}


def test_what_was_there_is_copied_and_checked_before_anything_is_brought_in(work, tmp_path):
    with work.change("Mine") as change:
        change.save(Company(name="Mine"))
    bring(work, backups=tmp_path / "copies", dry_run=True)
    assert backup.listed(tmp_path / "copies") == []

    bring(work, backups=tmp_path / "copies")

    (made,) = backup.listed(tmp_path / "copies")
    assert (made.why, made.verified) == ("before import", True)
    shutil.copy(tmp_path / "copies" / f"{made.name}.db", tmp_path / "data.db")
    kept = Workspace.open(tmp_path)
    assert (kept.count(Company), kept.count(JobOpportunity)) == (1, 0)
    kept.close()
