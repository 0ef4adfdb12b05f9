"""Notes and comments: what the candidate and her coach write beside a row."""

from datetime import datetime

from ats_desktop.domain.schema import Entity, Id, Text, Words, label


class CommentKind(Words):
    """What a comment is."""

    GENERAL = "general"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    PRAISE = "praise"
    CONCERN = "concern"


class SharedNote(Entity, table="shared_notes", stream="notes", sectioned=("notes", "private"), author_scoped=True):
    """A note on a row: shared, or private to the candidate, as chosen at birth."""

    about: str = label("On", help="Noun and id of the row", default="", indexed=True)
    section: str = label("Who may read it", help="notes or private; fixed at birth", default="notes")
    body: Text = label("Note", default=Text())
    pinned: bool = False

    def __str__(self) -> str:
        return self.body.split("\n")[0][:80] or "Note"


class Comment(Entity, table="comments", stream="notes", author_scoped=True):
    """What somebody says about a row; only its author may change it."""

    about: str = label("On", help="Noun and id of the row", default="", indexed=True)
    answers: Id["Comment"] = label("Answers", default=Id(""))
    kind: CommentKind = CommentKind.GENERAL
    body: Text = label("Comment", default=Text())
    resolved_at: datetime | None = label("Settled", default=None)

    def __str__(self) -> str:
        return self.body.split("\n")[0][:80] or "Comment"
