"""Profile: who she is, what she did, learnt and can do."""

from typing import ClassVar

from ats_desktop.domain.profile import CandidateProfile, CandidateSkill, Education, WorkExperience
from ats_desktop.ui.pages.plain import PlainPage, Tab


class ProfilePage(PlainPage):
    """The candidate herself; letters and résumés are made of it."""

    title = "Profile"
    note = "What your letters and résumés are made of."
    tabs: ClassVar[tuple[Tab, ...]] = (
        ("About me", "profile", CandidateProfile),
        ("Experience", "a position", WorkExperience),
        ("Education", "a school", Education),
        ("Skills", "a skill", CandidateSkill),
    )
