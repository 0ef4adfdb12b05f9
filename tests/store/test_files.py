"""Files by their content: kept whole, once, under their own hash, or not at all.

Source: promises P9.
"""

import hashlib
import multiprocessing
import resource
import signal
import threading

import pytest

from ats_desktop.errors import NotFound, Refused, Unavailable
from ats_desktop.store.files import Files


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "files")


def kept(files):
    return sorted(path for path in files._folder.rglob("*") if path.is_file())


def test_a_file_is_named_by_its_content_and_comes_back_as_it_was(files, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"Dear Halden,\r\n\x00\xff")

    sha = files.put(letter)

    assert sha == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert files.path(sha).read_bytes() == letter.read_bytes()
    assert kept(files) == [files.path(sha)]


def test_the_same_content_is_kept_once_and_never_written_again(files, tmp_path):
    first = files.put(b"a letter")
    before = files.path(first).stat()
    (tmp_path / "copy").write_bytes(b"a letter")

    assert files.put(tmp_path / "copy") == first
    after = files.path(first).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(kept(files)) == 1


def test_many_at_once_are_all_there_whole(files):
    contents = [bytes([number % 7]) * 100_000 for number in range(28)]
    shas = []
    threads = [threading.Thread(target=lambda c=content: shas.append(files.put(c))) for content in contents]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(shas) == 28
    assert {files.path(sha).read_bytes() for sha in shas} == set(contents)
    assert len(kept(files)) == 7


@pytest.mark.parametrize("name", ["", "0" * 64, "../data.db", "..", "/etc/hosts", "ab/cd", "ab\x00", "é" * 64])
def test_what_is_no_kept_file_is_not_found(files, name):
    files.put(b"a letter")

    with pytest.raises(NotFound):
        files.path(name)


def test_a_source_that_is_not_there_leaves_nothing(files, tmp_path):
    with pytest.raises(Refused, match="not there"):
        files.put(tmp_path / "nothing.pdf")
    with pytest.raises((Refused, Unavailable)):
        files.put(tmp_path)

    assert kept(files) == []


def _put_on_a_short_disk(folder, line):
    """Put a megabyte where the system allows no file above 64 KiB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))
    try:
        Files(folder).put(b"x" * 1_000_000)
    except Unavailable as error:
        line.send(str(error))


def test_a_disk_that_ends_in_the_middle_leaves_nothing_and_says_so(files):
    files.put(b"a letter")
    start = multiprocessing.get_context("spawn")
    hear, say = start.Pipe(duplex=False)
    child = start.Process(target=_put_on_a_short_disk, args=(files._folder, say))
    child.start()
    child.join()

    assert hear.recv().startswith("The disk did not answer.")
    assert len(kept(files)) == 1
