"""What a web site answered, read with care: is it there, is it text, is it of a size that a posting has?

Units:  bytes, as sent and as unpacked.
"""

import zlib
from collections.abc import Iterable, Iterator

from ats_desktop.errors import Refused, Unavailable

MOST_BYTES = 5_000_000
READABLE = ("text/html", "application/xhtml+xml", "application/json", "application/ld+json", "text/plain")
PASTE = "Copy the posting's text from your browser, and paste that instead."
AGAIN = "It is tried again by itself."
BROKEN = "The page broke off in the middle."


def look_at_status(status: int) -> None:
    """Say what became of a page that is not simply there."""
    if status == 200:  # noqa: PLR2004 - it is simply there
        return
    if status in {404, 410}:
        raise Refused("This page is not there any more.", "If you still have its text, paste that instead.")
    if status in {401, 402, 403, 407, 451}:
        raise Refused("This site does not show the page to programs.", PASTE)
    if status in {408, 425, 429} or status >= 500:  # noqa: PLR2004 - the server's own trouble
        raise Unavailable("The site has no time for this page just now.", AGAIN)
    raise Refused(f"The site did not give the page (it answered {status}).", PASTE)


def kind_of(told: str) -> tuple[str, str]:
    """Read what kind of text was sent, and in which letters.

    Raises: Refused, for what is no text.
    """
    kind, *more = (part.strip() for part in told.lower().split(";"))
    if kind and kind not in READABLE:
        raise Refused("This link leads to a file, not to a page.", "Download it, and drop the file here.")
    charset = next((part.removeprefix("charset=").strip("\"' ") for part in more if part.startswith("charset=")), "")
    return kind or "text/html", charset


def unpacked(chunks: Iterable[bytes], encoding: str, length: str) -> bytes:
    """Read what is sent, and unpack it as it comes.

    Raises: Refused, when it is too large; Unavailable, when it broke off.
    """
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > MOST_BYTES:  # noqa: PLR2004 - a number
        raise _too_large()
    encoding = encoding.strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        chunks = _gunzipped(chunks)
    elif encoding not in {"", "identity"}:
        raise Unavailable("The page came packed in a way that was not asked for.", AGAIN)
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > MOST_BYTES:
            raise _too_large()
    return bytes(content)


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpack, came, went = zlib.decompressobj(zlib.MAX_WBITS | 16), 0, 0
    for chunk in chunks:
        came += len(chunk)
        made = unpack.decompress(chunk, MOST_BYTES - went + 1)
        went += len(made)
        if came > MOST_BYTES:
            raise _too_large()
        yield made
    if came and not unpack.eof:
        raise Unavailable(BROKEN, AGAIN)


def _too_large() -> Refused:
    return Refused("This page is larger than any posting.", PASTE)
