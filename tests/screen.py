"""A screen nobody looks at: an X server of its own on a free number, and what a window manager does for the keys.

Why:    offscreen there are no real windows: no focus that comes and goes, no pop-up that takes the mouse, no drag.
Shape:  told = open_screen()     before the QApplication is made; "Xvfb :3", or why there is none
        Front(qapp)              after it
"""

import os
import shutil
import subprocess
import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

SIZE = "1920x1200x24"
_ITS_OWN_WINDOW = {Qt.WindowType.Window, Qt.WindowType.Dialog}  # pop-ups and tool tips take no keys
_servers = []  # a server ends by itself when the last who draws on it is gone: nobody has to end it


def open_screen():
    """Open a screen and have Qt draw on it, where this machine has Xvfb; else leave Qt as it is."""
    if QApplication.instance() is not None:
        return "the screen of the tests before"
    server = shutil.which("Xvfb")
    if server is None or not sys.platform.startswith("linux"):
        return "offscreen, as there is no Xvfb here"
    told, tells = os.pipe()  # the server picks a number that is free, and says it once it listens
    words = [server, "-displayfd", str(tells), "-screen", "0", SIZE, "-nolisten", "tcp", "-terminate"]
    _servers.append(subprocess.Popen(words, pass_fds=(tells,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    os.close(tells)
    with os.fdopen(told) as line:
        number = line.readline().strip()
    if not number:
        return "offscreen, as Xvfb did not start"
    os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
    os.environ.setdefault(
        "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"
    )  # else Qt starts one, which stays for ever
    return f"Xvfb :{number}"


class Front(QObject):
    """Gives the keys to the window that opened last, and back when it closes."""

    def __init__(self, app: QApplication):
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if isinstance(watched, QWidget) and watched.isWindow() and watched.windowType() in _ITS_OWN_WINDOW:
            if event.type() is QEvent.Type.Show:
                watched.activateWindow()
            elif event.type() is QEvent.Type.Hide and watched.parentWidget() is not None:
                watched.parentWidget().window().activateWindow()
        return False
