"""People: whom one met, what was said, who puts in a word, and who may be asked."""

from typing import ClassVar

from ats_desktop.domain.people import Contact, Interaction
from ats_desktop.domain.referrals import Reference, Referral
from ats_desktop.ui.pages.plain import PlainPage, Tab
from ats_desktop.ui.widgets.nounpanel import Panel
from ats_desktop.ui.widgets.people.contacts import ContactPanel
from ats_desktop.ui.widgets.people.favours import ReferencePanel, ReferralPanel

_PANELS = {Contact: ContactPanel, Referral: ReferralPanel, Reference: ReferencePanel}


class PeoplePage(PlainPage):
    """Contacts, referrals and references."""

    title = "People"
    note = "Nobody but you sees them, unless you share them."
    tabs: ClassVar[tuple[Tab, ...]] = (
        Tab("Contacts", "a person", Contact),
        Tab("Referrals", "a referral", Referral),
        Tab("References", "a reference", Reference),
        Tab("Conversations", "a conversation", Interaction, "at contact kind summary"),
    )

    def make(self, tab: Tab) -> Panel:
        made = _PANELS.get(tab.kind)
        return made(self.desk) if made else super().make(tab)
