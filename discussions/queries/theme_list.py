"""Themes and tags over all rounds: how much stands under each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from discussions.models import Point, Publication, Round, Tag, Tagging, Theme

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cells.querysets import Viewer


@dataclass(frozen=True)
class ListedTheme:
    """A theme with its tags, and what it gathered over all rounds."""

    theme: Theme
    tags: list[Tag]
    points: int
    cells: int
    rounds: int


@dataclass
class LooseTag:
    """A tag without a theme: its points, and in which cells they were said."""

    name: str
    points: int = 0
    cells: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class RoundOfTheme:
    round: Round
    points: int
    cells: int


def counted_for(viewer: Viewer) -> QuerySet[Point]:
    """The points that count in themes over all rounds: to organisers, every agreed one of
    a round; to members, those of rounds that were published."""
    points = Point.objects.released().filter(discussion__round__isnull=False)
    if viewer.is_authenticated and viewer.is_organiser:
        return points
    published = Publication.objects.values("synthesis__round")
    return points.filter(discussion__round__in=published)


def tags_shown_to(viewer: Viewer) -> QuerySet[Tag]:
    """The tags of themes that the viewer may be told of: those on points whose words
    the viewer may read, and the own ones of themes that the viewer may see."""
    seen = Tag.objects.visible_to(viewer).values("pk")
    themes = Theme.objects.visible_to(viewer).values("pk")
    return Tag.objects.filter(Q(pk__in=seen) | Q(owner__in=themes))


def in_reading_order(theme: Theme, tags: Iterable[Tag]) -> list[Tag]:
    """The theme's own tag, then the others by name."""
    return sorted(tags, key=lambda tag: (tag.pk != theme.own_tag_id, tag.key))


def listed_themes(viewer: Viewer) -> list[ListedTheme]:
    """Three queries: the themes the viewer may see, those of most cells first."""
    counts = {
        row["tags__themes"]: row
        for row in counted_for(viewer)
        .filter(tags__themes__isnull=False)
        .order_by()
        .values("tags__themes")
        .annotate(
            points=Count("pk", distinct=True),
            cells=Count("discussion__meeting__cell", distinct=True),
            rounds=Count("discussion__round", distinct=True),
        )
    }
    nothing = {"points": 0, "cells": 0, "rounds": 0}
    listed = []
    shown = Prefetch("tags", tags_shown_to(viewer))
    for theme in Theme.objects.visible_to(viewer).prefetch_related(shown):
        row = counts.get(theme.pk, nothing)
        tags = in_reading_order(theme, theme.tags.all())
        listed.append(ListedTheme(theme, tags, row["points"], row["cells"], row["rounds"]))
    return sorted(listed, key=lambda one: (-one.cells, -one.points, one.theme.name.casefold()))


def loose_tags(points: QuerySet[Point]) -> list[LooseTag]:
    """One query: tags on ``points`` that belong to no theme, those of most cells first."""
    loose: dict[str, LooseTag] = {}
    rows = (
        Tagging.objects.filter(point__in=points, tag__themes__isnull=True)
        .order_by()
        .values_list("tag__name", "point__discussion__meeting__cell_id")
        .annotate(points=Count("point"))
    )
    for name, cell, number in rows:
        tag = loose.setdefault(name, LooseTag(name))
        tag.points += number
        tag.cells.add(cell)
    return sorted(loose.values(), key=lambda tag: (-len(tag.cells), -tag.points, tag.name))


def rounds_of_theme(viewer: Viewer, theme: Theme) -> list[RoundOfTheme]:
    """Two queries: in which rounds the theme was raised, the latest first."""
    rows = (
        counted_for(viewer)
        .filter(tags__themes=theme)
        .order_by()
        .values_list("discussion__round_id")
        .annotate(Count("pk", distinct=True), Count("discussion__meeting__cell", distinct=True))
    )
    counts = {round_id: (points, cells) for round_id, points, cells in rows}
    rounds = Round.objects.filter(pk__in=counts)
    return [RoundOfTheme(found, *counts[found.pk]) for found in rounds]


def uses_of_tags(viewer: Viewer) -> dict[int, int]:
    """One query: tag id to how many counted points carry it."""
    rows = (
        Tagging.objects.filter(point__in=counted_for(viewer))
        .order_by()
        .values_list("tag_id")
        .annotate(Count("pk"))
    )
    uses: dict[int, int] = defaultdict(int)
    uses.update(dict(rows))
    return uses
