"""Where the files that ship with the program are: in a checkout, a wheel and an installer."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str, *, root: str = "resources") -> Path:
    """Give the path of a shipped file, beside the package's own files first.

    >>> shipped("0001_first.py", root="migrations").name
    '0001_first.py'
    """
    inside = _PACKAGE / root
    return (inside if inside.is_dir() else _PACKAGE.parent / root) / name
