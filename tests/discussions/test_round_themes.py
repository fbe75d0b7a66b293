"""The synthesis view: themes by cells, and the words behind each number."""

from collections import Counter
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from discussions.models import Point, Theme
from discussions.queries.counting import Asked
from discussions.queries.themes import (
    MOST_ROWS,
    Said,
    Sort,
    fold,
    gather,
    shared,
    tabulate,
    theme_table,
)
from discussions.templatetags.themes import finding, span
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_publication,
    make_round,
    make_synthesis,
    make_tag,
    make_theme,
)


def page(client, round, **query):
    return client.get(reverse("discussions:round-themes", args=[round.slug]), query)


def heading(response) -> str:
    text: str = response.content.decode()
    inside = text[text.index("<h1") : text.index("</h1>")]
    return inside[inside.index(">") + 1 :].strip()


@pytest.fixture
def leadership(db):
    """Three cells on one question: love in all of them, control in one, one point without
    a theme; one cell keeps its words, and a fourth has not agreed its notes."""
    cells = [make_cell(f"Cell {n}", short_label=f"C{n}", slug=f"cell-{n}") for n in range(4)]
    round = make_round("Leadership", cells, slug="leadership")
    days = [date(2017, 11, 15), date(2017, 11, 29), date(2017, 12, 13), date(2018, 1, 9)]
    love = make_theme("Love", "love", "kindness", slug="love")
    control = make_theme("Control", "control", slug="control")
    said = [make_discussion(cell, round, on=day) for cell, day in zip(cells, days, strict=True)]
    make_point(said[0], "Love and kindness.", "love", "kindness", kind="needed")
    make_point(said[0], "Love again.", "love", kind="example")
    make_point(said[1], "Kept love.", "love")
    make_point(said[2], "Love under control.", "love", "control")
    make_point(said[2], "Nobody knows where.", "stray")
    make_point(said[3], "Love in a draft.", "love")
    for discussion in said[:3]:
        agree(discussion)
    said[1].reach = "organisers"
    said[1].save()
    return SimpleNamespace(round=round, cells=cells, love=love, control=control, said=said)


# The table


def test_a_point_counts_once_per_theme_and_in_each_of_its_themes(leadership) -> None:
    table = theme_table(leadership.round)
    assert [(row.theme.name, row.cells, row.points, row.per_cell) for row in table.rows] == [
        ("Love", 3, 4, [2, 1, 1]),
        ("Control", 1, 1, [0, 0, 1]),
    ]
    assert (table.points, table.without_theme) == (5, 1)
    assert [column.points for column in table.columns] == [2, 1, 2]
    assert [(p.first.name, p.second.name, p.points) for p in table.together] == [
        ("Love", "Control", 1)
    ]


def test_cells_without_agreed_notes_are_no_columns_but_are_said(leadership, olive, as_user) -> None:
    response = page(as_user(olive), leadership.round)
    assert [column.cell for column in response.context["table"].columns] == leadership.cells[:3]
    assert "3 of 4 cells asked have agreed their notes." in response.content.decode()
    assert "Love in a draft" not in response.content.decode()


def test_withdrawn_points_and_those_added_since_do_not_count(leadership) -> None:
    Point.objects.filter(text="Love again.").update(state="withdrawn")
    make_point(leadership.said[0], "Added while open again.", "love")
    table = theme_table(leadership.round)
    assert table.rows[0].per_cell == [1, 1, 1]


def test_columns_keep_the_order_of_the_question(leadership) -> None:
    first, *_, last = leadership.round.round_cells.all()
    leadership.round.round_cells.filter(pk=first.pk).update(position=last.position + 1)
    table = theme_table(leadership.round)
    assert [column.cell.short_label for column in table.columns] == ["C1", "C2", "C0"]
    assert table.rows[0].per_cell == [1, 1, 2]


def test_a_cell_that_met_twice_is_one_column_with_two_days(leadership) -> None:
    again = make_discussion(leadership.cells[0], leadership.round, on=date(2017, 12, 1))
    make_point(again, "Love a second time.", "love")
    agree(again)
    table = theme_table(leadership.round)
    assert table.columns[0].dates == [date(2017, 11, 15), date(2017, 12, 1)]
    assert table.rows[0].per_cell == [3, 1, 1]
    assert table.rows[0].per_day == [2, 1, 1, 1]


def asked(ids) -> Asked:
    """Cells with agreed notes that need no database."""
    cells: list[Any] = [
        SimpleNamespace(cell_id=n, cell=SimpleNamespace(pk=n), is_counted=True) for n in ids
    ]
    return Asked(cells)


POINT_ROWS = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 4), st.one_of(st.none(), st.integers(1, 5))),
    max_size=60,
)


