"""How many cells raised something, whatever is attached, withdrawn or reopened meanwhile."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discussions.actions.syntheses import attach, detach, relate
from discussions.choices import NoteState, PointState, Relation
from discussions.models import Evidence
from discussions.queries.counting import Count, cells_asked, count_statements
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_round,
    make_statement,
    make_synthesis,
    make_theme,
    make_user,
    reopen,
)

pytestmark = pytest.mark.django_db


def test_a_cell_counts_once_however_many_of_its_points_say_it() -> None:
    one, two = make_cell(), make_cell()
    round = make_round(cells=[one, two])
    first, second = make_discussion(one, round), make_discussion(two, round)
    points = [make_point(first), make_point(first), make_point(second)]
    agree(first), agree(second)
    statement = make_statement(make_synthesis(round), "Said.", *points)
    count = count_statements(statement.section.synthesis)[statement.pk]
    assert (count.cells, count.points) == ({one.pk, two.pk}, 3)


def test_a_point_with_two_tags_of_one_theme_counts_once() -> None:
    cell = make_cell()
    round = make_round(cells=[cell])
    discussion = make_discussion(cell, round)
    make_theme("Belief", "self-efficacy", "modesty")
    point = make_point(discussion, "I would not call it that.", "self-efficacy", "modesty")
    agree(discussion)
    statement = make_statement(make_synthesis(round), "Said.", point)
    count = count_statements(statement.section.synthesis)[statement.pk]
    assert (count.points, len(count.cells)) == (1, 1)


def test_dissent_is_counted_apart_and_raises_nothing() -> None:
    cell = make_cell()
    round = make_round(cells=[cell])
    discussion = make_discussion(cell, round)
    point = make_point(discussion)
    agree(discussion)
    statement = make_statement(make_synthesis(round), "Said.", point)
    statement.evidence.update(relation=Relation.DISSENTS)
    count = count_statements(statement.section.synthesis)[statement.pk]
    assert count == Count(dissents=1, dissenting_cells={cell.pk})


def test_the_denominator_is_the_cells_with_agreed_notes() -> None:
    cells = [make_cell() for _ in range(3)]
    round = make_round(cells=cells)
    agree(make_discussion(cells[0], round))
    reopen(agree(make_discussion(cells[1], round)))
    make_discussion(cells[2], round)
    asked = cells_asked(round)
    assert (asked.denominator, len(asked.cells)) == (2, 3)


def test_counts_take_one_query(django_assert_num_queries) -> None:
    round = make_round(cells=[make_cell()])
    discussion = make_discussion(round.cells.get(), round)
    points = [make_point(discussion) for _ in range(5)]
    agree(discussion)
    synthesis = make_synthesis(round)
    for point in points:
        make_statement(synthesis, "", point)
    with django_assert_num_queries(1):
        count_statements(synthesis)


class World:
    """Two statements over six points of three cells, and all that may happen to them."""

    def __init__(self) -> None:
        self.by = make_user(is_organiser=True)
        cells = [make_cell() for _ in range(3)]
        round = make_round(cells=cells)
        self.discussions = [make_discussion(cell, round) for cell in cells]
        self.points = [make_point(d) for d in self.discussions for _ in range(2)]
        for discussion in self.discussions:
            agree(discussion)
        self.synthesis = make_synthesis(round)
        self.statements = [make_statement(self.synthesis) for _ in range(2)]

    def do(self, step: str, which: int, other: int, relation: Relation) -> None:
        point = self.points[which % 6]
        statement, discussion = self.statements[other % 2], self.discussions[which % 3]
        point.refresh_from_db()
        is_counted = point.state == PointState.LIVE
        if step == "attach" and is_counted:
            attach(statement=statement, point=point, relation=relation, by=self.by)
        elif step == "relate":
            relate(statement=statement, point=point, relation=relation, by=self.by)
        elif step == "detach":
            detach(statement=statement, point=point, by=self.by)
        elif step == "withdraw":
            point.state = PointState.WITHDRAWN
            point.save()
        elif step == "reopen" and discussion.note.state == NoteState.AGREED:
            reopen(discussion)
        elif step == "agree":
            agree(discussion)

    def recount(self) -> dict[int, tuple[set[int], int, int, set[int], set[int]]]:
        """The same numbers, from plain rows and by another way."""
        found = {}
        for statement in self.statements:
            rows = [
                (row.point.discussion.meeting.cell_id, row.relation)
                for row in Evidence.objects.filter(statement=statement).select_related(
                    "point__discussion__meeting"
                )
                if row.point.state == PointState.LIVE
            ]
            raising = [row for row in rows if row[1] != "dissents"]
            found[statement.pk] = (
                {cell for cell, _ in raising},
                len(raising),
                len(rows) - len(raising),
                {cell for cell, relation in rows if relation == "qualifies"},
                {cell for cell, relation in rows if relation == "dissents"},
            )
        return found


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["attach"] * 4 + ["relate", "detach", "withdraw", "reopen", "agree"]),
        st.integers(0, 5),
        st.integers(0, 1),
        st.sampled_from(Relation),
    ),
    max_size=25,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_after_anything_that_may_happen_counts_equal_a_recount(db, steps) -> None:
    world = World()
    for step in steps:
        world.do(*step)
    counts = count_statements(world.synthesis)
    found = {
        statement.pk: (
            (count := counts.get(statement.pk) or Count()).cells,
            count.points,
            count.dissents,
            count.qualifying_cells,
            count.dissenting_cells,
        )
        for statement in world.statements
    }
    assert found == world.recount()
