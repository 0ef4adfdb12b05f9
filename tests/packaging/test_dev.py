"""The script a newcomer meets first: it finds what the machine lacks and adds the seconds up rightly."""

import importlib.util
import sys
from contextlib import nullcontext

import pytest
from house import ROOT


@pytest.fixture
def dev():
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def debian(tmp_path, monkeypatch):
    """A machine with a dpkg-query that lists what it is told."""

    def lists(*lines):
        program = tmp_path / "dpkg-query"
        program.write_text("#!/bin/sh\ncat <<'END'\n" + "\n".join(lines) + "\nEND\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return lists


def test_what_is_not_installed_is_missing(dev, debian):
    debian("installed libgl1 ", "config-files libegl1 ")

    assert dev.missing_packages(["libgl1", "libegl1", "xvfb"]) == ["libegl1", "xvfb"]


def test_a_newer_name_that_provides_the_old_one_is_enough(dev, debian):
    debian("installed libglib2.0-0t64 libglib2.0-0 (= 2.84.4-3)", "installed postgresql-17 postgresql-contrib-17")

    assert dev.missing_packages(["libglib2.0-0", "postgresql"]) == []


def test_who_is_not_root_gets_one_line_to_paste(dev, debian, monkeypatch, capsys):
    debian("installed libgl1 ")
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    dev.see_to_libraries(["libgl1", "libegl1", "xvfb"])
    said = capsys.readouterr().out
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 xvfb\n" in said


def test_where_all_is_there_nothing_is_said(dev, debian, capsys):
    debian("installed libgl1 ")

    dev.see_to_libraries(["libgl1"])
    assert capsys.readouterr().out == ""


def test_an_environment_that_fits_is_not_touched(dev, tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "call", lambda *command: calls.append(command))
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed")
    calls = []
    dev.see_to_environment()
    first = len(calls)

    dev.see_to_environment()
    assert first == 2
    assert len(calls) == first


@pytest.mark.parametrize(("code", "said"), [(0, ""), (7, "WARNING: slow\nERROR: no such package\n\n")])
def test_what_pip_mutters_is_shown_only_when_it_fails(dev, capfd, code, said):
    pip = f"import sys; print('WARNING: slow', flush=True); print('ERROR: no such package', file=sys.stderr); sys.exit({code})"

    with pytest.raises(SystemExit) if code else nullcontext() as stopped:
        dev.call(sys.executable, "-c", pip)

    assert capfd.readouterr() == ("", said)
    assert not code or stopped.value.code == code


def test_the_seconds_of_each_package_are_added_up(dev, tmp_path):
    report = tmp_path / "tests.xml"
    report.write_text(
        '<testsuites><testsuite><testcase classname="tests.store.test_change" time="1.5"/>'
        '<testcase classname="tests.store.reads.test_today" time="0.5"/>'
        '<testcase classname="ats_desktop.domain.stamps" time="0.25"/>'
        '<testcase classname="tests.test_house" time="0.125"/></testsuite></testsuites>'
    )

    assert dev.seconds_by_package(report) == {"store": 2.0, "domain": 0.25, "house": 0.125}


def test_an_unknown_command_is_answered_with_all_of_them(dev, capsys):
    code = dev.main(["tset"])

    said = capsys.readouterr().out
    assert code == 2
    assert all(f"dev.py {command}" in said for command in dev.COMMANDS)
