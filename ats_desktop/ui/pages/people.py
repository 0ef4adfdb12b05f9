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
        ("Contacts", "a person", Contact),
        ("Conversations", "a conversation", Interaction),
        ("Companies", "a company", Company),
    )
