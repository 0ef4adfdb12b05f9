"""What stands in the window for a moment."""


def test_a_sentence_without_a_button_stands_in_the_middle_of_its_card(window, settle):
    window.say("Undid: Move to Assessment")
    settle()
    toast = window.toast

    assert abs(toast._words.geometry().center().x() - toast.rect().center().x()) <= 1
