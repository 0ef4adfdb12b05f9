"""What is closed stays on her own laptops: rows that hang on it, rights that came and went, logs, backups, exports."""

import os
import subprocess
import sys
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from town import Town, edit, remove, save

from ats_desktop.cli.week import leaks
from ats_desktop.domain.companies import Company
from ats_desktop.domain.deliveries import Notification, ReminderDelivery
from ats_desktop.domain.documents import Document, DocumentVersion
from ats_desktop.domain.jobs import JobOpportunity, SalaryData
from ats_desktop.domain.people import Contact
from ats_desktop.domain.profile import WorkExperience
from ats_desktop.domain.schema import Id, Text
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.tasks import Task
from ats_desktop.errors import Refused
from ats_desktop.services import notes, rows, tasks, transfer, upkeep


@pytest.fixture
def town(tmp_path, postgres, blank, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    made = Town(tmp_path / "town", postgres, blank)
    yield made
    made.close()


def canaries():
    """Give words never given before, and all that were given."""
    given = []

    def word(what):
        given.append(f"canary-{what}-{len(given)}-sings")
        return given[-1]

    return word, given


def read(*folders):
    """Join every byte that a program left in folders."""
    return b"".join(path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_coach_gets_no_byte_of_what_is_closed_nor_of_what_hangs_on_it(town, tmp_path):
    word, given = canaries()
    ada, coach = town.ada, town.coach
    work = save(ada, WorkExperience(company_name="Halden", reason_left=word("left")))
    company = save(ada, Company(name="Brightwater", avoid=True, avoid_reason=word("avoid")))
    pay = save(ada, SalaryData(original=word("pay"), said_to=word("said to")))
    person = save(ada, Contact(name=word("person"), notes=Text(word("person's notes"))))
    save(ada, Setting(key="zone", value=word("setting")))
    save(ada, ReminderDelivery(occurrence="o", recipient=word("recipient"), subject=word("subject")))
    save(ada, Notification(dedupe="d", title=word("notice")))
    paper = rows.add(ada.work, Document, name=word("paper"), section="salary")
    rows.add(ada.work, DocumentVersion, document=Id(paper.id), content=Text(word("version")))
    for about in (f"salary_data:{pay.id}", f"contacts:{person.id}", f"documents:{paper.id}"):
        notes.write(ada.work, about, word("note"))
        for do in (notes.comment, lambda work, about, said: tasks.add(work, said, about=about)):
            with suppress(Refused):
                do(ada.work, about, word("comment"))
                given.append("never refused")
    town.sync()

    edit(ada, work, reason_left=word("left again"), company_name="Halden Robotics")
    edit(ada, company, avoid_reason=word("avoided again"))
    town.sync()
    remove(ada, work, company, pay, person)
    town.sync()
    town.second.work.restore(Company, company.id)
    ada.work.undo()
    town.sync()
    for app in (ada, coach):
        upkeep.back_up(app.work, app.backups)
        transfer.export(app.work, tmp_path / f"export of {app.profile.name}")

    hers = read(ada.profile, ada.backups, tmp_path / "export of ada")
    his = read(coach.profile, coach.backups, tmp_path / "export of coach")
    kept = [canary for canary in given if "comment" not in canary]
    assert "never refused" not in given
    assert [canary for canary in kept if canary.encode() not in hers] == []
    assert [canary for canary in given if canary.encode() in his] == []
    assert coach.work.find(Company, company.id).name == "Brightwater"


def test_what_was_granted_for_a_while_ends_when_it_is_taken_back(town):
    word, _ = canaries()
    before, during, after = (word(when) for when in ("before", "during", "after"))
    save(town.ada, Contact(name=before))
    town.sync()
    assert leaks(town.coach.profile, [before])[0] == []

    with town.owner_place() as place:
        member = next(one.member for one in place.members() if one.display == "Cleo Coach")
        place.set_level(member, "commenter", {"contacts": 1})
        save(town.ada, Contact(name=during))
        town.sync()
        assert during in {person.name for person in town.coach.work.all(Contact)}
        place.set_level(member, "commenter", {})
    save(town.ada, Contact(name=after))
    town.sync()

    assert leaks(town.coach.profile, [after])[0] == []
    assert all(report.in_sync for report in town.sync())


def test_no_secret_is_written_to_any_file(town, tmp_path):
    """The administrator's password, the laptops' own secrets, what the log was told."""
    secrets = {secret for app in town.everybody for secret in app.keys._kept.values()}
    secrets.add(urlsplit(town.admin).password)
    job = save(town.ada, JobOpportunity(title="job"))
    town.sync()
    upkeep.back_up(town.ada.work, town.ada.backups)

    assert len(secrets) == 4
    assert leaks(town.folder, secrets)[0] == []
    assert town.coach.work.find(JobOpportunity, job.id) is not None
    assert town.coach.work.count(Task) == 0


@pytest.mark.skipif(os.name != "posix", reason="only Unix tells who may read a file")
def test_another_account_of_this_machine_reads_nothing(tmp_path):
    """The file, its log, its backups, an export: as the program makes them where everything is readable by default."""
    place = {**os.environ, "ATS_HOME": f"{tmp_path / 'home' / 'profile'}", "ATS_KEYRING": "memory"}
    (tmp_path / "home").mkdir(mode=0o755)

    for line in (
        ("add", "salary_data", "original=91"),
        ("backup", "create"),
        ("export", f"{tmp_path / 'home' / 'out'}"),
    ):
        command = [sys.executable, "-m", "ats_desktop", *line]
        subprocess.run(command, env=place, check=True, capture_output=True, umask=0o022)

    made = sorted((tmp_path / "home").rglob("*"))
    assert len([path for path in made if path.is_file()]) > 5
    assert [path for path in made if path.stat().st_mode & 0o077] == []
