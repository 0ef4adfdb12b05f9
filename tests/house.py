"""The rules of the house: each looks at one source file and says in sentences what is wrong with it.

Why:    a rule that lives only in a paper is broken within a month; a rule that answers
        "ats_desktop/services/jobs.py (floor 3) imports ats_desktop.ui (floor 6)" teaches instead.
"""

import ast
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOP_FOLDERS = {"ats_desktop", "resources", "migrations", "tests", "packaging", ".ci", ".git"}


@dataclass(frozen=True)
class Source:
    """One text file: its path from the top folder, with slashes, and what is in it."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of the tree; every rule looks at it, so it is walked once."""
        return tuple(ast.walk(self.tree))

    @property
    def inside(self) -> str:
        """The path from the package on, or nothing for a file outside of it."""
        return self.path.removeprefix("ats_desktop/") if self.path.startswith("ats_desktop/") else ""

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Every module this file imports, wherever in it, by its whole name."""
        found: list[str] = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found += (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Call) and _called(node) == "import_module" and node.args:
                found += (str(arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))
        return tuple(found)


def _called(node: ast.Call) -> str:
    """Give the last name of what is called."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


Rule = Callable[[Source], Iterator[str]]

# --- floors -------------------------------------------------------------------------------------

FLOORS = {
    "errors": 0, "shipped": 0,
    "domain": 1, "background": 1,
    "store": 2, "config": 2, "formats": 2, "outside": 2,
    "services": 3, "sync": 3,
    "timetable": 4,
    "app": 5,
    "ui": 6, "cli": 6,
    "__main__": 7,
}  # fmt: skip


def floors(source: Source) -> Iterator[str]:
    """Import only from a lower floor; rooms of one floor do not know each other."""
    here = source.inside.split("/")[0].removesuffix(".py")
    if not here or here == "__init__":
        return
    if here not in FLOORS:
        yield f"{source.path} stands on no floor; give ats_desktop/{here} one in tests/house.py"
        return
    rooms = {name.split(".")[1] for name in source.imports if name.startswith("ats_desktop.")} - {here}
    for room in sorted(rooms & set(FLOORS)):
        sentence = f"{source.path} (floor {FLOORS[here]}) imports ats_desktop.{room} (floor {FLOORS[room]})"
        if FLOORS[room] > FLOORS[here]:
            yield f"{sentence}; imports go down"
        elif FLOORS[room] == FLOORS[here]:
            yield f"{sentence}; neighbours on one floor do not know each other"


def whole_names(source: Source) -> Iterator[str]:
    """An import says the whole name, so that floors can be read off it."""
    for name in source.imports:
        if name.startswith("."):
            yield f"{source.path} imports {name}; write the whole name, from ats_desktop on"


def catalogs_on_top(source: Source) -> Iterator[str]:
    """A package's catalog knows its rooms; no room knows the catalog above it."""
    for package in ("domain", "services", "formats", "ui.pages"):
        folder = package.replace(".", "/")
        if not source.inside.startswith(f"{folder}/") or source.inside.endswith("/catalog.py"):
            continue
        if any(name.startswith(f"ats_desktop.{package}.catalog") for name in source.imports):
            yield f"{source.path} imports its own catalog; the catalog of {folder}/ stands above its rooms"


KIT_OF_DOMAIN = {"schema", "values", "stamps", "ops", "texts", "merge", "sharing", "catalog"}


def sync_names_no_noun(source: Source) -> Iterator[str]:
    """Sync carries every noun alike, the ones of next year too."""
    for name in source.imports if source.inside.startswith("sync/") else ():
        if name.startswith("ats_desktop.domain.") and name.split(".")[2] not in KIT_OF_DOMAIN:
            yield f"{source.path} imports {name}; sync names no noun, it reads the catalog"


