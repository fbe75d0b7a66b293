"""What moment a local time means, in any zone and any year; and how times are written."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cells.clock import (
    ago,
    days_from,
    hours_in_words,
    localise,
    long_date,
    short_date,
    zone_name,
)
from cells.errors import TimeDoesNotExist
from cells.validators import time_zones

LONDON, PARIS, TOKYO = ZoneInfo("Europe/London"), ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo")
ZONES = st.sampled_from(time_zones()).map(ZoneInfo)
DAYS = st.dates(date(1975, 1, 1), date(2060, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(DAYS, TIMES, ZONES)
def test_the_moment_shows_the_local_time_or_the_time_does_not_exist(day, at, zone) -> None:
    wall = datetime.combine(day, at)
    gap: tuple[datetime, datetime] | None = None
    try:
        moment = localise(day, at, zone).moment
    except TimeDoesNotExist as skipped:
        gap = (skipped.before, skipped.after)
    else:
        assert moment.tzinfo is UTC
        assert moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall
    assert gap is None or gap[0] <= wall < gap[1]


@given(DAYS, TIMES, ZONES)
def test_of_two_moments_the_first_is_taken(day, at, zone) -> None:
    try:
        found = localise(day, at, zone)
    except TimeDoesNotExist:
        return
    wall = found.moment.astimezone(zone).replace(tzinfo=None, fold=0)
    earlier = [
        found.moment - timedelta(minutes=minutes)
        for minutes in range(1, 24 * 60)
        if found.is_ambiguous
    ]
    shown = [m for m in earlier if m.astimezone(zone).replace(tzinfo=None, fold=0) == wall]
    assert shown == []


@given(DAYS, ZONES, TIMES, TIMES)
def test_a_later_local_time_is_a_later_moment(day, zone, one, other) -> None:
    early, late = sorted([one, other])
    try:
        first, second = localise(day, early, zone), localise(day, late, zone)
    except TimeDoesNotExist:
        return
    assert (first.moment < second.moment) is (early < late)


def test_a_time_the_clocks_skip_says_what_they_show_around_it() -> None:
    with pytest.raises(TimeDoesNotExist) as caught:
        localise(date(2027, 3, 28), time(1, 30), LONDON)
    assert str(caught.value) == "The clocks go forward that day: after 01:00 comes 02:00."


def test_a_day_that_a_zone_skipped_whole_does_not_exist() -> None:
    with pytest.raises(TimeDoesNotExist) as caught:
        localise(date(2011, 12, 30), time(10), ZoneInfo("Pacific/Apia"))
    assert caught.value.after - caught.value.before == timedelta(days=1)


def test_a_time_that_comes_twice_is_the_first_and_says_so() -> None:
    found = localise(date(2026, 10, 25), time(1, 30), LONDON)
    assert found.is_ambiguous
    assert found.moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert not localise(date(2026, 10, 25), time(2, 30), LONDON).is_ambiguous


@pytest.mark.parametrize(
    ("zone", "viewer_zone", "words"),
    [
        (LONDON, LONDON, "18:30 to 20:30"),
        (LONDON, ZoneInfo("Europe/Lisbon"), "18:30 to 20:30"),
        (LONDON, PARIS, "19:30 to 21:30 your time (18:30 to 20:30 in London)"),
        (
            LONDON,
            TOKYO,
            "27 November, 03:30 to 05:30 your time (18:30 to 20:30 in London)",
        ),
    ],
)
def test_hours_are_the_viewers_with_the_meetings_beside_them(zone, viewer_zone, words) -> None:
    starts = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
    assert hours_in_words(starts, starts + timedelta(hours=2), zone, viewer_zone) == words


def test_hours_without_an_end_are_the_start() -> None:
    assert hours_in_words(datetime(2026, 11, 26, 18, 30, tzinfo=UTC), None, LONDON, LONDON) == (
        "18:30"
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (15, "in 15 days"),
        (-1, "yesterday"),
        (-5, "5 days ago"),
    ],
)
def test_a_near_day_is_counted(days, words) -> None:
    today = date(2026, 11, 24)
    assert days_from(today + timedelta(days=days), today) == words


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=2, minutes=10), "2 hours ago"),
        (timedelta(hours=13), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(seconds=-30), "just now"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(back, words) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert ago(now - back, now, LONDON) == words


def test_the_year_is_said_when_it_is_another() -> None:
    today = date(2026, 11, 24)
    assert short_date(date(2026, 11, 3), today) == "3 Nov"
    assert short_date(date(2017, 11, 3), today) == "3 Nov 2017"
    assert long_date(date(2017, 11, 3), today) == "3 November 2017"
    assert zone_name(ZoneInfo("America/New_York")) == "New York"
