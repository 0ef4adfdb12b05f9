"""Profile: who she is, what she did, learnt and can do."""

from typing import ClassVar

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.ui.pages.plain import PlainPage, Tab


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
