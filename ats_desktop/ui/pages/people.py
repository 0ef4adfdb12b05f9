"""People: whom one met, what was said, and where they work."""

from typing import ClassVar

from ats_desktop.domain.companies import Company
from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.ui.pages.plain import PlainPage, Tab


class PeoplePage(PlainPage):
    """Contacts, conversations and companies."""

    title = "People"
    note = "Nobody but you sees them, unless you share them."
    tabs: ClassVar[tuple[Tab, ...]] = (
        Tab("Contacts", "a person", Contact, "name company_name relationship next_touch_on"),
        Tab("Conversations", "a conversation", Interaction, "at contact kind summary"),
        Tab("Companies", "a company", Company, "name industry size_band hq_location rating"),
    )
