"""Who may see and change what: levels, roles, and the streams they speak of.

Shape:  a level is 0 none, 1 view, 2 comment, 3 edit, 4 own.  Open streams follow the role;
        closed ones are nobody's but the owner's unless granted.
Source: sync.md 4.12.
"""

from collections.abc import Mapping

from ats_desktop.domain.schema import Noun, Words

OPEN = frozenset({"profile", "jobs", "documents", "prep", "notes"})
CLOSED = frozenset({"salary", "contacts", "private"})
NONE, VIEW, COMMENT, EDIT, OWN = range(5)


class Role(Words):
    """How far somebody is let in."""

    VIEWER = "viewer"
    COMMENTER = "commenter"
    EDITOR = "editor"
    OWNER = "owner"

    @property
    def label(self) -> str:
        """The role as a person reads it."""
        return {"viewer": "Look", "commenter": "Look and comment", "editor": "Work with me"}.get(self.value, "Owner")


_LEVEL = {Role.VIEWER: VIEW, Role.COMMENTER: COMMENT, Role.EDITOR: EDIT, Role.OWNER: OWN}


def level(role: str, grants: Mapping[str, int], stream: str) -> int:
    """Say what a role and its grants allow in a stream.

    >>> level("commenter", {"documents": 3}, "documents"), level("editor", {}, "salary")
    (3, 0)
    """
    if role == Role.OWNER.value:
        return OWN
    if stream in grants:
        return max(NONE, min(EDIT, grants[stream]))
    return _LEVEL.get(Role(role), NONE) if stream in OPEN else NONE


def may_write(levels: Mapping[str, int], noun: Noun, stream: str, row: str, member: str) -> bool:
    """Say whether a person of these levels may write a cell of this row that travels in `stream`."""
    held = levels.get(stream, NONE)
    return held >= EDIT or (held >= COMMENT and noun.author_scoped and row.startswith(f"{member}."))
