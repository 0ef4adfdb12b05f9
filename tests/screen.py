"""A screen nobody looks at: an X server of its own on a free number, and what a window manager does for the keys.

Why:    offscreen there are no real windows: no focus that comes and goes, no pop-up that takes the mouse, no drag.
Shape:  told = open_screen()     before the QApplication is made; "Xvfb :3", or why there is none
        give_keys()              whenever somebody looks
"""

import os
import shutil
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

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


def give_keys():
    """Give the keys to the window on top, as a window manager does."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() in _ITS_OWN_WINDOW]
    on_top = QApplication.activeModalWidget() or QApplication.activeWindow() or next(iter(shown), None)
    if on_top is not None and not on_top.isActiveWindow():
        on_top.activateWindow()
