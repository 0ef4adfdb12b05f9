"""What the proof of a job search asks: the applications sent between two instants, by an index."""

from datetime import datetime
from typing import Any, Protocol

from ats_desktop.domain.proof import Sent
from ats_desktop.domain.schema import moment_cell

MOST = 5_000  # lines of a proof: nobody reads more

_SENT = """
select a.applied_at, coalesce(j.company_name, ''), coalesce(j.title, ''), coalesce(a.method, ''),
  coalesce(a.channel, ''), coalesce(a.stage, ''), a.stage_since, coalesce(a.confirmation, '')
from (select * from applications where applied_at >= ? and applied_at < ? order by applied_at limit ?) a
left join job_opportunities j on j.id = a.job
order by a.applied_at, a.id"""


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


def sent(work: Rows, since: datetime, until: datetime) -> list[Sent]:
    """List what was sent from one instant until before another, the earliest first."""
    found = work.rows(_SENT, moment_cell(since), moment_cell(until), MOST)
    return [
        Sent(
            datetime.fromisoformat(at),
            company,
            title,
            method,
            channel,
            stage,
            moved and datetime.fromisoformat(moved),
            no,
        )
        for at, company, title, method, channel, stage, moved, no in found
    ]
