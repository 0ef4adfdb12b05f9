"""A candidate's week on made-up data, step by step: told by `ats demo`, asserted by tests/journeys.

Why:    one story told twice cannot come apart.  Every step goes through the same verbs as the window
        and answers with the lines the demo prints.
Shape:  three laptops (hers, her second one, her coach's), one Postgres, one mail server, one clock.
        The week begins now, and from then on the laptops' clocks go ahead of the server's: sync corrects that.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ats_desktop.app import App
from ats_desktop.domain.applications import Application
from ats_desktop.domain.jobs import JobOpportunity, PayFact, SalaryData
from ats_desktop.domain.notes import Comment
from ats_desktop.domain.people import Contact
from ats_desktop.domain.profile import CandidateProfile
from ats_desktop.domain.schema import Id
from ats_desktop.domain.settings import ZONE as ZONE_SETTING
from ats_desktop.domain.settings import Setting
from ats_desktop.domain.values import Appointment
from ats_desktop.errors import ToolMissing
from ats_desktop.outside.keys import Keys
from ats_desktop.outside.loopback import Mailbox, Postgres
from ats_desktop.outside.mail import MailAccount
from ats_desktop.services import interviews, mailing, notes, reminders, transfer
from ats_desktop.shipped import shipped
from ats_desktop.store.backup import listed
from ats_desktop.sync import sharing

ZONE = ZoneInfo("Europe/Berlin")
ADA = "ada@example.org"
LINE = "Company,Job Title,Status,Deadline,Job URL\nHalden Robotics,Clock Keeper,Wishlist,{deadline},https://jobs.example.com/halden/7\n"


COACH = "Cleo Coach"
COMMENT = "Begin with the night you mended the station clock."
SECRETS = {
    "salary": "ninety-one-thousand-and-not-less",
    "contacts": "Marguerite Ploverdale",
    "private": "I will leave if they ask for weekends again",
}


@dataclass
class Clock:
    """What time the laptops believe it is; it is moved by hand."""

    at: datetime

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at


@dataclass
class Week:
    """The people of the story and their laptops, in a folder that is thrown away."""

    folder: Path
    postgres: Postgres | None = None
    mailbox: Mailbox | None = None
    clock: Clock = field(default_factory=lambda: Clock(datetime.now(UTC)))
    laptops: dict[str, App] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self._read = 0  # letters
        self.first_day = self.clock.at.astimezone(ZONE).date()

    def laptop(self, name: str) -> App:
        """Open a laptop of its own: a profile, and secrets that live as long as the story."""
        app = App.open(self.folder / name, now=self.clock, keys=Keys(name))
        self._open.callback(app.close)
        self.laptops[name] = app
        return app

    @property
    def shared(self) -> bool:
        """Say whether others take part."""
        return len(self.laptops) > 1

    def close(self) -> None:
        """Close every laptop."""
        self._open.close()

    def begin(self) -> list[str]:
        """Open her first laptop, and say who she is."""
        self.ada = self.laptop("first laptop")
        with self.ada.work.change("Say who I am") as change:
            change.save(CandidateProfile(first_name="Ada", last_name="Example", email=ADA))
            change.save(Setting(key=ZONE_SETTING.key, value=ZONE.key))
        return [f"Ada Example, in {ZONE.key}; it is {self.clock.at.astimezone(ZONE):%A %d %B, %H:%M}."]

    def import_samples(self, app: App | None = None) -> list[str]:
        """Import the files that people have: LinkedIn's archive, job lists of four kinds, a résumé."""
        app = app or self.ada
        files = sorted(path for path in shipped("data/samples").iterdir() if path.is_file())
        said = [str(transfer.import_file(app.work, file, backups=app.backups)) for file in files]
        return [*said, f"Before each of them a backup was made, opened and checked: {len(listed(app.backups))}."]

    def import_line(self) -> list[str]:
        """Import one line of a job list, whose deadline is near."""
        file = self.folder / "job list.csv"
        file.write_text(LINE.format(deadline=self.deadline), encoding="utf-8")
        made = transfer.import_file(self.ada.work, file)
        (self.job,) = self.ada.work.all(JobOpportunity, {"title": "Clock Keeper"})
        return [str(made), f"{self.job}, to be applied for until {self.deadline:%A %d %B}."]

    def write_secrets(self) -> list[str]:
        """Write down what is nobody's business."""
        with self.ada.work.change("Write down") as change:
            change.save(SalaryData(job=Id(self.job.id), fact=PayFact.DESIRED, original=SECRETS["salary"]))
            change.save(Contact(name=SECRETS["contacts"], company_name=self.job.company_name))
        notes.write(self.ada.work, self.about, SECRETS["private"], private=True)
        return ["A salary she wants, a person she knows, a private note: closed to everybody else."]

    def share(self) -> list[str]:
        """Share the search: her second laptop sees all of it, her coach what is open."""
        server = self._server
        address = server.admin_dsn(server.new_database())
        sharing.init(self.ada.work, self.ada.keys, address, display="Ada Example")
        self.second = self.laptop("second laptop")
        self.second.join(sharing.invite(self.ada.work, self.ada.keys, "owner").text)
        self.coach = self.laptop("coach")
        self.coach.join(sharing.invite(self.ada.work, self.ada.keys, "commenter", COACH).text)
        return [
            f"Postgres on this machine, port {server.port}, made ready for sharing.",
            "Her second laptop joined with a login of its own, as the same person.",
            f"{COACH} joined: looks and comments.",
            *self.sync(),
        ]

    def sync(self) -> list[str]:
        """Let every laptop send and fetch, twice round, so that each has what all wrote."""
        return [f"{name}: {app.sync()}" for name, app in 2 * list(self.laptops.items())] if self.shared else []

    def comment(self) -> list[str]:
        """Let the coach say something, and the candidate read it."""
        said = notes.comment(self.coach.work, self.about, COMMENT)
        self.coach.sync()
        self.ada.sync()
        return [
            f"{COACH} wrote “{said.body}”; it is on Ada's laptop: {self.ada.work.find(Comment, said.id) is not None}."
        ]

    def search_the_coachs_laptop(self) -> list[str]:
        """Look for the secrets in every byte of the coach's laptop; in hers too, to see that looking finds."""
        found, looked = leaks(self.coach.profile, SECRETS.values())
        own, _ = leaks(self.ada.profile, SECRETS.values())
        return [
            f"Read {looked:,} bytes on the coach's laptop: {len(found)} of {len(SECRETS)} secrets are there.",
            f"On her own laptop: {len(own)} of {len(SECRETS)}.",
        ]

    def set_mail(self) -> list[str]:
        """Let reminders be mailed: the laptop that is told first sends, no other."""
        box = self._mailbox
        account = MailAccount(box.host, box.port, box.user, ca=str(box.ca))
        said = mailing.set_account(self.ada.work, self.ada.world, account, box.password)[:1]
        self.sync()
        if self.shared:
            said += mailing.set_account(self.second.work, self.second.world, account, box.password)[-1:]
        return [f"A mail server on this machine, port {box.port}, with STARTTLS and sign-in.", *said]

    def deadline_comes_near(self) -> list[str]:
        """Move the clock to three days before the deadline, past nine in the morning, and ask all laptops, twice."""
        self.move_to(self.deadline - timedelta(days=3), time(9, 5))
        return [self._time(), *self.remind(), *self._letters()]

    def interview_is_agreed(self) -> list[str]:
        """Agree on an interview for the next day: the letter comes at once, with the calendar file."""
        self.move_to(self.deadline - timedelta(days=2), time(15))
        (pursuit,) = self.ada.work.all(Application, {"job": self.job.id})
        starts = Appointment(f"{self.deadline - timedelta(days=1)}T11:00", ZONE.key)
        self.interview = interviews.schedule(self.ada.work, Id(pursuit.id), starts, name="A talk under the clock")
        return [self._time(), f"{self.interview}, {starts}.", *self.remind(), *self._letters()]

    def move_to(self, day: date, at: time) -> None:
        """Move every laptop's clock."""
        self.clock.at = datetime.combine(day, at, ZONE).astimezone(UTC)

    def remind(self) -> list[str]:
        """Ask every laptop twice what is due; only one letter may come of it."""
        sent = Counter[str]()
        for name, app in 2 * list(self.laptops.items()):
            sent[name] += sum(reminders.run(app.work, app.world, self.clock.at).sent.values())
            self.sync()
        told = ", ".join(f"{name} {many}" for name, many in sent.items())
        return [f"Every laptop was asked twice what is due. Letters sent: {told}."]

    def _time(self) -> str:
        return f"It is {self.clock.at.astimezone(ZONE):%A %d %B, %H:%M}."

    def _letters(self) -> list[str]:
        """Say which letters arrived since this was last asked."""
        arrived = self._mailbox.letters[self._read :]
        self._read += len(arrived)
        return [
            f"A letter arrived: “{letter.message['subject']}”, {letter.message['message-id']}" for letter in arrived
        ]

    @property
    def about(self) -> str:
        """The job of the story, as notes and comments name it."""
        return f"{self.job.noun.table}:{self.job.id}"

    @property
    def _server(self) -> Postgres:
        if self.postgres is None:
            raise ToolMissing("There is no Postgres on this machine.", "Sharing cannot be shown without one.")
        return self.postgres

    @property
    def _mailbox(self) -> Mailbox:
        if self.mailbox is None:
            raise ToolMissing("There is no mail server on this machine.", "Mail cannot be shown without one.")
        return self.mailbox

    @property
    def deadline(self) -> date:
        """The day by which she has to apply: four days from the beginning."""
        return self.first_day + timedelta(days=4)


def leaks(folder: Path, words: Iterable[str]) -> tuple[list[str], int]:
    """Find words in the raw bytes of every file of a folder; gives those found, and how many bytes were read."""
    content = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    found = [word for word in words if any(word.encode() in one for one in content)]
    return found, sum(map(len, content))


@dataclass(frozen=True)
class Step:
    """One step of the story: what it is called, what it does, and what it cannot be told without."""

    title: str
    tell: Callable[[Week], list[str]]
    needs: tuple[str, ...] = ()  # attributes of the week


STEPS = (
    Step("A candidate opens the program", Week.begin),
    Step("She brings the files she has", Week.import_samples),
    Step("One more line of a job list, with a deadline near", Week.import_line),
    Step("She writes down what is nobody's business", Week.write_secrets),
    Step("Her second laptop and her coach join", Week.share, ("postgres",)),
    Step("The coach comments", Week.comment, ("postgres",)),
    Step("The coach's laptop is searched for her secrets", Week.search_the_coachs_laptop, ("postgres",)),
    Step("A mail account is set", Week.set_mail, ("mailbox",)),
    Step("The deadline comes near", Week.deadline_comes_near, ("mailbox",)),
    Step("An interview is agreed on", Week.interview_is_agreed, ("mailbox",)),
)
