"""One way to say a sentence in the person's language."""

from PySide6.QtCore import QCoreApplication


def tr(sentence: str, **slots: object) -> str:
    """Translate a sentence, then fill its slots, so that a translator may move them.

    >>> tr("Moved {n}", n=3)
    'Moved 3'
    """
    said = QCoreApplication.translate("", sentence)  # the context Qt's own tool gives to a plain function
    return said.format(**slots) if slots else said
