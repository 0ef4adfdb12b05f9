"""The twelve tasks by keyboard alone: Tab, arrows, Enter, the palette, and the keys that the sheet of keys lists."""

import hands
import pytest
from journeys import outcomes
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import QFileDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_job_is_added_from_a_link(desk):
    outcomes.copied(outcomes.LINK)

    hands.press("Ctrl+L", "Ctrl+V", "Return")

    outcomes.the_job_is_there(desk)


def test_a_card_is_moved(desk):
    hands.press("Ctrl+2")
    hands.tab_to("Interested, 5 applications")
    hands.press("Home", "Alt+Right")

    outcomes.the_card_is_moved(desk)


def test_an_interview_is_planned_that_overlaps_another(desk):
    hands.press("Ctrl+4")
    hands.has_keys("Interviews")
    hands.press("Ctrl+N")
    hands.tab_to("Day and time")
    hands.write(outcomes.into_the_technical_talk(desk.work))
    outcomes.the_overlap_is_said(desk)
    hands.press("Return")

    outcomes.the_interview_is_there(desk)


def test_two_offers_are_compared_and_one_is_accepted(desk):
    hands.press("Ctrl+5")
    outcomes.the_best_is_marked(desk)
    hands.tab_to("Pay, of 100 counts")
    hands.press(*["Up"] * 8)
    hands.reads("Overall, of 100: 100, best")
    hands.tab_to("Accept: Data platform lead @ Signal Gardens")
    hands.press("Space")

    outcomes.the_offer_is_accepted(desk)


def test_a_person_is_found_by_a_half_remembered_word(desk):
    hands.press("Ctrl+7")
    hands.tab_to("Search People")
    hands.write("rota")
    outcomes.she_alone_is_listed()
    hands.tab_to("Note what was said")
    hands.write(outcomes.TALK)
    hands.press("Return")

    outcomes.the_talk_is_noted(desk)


def test_a_change_of_many_is_taken_back(desk):
    before = outcomes.stages(desk)
    hands.press("Ctrl+3")
    hands.tab_to("Jobs")
    hands.press("Ctrl+Home", "Shift+Down", "Shift+Down", "Ctrl+M")
    hands.walk_to("Withdrawn")
    hands.press("Return")
    outcomes.the_three_are_withdrawn(desk)
    hands.press("Ctrl+Z")

    outcomes.all_is_as_it_was(desk, before)


def test_a_strange_list_is_mapped_and_imported(bare_desk):
    outcomes.copied(outcomes.a_strange_list().as_uri())
    hands.press("Ctrl+L", "Ctrl+V", "Return")
    hands.reads("Which column is the company")
    for heading, meaning in outcomes.MEANINGS.items():
        hands.tab_to(f"What “{heading}” is")
        hands.write(meaning)
    hands.reads("3 jobs: 3 new")
    hands.tab_to("Import")
    hands.press("Space")

    outcomes.the_list_is_imported(bare_desk)


def test_two_companies_are_merged(desk):
    outcomes.two_that_are_one(desk)
    hands.press("Ctrl+6")
    hands.tab_to("Look at them")
    hands.press("Space")
    hands.tab_to("Brightwater Labs stays")
    hands.press("Space")
    hands.tab_to("Merge")
    hands.press("Space")

    outcomes.the_companies_are_one(desk)


def test_a_question_is_practised(desk):
    hands.press("Ctrl+9")
    hands.tab_to("Search questions")
    hands.write("become better")
    hands.reads("1 question")
    hands.tab_to("Questions")
    hands.press("Return")
    for part, words in outcomes.ANSWER.items():
        hands.tab_to(part)
        hands.write(words)
    hands.press("Ctrl+Return")
    hands.tab_to("Put into my answers")
    hands.press("Space")

    outcomes.the_try_is_kept(desk)


def test_what_was_removed_comes_back_from_the_bin(desk):
    hands.do("go to bin")
    hands.tab_to("Search the bin")
    hands.write("drone")
    hands.until(lambda: not any("old employer" in said for said in hands.read()), "the bin was not searched")
    hands.tab_to("In the bin")
    hands.press("Return")

    outcomes.it_is_back(desk)


def test_a_resume_is_made_from_an_imported_profile(bare_desk, tmp_path):
    outcomes.copied(outcomes.linkedin_told_me().as_uri())
    hands.press("Ctrl+L", "Ctrl+V", "Return")
    hands.reads("Nothing is written yet")
    hands.tab_to("Import")
    hands.press("Space")
    hands.reads("Done:")
    hands.do("go to profile")
    hands.tab_to("Résumé as PDF")
    hands.press("Space")
    hands.reads("Page 1")
    with hands.in_what_opens(QFileDialog, lambda: (hands.write(f"{tmp_path}/mine.pdf"), hands.press("Return"))):
        hands.tab_to("Save as ...")
        hands.press("Space")

    outcomes.the_resume_is_on_paper(tmp_path / "mine.pdf")


def test_the_record_of_the_search_is_printed(desk, wide_screen):
    hands.press("Ctrl+3")
    hands.tab_to("Record of job search")
    hands.press("Space")
    hands.reads("Page 1")
    hands.tab_to("Period")
    hands.press("Down")
    hands.reads("Page 1")
    hands.tab_to("Print ...")
    hands.press("Space")
    hands.reads("Fit width")
    with hands.in_what_opens(QAbstractPrintDialog, lambda: hands.press("Return")):
        hands.tab_to("Print")
        hands.press("Space")
    outcomes.the_record_is_printed()
    with hands.in_what_opens(QFileDialog, lambda: hands.press("Return")):
        hands.tab_to("Save as ...")
        hands.press("Space")

    outcomes.the_record_is_saved(desk)
