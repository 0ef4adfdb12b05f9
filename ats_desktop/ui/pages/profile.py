"""Profile: who she is, what she did, learnt and can do; how complete it is, and what is made of it."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ats_desktop.domain.portfolio import Achievement, Certification, Language, Project
from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.services import paper
from ats_desktop.ui.pages.plain import PlainPage, Tab
from ats_desktop.ui.theme import button
from ats_desktop.ui.widgets.nounpanel import Panel
from ats_desktop.ui.widgets.profile.head import Head
from ats_desktop.ui.widgets.profile.resumesheet import ResumeSheet
from ats_desktop.ui.widgets.profile.skills import SkillsPanel
from ats_desktop.ui.widgets.proofsheet import ProofSheet
from ats_desktop.ui.words import tr

_ABOUT = (
    "first_name last_name email phone headline city region country address summary linkedin_url portfolio_url"
    " other_links preferred_name pronouns industry experience_level years_experience"
    " preferred_roles target_locations work_modes available_on notice_period_days work_authorization"
    " salary_target salary_floor weekly_application_target monthly_application_target"
)


class ProfilePage(PlainPage):
    """The candidate herself; letters and résumés are made of it."""

    title = "Profile"
    tabs: ClassVar[tuple[Tab, ...]] = (
        Tab("About me", "profile", CandidateProfile, _ABOUT),
        Tab("Experience", "a position", WorkExperience, "job_title company_name start end location"),
        Tab("Education", "a school", Education, "institution degree_name field_of_study start end"),
        Tab("Skills", "a skill", CandidateSkill),
        Tab("Projects", "a project", Project, "name role status start end"),
        Tab("Certificates", "a certificate", Certification, "name issuer issued_on expires_on"),
        Tab("Languages", "a language", Language, "name fluency note"),
        Tab("Achievements", "an achievement", Achievement, "name kind issuer awarded_on"),
    )

    def top(self) -> QWidget:
        made, proof = button(tr("Résumé as PDF"), "primary"), button(tr("Record of job search"))
        made.clicked.connect(self.resume)
        proof.clicked.connect(lambda: ProofSheet(self).open())
        self.head = Head(self, proof, made)
        self.head.asked.connect(self.turn_to)
        self.desk.actions.add(
            "profile.resume", tr("Résumé as PDF"), self.resume, keys="Ctrl+Shift+R", icon_name="document", page=self
        )
        return self.head

    def make(self, tab: Tab) -> Panel:
        return SkillsPanel(self.desk) if tab.kind is CandidateSkill else super().make(tab)

    def refresh(self) -> None:
        self.head.refresh()
        super().refresh()

    def resume(self) -> None:
        """Print the profile as a résumé and look at it; it is kept among the documents."""
        words = self.desk.do(paper.resume_words, self.desk.work)
        if words is not None:
            ResumeSheet(self, words).open()
