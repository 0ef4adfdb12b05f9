"""What others did, in words: "Cleo commented on Designer at Brightwater", with what she said below it."""

from datetime import datetime, tzinfo

from ats_desktop.store.reads.elsewhere import Elsewhere
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_NEW, _GONE, _BACK = "new", "removed", "back again"  # as store/news.py writes them


def elsewhere_line(one: Elsewhere, zone: tzinfo | None, stages: dict[str, str]) -> Line:
    """Say one change: who did what, where it opens, when; `stages` are the words for stages nobody named."""
    at = datetime.fromisoformat(one.at).astimezone(zone) if one.at else None
    return Line(
        one.about or f"{one.table}:{one.row}",
        _sentence(one, stages),
        _below(one),
        f"{at:%H:%M}" if at else "",
        icon="note" if one.table in {"comments", "shared_notes"} else "synced",
    )


def _sentence(one: Elsewhere, stages: dict[str, str]) -> str:
    who = tr("You") if one.mine else one.who or tr("Somebody")
    job = tr("{job} at {company}", job=one.job, company=one.company) if one.job and one.company else one.job
    about, title = job or tr("something"), one.title or job or tr("something")
    if one.table in {"job_opportunities", "applications"}:
        title = job or title
    if not one.row:
        return tr("{who} changed many at once: {title}", who=who, title=title)
    if one.what == _NEW and one.table == "application_stages":
        stage = one.stage_name or tr(stages.get(one.stage, one.stage.replace("_", " ").capitalize()))
        return tr("{who} moved {about} to {stage}", who=who, about=about, stage=stage)
    if one.what == _NEW:
        return _born(one.table, who, about, title)
    done = {
        _GONE: tr("{who} removed {title}", who=who, title=title),
        _BACK: tr("{who} took {title} out of the bin", who=who, title=title),
    }
    return done.get(one.what) or tr("{who} changed {title}", who=who, title=title)


def _born(table: str, who: str, about: str, title: str) -> str:
    known = {
        "comments": tr("{who} commented on {about}", who=who, about=about),
        "shared_notes": tr("{who} wrote a note on {about}", who=who, about=about),
        "interviews": tr("{who} planned an interview: {about}", who=who, about=about),
        "tasks": tr("{who} added a task: {title}", who=who, title=title),
    }
    return known.get(table) or tr("{who} added {title}", who=who, title=title)


def _below(one: Elsewhere) -> str:
    """Give what is worth a second line: the words of a comment, what of a row changed, which laptop."""
    said = one.title if one.table in {"comments", "shared_notes"} else ""
    changed = "" if one.what in {_NEW, _GONE, _BACK} else one.what
    return " · ".join(part for part in (said, changed, tr("on your other laptop") if one.mine else "") if part)
