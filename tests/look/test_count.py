"""The words beside a tally."""

import re

from django.template import Context, Template


def words(arguments: str) -> str:
    html = Template("{% load look %}{% count " + arguments + " %}").render(Context())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def test_count_says_cells_points_and_what_speaks_against():
    assert words("cells=3 of=4 points=7 qualifies=1") == "3 of 4 cells, 7 points 1 says it, but"
    assert words("cells=3 of=4 points=1 dissents=2") == "3 of 4 cells, 1 point 2 disagree"


def test_count_for_readers_says_no_number_of_points():
    assert words("cells=3 of=4 raised=True") == "raised in 3 of 4 cells"


def test_count_of_one_cell_asked_is_singular():
    assert words("cells=1 of=1") == "1 of 1 cell"


def test_count_of_nothing_says_what_is_missing():
    assert words("cells=0 of=4 points=0") == "no source yet"
    assert words("cells=0 of=4 points=0 dissents=1") == "no source yet 1 disagrees"
