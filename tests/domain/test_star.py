"""The coach: what it counts, what it says, and that it never rewards an answer for what is not there."""

from dataclasses import replace

import pytest

from ats_desktop.domain.star import LEAST_WORDS, MOST_WORDS, PARTS, Coverage, Story, coach, coverage, spoken

QUESTION = "What have you made simpler or faster for the people around you?"
GOOD = Story(
    situation="In the spring of 2024 the nightly settlement at Lighthouse Ledger took six hours, and three people came "
    "in before seven every morning to look whether it had ended. Twice a month it had not, and the customers waited.",
    task="As the only data engineer I was asked to make it end before midnight, within one quarter and without new "
    "machines or a change for the people who read the reports.",
    action="First I measured each step for a week and found that two of forty took most of the time. I rewrote the "
    "currency step as one query in PostgreSQL, and I moved the archive to the weekend. I showed the team a page with the "
    "times of every night, so everybody could see whether a change made it faster. When the second step would not get "
    "simpler, I asked Mira from accounting what the figures were for, and we found that half of them had not been read "
    "for a year. I took those out, after I had written to every reader and waited for two weeks. At the end I wrote "
    "down in one page how to find the next slow step, and I went through it with two colleagues.",
    result="The run went from six hours to 40 minutes, and nobody has come in early since then. The two colleagues have "
    "used the page four times without me. I learnt to ask what a figure is for before I make it faster.",
)


def mark(coaching, name):
    return next(one for one in coaching.marks if one.name == name)


def without(part):
    return replace(GOOD, **{part: ""})


def test_a_good_answer_is_covered_in_every_part_and_marked_high():
    found = coach(GOOD, QUESTION, ("Process improvement",))

    assert set(found.parts.values()) == {Coverage.COVERED}
    assert found.overall >= 85
    assert LEAST_WORDS <= found.words <= MOST_WORDS
    assert found.weak == ()


def test_nothing_is_worth_nothing_and_the_first_step_is_to_begin():
    found = coach(Story(), QUESTION)

    assert found.overall == 0
    assert [one.score for one in found.marks] == [0, 0, 0, 0]
    assert str(found.step).startswith("Begin with two sentences")


@pytest.mark.parametrize("part", PARTS)
def test_what_is_missing_is_named_and_caps_the_whole(part):
    found = coach(without(part), QUESTION)

    assert found.parts[part] is Coverage.MISSING
    assert found.overall <= 75 < coach(GOOD, QUESTION).overall
    assert found.step == coach(Story(**{one: "A word." for one in PARTS if one != part})).step


def test_a_part_is_light_before_it_is_covered():
    assert coverage("result", "It was done.") is Coverage.LIGHT
    assert coverage("result", " ") is Coverage.MISSING


def test_a_result_without_a_figure_is_told_so():
    plain = replace(
        GOOD, result="It went well and everybody in the team was happy with how it had turned out in the end."
    )

    found = mark(coach(plain, QUESTION), "impact")

    assert found.score < mark(coach(GOOD, QUESTION), "impact").score
    assert str(found.reason) == "The result has no figure."
    assert "figure" in str(found.step)


def test_a_figure_that_changed_nothing_is_asked_what_it_changed():
    found = mark(coach(replace(GOOD, result="There were 12 of them.")), "impact")

    assert str(found.reason) == "There is a figure, “12”, but not what it changed."


def test_weak_words_are_counted_and_the_first_is_answered():
    unsure = replace(GOOD, result=GOOD.result + " I think it maybe kind of helped. I think so. I guess.")

    found = coach(unsure, QUESTION)

    assert next((one.phrase, one.times) for one in found.weak) == ("I think", 3)
    assert {"maybe", "kind of", "helped"} <= {one.phrase for one in found.weak}
    assert mark(found, "clarity").score < mark(coach(GOOD, QUESTION), "clarity").score
    assert str(mark(found, "clarity").step) == "Say what you know."


def test_we_that_hides_who_did_it_is_noticed():
    ours = replace(
        GOOD, action="We measured each step. We rewrote it. We moved the archive and our team was glad. I typed."
    )

    found = mark(coach(ours, QUESTION), "specificity")

    assert str(found.step) == "Say “I” where it was you."


@pytest.mark.parametrize(("times", "step"), [(1, "Tell more of what you did."), (400, "Cut what happened before")])
def test_too_short_and_too_long_are_told_in_seconds(times, step):
    found = mark(coach(Story(action="word " * times)), "clarity")

    assert f"about {spoken(times)} s" in str(found.reason)
    assert str(found.step).startswith(step)


def test_an_answer_to_another_question_is_noticed():
    found = mark(coach(GOOD, "How do you store passwords and keep logins secure?"), "relevance")

    assert found.score == 50
    assert "“store”" in str(found.step)


def test_another_language_is_not_judged_by_english_phrases():
    german = Story(
        situation="Im Frühjahr dauerte der nächtliche Lauf sechs Stunden und drei Leute kamen deshalb jeden Morgen früher.",
        task="Ich sollte ihn in einem Quartal unter eine Stunde bringen, ohne neue Rechner.",
        action="Zuerst habe ich eine Woche lang jeden Schritt gemessen. Dann habe ich zwei davon neu geschrieben. " * 4,
        result="Danach dauerte er 40 Minuten, und niemand kommt seitdem früher; die Seite wird noch 4 mal im Monat benutzt.",
    )

    found = coach(german)

    assert not found.english
    assert found.weak == ()
    assert mark(found, "impact").score == 80


def test_what_was_said_is_kept_as_a_text_a_person_can_read():
    said = str(coach(GOOD, QUESTION))

    assert said.count("\n") == 4
    assert said.startswith("Relevance ")
    assert "{" not in said
