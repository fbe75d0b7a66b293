"""How points are made, follow their notes, change, and are withdrawn."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from discussions.actions.locks import lock_note, lock_open_note
from discussions.actions.tags import tag_point, tags_by_key
from discussions.anchors import Kept, points_after
from discussions.choices import PointOrigin, PointState, TaggingSource
from discussions.errors import NotesChanged, PointInUse
from discussions.markup import read, tag_key
from discussions.models import Point, Tagging
from discussions.queries.discussions import NotePoint, points_in_notes

if TYPE_CHECKING:
    from cells.models import User
    from discussions.markup import Passage, Reading
    from discussions.models import Discussion, Note, NoteRevision

logger = logging.getLogger(__name__)

BATCH = 1000


# Points that follow the notes


def follow_note(*, note: Note, revision: NoteRevision, reading: Reading, by: User) -> None:
    """Lets the points of a locked note follow its new revision; see ``anchors.points_after``."""
    plan = points_after(points_in_notes(note), reading)
    _pin(plan.kept, revision)
    _mark_lost([lost.point for lost in plan.lost])
    _withdraw([dropped.point for dropped in plan.dropped])
    made = _make(revision, plan.made, PointOrigin.ITEM)
    wanted = [(kept.point.point, kept.tags) for kept in plan.kept if kept.tags is not None]
    wanted += [(point, passage.tags) for point, passage in zip(made, plan.made, strict=True)]
    _follow_tags(wanted, by)


def drop_lost_points(note: Note) -> None:
    """Withdraws, as notes are agreed anew, what only the earlier agreement had held."""
    _withdraw(
        [
            item.point
            for item in points_in_notes(note)
            if item.follows_item and item.point.has_note_changed and not item.hangs
        ]
    )


def _pin(kept: Iterable[Kept[NotePoint]], revision: NoteRevision) -> None:
    points = []
    for place in kept:
        point = place.point.point
        point.revision, point.start, point.end = revision, place.start, place.end
        point.has_note_changed = False
        points.append(point)
    fields = ["revision", "start", "end", "has_note_changed"]
    Point.objects.bulk_update(points, fields, batch_size=BATCH)


def _mark_lost(points: Sequence[Point]) -> None:
    Point.objects.filter(pk__in=[p.pk for p in points]).update(has_note_changed=True)


def _withdraw(points: Sequence[Point]) -> None:
    # A row stays, so that its number is never given again.
    Point.objects.filter(pk__in=[p.pk for p in points]).update(state=PointState.WITHDRAWN)


def _make(revision: NoteRevision, passages: Sequence[Passage], origin: PointOrigin) -> list[Point]:
    discussion = revision.note.discussion
    first = _next_number(discussion)
    points = [
        Point(
            discussion=discussion,
            number=number,
            text=passage.text,
            origin=origin,
            revision=revision,
            start=passage.start,
            end=passage.end,
        )
        for number, passage in enumerate(passages, start=first)
    ]
    return Point.objects.bulk_create(points, batch_size=BATCH)


def _next_number(discussion: Discussion) -> int:
    """One more than was ever given; the note's lock keeps it from being given twice."""
    return (discussion.points.aggregate(last=Max("number"))["last"] or 0) + 1


def _follow_tags(wanted: Sequence[tuple[Point, tuple[str, ...]]], by: User) -> None:
    """Puts on each point the tags its text has, and takes off those it had; a person's stay."""
    tags = tags_by_key(name for _, names in wanted for name in names)
    points = [point for point, _ in wanted]
    present: dict[int, dict[int, Tagging]] = defaultdict(dict)
    for tagging in Tagging.objects.filter(point__in=points):
        present[tagging.point_id][tagging.tag_id] = tagging
    new, stale = [], []
    for point, names in wanted:
        written = {tags[tag_key(name)].pk: tags[tag_key(name)] for name in names}
        carried = present[point.pk]
        new += [
            Tagging(point=point, tag=tag, source=TaggingSource.NOTE, added_by=by)
            for pk, tag in written.items()
            if pk not in carried
        ]
        stale += [
            tagging.pk
            for pk, tagging in carried.items()
            if pk not in written and tagging.source == TaggingSource.NOTE
        ]
    Tagging.objects.filter(pk__in=stale).delete()
    Tagging.objects.bulk_create(new, batch_size=BATCH)


# Points that people make


