"""What people call their columns and their stages."""

import pytest

from ats_desktop.domain.applications import Category
from ats_desktop.domain.jobs import EmploymentType, WorkMode
from ats_desktop.formats import headings
from ats_desktop.formats.stages import read_kind, read_mode, read_stage

LISTS = {
    "a planner's own": "Role / Opening,Employer,When sent,Where at now,Town,Pay offer,Remarks",
    "Huntr": "Job Title,Company,List,Job URL,Location,Salary,Date Added,Date Applied,Notes,Description",
    "Teal": "Job Position,Company,Max. Salary,Location,Status,Date Saved,Deadline,Date Applied,Follow up,Excitement",
    "Notion": "Company,Position,Stage,Apply by,Applied on,Contact,Link,Salary,Tags,Interview Date,Notes",
    "by hand": "company_name,job-title,Application Status,DATE APPLIED:,Job Posting,Next steps,Recruiter email",
    "German": "Firma,Stelle,Status,Beworben am,Bewerbungsfrist,Ort,Gehalt,Ansprechpartner,Quelle,Notizen",
    "French": "Entreprise,Poste,Statut,Date de candidature,Date limite,Lieu,Salaire,Lien,Remarques",
    "Spanish": "Empresa,Puesto,Estado,Fecha de solicitud,Ubicación,Salario,Enlace,Notas",
    "camel case": "companyName,jobTitle,dateApplied,jobUrl,followUpDate,applicationStatus",
}


@pytest.mark.parametrize("heading", LISTS.values(), ids=LISTS)
def test_every_column_of_a_known_list_has_a_role(heading):
    row = heading.split(",")

    assert headings.columns(row, {}).rest == ()
    assert headings.known(row) == len(row)


def test_no_heading_means_two_things():
    named = [name for names in (*headings.ALIASES.values(), *headings.EVENTS.values()) for name in names]
    doubled = {name for name in named if named.count(name) > 1}

    assert doubled == set()
    assert [name for name in named if headings.plain(name) != name] == []


def test_a_column_called_name_is_what_is_missing():
    assert headings.columns(["Name", "Company", "Stage"], {}).at["title"] == (0,)
    assert headings.columns(["Name", "Position", "Stage"], {}).at["company"] == (0,)


def test_a_column_given_by_hand_is_what_it_is_said_to_be():
    found = headings.columns(["Wer", "Was", "Status"], {"wer": "company", "Was": "title", "Status": ""})

    assert dict(found.at) == {"company": (0,), "title": (1,)}
    assert found.rest == ()


def test_columns_about_pay_and_people_are_known_by_their_words():
    found = headings.columns(["Company", "Bonus talked about", "Interviewer names", "Vibe"], {})

    assert [(heading, kind) for _, heading, kind in found.rest] == [
        ("Bonus talked about", "pay"),
        ("Interviewer names", "people"),
        ("Vibe", ""),
    ]


STAGES = {
    Category.LEAD: ["Wishlist", "Bookmarked", "Saved", "Interested", "Applying", "⭐ To apply", "not applied"],
    Category.APPLIED: ["Applied", "Submitted", "APPLIED ✅", "Beworben", "Applied, waiting", "under review"],
    Category.SCREENING: ["Phone Screen", "Screening", "Responded", "phone-screen (HR)", "Telefoninterview"],
    Category.ASSESSMENT: ["Assignment", "Code Challenge", "Take-home", "Online assessment"],
    Category.INTERVIEWING: [
        "Interview",
        "Second Interview",
        "Interviewing",
        "Interview 3 of 4",
        "Vorstellungsgespräch",
    ],
    Category.OFFER: ["Offer Received", "Negotiating", "Offer!", "Angebot"],
    Category.WON: ["Offer Accepted", "Accepted", "Hired"],
    Category.REJECTED: ["Rejected", "Not selected", "Declined", "Absage", "Rejected after interview 2"],
    Category.WITHDRAWN: ["Withdrew", "Offer Rejected", "Offer Declined", "I withdrew", "I declined"],
    Category.NO_RESPONSE: ["No response", "Ghosted", "never heard back", "Keine Antwort"],
    Category.CLOSED_OTHER: ["Opportunity Closed", "Closed", "Expired"],
}


@pytest.mark.parametrize(("stage", "text"), [(stage, text) for stage, texts in STAGES.items() for text in texts])
def test_a_status_means_a_stage(stage, text):
    assert read_stage(text) is stage


@pytest.mark.parametrize("stage", list(Category))
def test_a_stage_by_our_own_name_is_that_stage(stage):
    assert read_stage(stage.value) is read_stage(stage.label) is stage


def test_an_unknown_status_is_not_guessed():
    assert read_stage("vibe check") is None


def test_places_and_contracts_are_read():
    assert [read_mode(text) for text in ("Remote", "hybrid (3 days)", "On-site", "Berlin")] == [
        WorkMode.REMOTE,
        WorkMode.HYBRID,
        WorkMode.ONSITE,
        None,
    ]
    assert read_kind("Full-time") is EmploymentType.FULL_TIME
    assert read_kind("Praktikum") is EmploymentType.INTERNSHIP
