"""The stages of the board as they are shown: those nobody renamed, in the person's language."""

from dataclasses import replace

from ats_desktop.domain.applications import DEFAULT_STAGES, Stage
from ats_desktop.services import applications as verbs
from ats_desktop.store.workspace import Workspace
from ats_desktop.ui.words import tr

_FIRST = {stage.key: stage.name for stage in DEFAULT_STAGES}


def all_stages(work: Workspace) -> list[Stage]:
    """List the stages in their order, to be shown; never to be saved."""
    return [as_shown(stage) for stage in verbs.stages(work)]


def as_shown(stage: Stage) -> Stage:
    """Give a stage with the name it is shown by: her own word as it is, one of the first ones translated."""
    first = _FIRST.get(stage.key, "")
    if not first or stage.name not in {first, ""}:
        return stage
    said = tr(first)
    return stage if said == stage.name else replace(stage, name=said)
