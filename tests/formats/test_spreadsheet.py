"""Job lists: a line becomes a job and all that belongs to it, and nothing of a line is lost."""

from datetime import UTC, date, datetime

import pytest

from ats_desktop.domain.applications import ApplicationStage, Category, Method, stage_of
from ats_desktop.domain.jobs import PayFact, WorkMode
from ats_desktop.domain.people import Relationship
from ats_desktop.domain.values import Appointment, PayRange
from ats_desktop.formats.problem import ImportProblem
from ats_desktop.shipped import shipped

SAMPLES = shipped("data/samples")


def stages(read):
    """The stages of the one application, in order."""
    events = sorted(read.rows("application_stages"), key=lambda event: event.occurred_at)
    return [(event.to, event.occurred_at) for event in events]


def noon(month, day, minutes=0):
    return datetime(2026, month, day, 11, minutes, tzinfo=UTC)


def test_a_line_becomes_a_job_its_application_and_its_stages(read):
    found = read(
        "Company,Title,Status,Date Saved,Date Applied,Deadline,Location,Salary,URL,Tags,Excitement,Notes\n"
        '"Halden Robotics, Inc.",Engineer,Interview,2026-11-01,2026-11-03,2026-11-30,Oslo (hybrid),$90k - $110k,'
        "https://halden.example/jobs/90417,robots; python,★★★★,Ask Kim\n"
    )

    job = found.one("job_opportunities")
    assert (job.title, job.company_name, job.location) == ("Engineer", "Halden Robotics, Inc.", "Oslo (hybrid)")
    assert (job.deadline_on, job.work_mode, job.excitement) == (date(2026, 11, 30), WorkMode.HYBRID, 4)
    assert job.pay == PayRange(9_000_000, 11_000_000, "USD", "year")
    assert (job.posting_url, job.tags) == ("https://halden.example/jobs/90417", ("robots", "python"))
    assert found.one("companies").name == "Halden Robotics, Inc."
    assert found.one("applications").notes == "Ask Kim"
    assert stages(found) == [("lead", noon(11, 1)), ("applied", noon(11, 3, 1)), ("interviewing", noon(11, 3, 4))]
    assert (
        stage_of([event for event in found.rows("application_stages") if isinstance(event, ApplicationStage)])
        == "interviewing"
    )


def test_a_stage_without_a_day_says_so(read):
    found = read("Company,Title,Status,Applied\nA,B,Rejected,2026-11-03\nC,D,Ghosted,\n")

    rejected, ghosted = (event for event in found.rows("application_stages") if event.to != "applied")
    assert rejected.note == ghosted.note == "The list gives no date for this stage."
    assert rejected.occurred_at > noon(11, 3)
    assert ghosted.occurred_at == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_columns_with_dates_of_stages_become_events(read):
    found = read(
        "Company,Title,Date Applied,Phone Screen Date,Offer Date,Rejection Date,Status\n"
        "A,B,2026-10-01,2026-10-05,2026-10-20,,Offer\n"
    )

    assert [to for to, _ in stages(found)] == ["applied", "screening", "offer"]


def test_a_column_that_only_ticks_is_a_stage_too(read):
    found = read("Company,Title,Applied,Rejected\nA,B,Yes,No\n")

    assert [to for to, _ in stages(found)] == ["applied"]


def test_a_column_just_called_date_is_the_day_of_application_where_there_was_one(read):
    applied = read("Company,Title,Status,Date\nA,B,Applied,2026-10-01\n")
    saved = read("Company,Title,Status,Date\nA,B,Wishlist,2026-10-01\n")

    assert [(to, at.day) for to, at in stages(applied)] == [("applied", 1)]
    assert [(to, at.day) for to, at in stages(saved)] == [("lead", 1)]


def test_an_unknown_status_is_kept_and_said(read):
    found = read("Company,Title,Status\nA,B,Vibing\n")

    assert found.one("applications").notes == "Status: Vibing"
    assert "Vibing" in found.all_notes()
    assert found.rows("application_stages") == []