@transaction.atomic
def make_points(
    *, note: Note, places: Iterable[tuple[int, int]], revision_number: int, by: User
) -> list[Point]:
    """Makes points of the passages that stand at ``places`` of a revision's plain text.

    Only what ``markup`` offers there is made; what is a point already is left.

    Raises:
        NotesLocked: the notes are agreed.
        NotesChanged: that revision is no longer the newest.
    """
    note = lock_open_note(note.discussion_id)
    revision = note.revision
    if revision is None or revision.number != revision_number:
        raise NotesChanged
    live = note.discussion.points.live()
    taken = set(live.filter(revision=revision).values_list("start", "end"))
    wanted = set(places) - taken
    passages = [o for o in read(revision.text).offers if (o.start, o.end) in wanted]
    made = _make(revision, passages, PointOrigin.PASSAGE)
    _follow_tags([(p, o.tags) for p, o in zip(made, passages, strict=True)], by)
    logger.info("points made discussion=%s n=%s by=%s", note.discussion_id, len(made), by.pk)
    return made


@transaction.atomic
def post_point(
    *,
    discussion: Discussion,
    text: str,
    kind: str,
    tags: Iterable[str],
    is_without_name: bool,
    by: User,
) -> tuple[Point, bool]:
    """Adds a point as typed; gives it and whether it is new.

    A live point of the very same words is given back instead, so that a form posted
    twice makes one point. Without a name, nothing that is kept says who posted it.

    Raises:
        NotesLocked: the notes are agreed.
    """
    note = lock_open_note(discussion.pk)
    present = note.discussion.points.live().filter(text=text).first()
    if present:
        return present, False
    author = None if is_without_name else by
    point = Point.objects.create(
        discussion=note.discussion,
        number=_next_number(note.discussion),
        text=text,
        kind=kind,
        origin=PointOrigin.TYPED,
        author=author,
    )
    tag_point(point=point, names=tags, source=TaggingSource.PERSON, by=author)
    logger.info("point posted discussion=%s", discussion.pk)
    return point, True


@transaction.atomic
def edit_point(
    *, point: Point, tags: Iterable[str], by: User, text: str | None = None, kind: str | None = None
) -> None:
    """Changes a point of notes that are open: its kind, people's tags, the words of a typed one.

    Raises:
        NotesLocked: the notes are agreed.
    """
    note = lock_open_note(point.discussion_id)
    point = note.discussion.points.select_for_update().get(pk=point.pk)
    if text is not None and can_reword(point, note):
        point.text = text
    if kind is not None:
        point.kind = kind
    point.save(update_fields=["text", "kind"])
    _set_tags(point, tags, by)


@transaction.atomic
def retag_point(*, point: Point, tags: Iterable[str], by: User) -> None:
    """Lets an organiser change the tags that people put on an agreed point."""
    lock_note(point.discussion_id)
    _set_tags(point, tags, by)


def can_reword(point: Point, note: Note) -> bool:
    """Whether the words may still change: typed, and not yet part of what was agreed."""
    return point.is_typed and (note.agreed_at is None or point.created_at > note.agreed_at)


def _set_tags(point: Point, names: Iterable[str], by: User) -> None:
    """Leaves ``names`` as the tags that people put on the point; those of the notes stay."""
    names = list(names)
    keys = {tag_key(name) for name in names}
    stale = point.taggings.exclude(source=TaggingSource.NOTE).exclude(tag__key__in=keys)
    stale.delete()
    # Whoever posted without a name is likely to be the one who corrects it.
    is_without_name = point.is_typed and point.author_id is None
    added_by = None if is_without_name and by.is_member_of(_cell_id(point)) else by
    tag_point(point=point, names=names, source=TaggingSource.PERSON, by=added_by)
    if added_by:
        logger.info("point edited point=%s by=%s", point.pk, by.pk)
    else:
        logger.info("point edited point=%s", point.pk)


def _cell_id(point: Point) -> int:
    return point.discussion.meeting.cell_id


@transaction.atomic
def withdraw_point(*, point: Point, by: User) -> None:
    """Takes a point back; doing it twice changes nothing more.

    Raises:
        NotesLocked: the notes are agreed.
        PointInUse: a summary rests on it.
    """
    note = lock_open_note(point.discussion_id)
    if point.evidence.exists():
        raise PointInUse
    _withdraw([point])
    logger.info("point withdrawn point=%s discussion=%s", point.pk, note.discussion_id)