def as_rows(drawn):
    """(point, cell, theme) rows where each point keeps the first cell drawn for it."""
    cell_of: dict[int, int] = {}
    for point, cell, _ in drawn:
        cell_of.setdefault(point, cell)
    return [(point, cell_of[point], theme) for point, _, theme in drawn]


@given(POINT_ROWS)
def test_the_table_says_what_a_naive_recount_says(drawn) -> None:
    rows = as_rows(drawn)
    met = [(100 + n, n, date(2020, 1, n)) for n in range(1, 5)]
    themes = [Theme(pk=n, name=f"Theme {n}") for n in range(1, 6)]
    said = fold((point, 100 + cell, cell, "", theme) for point, cell, theme in rows)
    by_theme = gather(said)
    raised = [theme for theme in themes if theme.pk in by_theme]
    table = tabulate(asked(range(1, 5)), met, said, by_theme, raised, Sort.BREADTH)

    assert table.points == len({point for point, _, _ in rows})
    for row in table.rows:
        for square in row.squares:
            naive = {
                p for p, cell, theme in rows if (cell, theme) == (square.cell.pk, row.theme.pk)
            }
            assert square.points == len(naive)
        assert row.points == sum(row.per_cell) == sum(row.per_day)
    assert {row.theme.pk for row in table.rows} == {theme for _, _, theme in rows} - {None}
    in_no_theme = {point for point, _, _ in rows} - {p for p, _, theme in rows if theme}
    assert table.without_theme == len(in_no_theme)
    keys = [(-row.cells, -row.points, row.theme.name) for row in table.rows]
    assert keys == sorted(keys)


@given(POINT_ROWS)
def test_pairs_share_as_many_points_as_a_naive_recount_finds(drawn) -> None:
    rows = as_rows(drawn)
    said = fold((point, 1, cell, "", theme) for point, cell, theme in rows)
    points = {n: {p for p, _, theme in rows if theme == n} for n in range(1, 6)}
    naive = {
        (a, b): len(points[a] & points[b])
        for a in points
        for b in points
        if a < b and points[a] & points[b]
    }
    assert shared(said) == Counter(naive)


# The finding


def a_table(cells: int, *rows: tuple[str, list[int]], sort: Sort = Sort.BREADTH):
    """A table of ``cells`` columns, cell n met on 1 + n January, with points per cell."""
    met = [(n, n, date(2020, 1, 1 + n)) for n in range(cells)]
    themes = [Theme(pk=pk, name=name) for pk, (name, _) in enumerate(rows)]
    said = [
        Said(1000 * pk + 100 * cell + number, cell, cell, "", frozenset([pk]))
        for pk, (_, counts) in enumerate(rows)
        for cell, count in enumerate(counts)
        for number in range(count)
    ]
    return tabulate(asked(range(cells)), met, said, gather(said), themes, sort)


@pytest.mark.parametrize(
    ("cells", "rows", "sentence"),
    [
        (3, [("A", [1, 1, 1]), ("B", [1, 2, 3])], "Both themes run through every cell"),
        (2, [("A", [1, 1])] * 3, "All three themes run through every cell"),
        (3, [("A", [1, 1, 1]), ("B", [1, 0, 0])], "One of two themes runs through every cell"),
        (
            4,
            [("A", [1, 1, 1, 0]), ("B", [1, 1, 0, 1]), ("C", [1, 0, 0, 0])],
            "Two of three themes run through more than half of the cells",
        ),
        (
            4,
            [("A", [1, 1, 0, 0]), ("B", [0, 0, 0, 3])],
            "None of two themes runs through more than half of the cells",
        ),
        (1, [("A", [1]), ("B", [2])], "Two themes from one cell so far"),
        (3, [("Love", [1, 1, 0])], "Love was raised in 2 of 3 cells"),
        (3, [("Love", [1, 1, 4])], "Love runs through every cell"),
        (1, [("Love", [1])], "Love was raised in the one cell so far"),
    ],
)
def test_the_finding_is_true_of_breadth(cells, rows, sentence) -> None:
    assert finding(a_table(cells, *rows)) == sentence