def test_european_dates_are_known_by_one_value_that_can_be_nothing_else(read):
    found = read("Company,Title,Applied,Deadline\nA,B,3/4/2026,1/12/2026\nC,D,25/4/2026,\n")

    assert [job.deadline_on for job in found.rows("job_opportunities")] == [date(2026, 12, 1), None]
    assert [at.month for _, at in stages(found)] == [4, 4]


def test_dates_that_fit_both_orders_are_taken_as_american_and_it_is_said(read):
    american = read("Company,Title,Deadline\nA,B,12/1/2026\n")
    european = read("Company,Title,Deadline\nA,B,12/1/2026\n", day_first=True)

    assert american.one("job_opportunities").deadline_on == date(2026, 12, 1)
    assert european.one("job_opportunities").deadline_on == date(2026, 1, 12)
    assert "month/day, not day/month" in american.all_notes()
    assert "day/month, not month/day" in european.all_notes()


def test_a_deadline_with_a_clock_keeps_it(read):
    job = read("Company,Title,Deadline\nA,B,2026-12-01 17:00\n").one("job_opportunities")

    assert (job.deadline_on, job.deadline_time, job.deadline_zone) == (date(2026, 12, 1), "17:00", "Europe/Berlin")


def test_what_has_no_place_goes_into_the_notes(read):
    found = read("Company,Title,Vibe,Deadline,Notes,Notes\nA,B,good,rolling,one,two,beyond\n")

    assert found.one("applications").notes == "one\ntwo\n\nVibe: good\nColumn 7: beyond\nDeadline: rolling"
    assert "“Vibe”" in found.all_notes()


def test_nothing_about_pay_or_people_goes_where_a_coach_reads(read):
    """Open streams hold none of the words written under headings about pay and people."""
    secret = "canary"
    found = read(
        "Company,Title,Salary expectation,Bonus,Recruiter notes,Contact,Contact email,Deadline\n"
        f"A,B,{secret} 90k,{secret},{secret},{secret},{secret}@x.example,2026-12-01\n"
    )

    open_rows = [one for one in found.found if one.table not in {"salary_data", "contacts", "shared_notes"}]
    assert secret not in repr(open_rows)
    assert {row.fact for row in found.rows("salary_data")} == {PayFact.DESIRED, PayFact.STATED}
    assert found.one("shared_notes").section == "private"
    assert found.one("contacts").emails == (f"{secret}@x.example",)


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("$120,000", PayRange(12_000_000, 12_000_000, "USD", "year")),
        ("€60.000 - €70.000", PayRange(6_000_000, 7_000_000, "EUR", "year")),
        ("60-70k EUR", PayRange(6_000_000, 7_000_000, "EUR", "year")),
        ("£45,000 per annum + bonus", PayRange(4_500_000, 4_500_000, "GBP", "year")),
        ("55 000 € brutto pro Jahr", PayRange(5_500_000, 5_500_000, "EUR", "year")),
        ("$52.50/hr", PayRange(5_250, 5_250, "USD", "hour")),
        ("4.800 € / Monat", PayRange(480_000, 480_000, "EUR", "month")),
        ("$120K\u2013$140K/yr (OTE)", PayRange(12_000_000, 14_000_000, "USD", "year")),
    ],
)
def test_pay_is_read_as_it_is_written(read, text, pay):
    found = read(f'Company,Title,Salary\nA,B,"{text}"\n')

    assert found.one("job_opportunities").pay == found.one("salary_data").pay == pay
    assert found.one("salary_data").original == text


@pytest.mark.parametrize("text", ["competitive", "90000", "DOE", "2026"])
def test_pay_without_figure_or_currency_stays_text(read, text):
    found = read(f"Company,Title,Salary\nA,B,{text}\n")

    assert found.one("job_opportunities").pay == found.one("salary_data").pay == PayRange()
    assert found.one("salary_data").original == text


