"""Notes and comments: written, answered, settled."""

from dataclasses import replace
from typing import Any, TypeVar

from ats_desktop.domain.notes import Comment, CommentKind, SharedNote
from ats_desktop.domain.schema import Entity, Id, Text
from ats_desktop.errors import Refused
from ats_desktop.services.reach import keep_within
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace

E = TypeVar("E", bound=Entity)


@command("Write note")
def write(work: Workspace, about: str, body: str, *, private: bool = False) -> SharedNote:
    """Write a note on a row; whether others may read it is decided now, and once: on a closed row they never may.

    Raises: Refused, when nothing was written.
    """
    made = SharedNote(about=about, body=_words(body), section="private" if private else SharedNote.noun.stream)
    with work.change("Write note") as change:
        return change.save(keep_within(work, made))


@command("Comment")
def comment(
    work: Workspace,
    about: str,
    body: str,
    *,
    answers: Id[Comment] = Id(""),  # noqa: B008 - an empty id is a constant
    kind: CommentKind = CommentKind.GENERAL,
) -> Comment:
    """Say something about a row to everybody who may see it, or answer what somebody said.

    Raises: Refused, when nothing was written, or when it is about a row that not everybody may see.
    """
    with work.change("Answer" if answers else "Comment") as change:
        return change.save(keep_within(work, Comment(about=about, body=_words(body), answers=answers, kind=kind)))


@command("Settle comment")
def settle(work: Workspace, said: Comment, *, settled: bool = True) -> Comment:
    """Mark a comment as settled, or open it again."""
    with work.change("Settle comment" if settled else "Open comment again") as change:
        return change.save(replace(said, resolved_at=change.now if settled else None), was=said)


@command("Rewrite a text")
def rewrite(work: Workspace, opened: E, field: str, typed: str) -> E:
    """Save a long text as it was typed; what others wrote into it meanwhile is kept.

    Why:    lines changed in different places are joined; where both changed the same place, theirs is
            put below, for a person to join: nobody's words are lost because somebody was typing.
    """
    written: dict[str, Any] = {field: Text(typed)}
    with work.change(f"Change {opened.noun.by_name[field].label.lower()}") as change:
        change.save(replace(opened, **written), was=opened)
        return change.get(type(opened), opened.id)


def _words(body: str) -> Text:
    if not body.strip():
        raise Refused("There is nothing written yet.", "Write a few words first.")
    return Text(body.strip())
