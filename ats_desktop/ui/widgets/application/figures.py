"""Figures about pay in words: what each is, and what contradicts what."""

from datetime import datetime, tzinfo

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ats_desktop.domain.jobs import PayFact
from ats_desktop.domain.said import Clash, ClashKind, Figure
from ats_desktop.ui.days import short_day
from ats_desktop.ui.editors import word_label
from ats_desktop.ui.theme import SNUG, TIGHT, label
from ats_desktop.ui.widgets.lines import Line
from ats_desktop.ui.words import tr


def figure_line(figure: Figure, key: str, now: datetime, zone: tzinfo | None) -> Line:
    """Say one figure: what it is, how much, to whom, when."""
    day = short_day(figure.at.astimezone(zone).date(), now.astimezone(zone).date()) if figure.at else ""
    theirs = figure.fact in {PayFact.VERBAL, PayFact.OFFER, PayFact.CONTRACT}
    to = (tr("by {name}", name=figure.to) if theirs else tr("to {name}", name=figure.to)) if figure.to else ""
    return Line(key, figure.said, " · ".join(filter(None, (fact_words(figure.fact), to))), day, "muted", "chart")


def clash_words(clash: Clash) -> str:
    """Say in one sentence what contradicts what."""
    one, other = clash.one, clash.other
    if clash.kind is ClashKind.TWO_ASKS:
        return tr(
            "you asked for {one} {whom} and for {other} {who}.",
            one=one.said,
            other=other.said,
            whom=_to(one),
            who=_to(other),
        ).replace("  ", " ")
    told = {
        ClashKind.BELOW_ASK: tr("the offer of {other} is less than the {one} you asked for."),
        ClashKind.BELOW_WORD: tr("the offer of {other} is less than the {one} they spoke of."),
        ClashKind.BELOW_FLOOR: tr("the offer of {other} is less than the {one} you would take."),
    }
    return told.get(clash.kind, "{other} < {one}").format(one=one.said, other=other.said)


def _to(figure: Figure) -> str:
    return tr("from {name}", name=figure.to) if figure.to else ""


def warning(sentence: str) -> QWidget:
    """Make a strip that warns."""
    made = QFrame()
    made.setProperty("strip", "warn")
    column = QVBoxLayout(made)
    column.setContentsMargins(SNUG, TIGHT, SNUG, TIGHT)
    column.addWidget(label(sentence, wrap=True))
    return made


def fact_words(fact: PayFact) -> str:
    """Say what a figure is."""
    said = {
        PayFact.STATED: tr("I asked for"),
        PayFact.VERBAL: tr("They said"),
        PayFact.OFFER: tr("Offered"),
        PayFact.CONTRACT: tr("In the contract"),
        PayFact.DESIRED: tr("I would like"),
        PayFact.ADVERTISED: tr("Advertised"),
        PayFact.BENCHMARK: tr("Usual elsewhere"),
    }
    return said.get(fact, word_label(fact.value))
