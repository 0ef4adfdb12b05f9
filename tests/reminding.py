"""One laptop with a clock to turn, a mail account and made-up jobs: what the tests of reminders stand on."""

from datetime import UTC, date, datetime, timedelta

import make

from ats_desktop.domain.deliveries import Notification, ReminderDelivery
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.values import Appointment
from ats_desktop.outside.keys import Keys
from ats_desktop.outside.mail import MailAccount
from ats_desktop.outside.world import World
from ats_desktop.services import interviews, jobs, mailing, reminders
from ats_desktop.store.workspace import Workspace

BERLIN = "Europe/Berlin"


class Laptop:
    """A workspace, its clock and its mail."""

    def __init__(self, folder, now=datetime(2026, 3, 2, 8, tzinfo=UTC), *, work=None):
        self.clock, self.section = now, {}
        self.work = work or make.empty(folder)
        self.work.now = lambda: self.clock
        self.world = World(Keys("test"), lambda: self.clock, lambda: self.section, self.section.update)
        if work is None:
            self.say("zone", BERLIN)

    def say(self, key, value):
        with self.work.change("Setting") as change:
            change.save(make.replaced(change.ensure(Setting(key=key)), value=value))

    def again(self):
        """The same file, as another program opens it."""
        other = Laptop(None, self.clock, work=Workspace.open(self.work.folder))
        other.section, other.world = self.section, self.world
        return other

    def mail_by(self, mailbox, password=None, **more):
        told = {"user": mailbox.user, "sender": "ada@example.org", "ca": str(mailbox.ca)} | more
        return mailing.set_account(
            self.work, self.world, MailAccount("localhost", mailbox.port, **told), password or mailbox.password
        )

    def at(self, text):
        """Turn the clock to a moment, written as UTC."""
        self.clock = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return self

    def later(self, **passed):
        self.clock += timedelta(**passed)
        return self

    def run(self, **more):
        return reminders.run(self.work, self.world, self.clock, **more)

    def facts(self):
        return {
            (str(f.occurrence).split(":")[0], f.channel.value, f.fate.value) for f in self.work.all(ReminderDelivery)
        }

    def notices(self):
        return [notice.title for notice in self.work.all(Notification, order="raised_at")]

    def outbox(self):
        asked = "select state, attempts, subject from letter order by id"
        return self.work.rows(asked)


def near(laptop, title="Engineer", on=date(2026, 3, 13), **more):
    """Keep a job with a deadline."""
    return jobs.add(laptop.work, title, "Brightwater Labs", deadline_on=on, **more)


def talk(laptop, starts, **more):
    """Schedule an interview in Berlin."""
    made = make.application(laptop.work, "Designer", "Halden Robotics", stage="applied")
    return interviews.schedule(laptop.work, made.id, Appointment(starts, BERLIN), **more)


def subjects(mailbox):
    return [letter.message["Subject"] for letter in mailbox.letters]
