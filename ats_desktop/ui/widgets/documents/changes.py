"""What changed between two versions: each line with its sign, so that no colour is needed to read it."""

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from ats_desktop.domain.differences import Piece
from ats_desktop.ui.theme import theme, tone
from ats_desktop.ui.words import tr

_GROUNDS = {"+": "good_soft", "-": "danger_soft"}
_SIGNS = {"+": "+ ", "-": "\u2212 ", " ": "  "}


class Changes(QPlainTextEdit):
    """Read, searched and copied, never written."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("What changed"))
        self._pieces: Sequence[Piece] = ()
        theme().changed.connect(self._write)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these."""
        self._pieces = pieces
        self._write()

    def _write(self) -> None:
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.clear()
        caret = self.textCursor()
        for at, piece in enumerate(self._pieces):
            ground = QTextCharFormat()
            if piece.sign in _GROUNDS:
                ground.setBackground(tone(_GROUNDS[piece.sign]))
                ground.setForeground(tone("on_soft"))
            words = "…" if piece.sign == "…" else _SIGNS.get(piece.sign, "") + piece.line
            caret.insertText(f"\n{words}" if at else words, ground)
        caret.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(caret)