@pytest.mark.parametrize(
    ("sort", "rows", "sentence"),
    [
        (Sort.DEPTH, [("A", [1, 1]), ("B", [0, 5])], "B was raised most: 5 points in 1 cell"),
        (
            Sort.DEPTH,
            [("A", [3, 0]), ("B", [1, 2])],
            "Two themes were raised most, with three points each",
        ),
        (Sort.NEWEST, [("A", [1, 1]), ("B", [0, 5])], "B came up last, on 2 January"),
        (Sort.NEWEST, [("A", [1, 0]), ("B", [1, 0])], "Two themes came up, all on 1 January"),
        (
            Sort.NEWEST,
            [("A", [1, 0]), ("B", [0, 1]), ("C", [0, 2])],
            "Two themes came up last, on 2 January",
        ),
        (Sort.NAME, [("A", [1, 0]), ("B", [1, 0])], "Two themes were raised in one cell"),
    ],
)
def test_the_finding_is_true_of_the_other_orders(sort, rows, sentence) -> None:
    assert finding(a_table(2, *rows, sort=sort)) == sentence


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([date(2017, 12, 4)], "4 December 2017"),
        ([date(2017, 12, 4), date(2017, 12, 13)], "4 to 13 December 2017"),
        ([date(2017, 11, 15), date(2017, 12, 13)], "15 November to 13 December 2017"),
        ([date(2017, 12, 31), date(2018, 1, 1)], "31 December 2017 to 1 January 2018"),
    ],
)
def test_the_span_of_days_says_each_part_once(days, words) -> None:
    assert span(days) == words


def test_sorting_is_an_address_and_an_unknown_one_is_breadth(leadership, olive, as_user) -> None:
    client = as_user(olive)
    assert heading(page(client, leadership.round)) == "One of two themes runs through every cell"
    by_depth = page(client, leadership.round, sort="depth")
    assert heading(by_depth) == "Love was raised most: 4 points in 3 cells"
    assert 'aria-sort="descending"><a href="?sort=depth"' in by_depth.content.decode()
    by_name = page(client, leadership.round, sort="name").context["table"]
    assert [row.theme.name for row in by_name.rows] == ["Control", "Love"]
    assert page(client, leadership.round, sort="x'").context["table"].sort == Sort.BREADTH


def test_half_of_the_cells_is_marked_only_where_there_are_many() -> None:
    wide = ("A", [1] * 14)
    narrow = ("B", [1] * 7 + [0] * 7)
    assert a_table(14, wide, narrow).half_line == 0
    assert a_table(14, wide, narrow, sort=Sort.DEPTH).half_line is None
    assert a_table(14, wide, wide).half_line is None
    assert a_table(4, ("A", [1] * 4), ("B", [1, 0, 0, 0])).half_line is None


def test_beyond_thirty_themes_the_single_ones_stand_below_only() -> None:
    wide = [(f"W{n:02}", [1, 1]) for n in range(20)]
    single = [(f"S{n:02}", [1, 0]) for n in range(MOST_ROWS - 20 + 1)]
    table = a_table(2, *wide, *single)
    assert (len(table.shown), table.folded, len(table.single)) == (20, 11, 11)
    only_single = [("S" + str(n), [1, 0]) for n in range(MOST_ROWS + 1)]
    assert len(a_table(2, *only_single).shown) == MOST_ROWS + 1


# The words


def test_a_number_opens_the_words_behind_it(leadership, olive, as_user) -> None:
    response = page(as_user(olive), leadership.round, theme="love", cell="cell-0")
    opened = response.context["opened"]
    words = [point.text for said in response.context["words"] for point in said.points]
    assert words == ["Love and kindness.", "Love again."]
    assert opened.before is None
    assert opened.after.cell == leadership.cells[1]
    text = response.content.decode()
    discussion = leadership.said[0]
    assert f'href="/discussions/{discussion.pk}/#point-1"' in text
    assert 'href="?theme=love&amp;cell=cell-1#words"' in text


def test_a_theme_opens_all_its_words_cell_by_cell(leadership, olive, as_user) -> None:
    response = page(as_user(olive), leadership.round, theme="love")
    assert [(said.cell.slug, len(said.points)) for said in response.context["words"]] == [
        ("cell-0", 2),
        ("cell-1", 1),
        ("cell-2", 1),
    ]


def test_two_themes_open_what_was_said_of_both(leadership, olive, as_user) -> None:
    response = page(as_user(olive), leadership.round, theme="love", **{"with": "control"})
    words = [point.text for said in response.context["words"] for point in said.points]
    assert words == ["Love under control."]


@pytest.mark.parametrize(
    "query",
    [
        {"theme": "nothing"},
        {"theme": "control", "cell": "cell-0"},
        {"theme": "love", "cell": "cell-3"},
        {"theme": "love", "with": "nothing"},
    ],
)
def test_an_address_that_names_no_number_shows_the_table_alone(
    query, leadership, olive, as_user
) -> None:
    response = page(as_user(olive), leadership.round, **query)
    assert response.status_code == 200
    assert response.context["opened"] is None


