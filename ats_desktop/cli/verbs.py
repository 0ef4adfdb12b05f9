"""Every verb as a command, `ats interviews schedule ...`, made from its own signature.

Why:    a verb is declared once; what it takes is read off its types: a link is an id or an end of one,
        a row likewise, anything else is read by the kind of a field of that type.
        A verb that takes what nobody can type (keys, folders, callbacks) is no command.
"""

import inspect
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import typer

from ats_desktop.cli import show, typed
from ats_desktop.cli.place import place_of
from ats_desktop.domain.catalog import BY_CLASS
from ats_desktop.domain.schema import Entity, Id, kind_of
from ats_desktop.errors import Refused
from ats_desktop.store.command import command_of
from ats_desktop.store.workspace import Workspace

Verb = Callable[..., Any]
Reader = Callable[[Workspace, str], Any]


def add_to(top: typer.Typer, groups: Mapping[str, typer.Typer]) -> None:
    """Put every verb that can be typed into the program, beside the commands with fixed names."""
    from ats_desktop.services.catalog import COMMANDS

    made = dict(groups)
    for verb in COMMANDS:
        told = command_of(verb)
        room, _, name = told.name.partition(".")
        word = name.replace("_", "-")
        if room == "rows" or not can_be_typed(verb) or word in _words(made.get(room)):
            continue
        if room not in made:
            made[room] = typer.Typer(help=f"Verbs: {room}.", no_args_is_help=True)
            top.add_typer(made[room], name=room, rich_help_panel="Verbs")
        made[room].command(word, help=told.help)(as_command(verb))


def _words(group: typer.Typer | None) -> set[str]:
    return {str(one.name) for one in group.registered_commands} if group else set()


def parameters(verb: Verb) -> dict[str, tuple[inspect.Parameter, Any]]:
    """List what a verb takes beside the workspace, with the types resolved."""
    hints = get_type_hints(inspect.unwrap(verb))
    taken = inspect.signature(verb).parameters.values()
    return {one.name: (one, hints[one.name]) for one in taken if hints.get(one.name) is not Workspace}


def can_be_typed(verb: Verb) -> bool:
    """Say whether everything the verb asks for can be written on a line, and it works on a workspace."""
    taken = parameters(verb)
    readable = all(reader(kind) or _optional(one) for one, kind in taken.values())
    plain = all(one.kind is not one.VAR_KEYWORD for one, _ in taken.values())
    return readable and plain and len(taken) < len(inspect.signature(verb).parameters)


def _optional(one: inspect.Parameter) -> bool:
    return one.default is not one.empty


def reader(kind: Any) -> Reader | None:
    """Find how a value of a type is read from text; None when it cannot be."""
    if get_origin(kind) in {Union, UnionType}:
        kind = next(arm for arm in get_args(kind) if arm is not type(None))
    if isinstance(kind, type) and issubclass(kind, Entity):
        return lambda work, text: typed.row_named(work, kind.noun, text)
    if get_origin(kind) is Id:
        target = kind_of(kind).target
        return lambda work, text: typed.as_id(typed.row_named(work, BY_CLASS[target].row.noun, text))
    try:
        parse = kind_of(kind).parse
    except (KeyError, StopIteration):
        return None
    return lambda _work, text: parse(text)


def as_command(verb: Verb) -> Callable[..., None]:
    """Make the function typer calls: texts in, the verb run, its answer printed."""
    taken = {name: found for name, found in parameters(verb).items() if reader(found[1])}

    def run(context: typer.Context, **texts: str | None) -> None:
        with place_of(context).writing() as work:
            given = {name: _read(work, name, taken[name][1], text) for name, text in texts.items() if text is not None}
            tell(work, verb(work, **given))

    declared = [inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    declared += [_declared(one) for one, _ in taken.values()]
    run.__signature__ = inspect.Signature(declared)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in declared}
    return run


def _declared(one: inspect.Parameter) -> inspect.Parameter:
    """Declare a parameter as typer reads it: what must be given is an argument, the rest are options."""
    by_place = one.kind is not one.KEYWORD_ONLY
    made: Any = (
        typer.Argument(... if not _optional(one) else None)
        if by_place
        else typer.Option(... if not _optional(one) else None)
    )
    kind: Any = str if not _optional(one) else str | None
    return inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=made, annotation=kind)


def _read(work: Workspace, name: str, kind: Any, text: str) -> Any:
    found = reader(kind)
    if found is None:
        raise LookupError(f"{name} cannot be typed")
    try:
        return found(work, text)
    except (ValueError, TypeError) as error:
        raise Refused(f"{name.replace('_', ' ').capitalize()}: “{text}” cannot be read.", f"{error}.") from error


def tell(work: Workspace, answer: Any) -> None:
    """Print what a verb gave."""
    if isinstance(answer, Entity):
        show.say(f"{answer.noun.row.__name__}: {typed.title_of(work, answer)} ({show.tail(answer.id)})")
    elif isinstance(answer, list | tuple):
        for one in answer:
            tell(work, one)
    elif answer is not None:
        show.say(answer)
    else:
        show.say("Done.")
