"""What a translator is given: every sentence the program shows, gathered from its code and its tables.

    python3 packaging/dev.py words       write resources/translations/ats_desktop.ts, and bring every language up to it

A language is a file beside it, `ats_desktop_de.ts` (copy the source and open it in Qt Linguist); `words` compiles it to
the `.qm` that the window loads on a system of that language.

Why:    lupdate reads literals alone.  Half of what is shown comes from elsewhere: labels of fields, words of closed
        lists, stages, errors of lower floors.  So all of it is gathered here, and lupdate is handed one plain list.
Shape:  an error's sentence is put together before the window sees it; it is given with numbered slots, “{1}” is no
        day., and recognised by them when it is shown (ats_desktop/ui/framed.py).
"""

import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ats_desktop"
PLACE = ROOT / "resources" / "translations"
SOURCE = PLACE / "ats_desktop.ts"
Nodes = tuple[ast.AST, ...]
SLOT, LETTERS = re.compile(r"\{[^}]*\}"), re.compile(r"[^\W\d_]")

# Files of ui/ that hand `tr` something other than a literal, with the tables (or TABLE:column) it comes from; labels of
# fields, words of closed lists and names of pages are gathered whole.
TABLES = {
    "ui/editors.py": ("_SECTIONS", "_OFTEN"),
    "ui/elsewhere.py": (),
    "ui/everywhere.py": (),
    "ui/farther.py": ("OFFERED:2", "SETTINGS:1", "SETTINGS:2"),
    "ui/forms.py": (),
    "ui/keysheet.py": ("KINDS",),
    "ui/kinds.py": ("KINDS",),
    "ui/pages/draft.py": ("NAMES",),
    "ui/pages/offers.py": (),
    "ui/pages/importing.py": ("NAMES", "READ_AS", "ONE", "_FATES"),
    "ui/pages/plain.py": (),
    "ui/pages/today.py": ("STAGES",),
    "ui/sidebar.py": (),
    "ui/stages.py": (),
    "ui/typed.py": ("EXAMPLES",),
    "ui/widgets/backupcard.py": ("_WHY",),
    "ui/widgets/columnmap.py": ("ROLES",),
    "ui/widgets/goals/targets.py": ("_PACES", "_COUNTED"),
    "ui/widgets/people/contacts.py": ("WORDS",),
    "ui/widgets/people/favours.py": ("_ACTS",),
    "ui/widgets/people/person.py": ("_WARMTH",),
    "ui/widgets/practice/coachcard.py": (),
    "ui/widgets/practice/meter.py": (),
    "ui/widgets/practice/outcome.py": (),
    "ui/widgets/profile/head.py": (),
    "ui/widgets/sharingcard.py": ("_SECTIONS",),
    "ui/widgets/taken.py": (),
    "ui/window.py": (),
    "ui/framed.py": (),
}
PROSE = ("domain/completeness.py", "domain/phrases.py", "domain/readiness.py", "domain/star.py")  # advice in sentences
ERRORS = {
    "AtsError", "Refused", "NotFound", "NotAllowed", "Unavailable", "Offline", "SignIn", "ToolMissing", "Damaged",
}  # fmt: skip
TITLED = {"change", "command"}  # work.change("Add a job"), @command("Add a job")
TABBED = {"Tab"}


def sentences() -> set[str]:
    """Give every sentence that may be shown."""
    found: set[str] = set()
    for path, nodes in _files():
        found.update(_said(nodes) if path.startswith("ui/") else ())
        found.update(_of_pages(nodes) if path.startswith("ui/pages/") else ())
        found.update(_of_lower_floors(nodes) if not path.startswith(("ui/", "cli/")) else ())
        found.update(_prose(nodes) if path in PROSE else ())
    for path, names in TABLES.items():
        found.update(*(_of_table(path, name) for name in names))
    found.update(_of_nouns())
    found.update(_of_pages_listed())
    return {each for each in found if LETTERS.search(SLOT.sub("", each))}