def one_receiver(source: Source) -> Iterator[str]:
    """The second door of the store serves sync alone."""
    if not source.inside or source.inside.startswith(("sync/", "store/")):
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "receive":
            yield f"{source.path}:{node.lineno} calls .receive(); that door serves sync alone, use work.change()"


# --- doors --------------------------------------------------------------------------------------

DOORS: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "sqlalchemy": ("store/", "migrations/"),
    "sqlcipher3": ("store/opening.py",),
    "alembic": ("store/migrate.py", "migrations/"),
    "psycopg": ("sync/postgres.py",),
    "orjson": ("sync/seal.py",),
    "zstandard": ("sync/seal.py",),
    "cryptography": ("sync/seal.py", "outside/loopback.py"),
    "keyring": ("outside/keys.py",),
    "jinja2": ("outside/templates.py",),
    "aiosmtpd": ("outside/loopback.py",),
    "schedule": ("background/heart.py",),
    "platformdirs": ("config/",),
    "tomlkit": ("config/",),
    "tzlocal": ("config/",),
    "icalendar": ("formats/calendar.py",),
    "vobject": ("formats/vcard.py",),
    "openpyxl": ("formats/workbook.py",),
    "pypdf": ("formats/pdf.py",),
    "docx": ("formats/word.py",),
    "selectolax": ("formats/markup.py",),
    "httpx2": ("outside/web.py",),
    "httpcore2": ("outside/web.py",),  # the part of httpx2 that dials
    "typst": ("outside/paper.py",),
    "pypdfium2": ("ui/",),
    "rapidfuzz": ("ui/palette.py", "services/likeness.py"),
    "typer": ("cli/",),
    "click": ("cli/",),
    "rich": ("cli/",),
}


def doors(source: Source) -> Iterator[str]:
    """Each third-party package has one door, so that one place knows it and one place replaces it."""
    if source.path.startswith("tests/"):
        return
    for package in sorted({name.split(".")[0] for name in source.imports} - {"", "ats_desktop"}):
        if package in sys.stdlib_module_names:
            continue
        allowed = DOORS.get(package, ())
        if not (source.inside or source.path).startswith(allowed):
            where = " or ".join(allowed) or "nowhere, for it is not in the table of tests/house.py"
            yield f"{source.path} imports {package}, whose door is {where}"


def migrations_stand_alone(source: Source) -> Iterator[str]:
    """A migration tells what was true on its day, so it never imports the program."""
    if source.path.startswith("migrations/") and any(name.startswith("ats_desktop") for name in source.imports):
        yield f"{source.path} imports ats_desktop; a migration never imports the program"


# --- what a file looks like -----------------------------------------------------------------------

FILE_LINES, FUNCTION_LINES = 400, 50
BROAD_EXCEPTS = {"background/heart.py", "ui/main.py", "cli/main.py", "formats/problem.py"}
NO_NAMES = {"util", "utils", "helper", "helpers", "manager", "handler", "misc", "common", "data", "info", "process"}
TAKEN_NAMES = {
    "SalaryData": "the name the field uses",
    "data": "Qt asks its models by this name",
    "handle_DATA": "aiosmtpd asks by this name",
    "get_extra_info": "httpcore2 asks by this name",
}
Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def sizes(source: Source) -> Iterator[str]:
    """A file has at most 400 lines (aim 120), a function at most 50 (aim 8); migrations are written by a program."""
    if source.path.startswith("migrations/"):
        return
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield f"{source.path} has {lines} lines; at most {FILE_LINES}"
    for node in source.nodes:
        if isinstance(node, Function) and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES:
            yield f"{source.path}:{node.lineno} {node.name} has {length} lines; at most {FUNCTION_LINES}"


def first_lines(source: Source) -> Iterator[str]:
    """A file's first line says what it is, in a person's words."""
    docstring = ast.get_docstring(source.tree)
    if not source.text.strip():
        return
    if docstring is None or not source.text.startswith('"""'):
        yield f"{source.path} does not begin by saying what it is"
    elif not docstring.splitlines()[0].endswith((".", "!", "?", ":")):
        yield f"{source.path} begins with {docstring.splitlines()[0]!r}, which does not end like a sentence"


