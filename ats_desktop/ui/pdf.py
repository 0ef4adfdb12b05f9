"""Pages of a PDF as pictures: to look at in the window, and to print.

Why:    Qt's own reader of PDF is not among the parts that are installed; PDFium is, as one small library.
        It knows one thread at a time, so whoever draws holds the lock; it is slow enough for a lane.
"""

import threading
from contextlib import closing
from typing import Any

from PySide6.QtGui import QImage

from ats_desktop.errors import PARTS, Borders, Refused, border

_ONE_AT_A_TIME = threading.Lock()
MOST = 60  # pages that are shown
_WIDEST, _HIGHEST = 4_000, 8_000  # pixels of one page, however it is cut


def pages(pdf: bytes, *, width: int, most: int = MOST) -> list[QImage]:
    """Draw the pages, each so many pixels wide; asked on a lane.

    Raises: Refused, when it is no PDF; ToolMissing, without PDFium.
    """
    return first_pages(pdf, width=width, most=most)[0]


def first_pages(pdf: bytes, *, width: int, most: int) -> tuple[list[QImage], int]:
    """Draw the first pages, and say how many there are.

    Raises: as `pages`.
    """
    with border(PARTS):
        from pypdfium2 import PdfDocument, PdfiumError
    errors: Borders = {PdfiumError: (Refused, "This PDF cannot be shown.", "Open it in another program.")}
    with _ONE_AT_A_TIME, border(errors), closing(PdfDocument(pdf)) as document:
        return [_drawn(document, at, width) for at in range(min(len(document), most))], len(document)


def _drawn(document: Any, at: int, width: int) -> QImage:
    with closing(document[at]) as page:
        scale = min(min(width, _WIDEST) / max(page.get_width(), 1), _HIGHEST / max(page.get_height(), 1))
        with closing(page.render(scale=scale, rev_byteorder=True)) as bits:
            return _picture(bytes(bits.buffer), bits.width, bits.height, bits.stride, bits.n_channels)


def _picture(pixels: bytes, width: int, height: int, stride: int, channels: int) -> QImage:
    kinds = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
    return QImage(pixels, width, height, stride, kinds[channels]).copy()  # its own pixels: these are let go of
