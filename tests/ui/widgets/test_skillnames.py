"""Names of skills are completed while one types, each behind its comma."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ats_desktop.ui.widgets.skillnames import SkillNames

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, when a list pops up


@pytest.fixture
def line(qtbot):
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def chosen(names, words):
    at = names.offered.index(words)
    return names.pathFromIndex(names.completionModel().index(at, 0))


def test_a_name_is_offered_for_what_is_typed(line):
    names = SkillNames(line)

    QTest.keyClicks(line, "postg")

    assert names.offered == ["PostgreSQL"]
    assert chosen(names, "PostgreSQL") == "PostgreSQL"


def test_what_stands_before_the_last_comma_stays(line):
    names = SkillNames(line)

    QTest.keyClicks(line, "Python; SQL, k8")

    assert chosen(names, "Kubernetes") == "Python; SQL, Kubernetes"


def test_what_nobody_knows_is_left_alone(line):
    names = SkillNames(line)

    QTest.keyClicks(line, "beekee")

    assert names.offered == []
    assert line.text() == "beekee"
