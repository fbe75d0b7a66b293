"""Themes over all questions: listing, making, naming, gathering tags, reading."""

import pytest
from django.urls import reverse

from cells.errors import NotPossible
from discussions.actions.tags import get_or_create_tag
from discussions.actions.themes import (
    create_theme,
    edit_theme,
    put_points_under_theme,
    take_point_out_of_theme,
)
from discussions.models import Point, Tag, Tagging, Theme
from discussions.queries.theme_list import listed_themes, loose_tags
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


def names(tags) -> set[str]:
    return {tag.name for tag in tags}


def agreed_points(round, cell, *texts_and_tags, reach: str = "network"):
    """An agreed discussion of ``cell`` with a point for each (text, tag, …)."""
    discussion = make_discussion(cell, round, reach=reach)
    points = [make_point(discussion, text, *tags) for text, *tags in texts_and_tags]
    agree(discussion)
    return points


# Making and naming


def test_a_theme_gathers_tags_and_one_of_its_own(olive) -> None:
    theme = create_theme(
        name="A voice in public debate", tags=[make_tag("media"), make_tag("press")], by=olive
    )
    assert theme.slug == "a-voice-in-public-debate"
    assert theme.own_tag.name == "a-voice-in-public-debate"
    assert names(theme.tags.all()) == {"a-voice-in-public-debate", "media", "press"}


def test_a_tag_of_the_themes_name_becomes_its_own(olive) -> None:
    used = get_or_create_tag("Permission")
    assert create_theme(name="Permission", by=olive).own_tag == used


def test_a_tag_that_another_theme_owns_is_left_to_it(olive) -> None:
    first = create_theme(name="Love", by=olive)
    edit_theme(theme=first, name="Kindness", description="", tags=[], by=olive)
    second = create_theme(name="Love", by=olive)
    assert (first.own_tag.name, second.own_tag.name) == ("love", "love-2")
    assert second.slug == "love-2"


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("1970s collectives", "theme-1970s-collectives"),
        ("???", "theme"),
        ("Ŵyau a chŷd", "ŵyau-a-chŷd"),
        ("x" * 80, "x" * 56),
    ],
)
def test_any_name_makes_a_tag_that_may_stand_in_notes(name, tag, olive) -> None:
    own = create_theme(name=name, by=olive).own_tag
    own.full_clean(exclude=["key"])
    assert own.name == tag


def test_two_themes_of_one_name_at_once_make_one(olive) -> None:
    create_theme(name="Love", by=olive)
    with pytest.raises(NotPossible, match="a theme of this name already"):
        create_theme(name="LOVE", by=olive)
    assert Theme.objects.count() == 1


def test_a_name_that_is_taken_is_said_at_the_field_and_kept(olive, as_user) -> None:
    make_theme("Love, kindness")
    response = as_user(olive).post(
        reverse("discussions:theme-new"), {"name": " love,  KINDNESS ", "description": "Mine."}
    )
    assert "There is a theme of this name already." in response.context["form"].errors["name"][0]
    assert 'value="Mine."' in response.content.decode()
    assert Theme.objects.count() == 1


def test_a_theme_is_made_of_the_tag_its_link_names(olive, as_user, cell) -> None:
    agreed_points(make_round(cells=[cell]), cell, ("Words.", "self-efficacy"))
    client = as_user(olive)
    form = client.get(reverse("discussions:theme-new"), {"tag": "self-efficacy"}).context["form"]
    assert form["name"].value() == "Self efficacy"
    ticked = [box.data["value"].value for box in form["tags"] if box.data["selected"]]
    assert ticked == [Tag.objects.get(name="self-efficacy").pk]
    response = client.post(
        reverse("discussions:theme-new"), {"name": "Belief in oneself", "tags": ticked}
    )
    theme = Theme.objects.get()
    assert response.url == f"/themes/{theme.slug}/"
    assert names(theme.tags.all()) == {"belief-in-oneself", "self-efficacy"}


def test_editing_renames_and_keeps_the_address_and_the_own_tag(olive, as_user, cell) -> None:
    theme = create_theme(name="Love", tags=[make_tag("kindness")], by=olive)
    client = as_user(olive)
    address = reverse("discussions:theme-edit", args=[theme.slug])
    form = client.get(address).context["form"]
    assert names(form.fields["tags"].queryset) == {"kindness"}
    client.post(address, {"name": "love", "description": "All of it.", "tags": []})
    theme.refresh_from_db()
    assert (theme.name, theme.slug, theme.description) == ("love", "love", "All of it.")
    assert names(theme.tags.all()) == {"love"}


def test_tags_of_drafts_are_not_offered(olive, as_user, cell) -> None:
    make_point(make_discussion(cell, make_round(cells=[cell])), "Draft.", "secret")
    response = as_user(olive).get(reverse("discussions:theme-new"))
    assert "tags" not in response.context["form"].fields
    assert "secret" not in response.content.decode()


# Points under a theme


