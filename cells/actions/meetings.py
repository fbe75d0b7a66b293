"""Scheduling, changing and recording meetings of a cell."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from cells.choices import MeetingState
from cells.clock import localise
from cells.errors import MeetingExists, NotPossible
from cells.models import Cell, Meeting

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from django.db.models import QuerySet

    from cells.models import User

logger = logging.getLogger(__name__)


@transaction.atomic
def schedule_meeting(
    *,
    cell: Cell,
    date: date,
    starts: time,
    ends: time | None,
    zone: ZoneInfo,
    place: str,
    link: str,
    by: User,
) -> Meeting:
    """A meeting to come; ``starts`` and ``ends`` are local times of ``zone`` on ``date``.

    Of a local time that comes twice, the first is meant.

    Raises:
        TimeDoesNotExist: the zone's clocks skip the start or the end.
        MeetingExists: the cell meets then already, as when a form is posted twice.
    """
    starts_at, ends_at = moments(date, starts, ends, zone)
    # One after the other: of two posts of one form, the second finds the first's meeting.
    Cell.objects.select_for_update().get(pk=cell.pk)
    _refuse_same_time(cell.meetings.all(), starts_at)
    meeting = Meeting.objects.create(
        cell=cell,
        date=date,
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=zone.key,
        place=place,
        link=link,
    )
    logger.info("meeting scheduled meeting=%s cell=%s by=%s", meeting.pk, cell.pk, by.pk)
    return meeting


def _refuse_same_time(meetings: QuerySet[Meeting], starts_at: datetime | None) -> None:
    """Raises ``MeetingExists`` where one of ``meetings`` starts then, and is not cancelled."""
    if starts_at is None:
        return
    existing = meetings.exclude(state=MeetingState.CANCELLED).filter(starts_at=starts_at).first()
    if existing:
        raise MeetingExists("Your cell has a meeting on this day at this time already.", existing)


def record_meeting(
    *, cell: Cell, date: date, headcount: int | None, zone: ZoneInfo, by: User
) -> Meeting:
    """A meeting that was held on ``date``; nobody asks at which hour any more."""
    meeting = Meeting.objects.create(
        cell=cell,
        date=date,
        headcount=headcount,
        time_zone=zone.key,
        state=MeetingState.HELD,
    )
    logger.info("meeting recorded meeting=%s cell=%s by=%s", meeting.pk, cell.pk, by.pk)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    date: date,
    starts: time | None,
    ends: time | None,
    zone: ZoneInfo,
    place: str,
    link: str,
    was_held: bool,
    headcount: int | None,
    by: User,
) -> Meeting:
    """Changes when and where, and whether it took place and how many came.

    Raises:
        TimeDoesNotExist, MeetingExists: as ``schedule_meeting``.
        NotPossible: it was cancelled.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state == MeetingState.CANCELLED:
        raise NotPossible("This meeting was cancelled. Schedule another one instead.")
    meeting.date = date
    meeting.starts_at, meeting.ends_at = moments(date, starts, ends, zone)
    others = Meeting.objects.filter(cell=meeting.cell_id).exclude(pk=meeting.pk)
    _refuse_same_time(others, meeting.starts_at)
    meeting.time_zone = zone.key
    meeting.place, meeting.link = place, link
    meeting.state = MeetingState.HELD if was_held else MeetingState.SCHEDULED
    meeting.headcount = headcount if was_held else None
    meeting.save()
    logger.info("meeting changed meeting=%s state=%s by=%s", meeting.pk, meeting.state, by.pk)
    return meeting


def moments(
    date: date, starts: time | None, ends: time | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """The moments of start and end, either of which may not be known."""
    return (
        localise(date, starts, zone).moment if starts else None,
        localise(date, ends, zone).moment if ends else None,
    )
