"""Another language: loaded when there is one, nothing at all for ours, and it reaches what comes from tables."""

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QComboBox, QLabel
from ui.foreign import CLOSE, OPEN, bracketed, speaking, translated_by

from ats_desktop.domain.applications import DEFAULT_STAGES, Stage
from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Offline, Refused
from ats_desktop.services import applications, stages
from ats_desktop.services.jobs import add
from ats_desktop.ui.editors import editor_for
from ats_desktop.ui.stages import all_stages
from ats_desktop.ui.widgets.stagescard import StagesCard
from ats_desktop.ui.words import LANGUAGE, explained, speak, told, tr


@pytest.fixture(scope="module")
def brackets(tmp_path_factory):
    return translated_by(bracketed, tmp_path_factory.mktemp("brackets"))


def in_brackets(words):
    return f"{OPEN}{words}{CLOSE}"


@pytest.mark.parametrize("languages", [["en-GB", "de"], ["C"], ["en"], ["tlh"], []])
def test_for_our_own_language_and_for_one_nobody_translated_nothing_is_loaded(qapp, tmp_path, languages, monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: ["en-US"])

    assert speak(qapp, languages, str(tmp_path)) == ""
    assert qapp.findChild(QTranslator, LANGUAGE) is None


def test_the_first_language_there_is_a_translation_for_is_loaded(qapp, brackets):
    assert speak(qapp, ["tlh", "eo-001", "en"], str(brackets)) == "eo_001"

    loaded = qapp.findChild(QTranslator, LANGUAGE)
    said = tr("Board")
    qapp.removeTranslator(loaded)
    loaded.setParent(None)
    assert said == in_brackets("Board")
    assert tr("Board") == "Board"


def test_stages_nobody_renamed_are_shown_in_the_language_and_kept_as_they_are(qapp, app, brackets):
    stages.rename(app.work, "applied", "Sent off")
    stages.hide(app.work, "offer", hidden=True)  # a row now, its name as it was

    with speaking(qapp, brackets):
        shown = {stage.key: stage.name for stage in all_stages(app.work)}

    assert shown["lead"] == in_brackets("Interested")
    assert shown["offer"] == in_brackets("Offer")
    assert shown["applied"] == "Sent off"
    assert [stage.name for stage in applications.stages(app.work)][:2] == ["Interested", "Sent off"]


def test_the_board_shows_them(qapp, app, window, brackets, settle):
    with speaking(qapp, brackets):
        window.go("board")
        settle(8)
        shown = {one.text() for one in window.stack.currentWidget().findChildren(QLabel)}

    assert in_brackets(DEFAULT_STAGES[0].name) in shown


def test_going_past_a_stage_in_the_settings_renames_nothing(qapp, app, window, brackets):
    with speaking(qapp, brackets):
        card = StagesCard(window)
        card.refresh()
        line = card.lines["lead"]
        line.name.editingFinished.emit()

        assert line.name.text() == in_brackets("Interested")
    assert app.work.all(Stage) == []
    card.deleteLater()


def test_labels_of_fields_and_words_of_closed_lists_are_in_the_language(qapp, brackets):
    fields = JobOpportunity.noun.by_name
    with speaking(qapp, brackets):
        made = editor_for(fields["work_mode"], lambda *_: [])
        box = made.findChild(QComboBox)

        assert made.inner.accessibleName() == in_brackets(fields["work_mode"].label)
        assert in_brackets("Remote") in [box.itemText(at) for at in range(box.count())]
    made.deleteLater()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("There is no stage “x”.", "There are: lead."), "⟦There is no stage “x”.⟧ ⟦There are: lead.⟧"),
        (Offline("jobs.example.com could not be found."), "⟦jobs.example.com could not be found.⟧"),
        (Refused("Undid: Add a job"), "⟦Undid: ⟦Add a job⟧⟧"),
        (Refused("Nobody ever said this."), "Nobody ever said this."),
        (ValueError("a bug's own words"), "a bug's own words"),
    ],
)
def test_an_error_put_together_on_a_lower_floor_is_said_in_the_language(qapp, brackets, error, said):
    with speaking(qapp, brackets):
        assert explained(error) == said


def test_in_our_own_language_what_was_said_is_shown_as_it_is():
    assert told("There is no stage “{x}”.") == "There is no stage “{x}”."


def test_the_strip_says_an_error_in_the_language(qapp, app, window, brackets):
    add(app.work, "Engineer", "Quillmark")
    with speaking(qapp, brackets):
        window.tell(Refused("There is no stage “x”.", ""))

        shown = {one.text() for one in window.strip.findChildren(QLabel)}

    assert "⟦There is no stage “x”.⟧" in shown
