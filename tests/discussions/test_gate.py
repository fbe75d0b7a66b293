"""What keeps a summary from going out, and what is asked before it does."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.choices import PointState, Reach, Relation, StatementForm, StatementKind
from discussions.queries.gate import NameList, gate
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_round,
    make_statement,
    make_synthesis,
    make_user,
    reopen,
)


@pytest.fixture
def ready(cell):
    """A summary of one claim with its point, and nothing in its way."""
    round = make_round("Leadership", [cell], slug="leadership")
    discussion = make_discussion(cell, round, reach=Reach.QUOTED)
    point = make_point(discussion, "It was said.")
    agree(discussion)
    synthesis = make_synthesis(round, title="On leading", introduction="What was said.")
    make_statement(synthesis, "A claim.", point)
    return synthesis


def stops(synthesis) -> list[tuple[str, str]]:
    return [(stop.number, stop.text) for stop in gate(synthesis).stops]


def cautions(synthesis) -> dict[str, list[str]]:
    return {caution.key: caution.places for caution in gate(synthesis).cautions}


@pytest.mark.django_db
def test_nothing_stops_a_summary_whose_claims_rest_on_agreed_notes(ready) -> None:
    assert (stops(ready), cautions(ready)) == ([], {})


@pytest.mark.django_db
def test_a_claim_without_a_point_is_named_with_its_number(ready) -> None:
    make_statement(ready, "Another claim.")
    assert stops(ready) == [("1.2", "It says what cells said, and no point says it.")]


@pytest.mark.django_db
def test_a_claim_that_only_meets_dissent_rests_on_nothing(ready) -> None:
    ready.sections.get().statements.get().evidence.update(relation=Relation.DISSENTS)
    assert stops(ready) == [("1.1", "It says what cells said, and no point says it.")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"kind": StatementKind.ISSUE},
        {"kind": StatementKind.EDITORIAL},
        {"form": StatementForm.LEAD_IN},
    ],
)
def test_what_claims_nothing_needs_no_point(ready, fields) -> None:
    make_statement(ready, "We turn to the rest:", **fields)
    assert stops(ready) == []


@pytest.mark.django_db
def test_notes_open_for_corrections_stop_what_rests_on_them(ready) -> None:
    reopen(ready.round.discussions.get())
    assert stops(ready) == [("1.1", "The notes it comes from are open for corrections.")]


@pytest.mark.django_db
def test_a_withdrawn_point_stops_even_a_passage_with_another(ready, cell) -> None:
    discussion = ready.round.discussions.get()
    gone = make_point(discussion, state=PointState.WITHDRAWN)
    agree(discussion)
    ready.sections.get().statements.get().evidence.create(point=gone)
    assert stops(ready) == [("1.1", "Its cell has withdrawn this point.")]


@pytest.mark.django_db
def test_an_empty_summary_of_a_silent_round_is_missing_both() -> None:
    assert stops(make_synthesis(make_round(cells=[make_cell()]))) == [
        ("", "There is no passage in it yet."),
        ("", "No cell has agreed its notes on this question yet."),
    ]


@pytest.mark.django_db
def test_an_archive_needs_no_points_but_must_be_meant() -> None:
    synthesis = make_synthesis(is_archive=True)
    make_statement(synthesis, "Written long ago.")
    assert (stops(synthesis), list(cautions(synthesis))) == ([], ["archive"])


@pytest.mark.django_db
def test_an_archive_hides_no_sources_that_were_attached(ready) -> None:
    ready.is_archive = True
    assert stops(ready) == [("1.1", "It has sources, and an archive is published without any.")]


@pytest.mark.django_db
def test_open_points_are_asked_about_by_their_number(ready) -> None:
    discussion = ready.round.discussions.get()
    make_point(discussion), make_point(discussion)
    agree(discussion)
    assert list(cautions(ready)) == ["open:2"]


@pytest.mark.django_db
def test_names_are_found_in_every_text_that_goes_out_and_in_no_other(ready, cell) -> None:
    make_user("Grace Hopperton")
    private, shown = make_cell(), make_cell("Hopperton Street")
    for place, (each, reach) in enumerate([(private, Reach.NETWORK), (shown, Reach.QUOTED)], 1):
        ready.round.round_cells.create(cell=each, position=place)
        discussion = make_discussion(each, ready.round, reach=reach)
        point = make_point(discussion, "Grace told us so.")
        agree(discussion)
        make_statement(ready, "Grace again.", point)
    ready.title = "For Grace"
    ready.introduction = "With thanks to grace hopperton, and with all grace."
    section = ready.sections.get()
    section.heading = "Grace’s part"
    section.save()
    assert cautions(ready) == {
        "name:Grace": ["the title", "the heading of 1", "1.2", "1.3", "a point behind 1.3"],
        "name:Hopperton": ["the name of a cell"],
        "name:grace hopperton": ["the introduction"],
    }


@pytest.mark.django_db
def test_the_gate_takes_the_same_queries_at_any_length(ready, django_assert_num_queries) -> None:
    discussion = ready.round.discussions.get()
    for _ in range(30):
        point = make_point(discussion)
        make_statement(ready, "", point)
    agree(discussion)
    with django_assert_num_queries(6):
        gate(ready)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Grace said so.", {"Grace"}),
        ("It was said with grace.", set()),
        ("GRACE said so.", {"GRACE"}),
        ("Graceful people.", set()),
        ("Ask o’neill: Mary O’Neill knows.", {"Mary O Neill"}),
        ("Write to someone@example.org today.", {"someone@example.org"}),
        ("José, or Jose\u0301, came.", {"José"}),
        ("van der Berg", {"Berg"}),
        ("X marks it.", set()),
        ("小林さん 小林", {"小林"}),
    ],
)
def test_a_name_is_found_as_people_write_it(text, found) -> None:
    names = ["Grace Hopper", "Mary O’Neill", "José Sample", "Jan van der Berg", "X Y", "小林 花"]
    assert NameList(names).found_in(text) == found


@given(st.lists(st.text()), st.text())
def test_no_name_and_no_text_breaks_the_search(names, text) -> None:
    NameList(names).found_in(text)


def test_the_search_grows_with_the_text_and_not_with_the_names() -> None:
    text = "Words that go on and on. " * 2000

    def seconds(people: int) -> float:
        names = NameList(f"First{n} Last{n}" for n in range(people))
        start = time.perf_counter()
        names.found_in(text)
        return time.perf_counter() - start

    assert seconds(5000) < 5 * seconds(50) + 0.1
