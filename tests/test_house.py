"""The house stands as its papers say; each rule is tried on the house and on a fault planted for it."""

import json
import subprocess
import sys

import house
import pytest
from house import ROOT, RULES_OF_CODE, TOP_FOLDERS, Source

NOT_BEFORE_THE_PAINT = {"sqlalchemy", "alembic", "psycopg", "keyring", "jinja2", "icalendar", "typer", "rich"}

# rule, where the fault is planted, the fault, and what has to be said about it
FAULTS = [
    (house.floors, "ats_desktop/services/jobs.py", "import ats_desktop.ui.main",
     "ats_desktop/services/jobs.py (floor 3) imports ats_desktop.ui (floor 6); imports go down"),
    (house.floors, "ats_desktop/domain/jobs.py", "def due():\n    from ats_desktop import store",
     "(floor 1) imports ats_desktop.store (floor 2); imports go down"),
    (house.floors, "ats_desktop/services/jobs.py", "from ats_desktop.sync.engine import push",
     "imports ats_desktop.sync (floor 3); neighbours on one floor do not know each other"),
    (house.floors, "ats_desktop/timetable.py", "from ats_desktop import app", "imports go down"),
    (house.floors, "ats_desktop/attic/old.py", "", "stands on no floor"),
    (house.whole_names, "ats_desktop/store/change.py", "from . import tables", "write the whole name"),
    (house.catalogs_on_top, "ats_desktop/ui/pages/today.py", "from ats_desktop.ui.pages.catalog import PAGES",
     "the catalog of ui/pages/ stands above its rooms"),
    (house.sync_names_no_noun, "ats_desktop/sync/seal.py", "from ats_desktop.domain.jobs import JobOpportunity",
     "sync names no noun"),
    (house.one_receiver, "ats_desktop/services/transfer.py", "work.receive(batch)", "that door serves sync alone"),
    (house.doors, "ats_desktop/store/change.py", "import PySide6.QtCore", "imports PySide6, whose door is ui/"),
    (house.doors, "ats_desktop/outside/mail.py", "def f():\n    import keyring", "whose door is outside/keys.py"),
    (house.doors, "ats_desktop/store/x.py", "importlib.import_module('psycopg')", "whose door is sync/postgres.py"),
    (house.doors, "packaging/dev.py", "import requests", "whose door is nowhere"),
    (house.migrations_stand_alone, "migrations/local/versions/0002_x.py", "from ats_desktop.domain import jobs",
     "a migration never imports the program"),
    (house.sizes, "ats_desktop/app.py", "\n" * 401, "has 401 lines; at most 400"),
    (house.sizes, "ats_desktop/app.py", "def long():\n" + "    go()\n" * 50, "long has 51 lines; at most 50"),
    (house.first_lines, "ats_desktop/app.py", "import os", "does not begin by saying what it is"),
    (house.first_lines, "ats_desktop/app.py", '"""App module"""', "does not end like a sentence"),
    (house.broad_excepts, "ats_desktop/store/x.py", "try:\n    a()\nexcept Exception:\n    b()", "catches every error"),
    (house.broad_excepts, "ats_desktop/store/x.py", "try:\n    a()\nexcept:\n    b()", "catches every error"),
    (house.broad_excepts, "ats_desktop/store/x.py", "with suppress(OSError, Exception):\n    a()", "catches every error"),
    (house.names, "ats_desktop/store/file_utils.py", "", "is called file_utils, which says nothing"),
    (house.names, "ats_desktop/store/x.py", "class SyncManager: ...", "is called SyncManager, which says nothing"),
    (house.names, "ats_desktop/store/x.py", "def do_import(): ...", "is called do_import, which says nothing"),
    (house.bound_values, "ats_desktop/services/x.py", 'db.execute(f"select {word}")', "bind the values"),
    (house.bound_values, "ats_desktop/services/x.py", 'db.execute("select %s" % word)', "bind the values"),
    (house.reasons, "ats_desktop/app.py", "import os  # no" + "qa: F401", "silences the linter without a reason"),
    (house.no_addresses, "README.md", "see https://pypi" + ".org/simple", "names the package host"),
    (house.no_addresses, "README.md", "look in /work" + "/main/tests", "names a folder of one machine"),
]  # fmt: skip

# rule, where, and what the rule must let pass
INNOCENT = [
    (house.floors, "ats_desktop/app.py", "from ats_desktop import services, store, sync, timetable"),
    (house.doors, "ats_desktop/ui/main.py", "from PySide6.QtWidgets import QLabel"),
    (house.broad_excepts, "ats_desktop/store/x.py", "try:\n    a()\nexcept BaseException:\n    undo()\n    raise"),
    (house.names, "ats_desktop/domain/jobs.py", "class SalaryData: ..."),
    (house.names, "ats_desktop/ui/tables.py", "def headerData(self): ..."),
    (house.bound_values, "ats_desktop/services/x.py", 'db.execute("select ?", [word])'),
]


def name_of(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize("rule", RULES_OF_CODE, ids=name_of)
def test_the_house_keeps_its_rule(rule):
    broken = [sentence for source in house.code() for sentence in rule(source)]

    assert not broken, "\n".join(["", *broken])


def test_the_texts_name_no_address():
    broken = [sentence for source in house.texts() for sentence in house.no_addresses(source)]

    assert not broken, "\n".join(["", *broken])


@pytest.mark.parametrize(("rule", "path", "text", "says"), FAULTS, ids=name_of)
def test_a_planted_fault_is_named(rule, path, text, says):
    sentences = list(rule(Source(path, text)))

    assert any(says in sentence for sentence in sentences), sentences


@pytest.mark.parametrize(("rule", "path", "text"), INNOCENT, ids=name_of)
def test_what_is_right_is_left_alone(rule, path, text):
    assert list(rule(Source(path, text))) == []


def test_every_rule_was_tried_on_a_fault():
    assert {rule for rule, *_ in FAULTS} == {*RULES_OF_CODE, house.no_addresses}


def test_there_are_no_other_folders_at_the_top():
    found = {path.name for path in ROOT.iterdir() if path.is_dir()} - house.ignored_by_git()

    assert found <= TOP_FOLDERS, f"{found - TOP_FOLDERS} at the top; the house has no such folder"


def test_nothing_heavy_is_on_the_way_to_the_first_paint():
    """What `import ats_desktop.ui.main` pulls in is paid before a person sees anything."""
    if not (ROOT / "ats_desktop/ui/main.py").exists():
        pytest.skip("ats_desktop/ui/main.py is not written yet")
    program = "import json, sys, ats_desktop.ui.main; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True))

    assert NOT_BEFORE_THE_PAINT & set(loaded) == set()
