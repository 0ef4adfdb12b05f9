"""The columns of the board: renamed, added, hidden and put in another order; what they mean stays fixed.

Why:    a default stage has no row until she changes it; then the row holds all of it, so that both laptops agree.
"""

from dataclasses import replace
from typing import Any

from ats_desktop.domain.applications import Application, Category, Stage
from ats_desktop.domain.ordering import between
from ats_desktop.errors import Refused
from ats_desktop.services.applications import stages
from ats_desktop.store.command import command
from ats_desktop.store.workspace import Workspace


@command("Rename a stage")
def rename(work: Workspace, key: str, name: str) -> Stage:
    """Give a stage her own word.

    Raises: Refused, without a word, or for one that another stage has.
    """
    wanted = " ".join(name.split())
    _check(work, wanted, key)
    return _change(work, key, f"Rename to {wanted}", name=wanted)


@command("Add a stage")
def add(work: Workspace, name: str, category: Category) -> Stage:
    """Add a stage that means one of the fixed categories; it stands behind the others of it.

    Raises: Refused, without a word, or for one that another stage has.
    """
    wanted = " ".join(name.split())
    _check(work, wanted, "")
    known = stages(work)
    last = max((at for at, one in enumerate(known) if one.category == category), default=len(known) - 1)
    place = between(known[last].position, known[last + 1].position if last + 1 < len(known) else "")
    key = _key(wanted, {one.key for one in known})
    with work.change(f"Add stage {wanted}") as change:
        return change.save(Stage(key=key, name=wanted, category=category, position=place))


@command("Hide or show a stage")
def hide(work: Workspace, key: str, *, hidden: bool = True) -> Stage:
    """Take a stage off the board, or put it back.

    Raises: Refused, while applications stand there.
    """
    if hidden and (there := work.count(Application, {"stage": key})):
        many = "An application stands there." if there == 1 else f"{there} applications stand there."
        raise Refused(many, "Move them to another stage first, then hide this one.")
    return _change(work, key, "Hide stage" if hidden else "Show stage", hidden=hidden)


@command("Move a stage")
def shift(work: Workspace, key: str, by: int) -> Stage:
    """Put a stage so many places further, or back."""
    known = stages(work)
    at = next((at for at, one in enumerate(known) if one.key == key), -1)
    found = _found(known, key)
    others = [one for one in known if one.key != key]
    to = max(0, min(len(others), at + by))
    above = others[to - 1].position if to else ""
    below = others[to].position if to < len(others) else ""
    return _change(work, key, f"Move {found}", position=between(above, below))


def _change(work: Workspace, key: str, title: str, **values: Any) -> Stage:
    known = _found(stages(work), key)
    with work.change(title) as change:
        row = known if known.id else change.ensure(known)
        return change.save(replace(row, **values), was=row)


def _found(known: list[Stage], key: str) -> Stage:
    """Find a stage by its key.

    Raises: Refused, naming the stages there are.
    """
    found = next((one for one in known if one.key == key), None)
    if found is None:
        raise Refused(f"There is no stage “{key}”.", f"There are: {', '.join(one.key for one in known)}.")
    return found


def _check(work: Workspace, name: str, key: str) -> None:
    if not name:
        raise Refused("A stage needs a name.", "Write what you call it.")
    if any(str(one).casefold() == name.casefold() and one.key != key for one in stages(work)):
        raise Refused(f"There is a stage called “{name}” already.", "Choose another word for this one.")


def _key(name: str, taken: set[str]) -> str:
    """Make a key from a name, as no other stage has it."""
    plain = "_".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()) or "stage"
    number = next(
        number for number in range(1, len(taken) + 2) if (f"{plain}_{number}" if number > 1 else plain) not in taken
    )
    return f"{plain}_{number}" if number > 1 else plain
