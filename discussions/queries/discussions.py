"""What the page of a discussion shows, and what an edit of its notes has to mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from discussions.anchors import find_once
from discussions.choices import PointOrigin, PointState, TaggingSource
from discussions.markup import Passage, Reading, read, render_with_points
from discussions.models import Disposition, Evidence, Point, Tagging
from discussions.permissions import reads_as_member

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from cells.querysets import Viewer
    from discussions.models import Discussion, Note, NoteRevision

# The page


@dataclass(frozen=True)
class ShownPoint:
    """A point as its discussion shows it, and where its words stand in the notes shown."""

    point: Point
    place: tuple[int, int] | None

    @property
    def anchor(self) -> str:
        """``#point-5`` leads to the words in the notes; where there are none, to the list."""
        return f"said-{self.point.number}" if self.place else f"point-{self.point.number}"

    @property
    def is_lost(self) -> bool:
        return self.point.has_note_changed and self.place is None


@dataclass(frozen=True)
class DiscussionPage:
    """A discussion as one viewer sees it: its notes, and its points from the newest on.

    ``is_own``: it is the viewer's cell, so the notes stand as they are, with who
    contributed. Everybody else sees what was agreed, without a name.
    """

    is_own: bool
    revision: NoteRevision | None
    notes: SafeString | None
    points: list[ShownPoint]

    @property
    def is_empty(self) -> bool:
        return not self.points and self.notes is None

    @property
    def words(self) -> int:
        return len(self.revision.plain.split()) if self.revision else 0


def discussion_page(discussion: Discussion, viewer: Viewer) -> DiscussionPage:
    """Two queries, however many points there are."""
    note = discussion.note
    is_own = reads_as_member(viewer, discussion)
    revision = note.revision if is_own else note.agreed_revision
    visible = Point.objects.visible_to(viewer).filter(discussion=discussion)
    found = visible.order_by("-number").prefetch_related("tags")
    if is_own:
        found = found.select_related("author")
    points = [ShownPoint(point, place_in(revision, point)) for point in found]
    return DiscussionPage(is_own, revision, _marked(revision, points), points)


def place_in(revision: NoteRevision | None, point: Point) -> tuple[int, int] | None:
    """Where the point's words stand in this revision: pinned to it, or exactly once in it."""
    if revision is None or point.start is None or point.end is None:
        return None
    if point.revision_id == revision.pk:
        return point.start, point.end
    return find_once(point.text, revision.plain)


def _marked(revision: NoteRevision | None, points: list[ShownPoint]) -> SafeString | None:
    if revision is None or not revision.text.strip():
        return None
    reading = Reading(html=revision.safe_html, plain=revision.plain)
    return render_with_points(
        reading, [(*shown.place, shown.point.number) for shown in points if shown.place]
    )


# What could become points


@dataclass(frozen=True)
class Offer:
    """A passage of the notes that could become a point; ``number`` if it is one already."""

    passage: Passage
    number: int | None

    @property
    def value(self) -> str:
        """What a form names the passage by."""
        return f"{self.passage.start}-{self.passage.end}"


def offers_of(note: Note) -> list[Offer]:
    """One query: every list item and paragraph of the notes as they stand, in order."""
    revision = note.revision
    if revision is None:
        return []
    live = Point.objects.live().filter(revision=revision)
    numbers = {(p.start, p.end): p.number for p in live}
    return [Offer(o, numbers.get((o.start, o.end))) for o in read(revision.text).offers]


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
            hangs=point.hangs,
            is_released=note.agreed_at is not None and point.created_at <= note.agreed_at,
        )
        for point in points
    ]
