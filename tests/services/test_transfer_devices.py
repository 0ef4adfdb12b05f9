"""What looks like a file and is none: reading it would never end, or fill the memory of the machine."""

import os
from pathlib import Path

import pytest

from ats_desktop.domain.jobs import JobOpportunity
from ats_desktop.errors import Refused
from ats_desktop.services import transfer

pytestmark = pytest.mark.skipif(os.name != "posix", reason="devices and pipes have names on Unix alone")


@pytest.mark.timeout(20)
def test_a_device_and_a_pipe_are_refused(work, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")

    for path in (tmp_path / "pipe.csv", tmp_path / "zero.csv", Path("/dev/urandom")):
        with pytest.raises(Refused, match="is no file"):
            transfer.import_file(work, path)

    assert work.count(JobOpportunity) == 0
