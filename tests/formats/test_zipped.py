"""Archives that lie: refused by their list alone, before anything of them is unpacked."""

import io
import random
import struct
import warnings
import zipfile
import zlib

import pytest

from ats_desktop.formats.problem import ImportProblem
from ats_desktop.formats.zipped import MOST_ENTRIES, open_archive


def archive(*files, how=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names that stand twice are wanted here
        with zipfile.ZipFile(made, "w", how) as written:
            for name, data in files:
                written.writestr(name, data)
    return made.getvalue()


def overlapped(entries=200, size=250_000):
    """Write an archive whose entries all share one piece of packed data."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"\0" * size
    packed = packer.compress(data) + packer.flush()
    crc = zlib.crc32(data)
    name = b"Skills.csv"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0) + name + packed
    directory = b""
    for number in range(entries):
        own = b"Skills_%04d.csv" % number
        directory += (
            struct.pack(
                "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), size, len(own), 0, 0, 0, 0, 0, 0
            )
            + own
        )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(directory), len(local), 0)
    return local + directory + end


def test_an_honest_archive_is_read():
    opened = open_archive(archive(("Jobs/Saved Jobs.csv", "a,b"), ("Skills.csv", "Name\n")))

    assert set(opened.names) == {"Jobs/Saved Jobs.csv", "Skills.csv"}
    assert opened.read("Skills.csv") == b"Name\n"


def test_a_bomb_is_refused_unread():
    with pytest.raises(ImportProblem, match="bomb"):
        open_archive(archive(("Skills.csv", b"\0" * 5_000_000)))


def test_entries_that_share_their_bytes_are_refused():
    assert len(overlapped()) < 20_000

    with pytest.raises(ImportProblem, match=r"overlap|bomb|claims"):
        open_archive(overlapped())
    with pytest.raises(ImportProblem, match=r"overlap|claims"):
        open_archive(overlapped(entries=3, size=1_000))


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv",
        "a/../../evil.csv",
        "/etc/evil.csv",
        "\\\\server\\x.csv",
        "C:\\x.csv",
        "a\\..\\..\\x.csv",
        "CON.csv",
        "nul",
        "x.csv:hidden",
    ],
)
def test_names_that_lead_out_of_the_folder_are_refused(name):
    with pytest.raises(ImportProblem, match="leads out"):
        open_archive(archive((name, "x")))


def test_a_name_twice_is_refused_also_in_other_letters():
    with pytest.raises(ImportProblem, match="twice"):
        open_archive(archive(("Skills.csv", "x"), ("SKILLS.CSV", "y")))


def test_a_link_is_refused():
    entry = zipfile.ZipInfo("Skills.csv")
    entry.external_attr = 0o120777 << 16

    with pytest.raises(ImportProblem, match="link"):
        open_archive(archive((entry, "/etc/passwd")))


def test_too_many_files_are_refused():
    with pytest.raises(ImportProblem, match="10,001"):
        open_archive(archive(*((f"{n}.csv", b"") for n in range(MOST_ENTRIES + 1)), how=zipfile.ZIP_STORED))


def test_a_locked_file_says_so():
    data = bytearray(archive(("Skills.csv", "Name\n")))
    at = data.rindex(b"PK\1\2")
    data[at + 8] |= 1

    with pytest.raises(ImportProblem, match="password"):
        open_archive(bytes(data)).read("Skills.csv")


def test_a_size_that_lies_does_not_unpack_more():
    """The list claims 10 bytes; the packed data holds 100,000."""
    data = bytearray(archive(("Skills.csv", bytes(random.Random(1).choices(b"ab\n", k=100_000)))))
    at = data.rindex(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 10)

    with pytest.raises((ImportProblem, zipfile.BadZipFile)):
        open_archive(bytes(data)).read("Skills.csv")


def test_mutated_archives_never_give_more_than_they_claim():
    seed = random.randrange(1 << 30)
    print("seed", seed)
    chance = random.Random(seed)
    honest = archive(("Skills.csv", "Name\nPython\n" * 40), ("Jobs/Saved Jobs.csv", "Saved Date,Job Url\n" * 30))
    for _ in range(1_500):
        data = bytearray(honest)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            opened = open_archive(bytes(data))
            read = [opened.read(name) for name in opened.names]
        except (
            ImportProblem,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            EOFError,
            ValueError,
            OSError,
            struct.error,
        ):
            continue
        assert sum(map(len, read)) <= 400 * len(honest)
