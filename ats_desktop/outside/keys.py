"""Secrets: in the keyring of this machine, or nowhere but in memory.

Why:    only keyrings known to be safe are used; `keyring` alone would take what writes plain
        text, if that happens to be installed.  Without a safe one a secret lives as long as the
        program runs, and a sentence says so.  Secrets never touch the database, the settings file or the log.
Source: promises.md P68; house.md trap 13.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from ats_desktop.errors import Borders, Refused, Unavailable, border

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SAFE = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
LONGEST = 1200  # characters; Windows keeps 2,560 bytes
_ASIDE = "Passwords are kept only until the program is closed: "


class Keys:
    """The secrets of one profile.

    Shape:  `backend` is for tests; ATS_KEYRING=memory keeps everything in memory.
    """

    def __init__(self, profile: str, *, backend: "KeyringBackend | None" = None) -> None:
        self._service = f"ats-desktop {profile}"
        self._given = backend
        self._kept: dict[str, str] = {}  # for this run only

    @property
    def lasting(self) -> bool:
        """Say whether secrets are still there after the next start."""
        return self._backend is not None

    @property
    def note(self) -> str:
        """Say, where they are not, why; "" where they are."""
        return self._found[1]

    def get(self, name: str) -> str:
        """Give a secret; "" when there is none.

        Raises: Unavailable, while the keyring is locked.
        """
        if name in self._kept or self._backend is None:
            return self._kept.get(name, "")
        with _plainly():
            return self._backend.get_password(self._service, name) or ""

    def put(self, name: str, secret: str) -> None:
        """Keep a secret.

        Raises: Refused, when it is too long; Unavailable, while the keyring is locked.
        """
        if len(secret) > LONGEST:
            raise Refused("This is too long for a keyring.", f"At most {LONGEST} characters can be kept.")
        if self._backend is None:
            self._kept[name] = secret
            return
        with _plainly():
            self._backend.set_password(self._service, name, secret)

    def forget(self, name: str) -> None:
        """Remove a secret; one that is not there is no mistake."""
        self._kept.pop(name, None)
        if self._backend is None or not self.get(name):
            return
        with _plainly():
            self._backend.delete_password(self._service, name)

    @property
    def _backend(self) -> "KeyringBackend | None":
        return self._found[0]

    @cached_property
    def _found(self) -> "tuple[KeyringBackend | None, str]":
        if self._given is not None:
            return (self._given, "") if safe(self._given) else (None, f"{_ASIDE}this keyring writes plain text.")
        if os.environ.get("ATS_KEYRING") == "memory":
            return None, f"{_ASIDE}ATS_KEYRING asks for it."
        return _safest()


def safe(backend: object) -> bool:
    """Say whether a keyring is one of those known to encrypt."""
    kind = type(backend)
    return f"{kind.__module__}.{kind.__qualname__}" in SAFE


def _safest() -> "tuple[KeyringBackend | None, str]":
    """Choose the best safe keyring of this machine; one that was asked for by name must be safe itself."""
    try:
        import keyring
        import keyring.backend
    except ImportError:
        return None, f"{_ASIDE}the package “keyring” is missing."
    with _plainly():
        chosen = keyring.get_keyring()
        if safe(chosen):
            return chosen, ""
        if os.environ.get("PYTHON_KEYRING_BACKEND"):
            return None, f"{_ASIDE}the keyring asked for is not known to be safe."
        known = [one for one in keyring.backend.get_all_keyring() if safe(one)]
    if not known:
        return None, f"{_ASIDE}this machine has no keyring that is known to be safe."
    return max(known, key=lambda one: float(one.priority)), ""


@contextmanager
def _plainly() -> Iterator[None]:
    """Turn the keyring's errors into ours; none of them repeats the secret."""
    from keyring import errors

    locked = (Unavailable, "The keyring is locked.", "Unlock it; it is tried again by itself.")
    broken = (Unavailable, "The keyring did not answer.", "Unlock it or start it; it is tried again by itself.")
    table: Borders = {
        errors.KeyringLocked: locked,
        errors.InitError: locked,
        errors.PasswordSetError: (Unavailable, "The keyring did not take the password.", "Unlock it and try again."),
        errors.KeyringError: broken,
        RuntimeError: broken,
        OSError: broken,
    }
    with border(table):
        yield
