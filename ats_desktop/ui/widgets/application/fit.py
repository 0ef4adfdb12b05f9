"""What the posting asks for, against what she has: each gap named, with its reason, and open to her own word."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ats_desktop.domain.fit import LARGE, Check, Match, Why
from ats_desktop.domain.profile import SkillLevel
from ats_desktop.domain.requirements import JobRequirement, RequirementKind
from ats_desktop.domain.schema import Entity
from ats_desktop.services import requirements as verbs
from ats_desktop.services import rows
from ats_desktop.store.reads.fit import Fit, fit
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.forms import Form
from ats_desktop.ui.icons import icon
from ats_desktop.ui.pages.page import Desk
from ats_desktop.ui.theme import HAIR, SNUG, TIGHT, button, label
from ats_desktop.ui.widgets.application.panel import ListPanel, View, small_button
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr

_FIELDS = ("text", "kind", "skill_name", "min_years", "min_level", "priority", "is_required")
_SOME = 20


class Requirements(ListPanel):
    """Must-haves first; a line opens the form of its requirement."""

    def __init__(self, desk: Desk) -> None:
        self._take = small_button(tr("Take from the posting"), self._take_all)
        super().__init__(
            desk, tr("Requirements"), tr("Note what they ask for, line by line; gaps are named here."), self._take
        )
        self._found: Fit | None = None
        self._sheet: Sheet | None = None
        self._total = label("", "strong")
        self._parts = label("", "caption", tone="muted", wrap=True)
        told = QVBoxLayout()
        told.setContentsMargins(TIGHT, 0, TIGHT, 0)
        told.setSpacing(HAIR)
        told.addWidget(self._total)
        told.addWidget(self._parts)
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Add a requirement"))
        self.line.setPlaceholderText(tr("Add what they ask for: Python, 3 years"))
        self.line.addAction(icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.returnPressed.connect(self._add)
        self.body.insertLayout(1, told)
        self.body.addWidget(self.line)
        self.lines.opened.connect(self._open)

    def show_view(self, view: View) -> None:
        super().show_view(view)
        found = self._found = fit(self.desk.work, view.dossier.job)
        self.show_lines([check_line(one) for one in found.checks])
        score = found.match.total
        self._total.setText(tr("Match: {n} of 100", n=f"{score:.0f}") if score is not None else "")
        self._total.setVisible(score is not None)
        self._parts.setText(match_words(found.match, sum(one.met is None for one in found.checks)))
        self._parts.setVisible(bool(found.checks))
        self.line.setVisible(view.dossier.editable)
        self._take.setVisible(view.dossier.editable and bool(found.unread))
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.again(found)

    def save(self) -> None:
        """Save what was typed in the form."""
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.form.save()

    def end(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()

    def _add(self) -> None:
        typed = self.line.text().strip()
        if self.view is None or not typed:
            return
        if self.desk.do(verbs.add, self.desk.work, self.view.dossier.job.id, typed) is not None:
            self.line.clear()

    def _take_all(self) -> None:
        if self.view is not None:
            made = self.desk.do(verbs.take_from_posting, self.desk.work, self.view.dossier.job.id)
            if made is not None:
                self.desk.say(tr("{n} taken from the posting.", n=len(made)), undo=True)

    def _open(self, key: str) -> None:
        found = next((one for one in self._found.checks if one.requirement.id == key), None) if self._found else None
        if found is None or self.view is None or not self.view.dossier.editable:
            return
        if self._sheet is None:
            self._sheet = Sheet(self.desk, self.lines)
            self.body.addWidget(self._sheet)
        self._sheet.open(found)


class Sheet(QWidget):
    """One requirement: put right, judged by her own word, or taken off the list."""

    def __init__(self, desk: Desk, back: QWidget) -> None:
        super().__init__()
        self._desk, self._back = desk, back
        self._why = label("", wrap=True)
        self.form = RequirementForm(desk)
        self._yes = button(tr("I do meet it"))
        self._no = button(tr("I do not"))
        self._rule = button(tr("By the rule"))
        remove, close = button(tr("Remove"), "danger"), button(tr("Close"), "quiet")
        for one, met in ((self._yes, "yes"), (self._no, "no"), (self._rule, "")):
            one.clicked.connect(lambda _=False, met=met: self._judge(met))
        remove.clicked.connect(self._remove)
        close.clicked.connect(self._close)
        verbs_row = QHBoxLayout()
        verbs_row.setSpacing(TIGHT)
        for one in (self._yes, self._no, self._rule, remove, close):
            verbs_row.addWidget(one)
        verbs_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, SNUG, TIGHT, 0)
        column.setSpacing(SNUG)
        column.addWidget(self._why)
        column.addWidget(self.form)
        column.addLayout(verbs_row)

    def open(self, found: Check) -> None:
        """Show a requirement and what was found."""
        self._show(found)
        self.show()
        first = self.form.first()
        if first is not None:
            first.setFocus()

    def again(self, found: Fit) -> None:
        """Show the same one as it is now; put away when it is gone."""
        now = next((one for one in found.checks if self.form.row and one.requirement.id == self.form.row.id), None)
        if now is None:
            self.hide()
        else:
            self._show(now)

    def _show(self, found: Check) -> None:
        self._why.setText(reason(found))
        self.form.open(found.requirement)
        self._yes.setVisible(found.requirement.met != "yes")
        self._no.setVisible(found.requirement.met != "no")
        self._rule.setVisible(found.requirement.met != "")

    def _judge(self, met: str) -> None:
        row = self.form.row
        if isinstance(row, JobRequirement) and self._desk.do(verbs.judge, self._desk.work, row, met) is not None:
            self._desk.say(tr("Noted."), undo=True)

    def _remove(self) -> None:
        row = self.form.row
        if row is not None:
            self._desk.do(rows.remove, self._desk.work, row)
            self._desk.say(tr("Removed {what}", what=str(row)), undo=True)
            self._close()

    def _close(self) -> None:
        self.form.save()
        self.hide()
        self._back.setFocus()


class RequirementForm(Form):
    """The fields of one requirement but her own word, which is a button."""

    def __init__(self, desk: Desk) -> None:
        named = JobRequirement.noun.by_name
        super().__init__(desk, JobRequirement, [named[name] for name in _FIELDS])

    def _keep(self, row: Entity, values: dict[str, Any]) -> Entity | None:
        if not 0 <= int(values.get("priority") or 0) <= 100:  # noqa: PLR2004 - of a hundred
            values["priority"] = max(0, min(100, int(values["priority"])))
        return super()._keep(row, values)


def check_line(one: Check) -> Line:
    """Say one requirement: what is asked, what she has, how far that is."""
    asked = one.requirement
    if one.met is None:
        said, tone, picture = tr("not judged"), "muted", "info"
    elif one.met:
        said, tone, picture = tr("met"), "good", "check"
    elif one.severity > LARGE:
        said, tone, picture = tr("large gap"), "danger", "warning"
    else:
        said, tone = (tr("gap"), "warn") if one.severity > _SOME else (tr("small gap"), "muted")
        picture = "warning"
    wish = "" if asked.is_required else tr("a plus")
    return Line(
        asked.id, asked.text or asked.skill_name, " · ".join(filter(None, (reason(one), wish))), said, tone, picture
    )


def reason(one: Check) -> str:
    """Say why: what she has, and what was asked."""
    asked = one.requirement
    if one.why is Why.HER_WORD:
        return tr("your own word")
    if one.why is Why.RAN_OUT:
        return tr("your certificate ran out")
    if one.why is Why.UNSAID:
        return _unsaid(one)
    if one.why is Why.MISSING:
        told = {
            RequirementKind.EDUCATION: tr("no degree is in your profile"),
            RequirementKind.EXPERIENCE: tr("no work is in your profile"),
        }
        return _asked(told.get(asked.kind, tr("not in your profile")), one)
    if asked.kind is RequirementKind.EDUCATION and not one.met:
        return tr("the degree in your profile is a lower one")
    have = level_words(one.have_level, one.have_years)
    said = tr("you have {have}", have=have) if have else tr("in your profile")
    return _asked(said, one)


def _unsaid(one: Check) -> str:
    if one.requirement.kind in {RequirementKind.AUTHORIZATION, RequirementKind.OTHER}:
        return tr("only you can tell")
    if one.requirement.min_level and not one.have_level:
        return tr("say how well you know it, in your profile")
    return tr("say below what exactly is asked")


def _asked(said: str, one: Check) -> str:
    asked = level_words(one.requirement.min_level, one.requirement.min_years)
    text = f"{said}; {tr('asked {what}', what=asked)}" if asked else said
    if one.requirement.min_years and one.have_years is None and one.why is Why.HELD:
        text += f"; {tr('years not said')}"
    if not one.weeks or not _learnable(one):
        return text
    learning = tr("about {n} weeks of learning", n=one.weeks) if one.weeks > 1 else tr("about a week of learning")
    return f"{text}; {learning}"


def _learnable(one: Check) -> bool:
    return one.requirement.kind in {RequirementKind.SKILL, RequirementKind.CERTIFICATION}


def level_words(level: SkillLevel, years: float | None) -> str:
    """Say a level and years: "advanced, 6 years"."""
    count = "" if years is None else tr("1 year") if years == 1 else tr("{n} years", n=f"{years:g}")
    return ", ".join(filter(None, (word_label(level.value).lower() if level else "", count)))


def match_words(found: Match, untold: int) -> str:
    """Say what the match is made of."""
    parts = ((tr("skills"), found.skills), (tr("experience"), found.experience), (tr("education"), found.education))
    said = [f"{name} {score:.0f}" for name, score in parts if score is not None]
    if untold:
        said.append(tr("{n} not judged", n=untold))
    return " · ".join(said)
