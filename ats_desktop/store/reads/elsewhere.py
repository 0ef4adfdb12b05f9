"""What others changed since one last looked: who it was by name, what it hangs on, and the words it says.

Why:    Today asks it before the window is painted, so it imports no noun and answers with one question
        over the few newest lines; names are those the last round of sync left here (`people`).
"""

from typing import Any, NamedTuple, Protocol

MOST = 40  # lines


class Rows(Protocol):
    """Whatever answers SQL."""

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a question."""


class Elsewhere(NamedTuple):
    """A change that came from another laptop or a coach."""

    seq: int
    at: str
    table: str
    row: str
    title: str
    what: str  # new | removed | back again | the labels of what changed
    who: str = ""  # by name; "" where it is not known here
    mine: int = 0  # 1: written on another laptop of one's own
    about: str = ""  # "table:id" of the application or the job it hangs on
    job: str = ""
    company: str = ""
    stage: str = ""  # the key of the stage it moved to
    stage_name: str = ""  # her own word for it, where she has one


_NEWS = """
with news as (
  select seq, at, coalesce(member, '') member, coalesce(noun, '') noun, coalesce("row", '') "row",
    coalesce(title, '') title, coalesce(what, '') what
  from elsewhere where seq > ? order by seq desc limit ?),
hung as (
  select n.*, coalesce(case n.noun
    when 'job_opportunities' then 'job_opportunities:' || n."row"
    when 'applications' then 'applications:' || n."row"
    when 'application_stages' then
      (select 'applications:' || s.application from application_stages s where s.id = n."row")
    when 'interviews' then (select 'applications:' || i.application from interviews i where i.id = n."row")
    when 'comments' then (select c.about from comments c where c.id = n."row")
    when 'shared_notes' then (select s.about from shared_notes s where s.id = n."row")
    when 'tasks' then (select t.about from tasks t where t.id = n."row") end, '') about
  from news n),
jobs as (
  select h.*, case
    when h.about like 'applications:%' then (select a.job from applications a where a.id = substr(h.about, 14))
    when h.about like 'job_opportunities:%' then substr(h.about, 19) end job
  from hung h)
select h.seq, h.at, h.noun, h."row", h.title, h.what,
  coalesce((select p.value from sync_control c, json_each(c.value) p where c.key = 'people' and p.key = h.member), ''),
  coalesce(h.member = (select value from sync_control where key = 'member'), 0),
  h.about, coalesce(j.title, ''), coalesce(j.company_name, ''), coalesce(m."to", ''),
  coalesce((select s.name from stages s where s."key" = m."to"), '')
from jobs h left join job_opportunities j on j.id = h.job
  left join application_stages m on h.noun = 'application_stages' and m.id = h."row"
order by h.seq desc"""


def elsewhere(work: Rows, since: int) -> tuple[Elsewhere, ...]:
    """List what came from elsewhere after a place in the news, newest first."""
    return tuple(map(Elsewhere._make, work.rows(_NEWS, since, MOST)))
