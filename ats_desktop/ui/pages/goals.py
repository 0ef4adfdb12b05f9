"""Tasks and goals: what is to be done, what it is for, and what one wants to be reminded of."""

from typing import ClassVar

from ats_desktop.domain.goals import Goal
from ats_desktop.domain.own_reminders import Reminder
from ats_desktop.domain.tasks import Task
from ats_desktop.ui.pages.plain import PlainPage, Tab
from ats_desktop.ui.widgets.goals.targets import GoalPanel
from ats_desktop.ui.widgets.goals.todo import TaskPanel
from ats_desktop.ui.widgets.goals.words import WordPanel
from ats_desktop.ui.widgets.nounpanel import Panel
from ats_desktop.ui.words import tr

_COUNTED = frozenset({"applications", "application_stages", "interviews", "interactions", "candidate_profiles"})
_PRACTISED = frozenset({"question_practices", "mock_interviews", "interview_prep_sessions", "settings"})


class GoalsPage(PlainPage):
    """Tasks, and goals that are counted from what happened."""

    title = "Tasks and goals"
    note = "Small steps by a day; goals are counted by themselves."
    tabs: ClassVar[tuple[Tab, ...]] = (
        Tab("Tasks", "a task", Task),
        Tab("Goals", "a goal", Goal),
        Tab("Reminders", "a reminder", Reminder),
    )

    @classmethod
    def tables(cls) -> frozenset[str]:
        return super().tables() | _COUNTED | _PRACTISED

    def make(self, tab: Tab) -> Panel:
        if tab.kind is Goal:
            return GoalPanel(self.desk)
        if tab.kind is Reminder:
            return WordPanel(self.desk)
        panel = TaskPanel(self.desk)
        self.desk.actions.add("tasks.new", tr("Add a task"), panel.line.setFocus, keys="Ctrl+N", page=self)
        return panel