def test_htmx_gets_the_words_alone_and_a_restored_page_the_whole(
    leadership, olive, as_user
) -> None:
    client = as_user(olive)
    address = reverse("discussions:round-themes", args=["leadership"])
    part = client.get(address, {"theme": "love"}, headers={"hx-request": "true"})
    assert "Love again." in part.content.decode()
    assert "<table" not in part.content.decode()
    assert "HX-Request" in part["Vary"]
    closed = client.get(address, headers={"hx-request": "true"})
    assert closed.content.decode().strip() == ""
    restored = client.get(
        address,
        {"theme": "love"},
        headers={"hx-request": "true", "hx-history-restore-request": "true"},
    )
    assert "<table" in restored.content.decode()


def test_members_read_the_words_their_cells_share_and_count_the_rest(
    leadership, carol, as_user
) -> None:
    make_publication(make_synthesis(leadership.round))
    response = page(as_user(carol), leadership.round, theme="love", cell="cell-1")
    text = response.content.decode()
    assert response.context["table"].rows[0].per_cell == [2, 1, 1]
    assert "Kept love." not in text
    assert "1 point, kept between that cell and the organisers" in text
    shown = page(as_user(carol), leadership.round, theme="love").context["words"]
    assert [(said.cell.slug, len(said.points), said.withheld) for said in shown] == [
        ("cell-0", 2, 0),
        ("cell-1", 0, 1),
        ("cell-2", 1, 0),
    ]


def test_no_name_of_a_person_is_on_the_page(leadership, olive, bob, as_user) -> None:
    Point.objects.update(author=bob)
    text = page(as_user(olive), leadership.round, theme="love").content.decode()
    assert "Love again." in text
    assert (bob.name in text, bob.email in text) == (False, False)


def test_a_theme_of_one_cell_has_its_words_below_and_stray_points_are_named(
    leadership, olive, as_user
) -> None:
    response = page(as_user(olive), leadership.round)
    assert [(row.theme.name, said.cell.slug) for row, said in response.context["single"]] == [
        ("Control", "cell-2")
    ]
    text = response.content.decode()
    assert "One point has no theme yet" in text
    assert "/rounds/leadership/points/?theme=none" in text


# Nothing yet


def test_without_agreed_notes_the_page_says_so(olive, as_user, cell) -> None:
    response = page(as_user(olive), make_round("Early", [cell]))
    assert heading(response) == "No cell has agreed its notes yet"


def test_without_points_the_page_says_how_to_make_them(olive, as_user, cell) -> None:
    round = make_round("Early", [cell])
    agree(make_discussion(cell, round))
    assert heading(page(as_user(olive), round)) == "Notes are agreed, and no point is made yet"


def test_without_themes_the_tags_of_most_cells_are_offered(
    olive, as_user, cell, other_cell
) -> None:
    round = make_round("Early", [cell, other_cell])
    for place, tags in ((cell, ["school", "permission"]), (other_cell, ["permission"])):
        discussion = make_discussion(place, round)
        make_point(discussion, "", *tags)
        make_point(discussion, "", "school") if place == cell else None
        agree(discussion)
    response = page(as_user(olive), round)
    assert heading(response) == "3 points, and no theme yet"
    assert [(tag.name, tag.points, len(tag.cells)) for tag in response.context["tags"]] == [
        ("permission", 2, 2),
        ("school", 2, 1),
    ]
    assert "/themes/new/?tag=permission" in response.content.decode()


# Queries


def fill(themes: int, cells: int):
    """A round in which every theme was raised once in every cell."""
    places = [make_cell() for _ in range(cells)]
    round = make_round(cells=places)
    tags = [make_tag(f"many-{n}") for n in range(themes)]
    for tag in tags:
        make_theme(f"Theme of {tag.name}", tag)
    discussions = [make_discussion(place, round) for place in places]
    for discussion in discussions:
        for tag in tags:
            make_point(discussion, "", tag)
        agree(discussion)
    return round


@pytest.mark.parametrize("size", [1, 30])
def test_the_table_takes_four_queries(size, db, django_assert_num_queries) -> None:
    round = fill(size, size)
    with django_assert_num_queries(4):
        table = theme_table(round)
    assert len(table.rows) == len(table.columns) == size


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_takes_ten_queries(size, olive, as_user, django_assert_num_queries) -> None:
    round = fill(size, size)
    client = as_user(olive)
    theme = Theme.objects.all()[0]
    with django_assert_num_queries(10):
        page(client, round, theme=theme.slug)


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_takes_ten_queries_of_members(
    size, carol, as_user, django_assert_num_queries
) -> None:
    round = fill(size, 2)
    make_publication(make_synthesis(round))
    client = as_user(carol)
    theme = Theme.objects.all()[0]
    with django_assert_num_queries(10):
        page(client, round, theme=theme.slug)
