"""The columns of the board are hers to name, order and hide; what they mean is not."""

import make
import pytest

from ats_desktop.domain.applications import Application, Category, Stage
from ats_desktop.errors import Refused
from ats_desktop.services import applications, stages


def keys(work):
    return [one.key for one in applications.stages(work)]


def names(work):
    return {one.key: str(one) for one in applications.stages(work)}


def test_a_default_stage_is_renamed_and_the_rest_stays(work):
    before = keys(work)

    stages.rename(work, "screening", "First call")

    assert names(work)["screening"] == "First call"
    assert keys(work) == before
    assert work.count(Stage) == 1
    work.undo()
    assert names(work)["screening"] == "Phone screen"


def test_a_new_stage_stands_behind_those_of_its_meaning_and_takes_applications(work):
    made = stages.add(work, "Final round", Category.INTERVIEWING)

    assert keys(work)[keys(work).index("interviewing") + 1] == made.key == "final_round"
    own = make.application(work)
    applications.move(work, own.id, "Final round")
    assert work.get(Application, own.id).stage == "final_round"
    assert stages.add(work, "Final  round!", Category.OFFER).key == "final_round_2"


def test_stages_are_put_in_another_order_one_place_at_a_time(work):
    before = keys(work)

    stages.shift(work, "assessment", -1)
    assert keys(work).index("assessment") == before.index("assessment") - 1
    stages.shift(work, "assessment", 1)
    assert keys(work) == before
    stages.shift(work, before[0], -5)
    assert keys(work) == before
    for _ in range(12):
        stages.shift(work, before[0], 1)
    assert keys(work)[-1] == before[0]
    assert sorted(keys(work)) == sorted(before)


def test_a_stage_is_hidden_only_while_nothing_stands_there(work):
    make.application(work, stage="applied")
    with pytest.raises(Refused, match="An application stands there"):
        stages.hide(work, "applied")

    stages.hide(work, "offer")

    assert {one.key: one.hidden for one in applications.stages(work)}["offer"]
    stages.hide(work, "offer", hidden=False)
    assert not any(one.hidden for one in applications.stages(work))


@pytest.mark.parametrize(("key", "name"), [("applied", " "), ("applied", "offer"), ("nowhere", "Somewhere")])
def test_a_name_that_is_none_or_taken_is_refused(work, key, name):
    with pytest.raises(Refused):
        stages.rename(work, key, name)

    assert work.count(Stage) == 0
