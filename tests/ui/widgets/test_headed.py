"""A name keeps room beside what can be done."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from ats_desktop.ui.theme import label
from ats_desktop.ui.widgets.headed import Headed


@pytest.fixture
def headed(qtbot):
    name, first, second = label("Somebody", "title"), QPushButton("Do the first thing"), QPushButton("Do another")
    made = Headed(name, first, second)
    made.parts = (name, first, second)
    page = made.page = QWidget()
    qtbot.addWidget(page)
    made.setParent(page)
    page.show()
    made.show()
    return made


def places(headed, width, settle):
    headed.resize(width, 300)
    settle()
    return [part.mapTo(headed, part.rect().topLeft()) for part in headed.parts]


def test_what_can_be_done_stands_beside_the_name_where_there_is_room(headed, settle):
    name, first, second = places(headed, 900, settle)

    assert name.x() < first.x() < second.x()
    assert first.y() == second.y()


def test_it_comes_below_where_the_name_would_be_squeezed(headed, settle):
    together = sum(part.sizeHint().width() for part in headed.parts[1:])

    name, first, second = places(headed, together + 40, settle)

    assert name.y() < first.y() == second.y()


def test_one_below_the_other_where_even_that_is_too_wide(headed, settle):
    widest = max(part.sizeHint().width() for part in headed.parts)

    name, first, second = places(headed, widest + 8, settle)

    assert name.y() < first.y() < second.y()
    assert headed.minimumSizeHint().width() <= widest
