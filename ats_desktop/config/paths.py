"""Where a profile lies on this machine, and what is in it.

Shape:  <profile>/config.toml, lock, bell, log/, workspaces/<id>/{data.db, files/};
        backups lie outside it, in <profile>-backups/<id>/.  A restored, rescued or begun-anew workspace is
        a folder of its own, <id>.2, <id>.3 and so on, and shares the backups of <id>.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Profile:
    """The folders of one profile."""

    folder: Path

    @property
    def config(self) -> Path:
        """The settings of this machine."""
        return self.folder / "config.toml"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.folder / "log" / "ats.log"

    @property
    def backups(self) -> Path:
        """Where backups go: beside the profile, not in it."""
        return self.folder.with_name(f"{self.folder.name}-backups")

    def workspace(self, name: str) -> Path:
        """The folder of one workspace."""
        return self.folder / "workspaces" / name

    def backups_of(self, name: str) -> Path:
        """The backups of one workspace, and of all that came before it under its name."""
        return self.backups / root(name)

    def next_name(self, name: str) -> str:
        """Name the folder that comes after this one; none that is there is ever written over."""
        taken = [path.name for path in (self.folder / "workspaces").glob(f"{root(name)}.*")]
        numbers = [int(one.rpartition(".")[2]) for one in taken if one.rpartition(".")[2].isdecimal()]
        return f"{root(name)}.{max([1, *numbers]) + 1}"


def root(name: str) -> str:
    """Give the name a workspace began with.

    >>> root("4f1c02aa9b7e.3")
    '4f1c02aa9b7e'
    """
    return name.partition(".")[0]


def find_profile(given: str | Path | None = None) -> Profile:
    """Choose the profile: what was asked for, else ATS_HOME, else the system's place for programs' data."""
    asked = given or os.environ.get("ATS_HOME")
    if asked:
        return Profile(Path(asked).expanduser().absolute())
    return Profile(Path(platformdirs.user_data_path("ats-desktop", appauthor=False)))
