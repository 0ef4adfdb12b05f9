"""One way to say a sentence in the person's language."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ats_desktop.errors import AtsError
from ats_desktop.shipped import shipped

LANGUAGE = "language"  # the name of the translation that is loaded, among what belongs to the application
OURS = "en"


def tr(sentence: str, **slots: object) -> str:
    """Translate a sentence, then fill its slots, so that a translator may move them.

    >>> tr("Moved {n}", n=3)
    'Moved 3'
    """
    said = QCoreApplication.translate("", sentence)  # the context Qt's own tool gives to a plain function
    return said.format(**slots) if slots else said


def told(sentence: str) -> str:
    """Translate what a lower floor said: an error, a notice or a change, its slots filled already."""
    if not sentence or not translated():
        return sentence
    said = QCoreApplication.translate("", sentence)
    if said != sentence:
        return said
    from ats_desktop.ui.framed import reframed

    return reframed(sentence)


def explained(error: Exception) -> str:
    """Say in one line what went wrong and what to do about it."""
    if isinstance(error, AtsError):
        return f"{told(error.title)} {told(error.advice)}".strip()
    return str(error)


def translated() -> bool:
    """Say whether the window speaks another language than ours."""
    application = QCoreApplication.instance()
    return application is not None and application.findChild(QTranslator, LANGUAGE) is not None


def tongue() -> QLocale:
    """Give the language of days and months: that of the sentences around them, whatever the desktop speaks."""
    return QLocale() if translated() else QLocale(OURS)


def speak(application: QCoreApplication, languages: Sequence[str] = (), folder: str = "") -> str:
    """Load the first of the person's languages there is a translation for; give its name, "" for our own.

    Why:    a start waits for nothing it does not need: for English no file is looked for.
    """
    for wanted in languages or QLocale.system().uiLanguages():
        language = wanted.replace("-", "_")
        if language.partition("_")[0] in {OURS, "C"}:
            return ""
        place = folder or str(shipped("translations"))
        if _loaded(application, f"ats_desktop_{language}", place, LANGUAGE):
            _loaded(application, f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            return language
    return ""


def _loaded(application: QCoreApplication, file: str, place: str, name: str = "") -> bool:
    """Load one file, or the one of the language alone where there is none of the country: de_AT, de."""
    spoken = QTranslator(application)
    spoken.setObjectName(name)
    if not spoken.load(file, place):
        spoken.setParent(None)
        return False
    return application.installTranslator(spoken)
