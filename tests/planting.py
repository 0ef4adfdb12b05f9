"""Migrations as another version of the program would ship them: fewer, or with one planted."""

import shutil
from pathlib import Path
from textwrap import dedent, indent

import pytest

from ats_desktop.shipped import shipped
from ats_desktop.store import migrate, versions


class Migrations:
    """The migrations of the local file as another version of the program ships them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "migrations" / "local" / "versions"
        if not self.folder.exists():
            shutil.copytree(shipped("local", root="migrations"), root / "migrations" / "local")

    def ship(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the program find these instead of its own."""
        for module in (migrate, versions):
            monkeypatch.setattr(module, "shipped", lambda name, *, root: self.root / root / name)
        versions.newest.cache_clear()

    def only(self, number: int) -> None:
        """Go back to the version of this number."""
        for path in self.folder.glob("[0-9]*.py"):
            if int(path.name[:4]) > number:
                path.unlink()
        versions.newest.cache_clear()

    def plant(self, body: str, *, name: str = "planted") -> int:
        """Add one migration more; gives its number."""
        last = max(int(path.name[:4]) for path in self.folder.glob("[0-9]*.py"))
        head = f'"""Planted."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "{last + 1:04d}"\ndown_revision = "{last:04d}"\n'
        text = f"{head}\n\ndef upgrade():\n{indent(dedent(body), '    ')}\n"
        (self.folder / f"{last + 1:04d}_{name}.py").write_text(text, encoding="utf-8")
        versions.newest.cache_clear()
        return last + 1

    def restore(self) -> None:
        """Give back what the program ships today."""
        shutil.rmtree(self.folder.parent)
        shutil.copytree(shipped("local", root="migrations"), self.folder.parent)
        versions.newest.cache_clear()
