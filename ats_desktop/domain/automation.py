"""Rules of one's own: when this happens, do that.  They can be written down; what runs them comes later.

Source: domain.md A.7; no rule may ever write to others or call an application sent.
"""

from datetime import datetime

from ats_desktop.domain.schema import Entity, Words, label


class Trigger(Words):
    """What sets a rule off."""

    JOB_SAVED = "job_saved"
    JOB_UPDATED = "job_updated"
    STAGE_CHANGED = "stage_changed"
    DEADLINE_APPROACHING = "deadline_approaching"
    INTERVIEW_SCHEDULED = "interview_scheduled"
    INTERVIEW_COMPLETED = "interview_completed"
    NO_RESPONSE = "no_response"
    OFFER_RECEIVED = "offer_received"
    DOCUMENT_FROZEN = "document_frozen"
    TASK_OVERDUE = "task_overdue"
    SCHEDULE = "schedule"


class AutomationRule(Entity, table="automation_rules", stream="private"):
    """When something happens to rows that fit, what is to be done."""

    name: str = label("Rule")
    enabled: bool = label("On", default=False)
    trigger: Trigger = label("When", default=Trigger.JOB_SAVED)
    days: int | None = label("Days", help="Before a deadline, or without an answer", default=None)
    conditions: tuple[str, ...] = label("Only if", help="field, comparison, value; all must hold", default=())
    actions: tuple[str, ...] = label("Then", help="create_task, set_reminder, add_tag, archive ...", default=())
    last_run_at: datetime | None = label("Last run", default=None, automatic=True)
    runs: int | None = label("Runs so far", default=None, automatic=True)
