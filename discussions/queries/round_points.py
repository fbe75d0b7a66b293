"""The points of a round with their tags and themes, for putting them in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from discussions.choices import TaggingSource
from discussions.models import Point, Tag, Tagging, Theme

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from discussions.models import Round


@dataclass(frozen=True)
class Place:
    """A theme a point stands under, and the tags that lead there.

    ``can_leave``: by a tag that an organiser put on it, which can be taken off again.
    """

    theme: Theme
    tags: list[Tag]
    can_leave: bool


def points_to_order(round: Round) -> QuerySet[Point]:
    """The counted points with cell, tags and themes at hand; three queries."""
    taggings = Prefetch("taggings", Tagging.objects.select_related("tag"))
    return (
        Point.objects.counted_in(round)
        .select_related("discussion__meeting__cell")
        .prefetch_related(taggings, "taggings__tag__themes")
    )


def places_of(point: Point) -> list[Place]:
    """The themes of a point of ``points_to_order``; no query."""
    themes: dict[int, Theme] = {}
    tags: dict[int, list[Tag]] = {}
    leaving = set()
    for tagging in point.taggings.all():
        for theme in tagging.tag.themes.all():
            themes[theme.pk] = theme
            tags.setdefault(theme.pk, []).append(tagging.tag)
            if tagging.tag_id == theme.own_tag_id and tagging.source != TaggingSource.NOTE:
                leaving.add(theme.pk)
    return [Place(theme, tags[pk], pk in leaving) for pk, theme in themes.items()]
