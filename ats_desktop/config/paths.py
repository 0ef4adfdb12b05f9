"""Where a profile lies on this machine, and what is in it.

Shape:  <profile>/config.toml, lock, bell, log/, workspaces/<id>/{data.db, files/};
        backups lie outside it, in <profile>-backups/<workspace>/.
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


def find_profile(given: str | Path | None = None) -> Profile:
    """Choose the profile: what was asked for, else ATS_HOME, else the system's place for programs' data."""
    asked = given or os.environ.get("ATS_HOME")
    if asked:
        return Profile(Path(asked).expanduser().absolute())
    return Profile(Path(platformdirs.user_data_path("ats-desktop", appauthor=False)))
