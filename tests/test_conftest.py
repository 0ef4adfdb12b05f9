"""The tests' own surroundings hold: nothing leaves the machine, nothing touches the real home."""

import os
import socket
import urllib.request
from pathlib import Path

import platformdirs
import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_a_connection_to_another_machine_is_stopped(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET

    with socket.socket(family) as sock, pytest.raises(AssertionError, match="only the loopback"):
        sock.connect(address)


def test_a_name_is_not_even_looked_up():
    with pytest.raises(AssertionError, match=r"look up jobs\.example"):
        urllib.request.urlopen("http://jobs.example/")


def test_a_datagram_does_not_leave_either():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
        pytest.raises(AssertionError, match="only the loopback"),
    ):
        sock.sendto(b"hello", ("192.0.2.1", 53))


def test_the_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_home_is_a_throw_away_folder():
    folders = [Path.home(), Path(platformdirs.user_data_dir("ats")), Path(platformdirs.user_config_dir("ats"))]

    assert all("ats-home-" in str(folder) for folder in folders)


def test_a_profile_is_empty_and_named_by_ats_home(profile):
    assert os.environ["ATS_HOME"] == str(profile)
    assert list(profile.iterdir()) == []
