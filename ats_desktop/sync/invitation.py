"""An invitation: one line of text that opens a shared workspace once, for one laptop.

Why:    people send it by mail or chat, which break lines and add spaces; all of them are
        passed over.  It is worth as much as a key until it is used: then it opens nothing.
Shape:  `ats-invite:` and base64url of JSON; unknown fields are passed over, a newer `v` is refused.
Units:  until_ms is milliseconds since 1970; the server counts, this is only what we say.
"""

import base64
import binascii
import json
import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ats_desktop.errors import Refused
from ats_desktop.sync.address import Address
from ats_desktop.sync.backend import LEVEL_OF_ROLE

_MARK = "ats-invite:"
_VERSION = 1
_LONGEST = 16_384
_WORDS = ("host", "db", "workspace", "member", "role", "login", "secret")
_NO_SENSE = "This is no invitation, or a part of it is missing."
_AGAIN = f"Copy it whole, from “{_MARK}” to its end, or ask for a new one."


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where to go, as whom, and the secret that works once."""

    address: Address
    workspace: str
    member: str
    role: str
    login: str
    secret: str = field(repr=False)
    until_ms: int = 0

    def to_text(self) -> str:
        """Write the line that is sent."""
        place = {"host": self.address.host, "port": self.address.port, "db": self.address.database}
        told = {"v": _VERSION, "kind": "postgres", **place, "workspace": self.workspace, "member": self.member}
        told |= {"role": self.role, "login": self.login, "secret": self.secret, "until": self.until_ms}
        if self.address.ca:
            told["ca"] = self.address.ca
        return _MARK + base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> "Invitation":
        """Read the line, wherever it stands in a longer text.

        Raises: Refused, for what is no invitation, or one for a newer version of the program.
        """
        told = _unpack(text)
        if told.get("v") != _VERSION or told.get("kind") != "postgres":
            raise Refused("This invitation is for a newer version of the program.", "Update the program first.")
        try:
            words = [str(told[name]) for name in _WORDS if isinstance(told[name], str)]
            host, database, workspace, member, role, login, secret = words
            address = Address(host, int(told["port"]), database, str(told.get("ca", "")))
            made = cls(address, str(uuid.UUID(workspace)), member, role, login, secret, int(told["until"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refused(_NO_SENSE, _AGAIN) from error
        made._check()
        return made

    def _check(self) -> None:
        fits = re.fullmatch(r"[0-9a-z]{12}", self.member) and re.fullmatch(r"ats_m_[0-9a-f]{16}", self.login)
        if not (fits and self.role in LEVEL_OF_ROLE and re.fullmatch(r"[\w-]{16,128}", self.secret, re.ASCII)):
            raise Refused(_NO_SENSE, _AGAIN)

    def check_time(self, now: datetime) -> None:
        """Say in good time what the server would say only as "wrong secret".

        Raises: Refused, when the invitation has run out.
        """
        if now.timestamp() * 1000 >= self.until_ms:
            raise Refused("This invitation has run out.", "Ask the owner for a new one.")


def _unpack(text: str) -> dict[str, Any]:
    _, mark, rest = text.partition(_MARK)
    packed = "".join(re.findall(r"[\w-]+", rest, re.ASCII))
    if not mark or len(packed) > _LONGEST:
        raise Refused(_NO_SENSE, _AGAIN)
    try:
        told = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Refused(_NO_SENSE, _AGAIN) from error
    if not isinstance(told, dict):
        raise Refused(_NO_SENSE, _AGAIN)
    return told
