"""The twelve tasks: what each begins with, and what is so when it is done, whichever way it was done."""

import io
import shutil
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import hands
import postings
import pypdf
from PySide6.QtWidgets import QApplication

from ats_desktop.domain.applications import Application, ApplicationStage
from ats_desktop.domain.companies import Company
from ats_desktop.domain.interviews import Interview
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.domain.offers import Offer, OfferStatus
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.practice import LibraryResponse, QuestionPractice
from ats_desktop.domain.proof import stretches
from ats_desktop.domain.research import CompanyAlias
from ats_desktop.domain.tasks import Task
from ats_desktop.services import packs
from ats_desktop.shipped import shipped

REMOVED = "Learn the drone pilot's rules"
LINK = postings.GREENHOUSE
STRANGE, LINKEDIN = "bewerbungen.csv", "linkedin-archive.zip"
# unknown headings, European dates, semicolons, Windows letters, and a title above them all
STRANGE_LIST = """Meine Bewerbungen;;;;
Wo;Was;Wann;Gefühl;Antwort
Brightwater Labs;Ingenieurin für Daten;03.11.2026;gut;
Halden Robotics;Analystin;13.11.2026;"mäßig; sehr weit";Absage am 20.11.
Quillmark;Schriftsetzerin;1.12.2026;prima;
"""
QUESTION = packs.questions()["taught-someone"].text
RIGA = ZoneInfo("Europe/Riga")
PERIOD, LAST_MONTH = "Last month", stretches(datetime.now(RIGA).date())["last month"]
RECORD = "Job search {} to {}.pdf".format(*LAST_MONTH)
DOUBLE, TALK = "Brightwater Labs, Inc.", "Sent her the plan"
MEANINGS = {"Wo": "Company", "Was": "Job", "Wann": "Applied", "Gefühl": "Left", "Antwort": "Kept"}
ANSWER = {
    "Situation": "In March the nightly run at Quillmark took six hours.",
    "Task": "I was to bring it under one hour, alone.",
    "Action": "I measured each step, and I rewrote the two slowest.",
    "Result": "It fell from six hours to 40 minutes.",
}


# --- what each begins with --------------------------------------------------------------------------


def copied(text):
    """Copy something elsewhere, as from a browser."""
    QApplication.clipboard().setText(text)


def a_strange_list():
    """Put somebody's own list where files are looked for first; gives where it is."""
    path = Path.home() / STRANGE
    path.write_bytes(STRANGE_LIST.encode("cp1252"))
    return path


def linkedin_told_me():
    """Put LinkedIn's archive where files are looked for first; gives where it is."""
    return Path(shutil.copy(shipped(f"data/samples/{LINKEDIN}"), Path.home()))


def two_that_are_one(desk):
    """Let the other of two companies that are one have a job too."""
    (double,) = desk.work.all(Company, {"name": DOUBLE})
    with desk.work.change("A job at the other") as change:
        change.save(JobOpportunity(title="Clerk", company_name=DOUBLE, company=double.id))


def stages(desk):
    """Say where every application stands."""
    return {one.id: one.stage for one in desk.work.all(Application)}


def of(desk, company):
    """The job at a company, and where its application stands."""
    (job,) = desk.work.all(JobOpportunity, {"company_name": company})
    (pursuit,) = desk.work.all(Application, {"job": job.id})
    return job, pursuit.stage


# --- what is so when it is done ---------------------------------------------------------------------


def the_job_is_there(desk):
    hands.until(lambda: desk.work.all(JobOpportunity, {"fetch": "done"}), "the page was not read")
    job, stage = of(desk, "Kestrel Freight")
    assert (job.title, str(job.pay), stage) == ("Night Dispatcher", "30,000 - 36,500 EUR/year", "lead")
    hands.reads("Night Dispatcher")
    hands.reads("Deadline: Friday, 4 December")


def the_card_is_moved(desk):
    hands.until(lambda: of(desk, "Umbra Optics")[1] == "applied", "the card did not move")
    hands.reads("Applied, 6 applications")


def into_the_technical_talk(work):
    """Write a time in the middle of a meeting of the sample; by then it may be another day where she lives."""
    ahead = work.all(Interview, {"status": "scheduled"}, order="starts_at")
    (talk,) = (one for one in ahead if one.starts.wall.endswith("T10:00") and one.starts.utc > work.now())
    return talk.starts.wall.replace("T10:00", " 10:15")


def the_overlap_is_said(desk):
    hands.reads("Data engineer @ Brightwater Labs (10:00). You can keep both.")


def the_interview_is_there(desk):
    hands.until(lambda: desk.work.count(Interview, {"kind": "video"}), "nothing was planned")
    hands.reads("at the same time as Data engineer @ Brightwater Labs")


