"""Local dates and times: what moment they mean, and how they are written.

A local time may not exist (the clocks go forward past it) or exist twice (they
go back over it); PEP 495 has the terms. No Django here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from cells.errors import TimeDoesNotExist


@dataclass(frozen=True)
class Localised:
    """The moment (in UTC) that a local date and time mean; of two, the first."""

    moment: datetime
    is_ambiguous: bool


def localise(day: date, at: time, zone: ZoneInfo) -> Localised:
    """The moment at which the clocks of ``zone`` show ``at`` on ``day``.

    Raises:
        TimeDoesNotExist: the clocks of the zone skip this time.
    """
    local = datetime.combine(day, at, zone)
    first, second = local.replace(fold=0), local.replace(fold=1)
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != local.replace(tzinfo=None, fold=0):
        raise _skipped(local.replace(tzinfo=None), zone)
    return Localised(moment, is_ambiguous=first.utcoffset() != second.utcoffset())


def _skipped(local: datetime, zone: ZoneInfo) -> TimeDoesNotExist:
    """The error for a skipped local time, with what the clocks show around the gap."""
    # In a gap, fold=0 gives the offset before it and fold=1 the one after (PEP 495).
    before = local.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    after = local.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    early, late = (local - after).replace(tzinfo=UTC), (local - before).replace(tzinfo=UTC)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    change = late.replace(microsecond=0, tzinfo=None)
    return TimeDoesNotExist(change + before, change + after)


def zone_name(zone: ZoneInfo) -> str:
    """The zone as people say it: "London", "New York"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def hours_in_words(
    starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo, viewer_zone: tzinfo
) -> str:
    """The hours on the viewer's clocks, and on those of the meeting where they differ.

    The viewer's day is said too where it is another than the meeting's.
    """
    here, there = starts_at.astimezone(viewer_zone), starts_at.astimezone(zone)
    own = _hours(here, ends_at and ends_at.astimezone(viewer_zone))
    theirs = _hours(there, ends_at and ends_at.astimezone(zone))
    if here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return own
    day = "" if here.date() == there.date() else f"{here.day} {here:%B}, "
    return f"{day}{own} your time ({theirs} in {zone_name(zone)})"


def _hours(start: datetime, end: datetime | None) -> str:
    return f"{start:%H:%M} to {end:%H:%M}" if end else f"{start:%H:%M}"


def short_date(day: date, today: date) -> str:
    """ "3 Nov"; the year follows where it is not this one."""
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def long_date(day: date, today: date) -> str:
    """ "3 November"; the year follows where it is not this one."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def days_from(day: date, today: date) -> str:
    """ "today", "tomorrow", "in 2 days", "yesterday", "5 days ago"."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def ago(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """ "just now", "5 minutes ago", "2 hours ago"; from the day before on, as ``days_from``."""
    day, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    if day < today:
        return days_from(day, today)
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    if minutes == 0:
        return "just now"
    number, unit = (minutes, "minute") if minutes < 60 else (minutes // 60, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'} ago"
