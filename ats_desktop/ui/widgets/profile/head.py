"""The top of the profile: picture, name, how complete it is, and the one next step."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.errors import AtsError
from ats_desktop.services import profile as verbs
from ats_desktop.ui.pages.page import Page
from ats_desktop.ui.theme import HAIR, RADIUS_CARD, ROOM, TIGHT, button, label, theme, tone
from ats_desktop.ui.widgets.headed import Headed
from ats_desktop.ui.widgets.profile.cropping import KINDS, CropDialog, open_picture, written
from ats_desktop.ui.words import tr

SIDE = 88  # pixels
_BAR = 220


class Head(QWidget):
    """Who she is, at a glance."""

    asked = Signal(str)  # the table where the next step is done

    def __init__(self, page: Page, *actions: QWidget) -> None:
        super().__init__()
        self._page, self._table = page, ""
        self.picture = Picture()
        self.picture.chosen.connect(self.look)
        self.picture.clicked.connect(self._menu)
        self._name, self._line = label("", "heading"), label("", tone="muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BAR, TIGHT)
        self._bar.setAccessibleName(tr("How complete your profile is"))
        self._said = label("", "caption", tone="muted")
        self.next = button("", "link")
        self.next.clicked.connect(lambda: self.asked.emit(self._table))
        self.fill = button(tr("Fill it from a résumé you have ..."), "link")
        self.fill.clicked.connect(self._choose)
        self._lay(actions)

    def _lay(self, actions: tuple[QWidget, ...]) -> None:
        progress = QHBoxLayout()
        progress.setSpacing(TIGHT)
        progress.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        progress.addWidget(self._said)
        progress.addStretch(1)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(HAIR)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._line)
        words.addLayout(progress)
        ways = QHBoxLayout()
        ways.setSpacing(ROOM)
        ways.addWidget(self.next)
        ways.addWidget(self.fill)
        ways.addStretch(1)
        words.addLayout(ways)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ROOM)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Headed(said, *actions), 1)

    def refresh(self) -> None:
        """Show what holds now."""
        work = self._page.desk.work
        profile, found = verbs.of(work), verbs.how_complete(work)
        named = f"{profile.first_name} {profile.last_name}".strip()
        self._name.setText(named or tr("Profile"))
        self._line.setText(profile.headline or tr("What your letters and résumés are made of."))
        self._bar.setValue(found.percent)
        self._said.setText(tr("{n} % complete", n=found.percent))
        step = found.next
        self._table = step.table if step else ""
        self.next.setText(tr("Next: {step}", step=tr(step.words)) if step else "")
        self.next.setVisible(step is not None)
        self.fill.setVisible(not named)
        self.next.setToolTip("\n".join(tr(one.words) for one in found.missing))
        self.picture.show_picture(self._kept(profile), named)

    def _choose(self) -> None:
        """Ask for a résumé's file; what is found in it is shown before anything is kept."""
        from ats_desktop.ui.arrivals import choose  # late: it stands on much

        choose(self._page.desk)

    def _kept(self, profile: CandidateProfile) -> QImage:
        try:
            return QImage(str(self._page.desk.work.files.path(profile.picture))) if profile.picture else QImage()
        except AtsError:  # on another laptop still: her initials stand for it
            return QImage()

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Choose a picture ..."), self.ask)
        if verbs.of(self._page.desk.work).picture:
            menu.addAction(tr("Take it off"), self.take_off)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.picture.mapToGlobal(self.picture.rect().bottomLeft()))

    def ask(self) -> None:
        """Ask which file."""
        words = f"{tr('Pictures')} ({KINDS})"
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a picture"), str(Path.home()), words)
        if name:
            self.look(Path(name))

    def look(self, path: Path) -> None:
        """Show a picture to crop."""
        try:
            picture = open_picture(path)
        except AtsError as error:
            self._page.desk.tell(error)
            return
        dialog = CropDialog(self.window(), picture)
        dialog.accepted.connect(lambda: self._keep(dialog.cropping.cropped()))
        dialog.open()

    def take_off(self) -> None:
        """Show no picture any more."""
        if self._page.desk.do(verbs.take_picture_off, self._page.desk.work) is not None:
            self._page.desk.say(tr("Took the picture off."), undo=True)

    def _keep(self, picture: QImage) -> None:
        if self._page.desk.do(verbs.set_picture, self._page.desk.work, written(picture)) is not None:
            self._page.desk.say(tr("The picture is kept."), undo=True)


class Picture(QAbstractButton):
    """The picture in a square with round corners, or her initials; takes a file that is dropped on it."""

    chosen = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self._picture, self._initials = QImage(), ""
        self.setFixedSize(SIDE, SIDE)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Picture"))
        self.setToolTip(tr("Choose a picture, or drop one here"))

    def show_picture(self, picture: QImage, name: str) -> None:
        """Show a picture, or the initials of a name."""
        self._picture = picture
        self._initials = "".join(part[0] for part in name.split()[:2]).upper()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        painter.fillPath(shape, tone("accent_soft"))
        if self._picture.isNull():
            painter.setFont(theme().font("heading", strong=True))
            painter.setPen(tone("on_soft"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials or "+")
        else:
            painter.setClipPath(shape)
            painter.drawImage(box, self._picture)
            painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(tone("accent"), 2))
            painter.drawPath(shape)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.chosen.emit(files[0])
