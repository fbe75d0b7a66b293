"""How many cells raised something: the count that stands beside every sentence.

Readers see cells, because the number of points measures the note-taker;
organisers see points too. The denominator is the cells whose notes in the round
are agreed, with the number of cells asked beside it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from discussions.choices import Relation
from discussions.models import Discussion, Evidence, Point, RoundCell

if TYPE_CHECKING:
    from discussions.models import Round, Synthesis


@dataclass(frozen=True)
class Asked:
    """The cells of a round in its order: all that were asked, and those that count."""

    cells: list[RoundCell]

    @cached_property
    def counted(self) -> list[RoundCell]:
        """Those with agreed notes in the round."""
        return [row for row in self.cells if row.is_counted]  # type: ignore[attr-defined]

    @property
    def denominator(self) -> int:
        return len(self.counted)


def cells_asked(round: Round) -> Asked:
    """One query: the round's cells, each with ``is_counted``."""
    agreed = Discussion.objects.released().filter(
        round=OuterRef("round"), meeting__cell=OuterRef("cell")
    )
    rows = round.round_cells.select_related("cell").annotate(is_counted=Exists(agreed))
    return Asked(list(rows))


@dataclass
class Count:
    """What a statement rests on.

    ``cells``: ids of the cells of which a point supports or qualifies it.
    ``points``: how many points do; ``qualifies`` and ``dissents``: how many points
    do that. ``qualifying_cells`` are among ``cells``, ``dissenting_cells`` are kept
    apart.
    """

    cells: set[int] = field(default_factory=set)
    points: int = 0
    qualifies: int = 0
    dissents: int = 0
    qualifying_cells: set[int] = field(default_factory=set)
    dissenting_cells: set[int] = field(default_factory=set)

    def add(self, cell_id: int, relation: str) -> None:
        if relation == Relation.DISSENTS:
            self.dissents += 1
            self.dissenting_cells.add(cell_id)
            return
        self.points += 1
        self.cells.add(cell_id)
        if relation == Relation.QUALIFIES:
            self.qualifies += 1
            self.qualifying_cells.add(cell_id)


def count_statements(synthesis: Synthesis) -> dict[int, Count]:
    """One query: statement id to its count, of the points that count in the round.

    A withdrawn point, or one its cell never agreed, is not counted; the gate names it.
    """
    rows = Evidence.objects.filter(
        statement__section__synthesis=synthesis,
        point__in=Point.objects.counted_in(synthesis.round),
    ).values_list("statement_id", "point__discussion__meeting__cell_id", "relation")
    counts: dict[int, Count] = defaultdict(Count)
    for statement_id, cell_id, relation in rows:
        counts[statement_id].add(cell_id, relation)
    return counts
