"""Nothing is left out silently: what became of every point that counts in a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery

from discussions.choices import Outcome
from discussions.models import Evidence, Point, RoundCell, Tagging, Theme
from discussions.queries.likeness import with_likeness

if TYPE_CHECKING:
    from discussions.models import Disposition, Statement, Synthesis
    from discussions.querysets import PointQuerySet


@dataclass(frozen=True)
class Coverage:
    """The points of a round by what became of them, as ids; no point is in two sets.

    ``used`` as evidence; ``covered`` by a point that is used; ``set_aside`` with a
    reason; ``open``: none of these.
    """

    used: frozenset[int]
    covered: frozenset[int]
    set_aside: frozenset[int]
    open: frozenset[int]

    @property
    def total(self) -> int:
        return len(self.used) + len(self.covered) + len(self.set_aside) + len(self.open)

    def fate_of(self, point_id: int) -> str:
        """``used``, ``covered``, ``set_aside`` or ``open``."""
        for name in ("used", "covered", "set_aside"):
            if point_id in getattr(self, name):
                return name
        return "open"


def sort_out(rows: Iterable[tuple[int, bool, str | None, int | None]]) -> Coverage:
    """Coverage of ``(point, is_used, outcome, covered_by)``, one row per point.

    Use goes before any outcome; a point covered by one that is not used is open.
    """
    rows = list(rows)
    used = {point for point, is_used, _, _ in rows if is_used}
    covered, set_aside, still_open = set(), set(), set()
    for point, is_used, outcome, covered_by in rows:
        if is_used:
            continue
        if outcome == Outcome.SET_ASIDE:
            set_aside.add(point)
        elif outcome == Outcome.COVERED and covered_by in used:
            covered.add(point)
        else:
            still_open.add(point)
    return Coverage(*map(frozenset, (used, covered, set_aside, still_open)))


def coverage(synthesis: Synthesis) -> Coverage:
    """One query."""
    evidence = Evidence.objects.filter(
        statement__section__synthesis=synthesis, point=OuterRef("pk")
    )
    rows = (
        Point.objects.counted_in(synthesis.round)
        .order_by()
        .annotate(
            fate=FilteredRelation("dispositions", condition=Q(dispositions__synthesis=synthesis)),
            is_used=Exists(evidence),
            outcome=F("fate__outcome"),
            covered_by=F("fate__covered_by"),
        )
    )
    return sort_out(rows.values_list("pk", "is_used", "outcome", "covered_by"))


# Lists of points, for the page where their fates are decided


def in_order(synthesis: Synthesis, points: Iterable[int], by: str = "cell") -> PointQuerySet:
    """These points with their cells, in the round's order of cells or by theme.

    Each has ``theme``: the first of its themes by name, or None.
    """
    place = RoundCell.objects.filter(
        round=synthesis.round, cell=OuterRef("discussion__meeting__cell")
    )
    theme = Theme.objects.filter(tags__points=OuterRef("pk")).order_by("name")
    found = Point.objects.filter(pk__in=list(points)).annotate(
        place=Subquery(place.values("position")[:1]),
        theme=Subquery(theme.values("name")[:1]),
    )
    first = [F("theme").asc(nulls_last=True)] if by == "theme" else []
    return found.select_related("discussion__meeting__cell").order_by(
        *first, "place", "discussion", "number"
    )


def could_cover(point: Point, covered: Coverage, find: str = "") -> PointQuerySet:
    """The used points: those of a theme of ``point`` first, then by likeness of words."""
    themes = Theme.objects.filter(tags__points=point.pk)
    shared = Tagging.objects.filter(point=OuterRef("pk"), tag__themes__in=themes)
    used = Point.objects.filter(pk__in=covered.used).annotate(shares_theme=Exists(shared))
    if find:
        used = used.filter(text__icontains=find)
    return (
        with_likeness(used, point.text)
        .select_related("discussion__meeting__cell")
        .order_by(F("shares_theme").desc(), F("likeness").desc(), "pk")
    )


@dataclass(frozen=True)
class Row:
    """A point, with the statements that use it or the disposition that says its fate."""

    point: Point
    statements: list[Statement]
    disposition: Disposition | None


def with_fates(synthesis: Synthesis, points: Iterable[Point]) -> list[Row]:
    """Two queries: the points, each with what became of it."""
    points = list(points)
    uses: dict[int, list[Statement]] = defaultdict(list)
    evidence = Evidence.objects.filter(
        statement__section__synthesis=synthesis, point__in=points
    ).select_related("statement")
    for row in evidence:
        uses[row.point_id].append(row.statement)
    outcomes = synthesis.dispositions.filter(point__in=points).select_related(
        "covered_by__discussion__meeting__cell"
    )
    decided = {row.point_id: row for row in outcomes}
    return [Row(point, uses[point.pk], decided.get(point.pk)) for point in points]
