"""The mail account letters go out by: server, name, password; and a letter to try it."""

from ats_desktop.errors import AtsError
from ats_desktop.outside.mail import MailAccount, Tls
from ats_desktop.services import mailing
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import button, label
from ats_desktop.ui.widgets.fold import Fold
from ats_desktop.ui.widgets.settingcards import SettingCard, SettingLine, choice, entry, put_choice
from ats_desktop.ui.words import explained, told, tr

_PORTS = {Tls.STARTTLS: "587", Tls.IMPLICIT: "465"}
# What people type most: the server of their address.
_KNOWN = {
    "gmail.com": ("smtp.gmail.com", Tls.STARTTLS),
    "googlemail.com": ("smtp.gmail.com", Tls.STARTTLS),
    "outlook.com": ("smtp-mail.outlook.com", Tls.STARTTLS),
    "yahoo.com": ("smtp.mail.yahoo.com", Tls.IMPLICIT),
    "icloud.com": ("smtp.mail.me.com", Tls.STARTTLS),
}


class MailCard(SettingCard):
    """The account of this computer; its password is kept where passwords are kept, never in a file of ours."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Mail account"), tr("Reminders are sent from your own address. For this computer only."))
        self._desk = desk
        self._user = entry(tr("you@example.com"))
        self._password = entry(tr("Kept with this computer's passwords"), secret=True)
        self._host, self._port = entry("smtp.example.com"), entry("587")
        self._tls = choice(
            ((Tls.STARTTLS, tr("Usual (port 587)")), (Tls.IMPLICIT, tr("From the first byte (port 465)"))),
            self._choose_tls,
        )
        self._state = label("", tone="muted", wrap=True)
        self._line = self.line(tr("Your address"), self._user)
        self.line(
            tr("Password"), self._password, tr("Gmail wants an app password: 16 letters, made in your Google account.")
        )
        self.server = Fold(
            tr("Advanced: mail server"),
            SettingLine(tr("Mail server"), self._host, ""),
            SettingLine(tr("Port"), self._port, ""),
            SettingLine(tr("Encryption"), self._tls, ""),
        )
        self.column.addWidget(self.server)
        self._keep, self._try = button(tr("Save"), "primary"), button(tr("Send me a test letter"))
        self._keep.clicked.connect(self._save)
        self._try.clicked.connect(self._test)
        self._user.editingFinished.connect(self._guess)
        self.row(self._keep, self._try)
        self.column.addWidget(self._state)

    def refresh(self) -> None:
        """Show the account that is set, unless something is being typed."""
        account = mailing.account_of(self._desk.app.world)
        self._try.setEnabled(account is not None)
        keys = self._desk.app.keys  # to look for the keyrings of this computer takes long
        self._desk.live.then(self._desk.app.runner.start("keys", lambda: keys.note), self._note, owner=self)
        if account is None or any(line.hasFocus() for line in (self._user, self._host, self._port, self._password)):
            return
        self._user.setText(account.user)
        self._host.setText(account.host)
        self._port.setText(str(account.port))
        put_choice(self._tls, account.tls)

    def _note(self, note: str) -> None:
        if note and not self._state.text():
            self._state.setText(note)
            self._password.setPlaceholderText("")  # it is not kept with the others

    def _guess(self) -> None:
        """Fill in the server of a well-known address."""
        host, tls = _KNOWN.get(self._user.text().rpartition("@")[2].casefold(), ("", Tls.STARTTLS))
        if host and not self._host.text():
            self._host.setText(host)
            put_choice(self._tls, tls)
            self._choose_tls(tls)
        elif self._user.text().strip() and not self._host.text():
            self.server.unfold()  # only she knows which server it is

    def _choose_tls(self, tls: str) -> None:
        self._port.setText(_PORTS.get(Tls(tls), "587"))

    def _save(self) -> None:
        port = self._port.text().strip() or "587"
        user, host = self._user.text().strip(), self._host.text().strip()
        account = MailAccount(host, int(port) if port.isdigit() else 0, user, user, str(self._tls.currentData()))
        work, world, password = self._desk.work, self._desk.app.world, self._password.text()
        if not password and world.keys.get(mailing.PASSWORD):
            password = world.keys.get(mailing.PASSWORD)
        said = self._desk.do(mailing.set_account, work, world, account, password, wrong=self._wrong)
        if said is not None:
            self._password.clear()
            self._state.setText(" ".join(said))
            self.refresh()

    def _test(self) -> None:
        self._try.setEnabled(False)
        self._state.setText(tr("Sending ..."))
        work, world = self._desk.work, self._desk.app.world
        sent = self._desk.app.runner.start("mail", lambda: mailing.send_test(work, world))
        self._desk.live.then(sent, self._told, self._wrong, owner=self)

    def _told(self, sentence: str) -> None:
        self._try.setEnabled(True)
        self._state.setText(told(sentence))

    def _wrong(self, error: AtsError) -> None:
        self._try.setEnabled(True)
        self._state.setText(explained(error))
