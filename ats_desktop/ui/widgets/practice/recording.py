"""The recording of a mock interview: made here where the `media` part is installed, else a file is attached.

Why:    Qt's sound and picture are a large part of their own; nothing here needs them, and what is missing is
        neither an error nor a button that does nothing.
"""

import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ats_desktop.domain.schema import Id
from ats_desktop.errors import Borders, Refused, ToolMissing, Unavailable, border
from ats_desktop.services import mocks
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import TIGHT, button
from ats_desktop.ui.words import tr

_MOST_BYTES = 500 * 1024 * 1024
# Not installed, or installed on a system that lacks what it stands on.
_MISSING: Borders = {
    ImportError: (ToolMissing, "Nothing can be recorded here.", "Record with another program, and attach the file."),
}


def can_record() -> bool:
    """Say whether the part that records is installed; asked without importing it."""
    return find_spec("PySide6.QtMultimedia") is not None


class Recording(QWidget):
    """A button that records, one that attaches a file, and one that saves a copy of what is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._mock = ""
        self._running: Microphone | None = None
        self._record = button(tr("Record"), "quiet")
        self._record.clicked.connect(self.turn)
        self._record.setVisible(can_record())
        self._attach = button(tr("Attach a recording"), "quiet")
        self._attach.clicked.connect(self.choose)
        self._save = button(tr("Save the recording"), "quiet")
        self._save.clicked.connect(self.save_copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        for one in (self._record, self._attach, self._save):
            row.addWidget(one)

    def of(self, mock: str) -> None:
        """Be about another mock interview."""
        if mock != self._mock:
            self.stop()
        self._mock = mock
        self._save.setVisible(mocks.recording(self._desk.work, mock) is not None)

    def turn(self) -> None:
        """Begin to record, or end it."""
        if self._running is not None:
            self.stop()
            return
        made = self._running = self._desk.do(Microphone, self)
        if made is not None:
            made.ended.connect(partial(self.keep, mock=self._mock))
            made.failed.connect(self._failed)
            self._record.setText(tr("Stop recording"))

    def stop(self) -> None:
        """End the recording, and keep it."""
        running, self._running = self._running, None  # it lives on until its file is written
        self._record.setText(tr("Record"))
        if running is not None:
            running.end()

    def _failed(self, words: str) -> None:
        self._running = None
        self._record.setText(tr("Record"))
        self._desk.tell(Unavailable(tr("The recording stopped."), words))

    def choose(self) -> None:
        """Ask for a file, and keep it."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a recording"), str(Path.home()))
        if name:
            self.keep(Path(name))

    def keep(self, file: Path, mock: str = "") -> None:
        """Keep a file as the recording; copied beside the window, for it may be long."""
        mock, work = mock or self._mock, self._desk.work

        def copied() -> Any:
            if not file.is_file() or not 0 < file.stat().st_size <= _MOST_BYTES:
                raise Refused(tr("This is no recording."), tr("Choose a file with something in it, up to 500 MB."))
            return mocks.record(work, Id(mock), work.files.put(file), filename=file.name)

        def kept(_: object) -> None:
            self.of(self._mock)
            self._desk.say(tr("The recording is kept."), undo=True)

        self._desk.live.then(self._desk.app.runner.start("disk", copied), kept, self._desk.tell, owner=self)

    def save_copy(self) -> None:
        """Save a copy of what is kept, under the name it had."""
        found = mocks.recording(self._desk.work, self._mock)
        if found is None:
            return
        there = str(Path.home() / (found.filename or "recording"))
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the recording"), there)
        if name:
            self._desk.do(_copy, self._desk.work.files.path, found.sha256, Path(name))


def _copy(place: Any, sha: str, target: Path) -> bool:
    import shutil

    with border({OSError: (Unavailable, "The copy could not be saved.", "Choose another folder. {0}")}):
        shutil.copyfile(place(sha), target)
    return True


class Microphone(QObject):
    """The microphone, listening into a file of its own.

    Raises: ToolMissing, where the part that records is missing or cannot start; Unavailable, without a microphone.
    """

    ended = Signal(object)  # the file, when all of it is written
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        with border(_MISSING):
            from PySide6.QtMultimedia import QAudioInput, QMediaCaptureSession, QMediaDevices, QMediaRecorder
        if QMediaDevices.defaultAudioInput().isNull():
            raise Unavailable(tr("No microphone was found."), tr("Plug one in, or attach a recording afterwards."))
        self._session, self._input, self._recorder = QMediaCaptureSession(), QAudioInput(), QMediaRecorder()
        self._session.setAudioInput(self._input)
        self._session.setRecorder(self._recorder)
        folder = tempfile.mkdtemp(prefix="ats-recording-")
        self._recorder.setOutputLocation(QUrl.fromLocalFile(str(Path(folder) / "mock-interview")))
        self._recorder.recorderStateChanged.connect(self._turned)
        self._recorder.errorOccurred.connect(lambda _, words: self.failed.emit(words))
        self._recorder.record()

    def end(self) -> None:
        """Stop listening; the file comes by `ended`, once its last second is written."""
        self._recorder.stop()

    def _turned(self) -> None:
        if self._recorder.recorderState() is type(self._recorder).RecorderState.StoppedState:
            self.ended.emit(Path(self._recorder.actualLocation().toLocalFile()))
