"""Every point is used, covered, left out with a reason, or said to be not in yet."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cells.errors import NotPossible
from discussions.actions.syntheses import attach, cover_point, detach, set_aside_points
from discussions.choices import Outcome, PointState, Relation
from discussions.models import Disposition
from discussions.queries.coverage import coverage, sort_out
from tests.factories import (
    agree,
    make_discussion,
    make_point,
    make_round,
    make_statement,
    make_synthesis,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cell, olive):
    """A summary with one passage, and four counted points, none of them used."""
    round = make_round("Leadership", [cell], slug="leadership")
    discussion = make_discussion(cell, round)
    points = [make_point(discussion, f"Point number {n}.") for n in range(4)]
    agree(discussion)
    synthesis = make_synthesis(round)
    return synthesis, make_statement(synthesis, "A passage."), points


def page(synthesis) -> str:
    return reverse("discussions:coverage", args=[synthesis.round.slug])


@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from([None, Outcome.COVERED, Outcome.SET_ASIDE]),
            st.integers(0, 12),
        ),
        max_size=12,
    )
)
def test_each_point_has_exactly_one_fate(fates) -> None:
    rows = [
        (pk, is_used, outcome, by if outcome == Outcome.COVERED else None)
        for pk, (is_used, outcome, by) in enumerate(fates)
    ]
    found = sort_out(rows)
    sets = [found.used, found.covered, found.set_aside, found.open]
    assert sorted(pk for fate in sets for pk in fate) == [row[0] for row in rows]
    assert all(row[3] in found.used for row in rows if row[0] in found.covered)


def test_a_point_covered_by_one_that_is_no_longer_used_is_open_again(desk, olive) -> None:
    synthesis, statement, (used, covered, *_) = desk
    attach(statement=statement, point=used, relation=Relation.SUPPORTS, by=olive)
    cover_point(synthesis=synthesis, point=covered, covered_by=used, by=olive)
    assert coverage(synthesis).covered == {covered.pk}
    detach(statement=statement, point=used, by=olive)
    assert covered.pk in coverage(synthesis).open


def test_attaching_a_point_forgets_that_it_was_left_out(desk, olive) -> None:
    synthesis, statement, (point, *_) = desk
    set_aside_points(synthesis=synthesis, points=[point], reason="Not about it", by=olive)
    attach(statement=statement, point=point, relation=Relation.SUPPORTS, by=olive)
    detach(statement=statement, point=point, by=olive)
    assert point.pk in coverage(synthesis).open


def test_only_a_used_point_covers_another(desk, olive) -> None:
    synthesis, _, (one, two, *_) = desk
    with pytest.raises(NotPossible):
        cover_point(synthesis=synthesis, point=one, covered_by=two, by=olive)
    assert not Disposition.objects.exists()


def test_leaving_out_refuses_all_when_one_is_used(desk, olive) -> None:
    synthesis, statement, (used, other, *_) = desk
    attach(statement=statement, point=used, relation=Relation.SUPPORTS, by=olive)
    with pytest.raises(NotPossible):
        set_aside_points(synthesis=synthesis, points=[other, used], reason="No", by=olive)
    assert coverage(synthesis).set_aside == set()


def test_points_ticked_together_are_left_out_with_one_reason(desk, olive, as_user) -> None:
    synthesis, _, points = desk
    data = {
        "action": "leave-out",
        "points": [points[0].pk, points[1].pk],
        "reason": "other",
        "other": "Said in jest",
    }
    response = as_user(olive).post(page(synthesis), data, follow=True)
    assert "2 points are left out: Said in jest." in response.content.decode()
    rows = synthesis.dispositions.values_list("point", "reason", "decided_by")
    assert set(rows) == {(p.pk, "Said in jest", olive.pk) for p in points[:2]}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"points": []}, "Tick at least one point."),
        ({"reason": ""}, "Choose why."),
        ({"reason": "other", "other": ""}, "Write the reason here"),
        ({"reason": "other", "other": "x" * 301}, "at most 300 characters"),
    ],
)
def test_leaving_out_without_what_it_needs_says_so_and_keeps_the_ticks(
    desk, olive, as_user, change, error
) -> None:
    synthesis, _, points = desk
    data = {
        "action": "leave-out",
        "points": [points[2].pk],
        "reason": "Not about the question",
        "other": "",
    } | change
    html = as_user(olive).post(page(synthesis), data).content.decode()
    assert error in html
    assert (f'value="{points[2].pk}" checked' in html) == bool(data["points"])
    assert not synthesis.dispositions.exists()


def test_a_point_is_covered_and_taken_back_on_the_page(desk, olive, as_user) -> None:
    synthesis, statement, (used, covered, *_) = desk
    attach(statement=statement, point=used, relation=Relation.SUPPORTS, by=olive)
    client = as_user(olive)
    html = client.get(page(synthesis), {"cover": covered.pk}).content.decode()
    assert "Which used point covers this one?" in html
    client.post(page(synthesis), {"action": "cover", "point": covered.pk, "covered_by": used.pk})
    assert coverage(synthesis).covered == {covered.pk}
    html = client.get(page(synthesis), {"show": "covered"}).content.decode()
    assert "Point number 1." in html
    client.post(page(synthesis), {"action": "undo", "point": covered.pk})
    assert coverage(synthesis).covered == set()


def test_points_of_the_same_theme_are_offered_first_as_cover(desk, olive, as_user) -> None:
    synthesis, statement, (near, far, point, _) = desk
    theme = make_theme("Belief")
    for row in (far, point):
        row.taggings.create(tag=theme.own_tag, source="person")
    for row in (near, far):
        attach(statement=statement, point=row, relation=Relation.SUPPORTS, by=olive)
    response = as_user(olive).get(page(synthesis), {"cover": point.pk})
    assert [p.pk for p in response.context["candidates"]] == [far.pk, near.pk]


def test_withdrawn_points_and_notes_never_agreed_ask_for_nothing(desk, other_cell) -> None:
    synthesis, _, points = desk
    points[0].state = PointState.WITHDRAWN
    points[0].save()
    make_point(make_discussion(other_cell, synthesis.round), "Not agreed.")
    assert coverage(synthesis).open == {p.pk for p in points[1:]}


@pytest.mark.parametrize("show", ["open", "used", "covered", "set_aside"])
@pytest.mark.parametrize("by", ["cell", "theme"])
@pytest.mark.parametrize("number", [1, 30])
def test_the_page_takes_the_same_queries_however_many_points(
    desk, olive, as_user, django_assert_num_queries, show, by, number
) -> None:
    synthesis, statement, points = desk
    discussion = points[0].discussion
    more = [make_point(discussion, f"More {n}.", "a", "b") for n in range(number)]
    agree(discussion)
    if show == "used":
        for point in more:
            attach(statement=statement, point=point, relation=Relation.SUPPORTS, by=olive)
    if show == "set_aside":
        set_aside_points(synthesis=synthesis, points=more, reason="No", by=olive)
    if show == "covered":
        attach(statement=statement, point=points[0], relation=Relation.SUPPORTS, by=olive)
        for point in more:
            cover_point(synthesis=synthesis, point=point, covered_by=points[0], by=olive)
    client = as_user(olive)
    with django_assert_num_queries(8):
        client.get(page(synthesis), {"show": show, "by": by})


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "²", "-1"])
def test_a_number_that_is_none_of_a_point_covers_nothing(desk, olive, as_user, number) -> None:
    response = as_user(olive).get(page(desk[0]), {"cover": number})
    assert response.status_code == 200
    assert "covering" not in response.context
