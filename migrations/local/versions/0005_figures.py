"""What happened and how well it goes, as views over changes and stage events."""

from alembic import op

revision = "0005"
down_revision = "0004"

ACTIVITIES = """
create view user_activities as
select slot, id, what, at, "where", who, about, at as created_at, who as created_by, at as changed_at, who as changed_by
from (
  select seq * 4 as slot, 'here-' || seq as id, title as what, at, 'here' as "where", null as who, null as about
  from undo_step where state = 'done'
  union all
  select seq * 4 + 1, 'elsewhere-' || seq, trim(coalesce(title, '') || ': ' || coalesce(what, ''), ': '), at,
    'elsewhere', member, noun || ':' || "row"
  from elsewhere
  union all
  select e.slot * 4 + 2, 'stage-' || e.id, 'Came to ' || coalesce(s.name, replace(e."to", '_', ' ')),
    e.occurred_at, 'stage', e.created_by, 'applications:' || e.application
  from application_stages e left join stages s on s.key = e."to" where not coalesce(e.retracted, 0)
)"""

METRICS = """
create view performance_metrics as
with reached as (
  select a.id, substr(a.applied_at, 1, 7) as month, max(
    case coalesce(s.category, e."to") when 'screening' then 2 when 'assessment' then 2 when 'interviewing' then 3
    when 'offer' then 4 when 'won' then 5 else 1 end) as rank
  from applications a join application_stages e on e.application = a.id and not coalesce(e.retracted, 0)
  left join stages s on s.key = e."to" where a.applied_at is not null group by a.id
), counted as (
  select month, count(*) as n, sum(rank >= 2) as screened, sum(rank >= 3) as met, sum(rank >= 4) as offered,
    sum(rank >= 5) as won from reached group by month
), named as (
  select month, 'applications_sent' as name, n * 1.0 as value, n as cases from counted
  union all select month, 'screen_rate', screened * 100.0 / n, n from counted
  union all select month, 'interview_rate', met * 100.0 / n, n from counted
  union all select month, 'offer_rate', offered * 100.0 / n, n from counted
  union all select month, 'accept_rate', won * 100.0 / offered, offered from counted where offered
)
select row_number() over (order by month, name) as slot, month || '-' || name as id, name, month, value, cases,
  '1' as definition, null as created_at, null as created_by, null as changed_at, null as changed_by from named"""


def upgrade():
    op.execute(ACTIVITIES)
    op.execute(METRICS)
