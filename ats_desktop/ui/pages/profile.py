"""Profile: who she is, what she did, learnt and can do."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.services import paper
from ats_desktop.ui.pages.plain import PlainPage, Tab
from ats_desktop.ui.theme import button
from ats_desktop.ui.widgets.papersheet import PaperSheet
from ats_desktop.ui.widgets.proofsheet import ProofSheet
from ats_desktop.ui.words import tr


class ProfilePage(PlainPage):
    """The candidate herself; letters and résumés are made of it."""

    title = "Profile"
    note = "What your letters and résumés are made of."
    tabs: ClassVar[tuple[Tab, ...]] = (
        Tab("About me", "profile", CandidateProfile),
        Tab("Experience", "a position", WorkExperience, "job_title company_name start end location"),
        Tab("Education", "a school", Education, "institution degree_name field_of_study start end"),
        Tab("Skills", "a skill", CandidateSkill, "skill_name category level years last_used"),
    )

    def top(self) -> QWidget:
        made = button(tr("Résumé as PDF"), "primary")
        made.clicked.connect(self.resume)
        proof = button(tr("Record of job search"))
        proof.clicked.connect(lambda: ProofSheet(self).open())
        return self.heading(tr(self.title), note=tr(self.note), actions=(proof, made))

    def resume(self) -> None:
        """Print the profile as a résumé and look at it; it is kept among the documents."""
        work = self.desk.work
        words = self.desk.do(paper.resume_words, work)
        if words is not None:
            sheet = PaperSheet(self, tr("Résumé"), f"{words.title}.pdf")
            sheet.draw(lambda: work.files.path(paper.resume(work).sha256).read_bytes())
            sheet.open()
