"""What stands beside the sentence in hand: its sources, and what could become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Exists, F, OuterRef
from django.db.models.lookups import GreaterThan

from discussions.models import Evidence, Point, Tagging
from discussions.queries.gate import what_is_wrong
from discussions.queries.likeness import with_likeness

if TYPE_CHECKING:
    from discussions.models import Statement
    from discussions.queries.coverage import Coverage
    from discussions.querysets import PointQuerySet

AT_ONCE = 12


@dataclass(frozen=True)
class Looking:
    """What the organiser looks through: points found by words, of one theme, or still open.

    With nothing asked, the points whose words are nearest to the statement's.
    """

    find: str = ""
    list: str = ""
    theme: str = ""

    LISTS = ("open", "theme")

    @property
    def address(self) -> dict[str, str]:
        """The part of the address that comes back here."""
        asked = {"list": self.list, "theme": self.theme, "find": self.find}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Source:
    """A piece of evidence, and what is wrong with it ("" where nothing is)."""

    evidence: Evidence
    trouble: str


# A point, and what became of it so far.
Candidate: TypeAlias = "tuple[Point, str]"


def sources(statement: Statement) -> list[Source]:
    """One query: what is attached to the statement, in the latest first."""
    rows = statement.evidence.select_related(
        "point__discussion__meeting__cell", "point__discussion__note"
    )
    return [Source(row, what_is_wrong(row)) for row in rows.order_by("-pk")]


def candidates(statement: Statement, looking: Looking, covered: Coverage) -> list[Candidate]:
    """One query: at most ``AT_ONCE + 1`` points that could be attached, the likeliest first."""
    attached = Evidence.objects.filter(statement=statement, point=OuterRef("pk"))
    points = Point.objects.counted_in(statement.section.synthesis.round).filter(~Exists(attached))
    found = _matching(points, statement, looking, covered).select_related(
        "discussion__meeting__cell"
    )
    return [(point, covered.fate_of(point.pk)) for point in found[: AT_ONCE + 1]]


def _matching(
    points: PointQuerySet, statement: Statement, looking: Looking, covered: Coverage
) -> PointQuerySet:
    if looking.find:
        points = points.filter(text__icontains=looking.find)
    if looking.list == "open":
        points = points.filter(pk__in=covered.open)
    elif looking.list == "theme":
        put_there = Tagging.objects.filter(point=OuterRef("pk"), tag__themes__slug=looking.theme)
        points = points.filter(Exists(put_there))
    elif not looking.find:
        near = with_likeness(points, statement.text)
        return near.filter(GreaterThan(F("likeness"), 0)).order_by(F("likeness").desc(), "pk")
    return points.order_by("discussion__meeting__date", "discussion", "number")
