"""A résumé becomes a profile, by keyboard alone."""

import hands
import papers
from journeys import outcomes

from ats_desktop.domain.portfolio import Language
from ats_desktop.domain.profile import CandidateProfile, WorkExperience


def test_a_resume_becomes_a_profile(bare_desk, tmp_path):
    path = tmp_path / "mira-okafor.pdf"
    path.write_bytes(papers.pdf())
    outcomes.copied(path.as_uri())

    hands.press("Ctrl+L", "Ctrl+V", "Return")
    hands.has_keys("First name: Mira")
    assert bare_desk.focusWidget().accessibleDescription() == "Line 1: Mira Okafor"
    assert bare_desk.work.count(CandidateProfile) == 0
    hands.tab_to("Accept")
    hands.press("Space")

    (person,) = hands.until(lambda: bare_desk.work.all(CandidateProfile), "there is no profile")
    assert (str(person), person.email) == ("Mira Okafor", "mira.okafor@example.org")
    assert [one.company_name for one in bare_desk.work.all(WorkExperience, order="-start")] == [
        "Brightwater Labs",
        "Halden Robotics",
        "Quillmark Press",
    ]
    assert {one.name for one in bare_desk.work.all(Language)} == {"English", "German", "Norwegian"}
