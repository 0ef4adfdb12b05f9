"""The log of this machine: rotating, and without what is nobody's business.

Source: promises P67; experience E42.
"""

import json
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SECRETS = re.compile(
    r"(ats-invite:)\S+|((?:password|secret|token|verifier)['\"]?\s*[=:]\s*)(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\S+)"
    r"|(postgres(?:ql)?://[^:/\s]+:)[^@\s]+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_SIZE, _KEPT = 1_000_000, 3


def redact(text: str) -> str:
    """Take secrets and addresses out of a line.

    >>> redact("password=hunter2 for ada@example.com")
    'password=… for …@…'
    >>> redact("password='two words' at {'secret': 'one'}")
    "password=… at {'secret': …}"
    """
    return _ADDRESS.sub("…@…", _SECRETS.sub(lambda m: f"{m.group(1) or m.group(2) or m.group(3)}…", text))


class Lines(logging.Formatter):
    """One JSON object a line, redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        said = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname, "in": record.name}
        said["said"] = redact(record.getMessage())
        if record.exc_info:
            said["trace"] = redact(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def log_to(path: Path) -> logging.Handler:
    """Send the program's log to a file; the answer is the handler, to be closed at the end."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True)
    found.setFormatter(Lines())
    logger = logging.getLogger("ats_desktop")
    logger.addHandler(found)
    logger.setLevel(logging.INFO)
    return found
