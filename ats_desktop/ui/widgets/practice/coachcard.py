"""The coach beside an answer: four marks with their reasons, what sounds unsure, and the one next step."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ats_desktop.domain.star import LONGEST, SHORTEST, Coaching, spoken
from ats_desktop.ui.theme import ROOM, TIGHT, label, restyle
from ats_desktop.ui.widgets.practice.meter import Meter, said, tone_of
from ats_desktop.ui.words import tr

_DONE = 95  # nothing more is asked of such a mark


class CoachCard(QWidget):
    """What the coach says of what is written now."""

    def __init__(self) -> None:
        super().__init__()
        names = {
            "relevance": tr("Relevance"),
            "specificity": tr("Specificity"),
            "impact": tr("Impact"),
            "clarity": tr("Clarity"),
        }
        self._meters = {name: Meter(words) for name, words in names.items()}
        self._whole = label("", "display")
        self._of = label(tr("of 100"), tone="muted")
        self._next = label("", wrap=True)
        self._weak = label("", "caption", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(TIGHT)
        top.addWidget(label(tr("Coach"), "title"))
        top.addStretch(1)
        top.addWidget(self._whole)
        top.addWidget(self._of)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROOM)
        column.addLayout(top)
        column.addWidget(self._next)
        for meter in self._meters.values():
            column.addWidget(meter)
        column.addWidget(self._weak)

    def show_coaching(self, told: Coaching) -> None:
        """Show what holds now."""
        self._whole.setText(str(told.overall))
        restyle(self._whole, tone=tone_of(told.overall) if told.words else "muted")
        self._next.setText(said(told.step))
        for mark in told.marks:
            step = mark.step if told.words and mark.score < _DONE and mark.step != told.step else None
            self._meters[mark.name].show_score(mark.score, mark.reason, step)
        self._weak.setText(weak_words(told))
        self._weak.setVisible(bool(self._weak.text()))


def weak_words(told: Coaching) -> str:
    """Say what sounds unsure, and what to say instead."""
    if not told.english:
        return tr("The coach knows the phrases of English only; here it counts parts, figures and length.")
    return "\n".join(
        tr("“{phrase}” ({times}): {instead}", phrase=one.phrase, times=one.times, instead=tr(one.instead))
        for one in told.weak
    )


def length_words(words: int) -> tuple[str, str]:
    """Say how long an answer is, and in which tone."""
    seconds = spoken(words)
    slots = {"words": words, "seconds": seconds, "least": SHORTEST, "most": LONGEST}
    if not words:
        return tr("{least} to {most} seconds are heard best.", **slots), "muted"
    if seconds < SHORTEST:
        return tr("{words} words, about {seconds} s to say; aim for {least} to {most}.", **slots), "muted"
    if seconds > LONGEST:
        return tr("{words} words, about {seconds} s to say: longer than {most}.", **slots), "warn"
    return tr("{words} words, about {seconds} s to say: a good length.", **slots), "good"
