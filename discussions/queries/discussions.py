"""What the page of a discussion shows, and what an edit of its notes has to mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from discussions.choices import PointOrigin, PointState, TaggingSource
from discussions.models import Disposition, Evidence, Point, Tagging

if TYPE_CHECKING:

    from discussions.models import Note


# The points of a note, for its next revision


@dataclass(frozen=True)
class NotePoint:
    """A point taken from the notes, as ``anchors.points_after`` wants it.

    ``hangs``: somebody put a tag, a kind, a decision or a place in a summary on it.
    ``is_released``: it is part of what the cell agreed, and what others go on reading.
    """

    point: Point
    hangs: bool
    is_released: bool

    @property
    def text(self) -> str:
        return self.point.text

    @property
    def start(self) -> int:
        return self.point.start or 0

    @property
    def follows_item(self) -> bool:
        return self.point.origin == PointOrigin.ITEM

    @property
    def is_held(self) -> bool:
        return self.point.is_live and (self.hangs or self.is_released)


def points_in_notes(note: Note) -> list[NotePoint]:
    """One query: the points taken from the notes, the live ones first.

    Those withdrawn from the newest revision are among them, so that a list item
    whose point somebody withdrew does not make it again at the next save.
    """
    hangs = (
        ~Q(kind="")
        | Exists(Evidence.objects.filter(point=OuterRef("pk")))
        | Exists(Disposition.objects.filter(Q(point=OuterRef("pk")) | Q(covered_by=OuterRef("pk"))))
        | Exists(Tagging.objects.filter(point=OuterRef("pk")).exclude(source=TaggingSource.NOTE))
    )
    points = (
        Point.objects.filter(discussion=note.discussion_id)
        .exclude(origin=PointOrigin.TYPED)
        .filter(Q(state=PointState.LIVE) | Q(revision=note.revision_id))
        .annotate(hangs=hangs)
        .order_by("state", "number")
    )
    return [
        NotePoint(
            point,
            hangs=point.hangs,  # type: ignore[attr-defined]
            is_released=note.agreed_at is not None and point.created_at <= note.agreed_at,
        )
        for point in points
    ]
