"""Editors that only an application's page needs: a stage, a link, a name among those known, a growing text."""

import re
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontMetricsF
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit

from ats_desktop.domain.applications import Stage
from ats_desktop.domain.schema import Field, kind_of
from ats_desktop.errors import Refused
from ats_desktop.ui.editors import Editor, LineEditor, TextEditor, word_label
from ats_desktop.ui.icons import icon
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.words import tr

_LINK = re.compile(r"[a-z][a-z0-9+.-]*://\S|(?:[\w-]+\.)+[^\W\d_]{2,}(?:[:/?#]|$)", re.IGNORECASE)
_FRAME = 12  # border and padding of a text, as the style sheet has them


def fact_field(name: str, said: str, kind: Any = str) -> Field:
    """Declare a field that is on the screen only."""
    made = kind_of(kind)
    return Field(name, made, said, "", made.empty, "", None, None, False, False)


class StageEditor(Editor):
    """One of her own stages, as she calls them."""

    def __init__(self, field: Field) -> None:
        self.box = Box()
        super().__init__(field, self.box)
        self.box.activated.connect(lambda _: self.changed.emit())

    def offer(self, stages: Sequence[Stage]) -> None:
        """Offer these stages."""
        wanted = [(str(stage), stage.key) for stage in stages]
        if wanted != [(self.box.itemText(at), self.box.itemData(at)) for at in range(self.box.count())]:
            self.box.clear()
            for name, key in wanted:
                self.box.addItem(name, key)

    def put(self, value: Any) -> None:
        at = self.box.findData(value)
        if at < 0 and value:
            self.box.addItem(word_label(str(value)), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def read(self) -> Any:
        return str(self.box.currentData() or "")


class LinkLine(LineEditor):
    """A link, with a sign at its end that opens it."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        line = self.inner
        if isinstance(line, QLineEdit):
            self._line = line
            go = line.addAction(icon("link", "accent"), QLineEdit.ActionPosition.TrailingPosition)
            go.setToolTip(tr("Open the posting"))
            go.triggered.connect(lambda: open_link(line.text()))

    def read(self) -> Any:
        """Read a link as it is, or without its beginning.

        Raises: Refused, for what leads nowhere.
        """
        link = super().read()
        if link and not _LINK.match(str(link)):
            raise Refused(tr("“{text}” is no link.", text=link), tr("Copy it from the address line of your browser."))
        return link


class NameEditor(LineEditor):
    """A name, with those known already offered while it is typed."""

    def __init__(self, field: Field, hint: str, known: Callable[[str], Sequence[str]]) -> None:
        super().__init__(field)
        self._known = known
        self._names = QStringListModel(self)
        offered = QCompleter(self._names, self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self._line.setCompleter(offered)
        self._line.setPlaceholderText(hint)
        self._line.textEdited.connect(self._look_up)

    def _look_up(self, typed: str) -> None:
        self._names.setStringList(list(dict.fromkeys(self._known(typed))))


class GrowingText(TextEditor):
    """A long text as high as what is in it, between bounds; a new version keeps the place of the caret."""

    def __init__(self, field: Field, least: int = 4, most: int = 14) -> None:
        self._least, self._most = least, most
        super().__init__(field)
        self._text.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())

    def put(self, value: Any) -> None:
        at = self._text.textCursor().position()
        super().put(value)
        caret = self._text.textCursor()
        caret.setPosition(min(at, len(self._text.toPlainText())))
        self._text.setTextCursor(caret)

    def _grow(self) -> None:
        """Be as high as what is written, lines that were broken counted."""
        lines = min(self._most, max(self._least, int(self._text.document().size().height())))
        frame = self._text.height() - self._text.viewport().height()
        margin = int(2 * self._text.document().documentMargin())
        line = ceil(QFontMetricsF(self._text.font()).lineSpacing()) + 1  # lines are laid by the fraction
        self._text.setFixedHeight(line * lines + margin + max(frame, _FRAME))


def open_link(link: str) -> None:
    """Open a link of the web in the browser; anything else is left alone."""
    said = link.strip()
    if said and "://" not in said:
        said = f"https://{said}"
    if said.startswith(("http://", "https://")):
        QDesktopServices.openUrl(QUrl(said))


def read_only(editor: Editor) -> None:
    """Let a value be read and copied, not changed."""
    inner = editor.inner
    if isinstance(inner, QLineEdit | QPlainTextEdit):
        inner.setReadOnly(True)
        inner.setPlaceholderText("")  # an example of what to type would be read as a value
    else:
        inner.setEnabled(False)
