"""Sets of rows, named for what they mean.

Every list, count, search and export starts from ``visible_to(user)`` or, for
what an organiser counts across cells, from ``counted_in(round)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from discussions.choices import NoteState, PointOrigin, PointState, Reach, RoundState

if TYPE_CHECKING:
    from cells.querysets import Viewer
    from discussions.models import Discussion, Note, Point, Publication, Round, Tag, Theme


def readable_discussions(user: Viewer, prefix: str = "") -> Q:
    """The condition under which the viewer may read what a discussion agreed.

    ``prefix`` leads from the filtered table to the discussion (``"discussion__"``).
    It says nothing of the viewer's own cell, whose notes are read in any state.
    """

    def q(**conditions: object) -> Q:
        return Q(**{prefix + name: value for name, value in conditions.items()})

    released = q(note__agreed_revision__isnull=False)
    if not user.is_authenticated:
        return released & q(reach=Reach.PUBLIC)
    if user.is_organiser:
        return released
    least = Reach.NETWORK if user.is_network_member else Reach.PUBLIC
    return released & q(reach__in=Reach.at_least(least))


def _others(rows: models.QuerySet[Any], relation: str) -> Any:
    """The manager at the other end of a relation, whose model cannot be imported here."""
    model: Any = rows.model._meta.get_field(relation).related_model
    return model.objects


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Viewer) -> Self:
        """Organisers see all; members those that were opened; readers none."""
        if user.is_authenticated and user.is_organiser:
            return self
        if user.is_authenticated and user.is_network_member:
            return self.exclude(state=RoundState.DRAFT)
        return self.none()

    def open(self) -> Self:
        return self.filter(state=RoundState.OPEN)

    def published(self) -> Self:
        return self.filter(synthesis__publications__isnull=False).distinct()


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def visible_to(self, user: Viewer) -> Self:
        """Discussions whose page the viewer may read, whole or as agreed."""
        if not user.is_authenticated:
            return self.filter(readable_discussions(user))
        own = Q(meeting__cell_id__in=user.cell_roles)
        return self.filter(own | readable_discussions(user))

    def released(self) -> Self:
        """Those whose notes are agreed, or were and are open again for corrections."""
        return self.filter(note__agreed_revision__isnull=False)

    def with_page(self) -> Self:
        """Joined with all that a line or page about a discussion names."""
        return self.select_related("meeting__cell", "round", "note")


class NoteQuerySet(models.QuerySet["Note"]):
    def agreed(self) -> Self:
        return self.filter(state=NoteState.AGREED)


class PointQuerySet(models.QuerySet["Point"]):
    def live(self) -> Self:
        return self.filter(state=PointState.LIVE)

    def released(self) -> Self:
        """Live, and part of what the cell agreed.

        While notes are open again for corrections, what was added since does not
        count until they are agreed once more.
        """
        return self.live().filter(
            discussion__note__agreed_revision__isnull=False,
            created_at__lte=F("discussion__note__agreed_at"),
        )

    def counted_in(self, round: Round) -> Self:
        """The points that count in a round."""
        return self.released().filter(discussion__round=round)

    def visible_to(self, user: Viewer) -> Self:
        """Live points the viewer may read the words of."""
        released = Q(created_at__lte=F("discussion__note__agreed_at")) & readable_discussions(
            user, "discussion__"
        )
        if not user.is_authenticated:
            return self.live().filter(released)
        own = Q(discussion__meeting__cell_id__in=user.cell_roles)
        return self.live().filter(own | released)

    def from_items(self) -> Self:
        """Points that follow the tagged list items of their note."""
        return self.filter(origin=PointOrigin.ITEM)

    def without_theme(self) -> Self:
        """Points none of whose tags belongs to a theme."""
        themed = _others(self, "taggings").filter(point=OuterRef("pk"), tag__themes__isnull=False)
        return self.filter(~Exists(themed))

    def with_page(self) -> Self:
        """Joined with all that is shown beside a point's words."""
        return self.select_related("discussion__meeting__cell").prefetch_related("tags")


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, user: Viewer) -> Self:
        """Tags of points the viewer may read; to organisers also those of themes."""
        seen = Q(pk__in=_others(self, "points").visible_to(user).values("tags"))
        if user.is_authenticated and user.is_organiser:
            seen |= Q(themes__isnull=False)
        return self.filter(seen).distinct()


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: Viewer) -> Self:
        """Organisers see all; members those raised in a round that was published."""
        if not user.is_authenticated:
            return self.none()
        if user.is_organiser:
            return self
        if not user.is_network_member:
            return self.none()
        points = _others(_others(self, "tags").all(), "points").released()
        published = points.filter(discussion__round__synthesis__publications__isnull=False)
        return self.filter(pk__in=published.values("tags__themes"))


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self) -> Self:
        """The newest version of each publication."""
        newest = (
            self.model.objects.filter(synthesis=OuterRef("synthesis"))
            .order_by("-number")
            .values("number")[:1]
        )
        return self.filter(number=models.Subquery(newest))
