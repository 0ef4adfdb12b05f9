"""Sharing as a person sees it: with whom, how far each is let in, an invitation, and the end of it.

Why:    whatever asks the shared place runs on its lane; the card says "One moment" and never freezes.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ats_desktop.domain.sharing import CLOSED, VIEW, Role
from ats_desktop.errors import AtsError, Unavailable
from ats_desktop.outside.keys import Keys
from ats_desktop.sync import sharing
from ats_desktop.sync.backend import Member
from ats_desktop.sync.invitation import Invitation
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import ROOM, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.attentioncard import AttentionCard
from ats_desktop.ui.widgets.fold import Fold
from ats_desktop.ui.widgets.lines import Line, Lines
from ats_desktop.ui.widgets.settingcards import SettingCard, choice, entry
from ats_desktop.ui.words import explained, tr

_ROLES = (Role.VIEWER, Role.COMMENTER, Role.EDITOR)
_SECTIONS = {"salary": "Salary", "contacts": "People", "private": "Private notes"}


class SharingCard(SettingCard):
    """Alone: how to begin.  Together: who takes part."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            tr("Sharing"), tr("With a coach, or with another laptop of yours. You decide who sees which parts.")
        )
        self._desk = desk
        self._state = label("", tone="muted", wrap=True)
        self._alone, self._together = Alone(desk, self._run), Together(desk, self._run)
        self.sheets = QWidget()  # one of them is seen; a stack would be as high as the higher one
        both = QVBoxLayout(self.sheets)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._alone)
        both.addWidget(self._together)
        self.column.addWidget(self.sheets)
        self.column.addWidget(self._state)

    def refresh(self) -> None:
        """Show where this workspace stands."""
        shared = sharing.is_shared(self._desk.work)
        self._alone.setVisible(not shared)
        self._together.setVisible(shared)
        if shared:
            self._together.refresh()

    def begin_joining(self, invitation: str = "") -> None:
        """Put the cursor where an invitation is pasted, and what was brought into it; joining is another press."""
        if invitation:
            self._alone.invitation.setPlainText(invitation)
        self._alone.invitation.setFocus()

    @property
    def joining(self) -> bool:
        """Say whether the cursor is where an invitation is pasted."""
        return self.window().focusWidget() is self._alone.invitation

    def _run(self, what: str, job: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Ask the shared place on its lane, and say how it went."""
        self._state.setText(tr("One moment ..."))
        held = self.window().focusWidget()
        self.sheets.setEnabled(False)
        passed_on = self.window().focusWidget()  # what waits cannot hold the keys

        def settle(said: str) -> None:
            self.sheets.setEnabled(True)
            self._state.setText(said)
            if held is not None and isValid(held) and self.window().focusWidget() is passed_on:
                held.setFocus()

        def arrived(answer: Any) -> None:
            settle(what)
            done(answer)

        def failed(error: AtsError) -> None:
            settle(explained(error))

        self._desk.live.then(self._desk.app.runner.start("sync", job), arrived, failed, owner=self)


Run = Callable[[str, Callable[[], Any], Callable[[Any], object]], None]


class Alone(QWidget):
    """Not shared yet: join what somebody shares, or share this."""

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self._desk, self._run = desk, run
        self.invitation = QPlainTextEdit()
        self.invitation.setAccessibleName(tr("Invitation"))
        self.invitation.setPlaceholderText(tr("Paste the invitation, or the whole mail it came in"))
        self.invitation.setTabChangesFocus(True)
        self.invitation.setFixedHeight(self.invitation.fontMetrics().lineSpacing() * 3 + ROOM)
        join = button(tr("Join"), "primary")
        join.clicked.connect(self._join)
        begin = SettingCard(
            tr("Share this search"), tr("It needs a database of yours; whoever runs it tells you these.")
        )
        self._name = entry(tr("What the others call you"))
        self._host, self._base = entry("db.example.com:5432"), entry("jobs")
        self._admin, self._secret = entry("postgres"), entry(secret=True)
        for words, line in (
            (tr("Your name"), self._name),
            (tr("Server"), self._host),
            (tr("Database"), self._base),
            (tr("Administrator"), self._admin),
            (tr("Password"), self._secret),
        ):
            begin.line(words, line)
        start = button(tr("Set up sharing"))
        start.clicked.connect(self._start)
        begin.row(start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(label(tr("I have an invitation"), "strong"))
        column.addWidget(self.invitation)
        column.addLayout(_beside(join))
        column.addSpacing(SNUG)
        self.own = Fold(tr("Advanced: share this search from a server of your own"), begin)
        column.addWidget(self.own)

    def _join(self) -> None:
        text, app = cut_out(self.invitation.toPlainText()), self._desk.app
        self._run(
            tr("You are in. What is shared arrives in a moment."),
            lambda: Invitation.from_text(text) and _lasting(app.keys) and app.join(text),
            lambda _: self._joined(),
        )

    def _joined(self) -> None:
        self.invitation.clear()
        self._desk.moved()
        if self._desk.app.heart is not None:
            self._desk.app.heart.soon("sync")

    def _start(self) -> None:
        work, keys, name = self._desk.work, self._desk.app.keys, self._name.text().strip()
        server, base, admin = (line.text().strip() for line in (self._host, self._base, self._admin))
        address = address_of(server, base, admin, self._secret.text())
        said = tr("This search has a shared place now.")
        self._run(said, lambda: _lasting(keys) and sharing.init(work, keys, address, display=name), self._begun)

    def _begun(self, notes: Sequence[str]) -> None:
        self._secret.clear()
        self._desk.moved()
        if notes:
            said = tr("For whoever runs the server: {notes}", notes=" ".join(notes))
            self._desk.tell(AtsError(tr("This search has a shared place now."), said))


class Together(QWidget):
    """Shared: who takes part, one more, one less."""

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self._desk, self._run = desk, run
        self._members: list[Member] = []
        self._lines = Lines(tr("Who takes part"))
        look, now = button(tr("Who takes part?")), button(tr("Sync now"))
        self._ending, self._sure = button(tr("End their access"), "danger"), ""
        look.clicked.connect(self._look)
        self._ending.clicked.connect(self._end)
        now.clicked.connect(self._sync)
        self._invite = SettingCard(tr("Invite"), tr("One text for one laptop, good once and for fourteen days."))
        self._name = entry(tr("What this person is called"))
        self._role = choice(
            [*((role.value, tr(role.label)) for role in _ROLES), (Role.OWNER.value, tr("Another laptop of mine"))],
            lambda _: None,
        )
        self._role.setCurrentIndex(1)
        self._grants = {name: QCheckBox(tr(words)) for name, words in _SECTIONS.items() if name in CLOSED}
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(tr("The invitation"))
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * 3 + ROOM)
        make, self._copy = button(tr("Make an invitation"), "primary"), button(tr("Copy"))
        make.clicked.connect(self._make)
        self._copy.clicked.connect(self._take)
        self._copy.setEnabled(False)  # until there is an invitation
        self._invite.line(tr("Name"), self._name)
        self._invite.line(tr("May"), self._role)
        for at, (box, words) in enumerate(zip(self._grants.values(), _SECTIONS.values(), strict=True)):
            self._invite.line(tr("May also see") if not at else "", box).setAccessibleName(tr(words))
        self._invite.row(make, self._copy)
        self._invite.column.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        self.attention = AttentionCard(desk, self._accept)
        column.addWidget(self.attention)
        column.addWidget(self._lines)
        column.addLayout(_beside(look, now, self._ending))
        column.addWidget(self._invite)

    def refresh(self) -> None:
        """Show what this person may do here."""
        self.attention.refresh()
        owner = self._desk.work.identity.levels is None
        self._invite.setVisible(owner)
        self._ending.setVisible(owner)

    def _look(self) -> None:
        work, keys = self._desk.work, self._desk.app.keys
        self._run("", lambda: sharing.members(work, keys), self._show)

    def _show(self, members: Sequence[Member]) -> None:
        self._members = list(members)
        self._lines.show_lines([_line(one) for one in members])

    def _end(self) -> None:
        """End the access of who is chosen, at the second press: there is no undo."""
        who = self._lines.current
        if not who:
            self._desk.say(tr("Choose somebody in the list first."))
        elif self._sure != who:
            self._sure = who
            name = next((one.display or one.member for one in self._members if one.member == who), who)
            self._ending.setText(tr("Really end the access of {name}?", name=name))
        else:
            self._sure = ""
            self._ending.setText(tr("End their access"))
            ask = partial(sharing.revoke, self._desk.work, self._desk.app.keys, who)
            self._run(tr("Their access has ended."), ask, lambda _: self._look())

    def _sync(self) -> None:
        if self._desk.app.heart is not None:
            self._desk.app.heart.soon("sync")

    def _accept(self) -> None:
        app = self._desk.app
        self._run(
            tr("Removed here too; they are in the bin."),
            lambda: app.sync(accept_deletes=True),
            lambda _: self.refresh(),
        )

    def _make(self) -> None:
        work, keys, role, name = (
            self._desk.work,
            self._desk.app.keys,
            str(self._role.currentData()),
            self._name.text().strip(),
        )
        grants = {section: VIEW for section, box in self._grants.items() if box.isChecked()}
        said = tr("Send this text to them, and to nobody else: until it is used it is worth as much as a key.")
        self._run(said, lambda: sharing.invite(work, keys, role, name, grants), self._made)

    def _made(self, made: sharing.Invite) -> None:
        self._text.setPlainText(made.text)
        self._copy.setEnabled(True)
        self._copy.setFocus()

    def _take(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())
        self._desk.say(tr("Copied."))


def cut_out(mail: str) -> str:
    r"""Take the invitation out of the mail it came in: from its mark to the next empty line.

    >>> cut_out("Dear Bo,\n\nats-invite:abc\ndef\n\nAda")
    'ats-invite:abc\ndef'
    """
    found = re.search(r"ats-invite:.*?(?=\n\s*\n|\Z)", mail, re.DOTALL)
    return found.group() if found else mail


def address_of(server: str, database: str, user: str, password: str) -> str:
    """Write the address of a database from its parts; a server given as a whole address keeps its own.

    >>> address_of("db.example.com:5432", "jobs", "", "a/b")
    'postgresql://postgres:a%2Fb@db.example.com:5432/jobs'
    >>> address_of("postgresql://ada@db.example.com/jobs?sslmode=verify-full", "", "", "x")
    'postgresql://ada:x@db.example.com/jobs?sslmode=verify-full'
    """
    if "://" not in server:
        server = f"postgresql://{server}/{quote(database, safe='')}"
    scheme, _, rest = server.partition("://")
    own, at, place = rest.partition("@")
    name = own.partition(":")[0] if at else quote(user, safe="") or "postgres"
    return f"{scheme}://{name}:{quote(password, safe='')}@{place if at else rest}"


def _lasting(keys: Keys) -> bool:
    """Refuse what would lose its secret when the program is closed.

    Raises: Unavailable, where this computer has no safe place for passwords.
    """
    if not keys.lasting:
        raise Unavailable(tr("The secret of the shared place would be lost when you close the program."), keys.note)
    return True


def _beside(*widgets: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(TIGHT)
    for widget in widgets:
        across.addWidget(widget)
    across.addStretch(1)
    return across


def _line(one: Member) -> Line:
    laptops = len([laptop for laptop in one.laptops if laptop.state == "active"]) or len(one.laptops)
    seen = ", ".join(tr(_SECTIONS[name]) for name, level in one.grants.items() if name in _SECTIONS and level)
    note = " · ".join(
        part for part in (tr(Role(one.role).label), seen, tr("{n} laptops", n=laptops) if laptops > 1 else "") if part
    )
    return Line(one.member, one.display or one.member, note, "" if one.active else tr("ended"), icon="coach")
