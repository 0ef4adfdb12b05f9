"""What verbs need of the world: the clock, the keys, how mail is sent; handed to them by the app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ats_desktop.outside.keys import Keys


@dataclass(frozen=True, slots=True)
class World:
    """The world as this machine sees it."""

    keys: "Keys"
    now: Callable[[], datetime]
    mail: Callable[[], Mapping[str, Any]]  # the section "mail" of config.toml
    keep_mail: Callable[[Mapping[str, Any]], None]  # writes that section
