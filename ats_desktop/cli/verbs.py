"""Every verb as a command, `ats interviews schedule ...`, made from its own signature.

Why:    a verb is declared once; what it takes is read off its types: a link is an id or an end of one,
        a row likewise, anything else is read by the kind of a field of that type.
        A verb that takes what nobody can type (keys, folders, callbacks) is no command.
"""

import inspect
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
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
            made[room] = typer.Typer(help=_about(verb), no_args_is_help=True)
            top.add_typer(made[room], name=room, rich_help_panel="Everything else")
        made[room].command(word, help=told.help)(as_command(verb))


def _about(verb: Verb) -> str:
    """Say what a room of verbs is about: the first line of the file they are in."""
    return str(sys.modules[verb.__module__].__doc__).split("\n")[0]


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
    if kind is datetime:
        return typed.moment
    return lambda _work, text: parse(text)


def as_command(verb: Verb) -> Callable[..., None]:
    """Make the function typer calls: texts in, the verb run, its answer printed."""
    taken = {name: found for name, found in parameters(verb).items() if reader(found[1])}

    def run(context: typer.Context, **typed_words: str | bool | None) -> None:
        said = {name: word for name, word in typed_words.items() if word is not None}
        with place_of(context).writing() as work:
            tell(work, verb(work, **{name: _read(work, name, taken[name][1], word) for name, word in said.items()}))

    declared = [inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    declared += [_declared(one, kind) for one, kind in taken.values()]
    run.__signature__ = inspect.Signature(declared)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in declared}
    return run


def _declared(one: inspect.Parameter, kind: Any) -> inspect.Parameter:
    """Declare a parameter as typer reads it: what must be given is an argument, the rest are options."""
    written: Any = typer.Option if one.kind is one.KEYWORD_ONLY or kind is bool else typer.Argument
    needed = one.default is one.empty
    annotation: Any = bool if kind is bool else str if needed else str | None
    metavar = None if kind is bool else one.name.upper()
    default = written(... if needed else one.default if kind is bool else None, metavar=metavar)
    return inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _read(work: Workspace, name: str, kind: Any, word: str | bool) -> Any:
    found = reader(kind)
    if isinstance(word, bool) or found is None:
        return word
    if name == "about":
        return typed.about(work, word)
    try:
        return found(work, word)
    except (ValueError, TypeError) as error:
        raise Refused(f"{name.replace('_', ' ').capitalize()}: “{word}” cannot be read.", f"{error}.") from error


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