def test_a_point_put_straight_under_a_theme_carries_its_own_tag(olive, cell) -> None:
    there, new = agreed_points(
        make_round(cells=[cell]), cell, ("Already.", "love"), ("Not yet.", "other")
    )
    theme = create_theme(name="Kindness", tags=[make_tag("love")], by=olive)
    assert put_points_under_theme(points=[there, new], theme=theme, by=olive) == 1
    assert put_points_under_theme(points=[there, new], theme=theme, by=olive) == 0
    tagging = Tagging.objects.get(tag=theme.own_tag)
    assert (tagging.point, tagging.source, tagging.added_by) == (new, "person", olive)


def test_taking_a_point_out_leaves_what_members_wrote(olive, cell) -> None:
    (point,) = agreed_points(make_round(cells=[cell]), cell, ("Words.",))
    theme = create_theme(name="Kindness", tags=[make_tag("love")], by=olive)
    put_points_under_theme(points=[point], theme=theme, by=olive)
    assert take_point_out_of_theme(point=point, theme=theme, by=olive) == []
    assert names(point.tags.all()) == set()

    point.taggings.create(tag=theme.own_tag, source="note")
    assert names(take_point_out_of_theme(point=point, theme=theme, by=olive)) == {"kindness"}
    assert names(point.tags.all()) == {"kindness"}


# The list


def test_themes_are_listed_with_what_they_gathered_over_all_questions(
    olive, cell, other_cell
) -> None:
    theme = make_theme("Love", "love", "kindness")
    make_theme("Empty")
    first, second = make_round(cells=[cell, other_cell]), make_round(cells=[cell])
    agreed_points(first, cell, ("Both tags.", "love", "kindness"), ("One.", "love"))
    agreed_points(first, other_cell, ("Two.", "kindness"))
    agreed_points(second, cell, ("Three.", "love"))
    make_point(make_discussion(cell, first), "Draft.", "love")
    agreed_points(None, cell, ("On no question.", "love"))
    listed = [(one.theme.name, one.points, one.cells, one.rounds) for one in listed_themes(olive)]
    assert listed == [("Love", 4, 2, 2), ("Empty", 0, 0, 0)]
    assert listed_themes(olive)[0].tags[0] == theme.own_tag


def test_members_see_themes_and_counts_of_published_questions_only(
    carol, as_user, cell, other_cell
) -> None:
    shown, hidden = make_theme("Shown", "love"), make_theme("Hidden", "control")
    published, other = make_round(cells=[cell]), make_round(cells=[cell])
    agreed_points(published, cell, ("One.", "love"))
    agreed_points(other, cell, ("Two.", "love"), ("Three.", "control"))
    make_point(make_discussion(cell, published), "Draft.", "control")
    make_publication(make_synthesis(published))
    assert [(one.theme, one.points) for one in listed_themes(carol)] == [(shown, 1)]
    response = as_user(carol).get(reverse("discussions:theme-list"))
    assert hidden.name not in response.content.decode()
    assert response.context["loose"] == []


def test_loose_tags_count_agreed_points_those_of_most_cells_first(cell, other_cell) -> None:
    round = make_round(cells=[cell, other_cell])
    make_theme("Love", "love")
    agreed_points(round, cell, ("1", "school", "love"), ("2", "school"), ("3", "permission"))
    agreed_points(round, other_cell, ("4", "permission"))
    make_point(make_discussion(cell, round), "Draft.", "permission", "secret")
    found = loose_tags(Point.objects.counted_in(round))
    assert [(tag.name, tag.points, len(tag.cells)) for tag in found] == [
        ("permission", 2, 2),
        ("school", 2, 1),
    ]


def test_ticked_tags_are_added_to_a_theme(olive, as_user, cell) -> None:
    theme = make_theme("Love")
    agreed_points(make_round(cells=[cell]), cell, ("1", "kindness", "care"), ("2", "other"))
    client = as_user(olive)
    address = reverse("discussions:theme-list")
    client.post(address, {"tags": ["kindness", "care"], "theme": theme.pk})
    assert names(theme.tags.all()) == {theme.own_tag.name, "kindness", "care"}
    refused = client.post(address, {"tags": ["other"], "theme": ""})
    assert refused.context["form"].errors["theme"] == ["Choose the theme they belong to."]
    assert refused.context["ticked"] == ["other"]


def test_the_empty_list_offers_the_first_step(olive, carol, as_user) -> None:
    text = as_user(olive).get(reverse("discussions:theme-list")).content.decode()
    assert "Name the first theme" in text
    text = as_user(carol).get(reverse("discussions:theme-list")).content.decode()
    assert "Themes show here once the first summary is published." in text
    assert "Name the first theme" not in text


# One theme


