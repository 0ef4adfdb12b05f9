"""The top of the window: what nobody else caught is said in a plain sentence, and logged whole.

Why:    Qt calls our code, so an error of it reaches no caller of ours; Python hands it to one hook.
        An error of ours is told as it is; anything else is a bug: the log has it, the program goes on.
"""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from ats_desktop.errors import AtsError
from ats_desktop.ui.live import unexpected

_log = logging.getLogger(__name__)


def tell_uncaught(tell: Callable[[AtsError], object]) -> None:
    """Hand every error that nobody caught to `tell`, from now on."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, AtsError):
            tell(error)
        elif isinstance(error, Exception):
            _log.error("Nobody caught this.", exc_info=(kind, error, trace))
            tell(unexpected())
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = told
