"""Secrets last only in a keyring known to be safe; anything else keeps them for this run, and says so."""

import os
import shutil
import subprocess
import sys

import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from ats_desktop.errors import Refused, Unavailable
from ats_desktop.outside import keys as keys_module
from ats_desktop.outside.keys import SAFE, Keys


class Vault(KeyringBackend):
    """A keyring in memory, which may be locked."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.held, self.locked = {}, False

    def get_password(self, service, username):
        self._check()
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self._check()
        self.held[service, username] = password

    def delete_password(self, service, username):
        self._check()
        del self.held[service, username]

    def _check(self):
        if self.locked:
            raise keyring.errors.KeyringLocked("Locked; the secret was hunter2")


@pytest.fixture
def vault(monkeypatch):
    made = Vault()
    monkeypatch.setattr(keys_module, "SAFE", SAFE | {f"{Vault.__module__}.Vault"})
    return made


def test_a_safe_keyring_keeps_secrets_by_profile_and_name(vault):
    Keys("one", backend=vault).put("mail", "s3cret")
    again, other = Keys("one", backend=vault), Keys("two", backend=vault)

    assert (again.lasting, again.note, again.get("mail"), other.get("mail")) == (True, "", "s3cret", "")
    again.forget("mail")
    again.forget("mail")
    assert again.get("mail") == ""
    assert vault.held == {}


@pytest.mark.parametrize("unsafe", [keyring.backends.null.Keyring, keyring.backends.fail.Keyring, Vault])
def test_an_unknown_keyring_gets_nothing(unsafe):
    backend = unsafe()
    keys = Keys("one", backend=backend)
    keys.put("mail", "s3cret")

    assert (keys.lasting, keys.get("mail")) == (False, "s3cret")
    assert keys.note == "Passwords are kept only until the program is closed: this keyring writes plain text."
    assert getattr(backend, "held", {}) == {}
    assert Keys("one", backend=backend).get("mail") == ""
    keys.forget("mail")
    assert keys.get("mail") == ""


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("keyring.backends.null.Keyring", "not known to be safe"),
        ("keyring.backends.fail.Keyring", "not known to be safe"),
    ],
)
def test_a_keyring_asked_for_by_name_is_used_only_if_it_is_safe(monkeypatch, asked, says):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", asked)
    keyring.core._keyring_backend = None
    keys = Keys("one")

    assert (keys.lasting, says in keys.note) == (False, True)


def test_memory_can_be_asked_for(monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")

    assert not Keys("one").lasting


def test_without_the_package_secrets_last_for_this_run(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    keys = Keys("one")
    keys.put("mail", "s3cret")

    assert (keys.get("mail"), "the package “keyring” is missing" in keys.note) == ("s3cret", True)


def test_a_locked_keyring_is_a_plain_sentence_without_the_secret(vault):
    vault.locked = True

    with pytest.raises(Unavailable, match="The keyring is locked") as raised:
        Keys("one", backend=vault).get("mail")
    assert "hunter2" not in f"{raised.value} {raised.value.advice}"


def test_what_windows_could_not_keep_is_refused(vault):
    with pytest.raises(Refused, match="too long"):
        Keys("one", backend=vault).put("mail", "x" * 1201)


def test_a_real_keyring_keeps_a_secret_between_two_starts(tmp_path):
    if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"):
        pytest.skip("gnome-keyring or dbus-run-session is missing")
    say = "from ats_desktop.outside.keys import Keys; k = Keys('trial'); "
    script = (
        "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
        f"\"{sys.executable}\" -c \"{say}print(k.lasting, k.note); k.put('mail', 's3cret')\" && "
        f"\"{sys.executable}\" -c \"{say}print(k.get('mail')); k.forget('mail'); print(repr(k.get('mail')))\""
    )
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS"}}
    env |= {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path)}
    run = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert run.stdout.splitlines() == ["True ", "s3cret", "''"], run.stderr
