"""Columns are as wide as what they hold."""

import pytest

from ats_desktop.ui.widths import Want, shared


@pytest.mark.parametrize("room", [260, 300, 555, 2000])
def test_all_the_room_is_given_and_not_more(room):
    wants = [Want(50, 210, 150), Want(40, 0, 100), Want(45, 70, 60), Want(30, 0, 60)]

    widths = shared(wants, room)

    assert room - len(wants) <= sum(widths) <= room


def test_where_not_even_the_least_fits_the_table_scrolls_and_columns_are_as_they_were_meant():
    assert shared([Want(50, 210, 150), Want(40, 0, 100), Want(45, 70, 60)], 100) == [150, 40, 60]


@pytest.mark.parametrize("room", [10, 180, 300, 2000])
def test_no_heading_is_cut(room):
    wants = [Want(90, 300, 100), Want(40, 0, 100), Want(70, 20, 10)]

    assert all(width >= want.head for width, want in zip(shared(wants, room), wants, strict=True))


def test_an_empty_column_takes_no_room_from_one_that_is_cut():
    title, empty = Want(40, 400, 100), Want(50, 0, 200)

    assert shared([title, empty], 350) == [300, 50]


def test_a_date_is_not_cut_for_a_sentence():
    sentence, day = Want(40, 400, 200, short=110), Want(40, 100, 60, short=110)

    assert shared([sentence, day], 300) == [200, 100]


def test_where_nothing_is_yet_columns_are_as_they_were_meant():
    assert shared([Want(40, 0, 200), Want(40, 0, 100)], 380) == [240, 140]
