"""Every kind of shared place, and every verb of sharing: one line each."""

from collections.abc import Callable, Mapping

from ats_desktop.sync import sharing

COMMANDS: tuple[Callable[..., object], ...] = (
    sharing.init,
    sharing.invite,
    sharing.join,
    sharing.members,
    sharing.revoke,
)
BACKENDS: Mapping[str, str] = {
    "memory": "Nothing but this program: for tests",
    "postgres": "A PostgreSQL database, your own or rented",
}
