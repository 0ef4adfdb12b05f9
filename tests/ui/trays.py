"""A place by the clock for tests: what a desktop's panel does for tray icons, over D-Bus.

Shape:  `python trays.py PROFILE` inside a D-Bus session and on a screen: starts the window's icon, looks at it as a
        panel would, and prints what it saw as JSON lines.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from dbus_fast import Message, MessageType, PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

ICON = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
WINDOW = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ats_desktop.app import App
from ats_desktop.ui.running import Running
from ats_desktop.ui.theme import Theme
from ats_desktop.ui.window import Window
application = QApplication(["ats", "-style", "fusion"])
application.setApplicationName("ATS Desktop")
Theme(application)
app = App.open(Path(sys.argv[1]))
window = Window()
window.show()
window.arrive(app)
running = Running(window, app)
running.start()
def tell(what):
    print(json.dumps({"event": what, "visible": window.isVisible(), "there": running.tray.there}), flush=True)
running.tray.opening.connect(lambda: QTimer.singleShot(50, lambda: tell("opened")))
application.aboutToQuit.connect(lambda: tell("quit"))
application.aboutToQuit.connect(running.close)
QTimer.singleShot(1500, lambda: (window.close(), tell("closed")))
application.exec()
"""


# D-Bus's types, as dbus-fast reads them from annotations.
TEXT, WHOLE, NUMBER, FLAG, TEXTS, OPTIONS, FOUR = "s", "i", "u", "b", "as", "a{sv}", "ssss"


class Panel(ServiceInterface):
    """Where icons tell that they are there."""

    def __init__(self):
        super().__init__("org.kde.StatusNotifierWatcher")
        self.items = []
        self.told = asyncio.Event()

    @dbus_method(name="RegisterStatusNotifierItem")
    def register(self, service: TEXT):
        self.items.append(service)
        self.told.set()

    @dbus_property(name="RegisteredStatusNotifierItems", access=PropertyAccess.READ)
    def registered(self) -> TEXTS:
        return self.items

    @dbus_property(name="IsStatusNotifierHostRegistered", access=PropertyAccess.READ)
    def there(self) -> FLAG:
        return True

    @dbus_property(name="ProtocolVersion", access=PropertyAccess.READ)
    def version(self) -> WHOLE:
        return 0

    @dbus_signal(name="StatusNotifierHostRegistered")
    def arrived(self):
        return None


class Notices(ServiceInterface):
    """Where messages are shown."""

    def __init__(self):
        super().__init__("org.freedesktop.Notifications")
        self.shown = []

    @dbus_method(name="Notify")
    def notify(
        self,
        _app: TEXT,
        _replaces: NUMBER,
        _icon: TEXT,
        summary: TEXT,
        body: TEXT,
        _actions: TEXTS,
        _hints: OPTIONS,
        _timeout: WHOLE,
    ) -> NUMBER:
        self.shown.append((summary, body))
        return len(self.shown)

    @dbus_method(name="CloseNotification")
    def close(self, _number: NUMBER):
        return None

    @dbus_method(name="GetCapabilities")
    def abilities(self) -> TEXTS:
        return ["body", "actions"]

    @dbus_method(name="GetServerInformation")
    def server(self) -> FOUR:
        return ["panel", "tests", "1", "1.2"]


class Icon:
    """One icon, as a panel sees it."""

    def __init__(self, bus, service):
        self.bus, self.service = bus, service

    async def ask(self, path, interface, member, signature="", *body):
        answer = await self.bus.call(
            Message(
                destination=self.service,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=list(body),
            )
        )
        assert answer.message_type is MessageType.METHOD_RETURN, answer.body
        return answer.body

    async def property(self, name):
        (found,) = await self.ask("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", "ss", ICON, name)
        return found.value

    async def entries(self):
        path = await self.property("Menu")
        await self.ask(path, MENU, "AboutToShow", "i", 0)
        _, (_, _, children) = await self.ask(path, MENU, "GetLayout", "iias", 0, -1, [])
        found = {}
        for child in children:
            number, properties, _ = child.value
            if "label" in properties:
                found[properties["label"].value.replace("__", "\0").replace("_", "").replace("\0", "_")] = number
        return path, found

    async def press(self, label):
        from dbus_fast import Variant

        path, found = await self.entries()
        await self.ask(path, MENU, "Event", "isvu", found[label], "clicked", Variant("s", ""), 0)


def say(**what):
    print(json.dumps(what), flush=True)


async def until(event, process, lines):
    """Read what the window tells until it tells of an event."""
    while True:
        line = await asyncio.wait_for(lines.readline(), 20)
        told = json.loads(line)
        say(**told)
        if told["event"] == event:
            return


async def main(profile):
    bus = await MessageBus().connect()
    panel, notices = Panel(), Notices()
    bus.export("/StatusNotifierWatcher", panel)
    bus.export("/org/freedesktop/Notifications", notices)
    await bus.request_name("org.kde.StatusNotifierWatcher")
    await bus.request_name("org.freedesktop.Notifications")
    window = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WINDOW,
        profile,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "ATS_KEYRING": "memory"},
    )
    try:
        await asyncio.wait_for(panel.told.wait(), 20)
        icon = Icon(bus, panel.items[0])
        say(event="icon", title=await icon.property("Title"), category=await icon.property("Category"))
        _, entries = await icon.entries()
        say(event="menu", entries=list(entries))
        await until("closed", window, window.stdout)
        await asyncio.sleep(0.2)
        say(event="messages", shown=notices.shown)
        await icon.press("Open")
        await until("opened", window, window.stdout)
        other = await asyncio.create_subprocess_exec(sys.executable, str(Path(__file__)), "--notice", profile)
        assert not await other.wait()
        for _ in range(50):
            await asyncio.sleep(0.1)
            if len(notices.shown) > 1:
                break
        say(event="messages", shown=notices.shown)
        await icon.press("Quit")
        await until("quit", window, window.stdout)
        say(event="ended", code=await asyncio.wait_for(window.wait(), 20))
    finally:
        if window.returncode is None:
            window.kill()


def notice(profile):
    """Raise a notice from another program, as reminders do."""
    from datetime import UTC, datetime

    from ats_desktop.app import App
    from ats_desktop.domain.deliveries import Notification

    app = App.open(profile)
    with app.work.change("Notice") as change:
        change.save(
            Notification(dedupe="x", title="3 days left", body="Engineer @ Quillmark", raised_at=datetime.now(UTC))
        )
    app.close()


if __name__ == "__main__":
    if sys.argv[1] == "--notice":
        notice(sys.argv[2])
    else:
        asyncio.run(main(sys.argv[1]))
