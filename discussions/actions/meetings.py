"""Meetings together with what they talk about."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from cells.actions.meetings import record_meeting, schedule_meeting
from cells.choices import MeetingState
from cells.errors import MeetingExists, NotPossible
from cells.models import Cell, Meeting
from discussions.actions.notes import save_note
from discussions.choices import PointState
from discussions.models import Discussion, Note, Point, RoundCell

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from cells.models import User
    from discussions.models import Round

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Subject:
    """What a discussion is about: a round's question, or a title of its own."""

    round: Round | None
    title: str = ""


@transaction.atomic
def schedule_meeting_in_round(
    *, cell: Cell, subject: Subject, by: User, **when_and_where: Any
) -> Discussion:
    """A meeting to come with its discussion and an empty note.

    ``when_and_where`` is what ``schedule_meeting`` takes; it says what can go wrong.

    Raises:
        NotPossible: the subject's round is not open to the cell.
    """
    meeting = schedule_meeting(cell=cell, by=by, **when_and_where)
    return add_discussion(meeting=meeting, subject=subject, by=by)


@transaction.atomic
def send_in_meeting(
    *,
    cell: Cell,
    subject: Subject,
    date: date,
    headcount: int | None,
    zone: ZoneInfo,
    text: str,
    by: User,
) -> Discussion:
    """A meeting that was held on ``date``, with its discussion and the notes of it.

    Raises:
        MeetingExists: the cell has a meeting on that day about the same subject
            already, as when a form is posted twice.
        NotPossible: the subject's round is not open to the cell.
    """
    # One after the other: of two posts of one form, the second finds the first's meeting.
    Cell.objects.select_for_update().get(pk=cell.pk)
    existing = (
        Discussion.objects.exclude(meeting__state=MeetingState.CANCELLED)
        .filter(meeting__cell=cell, meeting__date=date)
        .filter(round=subject.round, title=subject.title)
        .first()
    )
    if existing:
        raise MeetingExists(
            "Your cell has a meeting of this day on this already, with notes of its own.",
            existing,
        )
    meeting = record_meeting(cell=cell, date=date, headcount=headcount, zone=zone, by=by)
    discussion = add_discussion(meeting=meeting, subject=subject, by=by)
    save_note(note=discussion.note, text=text, base_number=0, by=by)
    return discussion


@transaction.atomic
def add_discussion(*, meeting: Meeting, subject: Subject, by: User) -> Discussion:
    """One more discussion of a meeting, with an empty note.

    Raises:
        NotPossible: the meeting was cancelled, has this question already, or the
            round is not open to the cell.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state == MeetingState.CANCELLED:
        raise NotPossible("This meeting was cancelled, so nothing can be added to it.")
    if subject.round:
        _require_open_to(meeting.cell_id, subject.round)
    try:
        with transaction.atomic():
            discussion = Discussion.objects.create(
                meeting=meeting, round=subject.round, title=subject.title
            )
    except IntegrityError:
        raise NotPossible("This meeting has this question on its agenda already.") from None
    Note.objects.create(discussion=discussion)
    logger.info("discussion added discussion=%s meeting=%s by=%s", discussion.pk, meeting.pk, by.pk)
    return discussion


def _require_open_to(cell_id: int, round: Round) -> None:
    """Holds the cell's place in the round, so that nobody takes it out meanwhile."""
    places = RoundCell.objects.select_for_update(of=("self",)).select_related("round")
    place = places.filter(round=round, cell_id=cell_id).first()
    if place is None or not place.round.is_open:
        raise NotPossible("This question is not open to your cell any more.")


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User) -> None:
    """Marks a meeting that will not be; it stays to be seen. Twice is once.

    Raises:
        NotPossible: it took place, or there are notes or points of it.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state == MeetingState.HELD:
        raise NotPossible("This meeting took place, so it cannot be cancelled.")
    # Whoever is writing comes first, and is then seen; whoever comes later is refused.
    notes = Note.objects.select_for_update().filter(discussion__meeting=meeting)
    list(notes.order_by("pk").values_list("pk"))
    if has_been_written_about(meeting):
        raise NotPossible("There are notes or points of this meeting, so it cannot be cancelled.")
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    logger.info("meeting cancelled meeting=%s by=%s", meeting.pk, by.pk)


def has_been_written_about(meeting: Meeting) -> bool:
    """Whether there is a note with words, or a point, of any discussion of the meeting."""
    return (
        Note.objects.filter(discussion__meeting=meeting, revision__isnull=False).exists()
        or Point.objects.filter(discussion__meeting=meeting, state=PointState.LIVE).exists()
    )
