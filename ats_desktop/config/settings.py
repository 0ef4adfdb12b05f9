"""The settings of this machine, in a file that a person may edit; her comments stay.

Why:    what belongs to the candidate (zone, hour) is a row that syncs; what belongs to
        the laptop (look, mail server, which workspace is open) is here.  Secrets never are.
"""

import os
import threading
import tomllib
from pathlib import Path
from typing import Any

from ats_desktop.errors import Refused

Value = str | int | float | bool


class Machine:
    """config.toml: sections of plain values."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = threading.Lock()
        self._held = self._read()

    def get(self, section: str, key: str, default: Any = "") -> Any:
        """Read one value, of the type of its default; one of another type counts as absent.

        Shape:  the section "" is the top of the file.
        """
        value = self.section(section).get(key, default)
        return value if isinstance(value, type(default)) else default

    def look_again(self) -> None:
        """Read what another program may have written meanwhile."""
        self._held = self._read()

    def section(self, name: str) -> dict[str, Any]:
        """Read a whole section."""
        found = self._held.get(name, {}) if name else self._held
        return dict(found) if isinstance(found, dict) else {}

    def put(self, section: str, **values: Value | None) -> None:
        """Write values, whole or not at all; None forgets one."""
        import tomlkit

        with self._writing:
            text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
            document = tomlkit.parse(text)
            table: Any = document.setdefault(section, tomlkit.table()) if section else document
            for key, value in values.items():
                if value is None:
                    table.pop(key, None)
                else:
                    table[key] = value
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = self._path.with_suffix(".part")
            with part.open("w", encoding="utf-8") as sink:
                sink.write(tomlkit.dumps(document))
                sink.flush()
                os.fsync(sink.fileno())
            part.replace(self._path)
            self._held = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Refused("The settings file cannot be read.", f"Mend or remove {self._path.name}: {error}.") from error
