"""What each column of a list is: its heading, some of its values, and a list of what it could be."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ats_desktop.services.listing import Column
from ats_desktop.ui.theme import HAIR, ROOM, SNUG, WIDE, label
from ats_desktop.ui.widgets.box import Box
from ats_desktop.ui.widgets.top import Short
from ats_desktop.ui.words import tr

KEPT, OUT = "*", ""  # kept in the notes, as nobody knows it; left out
# what a column may be, in the order people look for it
ROLES: tuple[tuple[str, str], ...] = (
    ("company", "Company"),
    ("title", "Job title"),
    ("status", "Stage"),
    ("applied", "Applied on"),
    ("date", "A date, applied or saved"),
    ("saved", "Saved on"),
    ("moved", "Stage changed on"),
    ("deadline", "Deadline"),
    ("posted", "Posted on"),
    ("url", "Link"),
    ("location", "Place"),
    ("country", "Country"),
    ("work_mode", "Remote or on site"),
    ("employment_type", "Full or part time"),
    ("pay", "Pay"),
    ("pay_low", "Pay from"),
    ("pay_high", "Pay to"),
    ("pay_currency", "Currency of the pay"),
    ("pay_period", "Pay per"),
    ("desired", "Pay I asked for"),
    ("interview", "Interview, day and hour"),
    ("event:screening", "Phone screen on"),
    ("event:assessment", "Test on"),
    ("event:offer", "Offer on"),
    ("event:won", "Accepted on"),
    ("event:rejected", "Rejected on"),
    ("event:withdrawn", "Withdrawn on"),
    ("follow_up", "Follow up on"),
    ("next_action", "Next step"),
    ("notes", "Notes"),
    ("description", "Text of the posting"),
    ("tags", "Tags"),
    ("excitement", "Excitement, 1 to 5"),
    ("priority", "Priority, 1 to 5"),
    ("source", "Where it was found"),
    ("channel", "How I applied"),
    ("contact", "Contact person"),
    ("recruiter", "Recruiter"),
    ("boss", "Hiring manager"),
    ("contact_email", "Contact's e-mail"),
    ("contact_phone", "Contact's phone"),
    ("contact_linkedin", "Contact's LinkedIn"),
    ("website", "Company's website"),
    ("industry", "Industry"),
    ("department", "Department"),
    ("seniority", "Seniority"),
    ("sponsorship", "Visa sponsorship"),
    ("requisition", "Reference number"),
    ("confirmation", "Confirmation number"),
    ("reason", "Why it ended"),
)
_MOST_SEEN = 7  # lines, before it scrolls


class ColumnMap(QFrame):
    """A line a column; `changed` says that something was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "yes")
        self.boxes: dict[str, Box] = {}
        self._columns: Sequence[Column] = ()
        self.day_first = QCheckBox(tr("3/4 is the third of April, not the fourth of March"))
        self.day_first.toggled.connect(self.changed)
        self.day_first.hide()  # until a date could be read both ways
        top = QHBoxLayout()
        top.addWidget(label(tr("What each column is"), "title"), 1)
        top.addWidget(self.day_first)
        self._scroll = QScrollArea()
        self._scroll.setProperty("clear", "card")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, ROOM, WIDE, ROOM)
        column.setSpacing(SNUG)
        column.addLayout(top)
        column.addWidget(self._scroll)

    def show_columns(self, columns: Sequence[Column], mapping: Mapping[str, str], *, day_first: bool) -> None:
        """Show the columns of a list, each with what was said of it, else what its heading says."""
        self._columns = columns
        self.boxes.clear()
        self.day_first.blockSignals(True)  # shown, not chosen
        self.day_first.setChecked(day_first)
        self.day_first.blockSignals(False)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, SNUG, 0)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(HAIR)
        grid.setColumnStretch(1, 1)
        for row, column in enumerate(columns):
            self._line(grid, row, column, mapping.get(column.heading, column.role or KEPT))
        self._scroll.setWidget(inside)
        line = self.fontMetrics().height() + 2 * SNUG
        self._scroll.setFixedHeight(min(inside.sizeHint().height(), _MOST_SEEN * line) + HAIR)

    def mapping(self) -> dict[str, str]:
        """Give what was said, as an import takes it: only what differs from what the headings say."""
        by_itself = {column.heading: column.role or KEPT for column in self._columns}
        said = {heading: str(box.currentData()) for heading, box in self.boxes.items()}
        differing = {heading: role for heading, role in said.items() if role != by_itself[heading]}
        return {heading: "notes" if role == KEPT else role for heading, role in differing.items()}

    def _line(self, grid: QGridLayout, row: int, column: Column, role: str) -> None:
        """Add one column: heading, values, and the list to choose from."""
        heading, examples = Short("strong"), Short(tone="muted")
        heading.setText(column.heading)
        examples.setText(" · ".join(column.examples) or tr("nothing in it"))
        box = self.boxes[column.heading] = Box()
        box.setAccessibleName(tr("What “{heading}” is", heading=column.heading))
        box.setAccessibleDescription(examples.text())
        box.addItem(tr("Kept in the notes"), KEPT)
        box.addItem(tr("Left out"), OUT)
        for known, name in ROLES:
            box.addItem(tr(name), known)
        box.setCurrentIndex(max(0, box.findData(role)))
        box.setMaxVisibleItems(16)
        box.currentIndexChanged.connect(self.changed)
        for at, widget in enumerate((heading, examples, box)):
            grid.addWidget(widget, row, at, Qt.AlignmentFlag.AlignVCenter)
