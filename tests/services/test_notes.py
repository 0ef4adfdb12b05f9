"""What two people write into one text is all there afterwards."""

from dataclasses import replace

import make
import pytest

from ats_desktop.domain.applications import Application
from ats_desktop.domain.notes import Comment, SharedNote
from ats_desktop.domain.schema import Text
from ats_desktop.errors import Refused
from ats_desktop.services import notes


@pytest.fixture
def work(tmp_path):
    opened = make.empty(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def own(work):
    made = make.application(work)
    with work.change("Notes") as change:
        return change.save(replace(made, notes=Text("one\ntwo\nthree")), was=made)


def arrive(work, own, text):
    with work.change("Elsewhere") as change:
        change.save(replace(own, notes=Text(text)), was=own)


def test_what_was_typed_alone_is_saved_as_it_is(work, own):
    assert notes.rewrite(work, own, "notes", "typed").notes == "typed"


def test_lines_changed_in_different_places_are_joined(work, own):
    arrive(work, own, "ONE\ntwo\nthree")

    notes.rewrite(work, own, "notes", "one\ntwo\nthree\nfour")

    assert work.get(Application, own.id).notes == "ONE\ntwo\nthree\nfour"


def test_where_both_changed_the_same_line_both_stay(work, own):
    arrive(work, own, "one\ntheirs\nthree")

    notes.rewrite(work, own, "notes", "one\nmine\nthree")

    assert work.get(Application, own.id).notes == "one\nmine\nthree\n\none\ntheirs\nthree"


def test_the_same_words_from_both_stand_once(work, own):
    arrive(work, own, "the same")

    assert notes.rewrite(work, own, "notes", "the same").notes == "the same"


def test_a_note_is_shared_or_private_from_birth(work, own):
    shared = notes.write(work, "applications:1", " words ")
    private = notes.write(work, "applications:1", "words", private=True)

    assert (shared.section, shared.body, private.section) == ("notes", "words", "private")
    assert work.count(SharedNote) == 2


@pytest.mark.parametrize("empty", ["", "  \n "])
def test_nothing_written_is_refused(work, empty):
    with pytest.raises(Refused, match="nothing written"):
        notes.comment(work, "applications:1", empty)


def test_a_comment_is_settled_and_opened_again(work):
    said = notes.comment(work, "applications:1", "Why?")

    settled = notes.settle(work, said)
    opened = notes.settle(work, settled, settled=False)

    assert settled.resolved_at == make.NOW
    assert opened.resolved_at is None
    assert work.count(Comment) == 1
