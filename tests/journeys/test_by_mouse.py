"""The twelve tasks by mouse alone: keys only write words, into a line that was clicked."""

from pathlib import Path

import hands
import pytest
from journeys import outcomes
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import QFileDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_job_is_added_from_a_link(desk):
    outcomes.copied(outcomes.LINK)

    hands.click("Add what you found", button=hands.RIGHT)
    hands.click("Paste")
    hands.click("Add")

    outcomes.the_job_is_there(desk)


def test_a_card_is_moved(desk):
    hands.click("Board")
    hands.drag("Staff engineer, Umbra Optics · Zurich", "Applied, 5 applications")

    outcomes.the_card_is_moved(desk)


def test_an_interview_is_planned_that_overlaps_another(desk):
    hands.click("Interviews")
    hands.click("Plan an interview")
    hands.click("Day and time")
    hands.write(outcomes.into_the_technical_talk(desk.work))
    outcomes.the_overlap_is_said(desk)
    hands.click("Save")

    outcomes.the_interview_is_there(desk)


def test_two_offers_are_compared_and_one_is_accepted(desk):
    hands.click("Offers")
    outcomes.the_best_is_marked(desk)
    hands.click("Accept: Data platform lead @ Signal Gardens")

    outcomes.the_offer_is_accepted(desk)


def test_a_person_is_found_by_a_half_remembered_word(desk):
    hands.click("People")
    hands.click("Search People")
    hands.write("rota")
    outcomes.she_alone_is_listed()
    hands.click("Note what was said")
    hands.write(outcomes.TALK)
    hands.press("Return")

    outcomes.the_talk_is_noted(desk)


def test_a_change_of_many_is_taken_back(desk):
    before = outcomes.stages(desk)
    hands.click("Jobs")
    hands.click("Title: Staff engineer")
    hands.click("Title: Streaming engineer", held=hands.SHIFT)
    hands.click("Title: Data engineer", button=hands.RIGHT)
    hands.click("Move to")
    hands.click("Withdrawn")
    outcomes.the_three_are_withdrawn(desk)
    hands.click("Undo")

    outcomes.all_is_as_it_was(desk, before)


def test_a_strange_list_is_mapped_and_imported(bare_desk):
    outcomes.a_strange_list()
    hands.click("Import")
    with hands.in_what_opens(QFileDialog, lambda: (hands.click(outcomes.STRANGE), hands.click("Open", "Button"))):
        hands.click("Choose a file ...")
    for heading, meaning in outcomes.MEANINGS.items():
        hands.choose(f"What “{heading}” is", meaning)
    hands.reads("3 jobs: 3 new")
    hands.click("Import", "Button")

    outcomes.the_list_is_imported(bare_desk)


def test_two_companies_are_merged(desk):
    outcomes.two_that_are_one(desk)
    hands.click("Companies")
    hands.click("Look at them")
    hands.click("Brightwater Labs stays")
    hands.click("Merge")

    outcomes.the_companies_are_one(desk)


def test_a_question_is_practised(desk):
    hands.click("Practice")
    hands.click(f"Question: {outcomes.QUESTION}")
    hands.click("Practise")
    for part, words in outcomes.ANSWER.items():
        hands.click(part, "EditableText")
        hands.write(words)
    hands.click("Keep this try")
    hands.click("Put into my answers")

    outcomes.the_try_is_kept(desk)


def test_what_was_removed_comes_back_from_the_bin(desk):
    hands.click("Search, or do something")
    hands.click("Go to Bin")
    hands.click(f"What: {outcomes.REMOVED}")
    hands.click("Restore")

    outcomes.it_is_back(desk)


def test_a_resume_is_made_from_an_imported_profile(bare_desk):
    outcomes.linkedin_told_me()
    hands.click("Import")
    with hands.in_what_opens(QFileDialog, lambda: (hands.click(outcomes.LINKEDIN), hands.click("Open", "Button"))):
        hands.click("Choose a file ...")
    hands.click("Import", "Button")
    hands.reads("Done:")
    hands.click("Profile")
    hands.click("Résumé as PDF")
    with hands.in_what_opens(QFileDialog, lambda: hands.click("Save", "Button")):
        hands.click("Save as ...")

    outcomes.the_resume_is_on_paper(Path.home() / "Ada Example, résumé.pdf")


def test_the_record_of_the_search_is_printed(desk, wide_screen):
    hands.click("Jobs")
    hands.click("Record of job search")
    hands.choose("Period", outcomes.PERIOD)
    hands.click("Print ...")
    hands.reads("Fit width")
    with hands.in_what_opens(QAbstractPrintDialog, lambda: hands.click("Print", "Button")):
        hands.click("Print", "Button")
    outcomes.the_record_is_printed()
    with hands.in_what_opens(QFileDialog, lambda: hands.click("Save", "Button")):
        hands.click("Save as ...")

    outcomes.the_record_is_saved(desk)
