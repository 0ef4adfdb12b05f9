"""What a Postgres server says, in our words: three tables, and nothing of the driver.

Why:    a server's own text may be in any language and may name what the reader should not
        know; only these sentences reach a person.
"""

from collections.abc import Callable, Mapping

from ats_desktop.errors import AtsError, NotAllowed, NotFound, Offline, Refused, SignIn, Unavailable
from ats_desktop.sync.backend import Resync, Revoked, ServerRewound


class Busy(Unavailable):
    """Somebody else holds what we need for a moment."""


Answer = Callable[[], AtsError]


def _says(kind: type[AtsError], title: str, advice: str) -> Answer:
    return lambda: kind(title, advice)


_NOT_SAFE = "Nothing was sent. Ask its administrator."
_busy = _says(Busy, "The shared place is busy.", "It is tried again by itself.")
_gone = _says(Offline, "The shared place does not answer.", "Your work is kept here and sent later.")
_unprepared = _says(Refused, "That database is not prepared for sharing.", "Its owner runs `ats share init`.")
_crowded = _says(Unavailable, "The shared place has too many visitors.", "It is tried again by itself.")
_closed = _says(NotAllowed, "The server does not allow that.", "Ask its administrator.")
_read_only = _says(Unavailable, "The shared place can only be read just now.", "It is tried again by itself.")
_not_ours = _says(Refused, "The server holds something of our names that is not ours.", "Use another server.")
_sign_in = _says(SignIn, "The shared place does not take this laptop's secret.", "Ask the owner for a new invitation.")

BY_STATE: Mapping[str, Answer] = {
    "P0R00": Revoked,
    "P0R01": Resync,
    "P0R02": ServerRewound,
    "P0R03": _says(NotAllowed, "You were not given access to that.", "The owner can change it."),
    "28P01": _sign_in,
    "3D000": _unprepared,
    "3F000": _unprepared,
    "42883": _unprepared,
    "42P01": _unprepared,
    "42501": _closed,
    "42710": _not_ours,
    "42P06": _not_ours,
    "25006": _read_only,
    "40001": _busy,
    "40P01": _busy,
    "55P03": _busy,
    "57014": _busy,
    "53300": _crowded,
    "53100": _says(Unavailable, "The shared place's disk is full.", "Its administrator has to make room."),
}

# a connection that never came to be has no SQLSTATE, only words
BY_WORDS: Mapping[str, Answer] = {
    "not permitted to log in": Revoked,
    "password authentication failed": _sign_in,
    "permission denied for database": _closed,
    "too many connections": _crowded,
    "read-only": _read_only,
    "hot standby": _read_only,
    "certificate": _says(
        Unavailable,
        "The server could not prove its name.",
        "Nothing was sent. In a hotel or a café, try another network; otherwise ask the owner.",
    ),
    "SSL": _says(Unavailable, "The server does not offer a safe connection.", _NOT_SAFE),
    "channel binding": _says(Unavailable, "The connection to the server is not safe.", _NOT_SAFE),
    "authentication method": _says(Unavailable, "The server asks for the secret in an unsafe way.", _NOT_SAFE),
    'database "': _unprepared,
}

BY_WORD: Mapping[str, Answer] = {
    "revoked": Revoked,
    "forbidden": _says(NotAllowed, "Only the owner can do that.", "Ask the owner."),
    "not_found": _says(NotFound, "There is no such member or laptop.", "`ats share members` lists them."),
    "bad_role": _says(Refused, "There is no such role.", "Choose viewer, commenter or editor."),
    "bad_grants": _says(Refused, "Sections cannot be granted like that.", "Name sections with a level from 0 to 3."),
    "bad_member": _says(Refused, "That name is too long.", "Use at most 200 letters."),
    "bad_rules": _says(Refused, "The server does not understand this version.", "Run `ats share init` once more."),
    "taken": _says(Unavailable, "That name is taken by chance.", "Try again."),
}


def of_connection(words: str, *, secret_sent: bool) -> AtsError:
    """Say why no connection came to be.

    Shape:  secret_sent = the server had asked for a password and was given it; then a refusal
            in a tongue we cannot read is a matter of signing in.

    >>> of_connection("FATAL: Passwort-Authentifizierung fehlgeschlagen", secret_sent=True).title
    "The shared place does not take this laptop's secret."
    >>> of_connection("Connection refused", secret_sent=False).title
    'The shared place does not answer.'
    """
    unknown = _sign_in if secret_sent else _gone
    return next((answer for said, answer in BY_WORDS.items() if said in words), unknown)()


def of_question(state: str, *, broken: bool) -> AtsError | None:
    """Say why a question was not answered; None for what can only be a bug of ours."""
    if state in BY_STATE:
        return BY_STATE[state]()
    return _gone() if broken else None


def check(said: str) -> str:
    """Pass an answer of one word on, or raise what it means."""
    if said in BY_WORD:
        raise BY_WORD[said]()  # noqa: RSE102 - it is a function that makes the error
    return said