def test_a_currency_comes_from_the_heading_or_from_who_asks(read):
    heading = read("Company,Title,Max. Salary (EUR)\nA,B,90000\n").one("job_opportunities")
    asked = read("Company,Title,Salary\nA,B,90000\n", currency="CHF").one("job_opportunities")
    columns = read("Company,Title,Min Salary,Max Salary,Currency,Pay period\nA,B,50,60,gbp,hour\n").one(
        "job_opportunities"
    )

    assert heading.pay == PayRange(9_000_000, 9_000_000, "EUR", "year")
    assert asked.pay.currency == "CHF"
    assert columns.pay == PayRange(5_000, 6_000, "GBP", "hour")


def test_a_bare_figure_is_in_the_one_currency_its_column_names(read):
    one = read("Company;Title;Salary\nA;B;42.500,00 €\nC;D;28.000 - 31.000\n")
    two = read("Company;Title;Salary\nA;B;42.500,00 €\nC;D;50000 USD\nE;F;31.000\n")

    assert [job.pay.currency for job in one.rows("job_opportunities")] == ["EUR", "EUR"]
    assert [job.pay.currency for job in two.rows("job_opportunities")] == ["EUR", "USD", ""]


@pytest.mark.parametrize(
    ("word", "stage"), [("eingeladen", "interviewing"), ("Entwurf", "lead"), ("Invited", "interviewing")]
)
def test_words_for_being_invited_and_for_a_draft_are_stages(read, word, stage):
    found = read(f"Company,Title,Status\nA,B,{word}\n")

    assert word not in found.all_notes()
    assert [event.to for event in found.rows("application_stages")] == [stage][: stage != "lead"]  # it begins as a lead


def test_people_are_found_with_their_address(read):
    found = read(
        "Company,Title,Contact,Recruiter,Phone\nA,B,Kim Sample <kim@a.example>,Noor Placeholder,+49 30 1\n"
    ).rows("contacts")

    assert [(one.name, one.emails, one.relationship) for one in found] == [
        ("Kim Sample", ("kim@a.example",), Relationship.OTHER),
        ("Noor Placeholder", (), Relationship.RECRUITER),
    ]
    assert found[0].phones == ("+49 30 1",)


def test_an_interview_with_an_hour_is_one_and_a_bare_day_is_a_note(read):
    """No hour is made up."""
    found = read("Company,Title,Interview Date\nA,B,2026-12-02 14:00\nC,D,2026-12-03\n")

    assert found.one("interviews").starts == Appointment("2026-12-02T14:00", "Europe/Berlin")
    assert [one.notes for one in found.rows("applications")] == ["", "Interview Date: 2026-12-03"]


def test_a_follow_up_to_come_is_a_task_and_a_past_one_a_note(read):
    found = read("Company,Title,Follow up\nA,B,2026-12-02\nC,D,2026-11-01\nE,F,ask Kim\n")

    task = found.one("tasks")
    assert (task.title, task.due_on) == ("Follow up with A", date(2026, 12, 2))
    assert [one.notes for one in found.rows("applications")] == ["", "Follow up: 2026-11-01", "Follow up: ask Kim"]


def test_a_way_of_applying_is_known_by_its_words(read):
    found = read("Company,Title,Applied via\nA,B,Employee referral\n").one("applications")

    assert (found.method, found.channel) == (Method.REFERRAL, "Employee referral")


def test_a_link_is_taken_out_of_what_surrounds_it(read):
    found = read(
        "Company,Title,Link\nA,B,Posting (https://a.example/jobs/77123)\nC,D,see mail\nE,F,javascript:alert(1)\n"
    )

    assert [job.posting_url for job in found.rows("job_opportunities")] == ["https://a.example/jobs/77123", "", ""]
    assert [one.notes for one in found.rows("applications")] == ["", "Link: see mail", "Link: javascript:alert(1)"]


def test_a_line_that_names_nothing_is_left_out_with_the_reason(read):
    found = read("Company,Title,Notes\n,,only a note\n,,\n-,n/a,\n")

    assert [(one.place, bool(one.problem)) for one in found.found] == [("Row 2", True)]


