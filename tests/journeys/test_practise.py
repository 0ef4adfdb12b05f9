"""A mock interview, played by keyboard alone."""

import hands
import pytest
from journeys.outcomes import ANSWER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a list pops up


def test_a_mock_interview_is_played(desk):
    hands.press("Ctrl+9")
    hands.tab_to("Practice")
    hands.press("Right", "Right")
    hands.tab_to("How many questions")
    hands.press("Ctrl+A")
    hands.write("1")
    hands.tab_to("Begin")
    hands.press("Space")
    hands.reads("Question 1 of 1")

    for part, words in ANSWER.items():
        hands.tab_to(part)
        hands.write(words)
    hands.tab_to("End and see")
    hands.press("Space")

    hands.reads("To work on")
    hands.reads("1 of 1 answered")
