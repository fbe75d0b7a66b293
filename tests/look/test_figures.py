"""What the drawn figures show for the numbers they are given."""

from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from cells.templatetags import figures, look

SVG_CLASSES = ".//*[@class]"


def draw(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context)).strip()


def shapes(svg: str) -> list[str]:
    """The classes of the shapes, in order."""
    return [str(shape.get("class")) for shape in ElementTree.fromstring(svg).iterfind(SVG_CLASSES)]


def test_tally_fills_the_boxes_of_the_cells_that_raised_it():
    assert shapes(look.tally([True, False, True])) == ["on", "off", "on"]


def test_tally_of_a_count_fills_from_the_left():
    assert shapes(look.tally_count(2, 4)) == ["on", "on", "off", "off"]


def test_tally_of_more_than_twelve_cells_is_narrow():
    assert shapes(look.tally_count(1, 13)) == ["on"] + ["foot"] * 12
    assert int(str(ElementTree.fromstring(look.tally_count(9, 40)).get("width"))) < 200


@given(st.lists(st.integers(0, 30) | st.none(), max_size=60))
def test_bars_draw_a_bar_for_every_cell_that_said_something(points):
    drawn = shapes(look.bars(points))
    assert len(drawn) == sum(bool(number) for number in points) + 1  # and the line under them
    assert drawn.count("h4") == sum(number is not None and number >= 7 for number in points)


def test_heat_steps_are_fixed():
    assert [look.heat(n) for n in (0, 1, 2, 3, 4, 6, 7, 90)] == [
        "none",
        "h1",
        "h2",
        "h2",
        "h3",
        "h3",
        "h4",
        "h4",
    ]
    assert [look.heat(n, "coarse") for n in (0, 2, 3, 6, 7, 14, 15)] == [
        "none",
        "h1",
        "h2",
        "h2",
        "h3",
        "h3",
        "h4",
    ]


def test_heat_scale_is_coarse_only_when_more_than_a_third_would_be_darkest():
    assert look.heat_scale([7, 1, 1, 0, 0]) == "fine"
    assert look.heat_scale([7, 7, 1, 0, 0]) == "coarse"
    assert look.heat_scale([]) == "fine"


def test_heat_legend_says_which_steps_it_shows():
    assert "7+" in draw("{% heat_legend %}")
    assert "15+" in draw('{% heat_legend "coarse" %}')


def test_timeline_is_named_by_its_meetings_and_hollow_where_nothing_was_said():
    svg = look.timeline([date(2017, 11, 15), date(2017, 12, 4)], [3, 0])
    root = ElementTree.fromstring(svg)
    assert root.get("aria-label") == "15 November: 3, 4 December: none"
    assert shapes(svg) == ["on", "off"]


def test_timeline_of_one_day_and_of_none_can_be_drawn():
    assert shapes(look.timeline([date(2017, 11, 15)], [3])) == ["on"]
    assert look.timeline([], []) == ""


def test_step_track_draws_every_step_and_refuses_an_unknown_one():
    assert shapes(look.step_track(["done", "half", "late"])) == ["done", "half", "left", "late"]
    with pytest.raises(ValueError, match="'gone' is not a step"):
        look.step("gone")


def test_coverage_leaves_out_empty_shares_and_says_when_nothing_is_open():
    assert draw("{% coverage used=3 covered=0 set_aside=0 open=1 %}").count("<rect") == 2
    assert "all 3 have a place" in draw("{% coverage used=3 covered=0 set_aside=0 open=0 %}")


def test_coverage_bar_never_runs_past_its_end():
    svg = figures.coverage([("used", 1), ("covered", 9999), ("open", 1)])
    rects = list(ElementTree.fromstring(svg).iter("rect"))
    ends = [float(str(r.get("x"))[:-1]) + float(str(r.get("width"))[:-1]) for r in rects]
    assert max(ends) <= 100.4


def test_cell_mark_carries_the_full_name_and_an_unnamed_cell_no_colour():
    cell = SimpleNamespace(name="A <b> cell", short_label="A&B", colour="teal")
    assert draw("{% cell_mark cell %}", cell=cell) == (
        '<abbr class="mark mark-teal" title="A &lt;b&gt; cell">A&amp;B</abbr>'
    )
    assert draw("{% cell_mark None %}") == '<span class="mark mark-unnamed">one cell</span>'


def test_icon_alone_has_a_name():
    assert "Close" in look.icon("x", label="Close")
    assert "visually-hidden" not in look.icon("check")