def broad_excepts(source: Source) -> Iterator[str]:
    """Everything is caught in four places only; elsewhere it may be caught to tidy up and be raised again."""
    if not source.inside or source.inside in BROAD_EXCEPTS:
        return
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "BaseException"
            raised_again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        elif isinstance(node, ast.Call) and _called(node) == "suppress":
            caught, raised_again = " ".join(map(ast.unparse, node.args)), False
        else:
            continue
        if re.search(r"\b(Base)?Exception\b", caught) and not raised_again:
            yield f"{source.path}:{node.lineno} catches every error; name the one that is meant, or use errors.border"


def names(source: Source) -> Iterator[str]:
    """A thing without a home has no name yet."""
    *folders, file = source.path.split("/")
    places = [(0, part) for part in (*folders[1:], file.removesuffix(".py"))]
    kinds = (ast.ClassDef, *Function) if source.inside else (ast.ClassDef,)
    for line, name in (*places, *((n.lineno, n.name) for n in source.nodes if isinstance(n, kinds))):
        if name in TAKEN_NAMES or re.match(r"[a-z]+[A-Z]", name):  # camelCase is Qt's
            continue
        words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
        if NO_NAMES & set(words) or name.lstrip("_").startswith(("do_", "base_", "Base")):
            yield f"{source.path}:{line} is called {name}, which says nothing; name it for what it is"


def bound_values(source: Source) -> Iterator[str]:
    """Outside the store no statement is put together from text: values are bound."""
    if not source.inside or source.inside.startswith("store/"):
        return
    for node in source.nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        text = node.args[0]
        built = (
            isinstance(text, ast.JoinedStr) and any(isinstance(part, ast.FormattedValue) for part in text.values)
        ) or (
            isinstance(text, ast.BinOp)
            or (isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format")
        )
        if node.func.attr in {"execute", "executemany", "executescript", "text"} and built:
            yield f"{source.path}:{node.lineno} puts SQL together from text; bind the values"


def reasons(source: Source) -> Iterator[str]:
    """Whoever silences the linter says why."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.search(r"#\s*noqa(?!: [A-Z0-9, ]+ - \w)", line):
            yield f"{source.path}:{number} silences the linter without a reason"


def no_addresses(source: Source) -> Iterator[str]:
    """The text of the repository names no package host and no folder of somebody's machine."""
    hosts = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "crates" + ".io", "rubygems" + ".org"]
    for number, line in enumerate(source.text.splitlines(), 1):
        for host in hosts:
            if host in line:
                yield f"{source.path}:{number} names the package host {host}"
        if found := re.search(r"(?<![\w.])/(work|root|home/\w+)/[a-z.]\S*", line):
            yield f"{source.path}:{number} names a folder of one machine: {found[0]}"


RULES_OF_CODE: tuple[Rule, ...] = (
    *(floors, whole_names, catalogs_on_top, sync_names_no_noun, one_receiver, doors, migrations_stand_alone),
    *(sizes, first_lines, broad_excepts, names, bound_values, reasons),
)


# --- what there is to look at ---------------------------------------------------------------------


def ignored_by_git() -> set[str]:
    """The names in .gitignore, without slashes."""
    return {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}


@cache
def texts() -> tuple[Source, ...]:
    """Every text file of the repository; what git ignores is not entered."""
    ignored = ignored_by_git() | {".git"}
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(set(folders) - ignored)
        for path in (Path(folder, file) for file in files if file not in ignored):
            with suppress(UnicodeDecodeError):  # a picture, a sample in another encoding
                found.append(Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda source: source.path))


def code() -> Iterator[Source]:
    """Every Python file of the repository."""
    return (source for source in texts() if source.path.endswith(".py"))
