"""The outbox of this laptop: letters written and not yet handed in, kept until it is known what became of them.

Why:    a letter is claimed for five minutes before it is sent; whoever died with it in hand
        loses the claim, and the next one sends it again under the same Message-ID.
Shape:  `key` names the occurrences a letter is about, one a line.
        queued -> sending -> sent; failed is for good, until somebody mends the cause.
Source: reminders.md D.2; rulings 32; promises.md P38.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ats_desktop.domain.schema import moment_cell
from ats_desktop.store.workspace import Workspace

LEASE = timedelta(minutes=5)
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
SIGN_IN = "sign in: "  # how the error of a letter begins that waits for another password
_COLUMNS = "id, key, recipient, subject, text, html, ics, state, attempts, next_at, lease_until, expires_at, error"
_OPEN = "state in ('queued', 'sending', 'failed')"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in the outbox."""

    key: str
    recipient: str
    subject: str
    text: str
    html: str = ""
    ics: str = ""
    expires_at: datetime | None = None
    id: int = 0
    state: str = "queued"
    attempts: int = 0
    next_at: datetime | None = None
    lease_until: datetime | None = None
    error: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Every occurrence it is about."""
        return frozenset(self.key.split("\n"))

    def busy(self, now: datetime) -> bool:
        """Say whether somebody has it in hand at this moment."""
        return self.state == "sending" and self.lease_until is not None and now < self.lease_until

    def waits(self, now: datetime) -> bool:
        """Say whether it is time to hand it in."""
        if self.state == "sending":
            return not self.busy(now)
        return self.state == "queued" and (self.next_at is None or self.next_at <= now)


def unfinished(work: Workspace) -> list[Letter]:
    """Read the letters of which it is not known yet what becomes of them, the oldest first."""
    return [_read(row) for row in work.rows(f"select {_COLUMNS} from letter where {_OPEN} order by id")]


def queue(work: Workspace, letters: list[Letter], now: datetime) -> list[Letter]:
    """Put letters into the outbox, but those about which another program has written meanwhile."""
    made = []
    with work.writing() as file:
        taken = {key for letter in unfinished(work) for key in letter.keys}
        taken |= {
            row
            for (row,) in file.execute(
                "select occurrence from reminder_deliveries where fate = 'sent' and channel = 'email'"
            )
        }
        for letter in letters:
            if letter.keys & taken:
                continue
            file.execute(
                "insert into letter (key, recipient, subject, text, html, ics, next_at, expires_at,"
                " state, attempts, error) values (?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, '')",
                (letter.key, letter.recipient, letter.subject, letter.text, letter.html, letter.ics,
                 moment_cell(now), moment_cell(letter.expires_at)),
            )  # fmt: skip
            made.append(letter)
    return made


def rewrite(work: Workspace, letter: Letter) -> None:
    """Write the words of a waiting letter anew: days have passed since."""
    with work.writing() as file:
        words = (letter.subject, letter.text, letter.html, letter.ics, letter.id)
        file.execute("update letter set subject = ?, text = ?, html = ?, ics = ? where id = ?", words)


def claim(work: Workspace, letter: Letter, now: datetime) -> bool:
    """Take a letter in hand, for five minutes; False when another program was quicker."""
    with work.writing() as file:
        found = file.execute(f"select {_COLUMNS} from letter where id = ?", (letter.id,)).fetchone()
        if found is None or not _read(found).waits(now):
            return False
        lease = moment_cell(now + LEASE)
        file.execute("update letter set state = 'sending', lease_until = ? where id = ?", (lease, letter.id))
        return True


def finish(work: Workspace, letter: Letter, state: str, error: str = "") -> None:
    """Note what became of a letter: sent, failed or expired."""
    with work.writing() as file:
        file.execute(
            "update letter set state = ?, error = ?, attempts = attempts + 1, lease_until = null where id = ?",
            (state, error, letter.id),
        )


def postpone(work: Workspace, letters: list[Letter], now: datetime, error: str) -> None:
    """Try letters again later: after 1, 5, 15, then every 60 minutes."""
    with work.writing() as file:
        for letter in letters:
            later = moment_cell(now + RETRIES[min(letter.attempts, len(RETRIES) - 1)])
            file.execute(
                "update letter set state = 'queued', attempts = attempts + 1, next_at = ?, lease_until = null,"
                " error = ? where id = ?",
                (later, error, letter.id),
            )


def remove(work: Workspace, letters: list[Letter]) -> None:
    """Take letters back that nobody wants any more."""
    with work.writing() as file:
        file.executemany("delete from letter where id = ?", [(letter.id,) for letter in letters])


def release(work: Workspace, now: datetime) -> int:
    """Try again what the server refused for its sign-in: there is a new password; gives how many."""
    with work.writing() as file:
        found = file.execute(
            "update letter set state = 'queued', next_at = ?, error = '' where state = 'failed' and error like ?",
            (moment_cell(now), f"{SIGN_IN}%"),
        )
        return int(found.rowcount)


def _read(row: tuple[object, ...]) -> Letter:
    names = [name.strip() for name in _COLUMNS.split(",")]
    held = dict(zip(names, row, strict=True))
    for name in ("next_at", "lease_until", "expires_at"):
        held[name] = datetime.fromisoformat(str(held[name])) if held[name] else None
    texts = ("html", "ics", "error")
    return Letter(**held | {name: held[name] or "" for name in texts})  # type: ignore[arg-type] # as they were written