def unlisted() -> set[str]:
    """Name the files that hand `tr` something else than a literal and are not among TABLES, and the other way round."""
    through = {path for path, nodes in _files() if path.startswith("ui/") and any(_handed_on(nodes))}
    return through ^ {path for path in TABLES if (PACKAGE / path).exists()}


# --- from the code ------------------------------------------------------------------------------------------------


@cache
def _files() -> tuple[tuple[str, Nodes], ...]:
    """Read every file of the program into its nodes, the whole first."""
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def _calls(nodes: Nodes, names: set[str]) -> Iterator[ast.Call]:
    for node in nodes:
        if isinstance(node, ast.Call) and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in names:
            yield node


def _literals(node: ast.AST) -> Iterator[str]:
    """Give the strings an expression may be: itself, both ways of an if, the values of a table, what stands instead."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.BoolOp | ast.Dict):
        yield from (each for value in node.values for each in _literals(value))
    elif isinstance(node, ast.Subscript):
        yield from _literals(node.value)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        yield from _literals(node.func.value)
        yield from (each for value in node.args[1:] for each in _literals(value))


def _said(nodes: Nodes) -> Iterator[str]:
    for call in _calls(nodes, {"tr"}):
        yield from (each for value in call.args[:1] for each in _literals(value))


def _handed_on(nodes: Nodes) -> Iterator[ast.Call]:
    """Give the calls of `tr` with something that is known only when it runs."""
    for call in _calls(nodes, {"tr"}):
        if call.args and not _fixed(call.args[0]):
            yield call


def _fixed(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.IfExp) and _fixed(node.body) and _fixed(node.orelse))


def _of_pages(nodes: Nodes) -> Iterator[str]:
    """Give the titles and tabs of the pages that are made of panels."""
    for call in _calls(nodes, TABBED):
        yield from (each for value in call.args[:2] for each in _literals(value))
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                names = {getattr(target, "id", "") for target in getattr(line, "targets", [])}
                if isinstance(line, ast.Assign) and names & {"title", "note"}:
                    yield from _literals(line.value)


def _of_lower_floors(nodes: Nodes) -> Iterator[str]:
    """Give what errors say and what changes are called; what is put together has numbered slots."""
    known = {
        target.id: line.value
        for line in getattr(nodes[0], "body", ())
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    for call in _calls(nodes, ERRORS):
        yield from (each for value in call.args[:2] for each in _framed(value, known))
    for call in _calls(nodes, TITLED):
        yield from (each for value in call.args[:1] for each in _framed(value, known))
    for node in nodes:  # a border: (Offline, "title", "advice")
        if isinstance(node, ast.Tuple) and node.elts and getattr(node.elts[0], "id", "") in ERRORS:
            for value in node.elts[1:]:
                yield from (_numbered(each) for each in _framed(value, known))
    for line in nodes:  # change.title = f"Undid: {title}"
        if isinstance(line, ast.Assign) and any(getattr(each, "attr", "") == "title" for each in line.targets):
            yield from _framed(line.value, known)


def _framed(node: ast.AST, known: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield _put_together(node, known)
    elif isinstance(node, ast.IfExp):
        yield from _framed(node.body, known)
        yield from _framed(node.orelse, known)
    elif isinstance(node, ast.Name) and node.id in known:
        yield from _framed(known[node.id], {})
    else:
        yield from _literals(node)


def _put_together(node: ast.JoinedStr, known: dict[str, ast.expr]) -> str:
    """Write what is put together with numbered slots; a constant of the module is written out."""
    told, slot = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            told += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            fixed = known.get(getattr(part.value, "id", ""))
            if isinstance(fixed, ast.Constant):
                told += str(fixed.value)
            else:
                slot += 1
                told += f"{{{slot}}}"
    return told


def _numbered(sentence: str) -> str:
    """Number the slots of a border's sentence: “{0.name}” is the first.

    >>> _numbered("A part is missing: {0.name}.")
    'A part is missing: {1}.'
    """
    told, slot = "", 0
    for at, part in enumerate(sentence.split("{")):
        if at:
            slot += 1
            told += f"{{{slot}}}" + part.partition("}")[2]
        else:
            told += part
    return told


def _prose(nodes: Nodes) -> Iterator[str]:
    """Give the sentences of a module that holds advice: all that begins with a capital and is no docstring."""
    told = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            words = node.value
            if " " in words.strip() and (words[0].isupper() or words[0] in "“{") and "\\" not in words:
                yield words


# --- from the tables ----------------------------------------------------------------------------------------------


def _of_table(path: str, name: str) -> set[str]:
    """Give the words of one table: the values, and what they are made of, never the keys."""
    module = import_module(f"ats_desktop.{path.removesuffix('.py').replace('/', '.')}")
    table, _, column = name.partition(":")
    found = getattr(module, table)
    return set(_words([line[int(column)] for line in found] if column else found))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _words(each)


def _of_nouns() -> Iterator[str]:
    """Give names, labels, hints and closed lists of all nouns, and the stages there are from the beginning."""
    from ats_desktop.domain.applications import DEFAULT_STAGES
    from ats_desktop.domain.catalog import NOUNS
    from ats_desktop.domain.kinds import spelt
    from ats_desktop.domain.schema import Words

    for noun in (row.noun for row in NOUNS):
        yield from (noun.title, noun.title.lower())
        for field in noun.fields:
            yield from (field.label, field.help)
            yield from (spelt(str(word)) for word in field.kind.choices)
    for path in sorted((PACKAGE / "domain").glob("[a-z]*.py")):
        import_module(f"ats_desktop.domain.{path.stem}")
    for words in (each for each in _below(Words) if each.__module__.startswith("ats_desktop.")):
        yield from (said for word in words if word.value for said in (spelt(word.value), word.label))
    yield from (stage.name for stage in DEFAULT_STAGES)


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _of_pages_listed() -> Iterator[str]:
    from ats_desktop.timetable import TIMETABLE
    from ats_desktop.ui.pages.catalog import PAGES

    yield from (entry.title for entry in PAGES)
    yield from (entry.name for entry in TIMETABLE)


# --- the files ----------------------------------------------------------------------------------------------------


def held(file: Path) -> set[str]:
    """Give the sentences a translator's file holds."""
    return {message.findtext("source") or "" for message in ET.parse(file).iter("message")}  # noqa: S314 - our own


