"""Files bent at random: bytes changed, cut out, doubled, swapped for trouble; what a bad disk or a bad person sends."""

import io
import zipfile

PIECES = (
    *(
        b"\0",
        b'"',
        b'""',
        b"\n",
        b"\r",
        b",",
        b";",
        b"\t",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"[" * 500,
        b"{" * 500,
        b"=",
        b"../",
    ),
    *(
        b"9" * 40,
        b"-1",
        b"\xf0\x9f\x92\xa9",
        b"\xed\xa0\x80",
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"null",
        b"1e999",
        b"\x1a",
        b"31/31/31",
    ),
    *(
        "٣/٤/٢٠٢٦".encode(),
        "\uff11\uff12/\uff11/\uff12\uff16".encode(),
        b"https://[::1",
        b"http://a:99999/",
        b"$" * 30,
        b"0001-01-01",
        b"9999-12-31",
    ),
)


def mutant(chance, data):
    """Bend a file: bytes changed, cut out, doubled, swapped for trouble, cut off."""
    bent = bytearray(data)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(bent) + 1)
        until = min(len(bent), at + chance.choice((1, 1, 2, 5, 40)))
        match chance.randrange(5):
            case 0:
                bent[at:until] = bytes(chance.randrange(256) for _ in range(until - at))
            case 1:
                del bent[at:until]
            case 2:
                bent[at:at] = bent[at:until] * chance.choice((1, 2, 50))
            case 3:
                bent[at:until] = chance.choice(PIECES)
            case _:
                if chance.random() < 0.2:
                    del bent[at:]
    return bytes(bent)


def packed_mutant(chance, data):
    """Bend one file inside an archive, and pack it again, so that the bending gets past the archive's checks."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    name = chance.choice(sorted(parts))
    parts[name] = mutant(chance, parts[name])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for one, held in parts.items():
            archive.writestr(one, held)
    return made.getvalue()