def the_best_is_marked(desk):
    hands.reads("Base pay: 88,000 EUR, best")
    hands.reads("Overall, of 100: 90, best")
    hands.reads("you asked for 90,000 EUR/year from Lena, recruiter")


def the_offer_is_accepted(desk):
    (offer,) = desk.work.all(Offer, {"company_name": "Signal Gardens"})
    assert (offer.status, of(desk, "Signal Gardens")[1]) == (OfferStatus.ACCEPTED, "won")


def she_alone_is_listed():
    """The word stands in what was said to her, nowhere in her name."""
    hands.until(lambda: [one for one in hands.read() if one.startswith("Name:")] == ["Name: Ingrid Hale"], "she is not")
    hands.reads("Talked about the on-call rota")


def the_talk_is_noted(desk):
    said = hands.until(lambda: desk.work.all(Interaction, {"summary": TALK}), "nothing was noted")
    assert [desk.work.get(Contact, one.contact).name for one in said] == ["Ingrid Hale"]
    hands.reads(f"{TALK}, Message")


def the_three_are_withdrawn(desk):
    three = ("Umbra Optics", "Pinewood Postal", "Copperline")
    hands.until(lambda: {of(desk, one)[1] for one in three} == {"withdrawn"}, "they did not move")


def all_is_as_it_was(desk, before):
    hands.until(lambda: stages(desk) == before, "it was not taken back")


def the_list_is_imported(desk):
    """And one Ctrl+Z takes all of it back."""
    hands.reads("Done: 3 jobs: 3 new")
    assert of(desk, "Brightwater Labs")[0].title == "Ingenieurin für Daten"
    days = {str(one.occurred_at)[:10] for one in desk.work.all(ApplicationStage) if one.to == "applied"}
    assert days == {"2026-11-03", "2026-11-13", "2026-12-01"}
    hands.press("Ctrl+Z")
    hands.until(lambda: not desk.work.count(JobOpportunity), "the import was not taken back")


def the_companies_are_one(desk):
    """The job at the other goes with it, and comes back with it by Ctrl+Z."""
    hands.until(lambda: not desk.work.all(Company, {"name": DOUBLE}), "there are still two")
    (stays,) = desk.work.all(Company, {"name": "Brightwater Labs"})
    (job,) = desk.work.all(JobOpportunity, {"company_name": DOUBLE})
    assert job.company == stays.id
    assert [one.company for one in desk.work.all(CompanyAlias)] == [stays.id]
    hands.press("Ctrl+Z")
    (other,) = hands.until(lambda: desk.work.all(Company, {"name": DOUBLE}), "the other did not come back")
    assert desk.work.get(JobOpportunity, job.id).company == other.id


def the_try_is_kept(desk):
    (kept,) = hands.until(lambda: desk.work.all(QuestionPractice, {"asked": QUESTION}), "no try is kept")
    assert {getattr(kept, part.casefold()) for part in ANSWER} == set(ANSWER.values())
    hands.until(lambda: ANSWER["Result"] in {one.result for one in desk.work.all(LibraryResponse)}, "no answer is kept")
    hands.reads("Earlier tries")


def it_is_back(desk):
    hands.until(lambda: desk.work.all(Task, {"title": REMOVED}), "it is still in the bin")
    hands.press("Ctrl+Z")
    hands.until(lambda: not desk.work.all(Task, {"title": REMOVED}), "it did not go back")


def the_resume_is_on_paper(path):
    said = text_of(path)
    for words in (
        "Ada Example",
        "ada@example.org",
        "Silverbirch Analytics",
        "Lantern Transit",
        "Mar 2021",
        "Languages",
    ):
        assert words in said


def the_record_is_printed():
    """What is printed, here into a file, is a picture of what was shown; it is put away again."""
    path = Path.home() / RECORD
    (page,) = pypdf.PdfReader(written(path)).pages
    assert len(page.images) == 1
    path.unlink()


def the_record_is_saved(desk):
    """It says every application of the days that were asked for."""
    days = [day.isoformat() for day in LAST_MONTH]
    ((sent,),) = desk.work.rows("select count(*) from applications where date(applied_at) between ? and ?", *days)
    assert f"Applications {sent}" in text_of(Path.home() / RECORD)


def text_of(path):
    pages = pypdf.PdfReader(written(path)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def written(path):
    """The paper that was made, once it is whole."""
    return io.BytesIO(hands.until(partial(_whole, path), f"{path.name} was not written"))


def _whole(path):
    held = path.read_bytes() if path.exists() else b""
    return held if held.rstrip().endswith(b"%%EOF") else b""