def test_a_theme_shows_its_words_question_by_question(olive, as_user, cell, other_cell) -> None:
    theme = make_theme("Love", "love", slug="love")
    round = make_round("Leadership", [cell, other_cell])
    agreed_points(round, cell, ("Said here.", "love"), ("Other.", "control"))
    agreed_points(round, other_cell, ("Said there.", "love"), reach="organisers")
    response = as_user(olive).get(theme.get_absolute_url())
    said = [(q.title, [p.text for p in points]) for q, points in response.context["by_round"]]
    assert said == [("Leadership", ["Said here.", "Said there."])]
    assert [(one.points, one.cells) for one in response.context["rounds"]] == [(2, 2)]


def test_members_read_of_a_theme_what_reach_allows_and_count_the_rest(
    carol, as_user, cell, other_cell
) -> None:
    theme = make_theme("Love", "love", slug="love")
    round = make_round("Leadership", [cell, other_cell])
    agreed_points(round, cell, ("Kept here.", "love"), reach="organisers")
    agreed_points(round, cell, ("Open to all.", "love"))
    agreed_points(make_round("Later", [cell]), cell, ("Not published.", "love"))
    make_publication(make_synthesis(round))
    response = as_user(carol).get(theme.get_absolute_url())
    said = [p.text for _, points in response.context["by_round"] for p in points]
    assert said == ["Open to all."]
    assert response.context["withheld"] == 1
    text = response.content.decode()
    assert ("Kept here." in text, "Not published." in text, "Later" in text) == (False,) * 3


# Queries


def fill(size: int) -> Theme:
    tags = [make_tag(f"many-{n}") for n in range(size)]
    themes = [make_theme(f"Theme {tag.name}", tag) for tag in tags]
    round = make_round()
    for n in range(size):
        words = [(f"Words {tag.name}", tag, f"loose-{n}") for tag in tags[:3]]
        agreed_points(round, make_cell(), *words)
    make_publication(make_synthesis(round))
    return themes[0]


@pytest.mark.parametrize("size", [1, 30])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("theme-list", 7), ("theme-new", 6), ("theme-edit", 9), ("theme", 10)],
)
def test_pages_take_the_same_number_of_queries(
    size, name, queries, olive, as_user, django_assert_num_queries
) -> None:
    theme = fill(size)
    client = as_user(olive)
    args = [theme.slug] if name in {"theme", "theme-edit"} else []
    with django_assert_num_queries(queries):
        assert client.get(reverse(f"discussions:{name}", args=args)).status_code == 200


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_of_a_theme_takes_ten_queries_of_members(
    size, carol, as_user, django_assert_num_queries
) -> None:
    theme = fill(size)
    client = as_user(carol)
    with django_assert_num_queries(10):
        assert client.get(theme.get_absolute_url()).status_code == 200


def test_members_are_told_of_no_tag_whose_points_they_may_not_read(
    cell, other_cell, carol, olive, as_user
) -> None:
    round = make_round("Leadership", [cell, other_cell])
    kept, open_ = (make_discussion(cell, round) for _ in range(2))
    make_point(kept, "Kept.", "whisper")
    make_point(open_, "Open.", "permission")
    agree(kept, "organisers")
    agree(open_, "network")
    theme = make_theme("Permission", "whisper", "permission", slug="permission")
    make_publication(make_synthesis(round))
    for address in (
        reverse("discussions:theme-list"),
        reverse("discussions:theme", args=[theme.slug]),
    ):
        shown = as_user(carol).get(address).content.decode()
        assert ("#permission" in shown, "#whisper" in shown) == (True, False)
        assert "#whisper" in as_user(olive).get(address).content.decode()


def test_a_tag_that_cannot_be_is_passed_over(olive, as_user) -> None:
    response = as_user(olive).get(reverse("discussions:theme-new"), {"tag": "\0"})
    assert response.status_code == 200


def test_members_are_not_told_of_a_theme_they_may_not_see_by_its_own_tag(
    cell, carol, olive, as_user
) -> None:
    round = make_round("Leadership", [cell])
    agreed_points(round, cell, ("Open.", "permission"))
    hidden = make_theme("Whisper")
    theme = make_theme("Permission", "permission", hidden.own_tag, slug="permission")
    make_publication(make_synthesis(round))
    for address in (reverse("discussions:theme-list"), theme.get_absolute_url()):
        assert f"#{hidden.own_tag.name}<" not in as_user(carol).get(address).content.decode()
        assert f"#{hidden.own_tag.name}<" in as_user(olive).get(address).content.decode()


def test_members_are_told_of_no_loose_tag_that_they_may_not_read(
    cell, other_cell, carol, olive, as_user
) -> None:
    round = make_round("Leadership", [cell, other_cell])
    agreed_points(round, cell, ("Kept.", "whisper"), reach="organisers")
    agreed_points(round, other_cell, ("Open.", "permission"))
    make_publication(make_synthesis(round))
    address = reverse("discussions:round-themes", args=[round.slug])
    shown = as_user(carol).get(address).content.decode()
    assert ("#permission" in shown, "#whisper" in shown) == (True, False)
    assert "#whisper" in as_user(olive).get(address).content.decode()
