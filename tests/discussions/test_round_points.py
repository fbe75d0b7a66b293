"""All points of a question: finding them, tagging them, putting them under themes."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from discussions.models import Point, Theme
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_round,
    make_tag,
    make_theme,
)

ADDRESS = "/rounds/leadership/points/"


@pytest.fixture
def points(cell, other_cell) -> SimpleNamespace:
    """Four counted points of two cells, one of them without a theme, and a draft."""
    round = make_round("Leadership", [cell, other_cell], slug="leadership")
    love = make_theme("Love", "love", "kindness", slug="love")
    here, there = make_discussion(cell, round), make_discussion(other_cell, round)
    found = SimpleNamespace(
        round=round,
        love=love,
        both=make_point(here, "Love and kindness.", "love", "kindness", kind="needed"),
        stray=make_point(here, "Nobody knows where.", "stray"),
        plain=make_point(there, "Without a tag."),
        far=make_point(there, "Love there.", "love", kind="example"),
    )
    agree(here)
    agree(there)
    draft = make_discussion(cell, round)
    found.draft = make_point(draft, "Draft.", "secret")
    return found


def shown(response) -> list[str]:
    return [point.text for point, _ in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        (
            {},
            ["Love and kindness.", "Nobody knows where.", "Without a tag.", "Love there."],
        ),
        ({"theme": "none"}, ["Nobody knows where.", "Without a tag."]),
        ({"theme": "love"}, ["Love and kindness.", "Love there."]),
        ({"tag": "kindness"}, ["Love and kindness."]),
        ({"cell": "bristol"}, ["Without a tag.", "Love there."]),
        ({"kind": "example"}, ["Love there."]),
        ({"theme": "love", "cell": "3rd-london-cell"}, ["Love and kindness."]),
        ({"kind": "issue"}, []),
        (
            {"theme": "nothing", "tag": "secret", "page": "x"},
            ["Love and kindness.", "Nobody knows where.", "Without a tag.", "Love there."],
        ),
    ],
)
def test_filters_narrow_the_counted_points(query, texts, points, olive, as_user) -> None:
    response = as_user(olive).get(ADDRESS, query)
    assert shown(response) == texts
    assert ("Draft." in response.content.decode(), "#secret" in response.content.decode()) == (
        False,
        False,
    )


def test_ticked_points_go_under_a_theme_and_one_comes_back_to_the_filter(
    points, olive, as_user
) -> None:
    response = as_user(olive).post(
        f"{ADDRESS}?theme=none",
        {
            "action": "put",
            "points": [points.stray.pk, points.plain.pk, points.far.pk],
            "theme": points.love.pk,
        },
        follow=True,
    )
    assert response.redirect_chain == [(f"{ADDRESS}?theme=none", 302)]
    told = "Two points put under “Love”. One point stood there already."
    assert told in response.content.decode()
    assert shown(response) == []
    assert set(Point.objects.filter(tags=points.love.own_tag)) == {points.stray, points.plain}


def test_ticked_points_go_under_a_new_theme(points, olive, as_user) -> None:
    as_user(olive).post(
        ADDRESS, {"action": "put", "points": [points.plain.pk], "new_theme": "Hard  to say"}
    )
    theme = Theme.objects.get(name="Hard to say")
    assert list(Point.objects.filter(tags__themes=theme)) == [points.plain]


def test_a_new_theme_of_a_name_that_is_taken_is_that_theme(points, olive, as_user) -> None:
    as_user(olive).post(
        ADDRESS, {"action": "put", "points": [points.plain.pk], "new_theme": "LOVE"}
    )
    assert list(points.plain.tags.all()) == [points.love.own_tag]
    assert Theme.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field", "told"),
    [
        ({"new_theme": "Hope"}, "points", "Tick the points first."),
        ({"points": "plain"}, "theme", "Choose a theme, or name a new one."),
        (
            {"points": "plain", "theme": "love", "new_theme": "Hope"},
            "new_theme",
            "Choose a theme or name a new one, not both.",
        ),
        (
            {"points": "draft", "new_theme": "Hope"},
            "points",
            "One of the points has been withdrawn. Look again, and repeat.",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    data, field, told, points, olive, as_user
) -> None:
    sent = {name: getattr(points, v).pk if hasattr(points, v) else v for name, v in data.items()}
    response = as_user(olive).post(ADDRESS, {"action": "put", **sent})
    assert response.context["put"].errors[field] == [told]
    assert told in response.content.decode()
    assert Theme.objects.count() == 1
    assert points.plain.tags.count() == 0
    if "plain" in data.values():
        assert response.context["ticked"] == [str(points.plain.pk)]


def test_tags_are_added_to_one_point(points, olive, as_user) -> None:
    response = as_user(olive).post(
        ADDRESS, {"action": "tag", "point": points.plain.pk, "tags": "#hope, Kindness"}
    )
    assert response.url == f"{ADDRESS}#point-{points.plain.pk}"
    assert {tag.name for tag in points.plain.tags.all()} == {"hope", "kindness"}
    assert {t.added_by for t in points.plain.taggings.all()} == {olive}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x" * 61, "A tag has 60 characters at most"),
        ("70s", "“70s” cannot be a tag: A tag is one word"),
        ("# ,", "This field is required."),
    ],
)
def test_a_tag_that_cannot_be_is_refused_and_kept(typed, told, points, olive, as_user) -> None:
    response = as_user(olive).post(
        ADDRESS, {"action": "tag", "point": points.plain.pk, "tags": typed}
    )
    assert told in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()
    assert points.plain.tags.count() == 0


def test_a_point_of_a_draft_cannot_be_tagged_here(points, olive, as_user) -> None:
    as_user(olive).post(ADDRESS, {"action": "tag", "point": points.draft.pk, "tags": "hope"})
    assert [tag.name for tag in points.draft.tags.all()] == ["secret"]


def test_a_point_is_taken_out_of_a_theme_it_was_put_under(points, olive, as_user) -> None:
    client = as_user(olive)
    put = {"points": [points.plain.pk], "theme": points.love.pk}
    client.post(ADDRESS, {"action": "put", **put})
    assert "take out" in client.get(ADDRESS).content.decode()
    out = {"action": "take-out", "point": points.plain.pk, "theme": points.love.pk}
    response = client.post(ADDRESS, out, follow=True)
    assert "The point is out of “Love”." in response.content.decode()
    assert points.plain.tags.count() == 0


def test_a_point_that_members_tagged_stays_under_the_theme(points, olive, as_user) -> None:
    out = {"action": "take-out", "point": points.far.pk, "theme": points.love.pk}
    response = as_user(olive).post(ADDRESS, out, follow=True)
    assert "all the same, because it carries #love." in response.content.decode()
    assert [tag.name for tag in points.far.tags.all()] == ["love"]


def test_without_agreed_notes_the_page_says_what_to_do(olive, as_user, cell) -> None:
    round = make_round("Early", [cell])
    text = as_user(olive).get(reverse("discussions:round-points", args=[round.slug]))
    assert "No point is counted yet" in text.content.decode()


@pytest.mark.parametrize("size", [1, 30, 60])
def test_the_page_takes_ten_queries(size, olive, as_user, django_assert_num_queries) -> None:
    tags = [make_tag(f"many-{n}") for n in range(min(size, 30))]
    for tag in tags:
        make_theme(f"Theme {tag.name}", tag)
    cells = [make_cell() for _ in range(min(size, 30))]
    round = make_round(cells=cells)
    for n in range(size):
        discussion = make_discussion(cells[n % len(cells)], round)
        make_point(discussion, "", *tags[:3])
        agree(discussion)
    client = as_user(olive)
    with django_assert_num_queries(10):
        response = client.get(reverse("discussions:round-points", args=[round.slug]))
    assert len(response.context["rows"]) == min(size, 50)