def test_the_same_posting_twice_is_one_key_and_two_days_are_two_attempts(read):
    found = read(
        "Company,Title,Applied,Link\n"
        "A,B,2026-01-05,https://a.example/jobs/77123\n"
        "A,B,2026-09-05,https://a.example/jobs/77123?utm_source=mail\n"
        "A,B,,https://a.example/jobs/77123\n"
    )

    keys = {
        table: [one.key for one in found.found if one.table == table] for table in ("job_opportunities", "applications")
    }
    assert len(set(keys["job_opportunities"])) == 1
    assert len(set(keys["applications"])) == 2
    assert keys["applications"][2] == keys["applications"][0]


def test_two_jobs_behind_one_careers_page_stay_two(read):
    found = read("Company,Title,Link\nA,B,https://a.example/careers\nA,C,https://a.example/careers\n")

    assert len({one.key for one in found.found if one.table == "job_opportunities"}) == 2


def test_columns_can_be_given_by_hand(read):
    found = read("Wer,Was,Wann\nA,B,2026-11-03\n", mapping={"Wer": "company", "Was": "title", "Wann": "applied"})

    assert found.one("job_opportunities").title == "B"
    assert [to for to, _ in stages(found)] == ["applied"]


def test_a_role_that_is_none_is_refused_with_those_there_are(read):
    with pytest.raises(ImportProblem) as caught:
        read("Wer,Was\nA,B\n", mapping={"Wer": "company", "Was": "headline"})

    assert "title" in caught.value.advice


def test_a_missing_quotation_mark_is_noticed(read):
    lines = "\n".join(f"C{n},T{n}" for n in range(300))

    found = read(f'Company,Title\nA,"B\n{lines}\n')

    assert "quotation mark" in found.all_notes()


@pytest.mark.parametrize(
    ("name", "jobs"), [("huntr-board.csv", 10), ("teal-tracker.csv", 8), ("bewerbungen.csv", 7), ("notion-jobs.tsv", 7)]
)
def test_the_samples_are_read_whole(read, name, jobs):
    found = read((SAMPLES / name).read_bytes(), name)

    assert found.kind == "csv"
    assert len(found.rows("job_opportunities")) == jobs
    assert not [one for one in found.found if one.problem]
    statuses = {Category(event.to) for event in found.rows("application_stages")}
    assert len(statuses) > 2


def test_the_german_sample_keeps_its_letters(read):
    found = read((SAMPLES / "bewerbungen.csv").read_bytes(), "bewerbungen.csv")

    assert {"Jörg Büßer", "Frau Öztürk", "Dr. Änne Möller"} <= {one.name for one in found.rows("contacts")}
    assert max(job.deadline_on for job in found.rows("job_opportunities") if job.deadline_on) == date(2026, 12, 20)


def test_a_day_that_cannot_be_read_is_named_and_kept(read):
    found = read("Company,Title,Date Applied\nQuillmark,Analyst,13/13/2026\nHalden,Engineer,soon\n")

    assert [(note.place, note.text) for note in found.notes] == [
        ("Row 2", "“13/13/2026” is no day that can be read; it is kept in the notes.")
    ]


def test_markup_that_other_trackers_write_is_taken_off(read):
    found = read(
        "Company,Title,Description,Notes,Color\n"
        "Halden Robotics,Engineer,<p>You know <b>SQL</b>.</p><ul><li>a &lt; b</li></ul>,<div>Call Kim</div>,#fff\n"
        "Kestrel Freight,Pilot,if a < b and c > d,x <y> z,\n"
    )

    engineer, pilot = found.rows("job_opportunities")
    asked, other = found.rows("applications")
    assert (str(engineer.description), asked.notes) == ("You know SQL.\n\n• a < b", "Call Kim\n\nColor: #fff")
    assert (str(pilot.description), other.notes) == ("if a < b and c > d", "x <y> z")
