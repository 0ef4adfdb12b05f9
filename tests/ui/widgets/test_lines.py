"""A list is as high as what it shows, also before anything was shown."""

from ats_desktop.ui.widgets.lines import Line, Lines


def test_a_list_without_lines_takes_no_room(qtbot):
    lines = Lines("Who takes part")
    qtbot.addWidget(lines)

    assert lines.sizeHint().height() <= 2

    lines.show_lines([Line("a", "Ada Example", "Owner", "")])

    assert lines.sizeHint().height() > 2