def write(place: Path = PLACE) -> list[Path]:
    """Write the source anew, bring every language up to it and compile it; give the files."""
    place.mkdir(parents=True, exist_ok=True)
    source = place / SOURCE.name
    source.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "sentences.py"
        plain.write_text("".join(f"tr({each})\n" for each in _quoted(sorted(sentences()))), encoding="utf-8")
        files = [source, *sorted(place.glob("ats_desktop_*.ts"))]
        for file in files:
            _tool("lupdate", plain, "-locations", "none", "-no-obsolete", "-ts", file)
    return files + [compiled(file) for file in files[1:]]


def compiled(file: Path) -> Path:
    """Compile a translator's file to what the window loads; give its path."""
    made = file.with_suffix(".qm")
    _tool("lrelease", file, "-qm", made)
    return made


def _quoted(found: Iterable[str]) -> list[str]:
    return ['"' + each.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"' for each in found]


def _tool(name: str, *words: str | Path) -> None:
    """Run one of Qt's own tools; they come with PySide6."""
    found = find_spec("PySide6")
    folder = Path(found.origin).parent if found and found.origin else ROOT
    tool = folder / (f"{name}.exe" if sys.platform == "win32" else name)
    if not tool.exists():
        sys.exit(f"Qt's {name} is not among the files of PySide6 here; install PySide6-Essentials again.")
    ran = subprocess.run([tool, *words], check=False, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stdout + ran.stderr)


if __name__ == "__main__":
    for each in write():
        print(each.relative_to(ROOT))
