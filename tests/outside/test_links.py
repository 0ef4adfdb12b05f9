"""`ats://` addresses: the desktop is told in a file that its own checker takes, in a folder of the tests' own."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ats_desktop.errors import Refused, ToolMissing
from ats_desktop.outside import links


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("PATH", str(tmp_path / "tools"))
    (tmp_path / "tools").mkdir()
    return tmp_path


def tool(home, name, code=0):
    made = home / "tools" / name
    made.write_text(f'#!/bin/sh\necho "{name} $*" >> "{home}/told"\nexit {code}\n', encoding="utf-8")
    made.chmod(0o755)


def told(home):
    return (home / "told").read_text(encoding="utf-8").splitlines()


def test_the_desktop_is_told_in_its_own_folder_and_by_its_own_tools_and_it_is_taken_back(home):
    tool(home, "xdg-mime")
    tool(home, "update-desktop-database")
    assert not links.registered()

    said = links.register()

    place = home / "share" / "applications"
    assert said == ""
    assert links.registered()
    assert told(home) == [f"update-desktop-database {place}", f"xdg-mime default {links.NAME} {links.SCHEME}"]
    links.forget()
    assert not links.registered()
    assert list(place.iterdir()) == []


def test_without_the_tool_the_file_is_written_and_it_is_said(home):
    assert "xdg-mime is not installed" in links.register()
    assert links.registered()


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-validate is not installed")
def test_the_desktops_own_checker_takes_the_file(tmp_path):
    file = tmp_path / links.NAME
    file.write_text(links.entry(), encoding="utf-8")

    ran = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (0, "")


def test_it_starts_the_program_that_runs_now_with_the_address_last():
    [line] = [line for line in links.entry().splitlines() if line.startswith("Exec=")]
    command = shlex.split(line.removeprefix("Exec="))

    assert command[-1] == "%u"
    assert Path(command[0]).exists()


def test_another_program_of_ours_is_not_taken_for_this_one(home, monkeypatch):
    links.register()
    monkeypatch.setattr(sys, "executable", "/elsewhere/bin/python")

    assert not links.registered()


def test_elsewhere_it_is_refused_in_a_plain_sentence(home, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")

    with pytest.raises(Refused, match="installer"):
        links.register()


def test_a_folder_that_cannot_be_written_is_said(home):
    (home / "share").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(ToolMissing, match="could not be told"):
        links.register()
