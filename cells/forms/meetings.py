"""When and where a cell meets, and whether it did."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from cells.choices import MeetingState
from cells.clock import Localised, localise, zone_name
from cells.errors import TimeDoesNotExist
from cells.validators import time_zones

if TYPE_CHECKING:
    from cells.models import Meeting

MOST_PEOPLE = 999
YEARS_AHEAD = 5
YEARS_BACK = 50


class DateField(forms.DateField):
    """A day; the browser's own picker where it has one, else typed in any usual way."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"invalid": "This is not a day. Write it like 28/03/2027."}
        )
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
        super().__init__(input_formats=formats, **kwargs)


class TimeField(forms.TimeField):
    """A time of day."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"invalid": "This is not a time of day. Write it like 18:30."}
        )
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class HeadcountField(forms.IntegerField):
    """How many people came to a meeting."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "How many came")
        super().__init__(min_value=1, max_value=MOST_PEOPLE, **kwargs)


class WhenAndWhereForm(forms.Form):
    """Day, hours, zone, place and link; ``clean`` sees to it that the hours exist."""

    date = DateField(label="Date")
    starts = TimeField(label="Starts")
    ends = TimeField(label="Ends", required=False)
    time_zone = forms.ChoiceField(label="Time zone")
    place = forms.CharField(
        label="Place", max_length=200, required=False, help_text="Seen by this cell’s members only."
    )
    link = forms.URLField(
        label="Link",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Where to join by video. Seen by this cell’s members only.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = cast(forms.ChoiceField, self.fields["time_zone"])
        zones.choices = [(zone, zone.replace("_", " ")) for zone in time_zones()]

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        check_year(day)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"date", "time_zone"} <= data.keys():
            self._check_hours(data["date"], ZoneInfo(data["time_zone"]))
        return data

    def _check_hours(self, day: datetime.date, zone: ZoneInfo) -> None:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        start, end = (self._moment(name, day, zone) for name in ("starts", "ends"))
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", "Say when it starts, too.")
        elif starts and ends and ends <= starts:
            when = "when it starts" if ends == starts else "before the start"
            self.add_error("ends", f"This is {when}.")
        self.comes_twice = [one for one in (start, end) if one and one.is_ambiguous]

    def _moment(self, name: str, day: datetime.date, zone: ZoneInfo) -> Localised | None:
        at: datetime.time | None = self.cleaned_data.get(name)
        if at is None:
            return None
        try:
            return localise(day, at, zone)
        except TimeDoesNotExist as error:
            self.add_error(
                name, f"{at:%H:%M} does not exist in {zone_name(zone)} on that day. {error}"
            )
            return None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.cleaned_data["time_zone"])

    @property
    def notice(self) -> str:
        """What the person should know of a time that comes twice; else nothing."""
        if not self.comes_twice:
            return ""
        at = self.comes_twice[0].moment.astimezone(self.zone)
        return (
            f"The clocks go back on {at.day} {at:%B}, so {at:%H:%M} comes twice."
            " The first time is meant."
        )

    def when_and_where(self) -> dict[str, Any]:
        """The checked values, as the actions take them."""
        names = ("date", "starts", "ends", "place", "link")
        return {name: self.cleaned_data[name] for name in names} | {"zone": self.zone}


class ScheduleForm(WhenAndWhereForm):
    """A meeting to come."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"date", "time_zone"} <= data.keys() and data["date"] < today_in(self.zone):
            self.add_error("date", "This day has passed. Was the meeting held? Send in its notes.")
        return data


class MeetingChangeForm(WhenAndWhereForm):
    """A meeting as it is known now, to come or past."""

    starts = TimeField(label="Starts", required=False)
    was_held = forms.BooleanField(label="It took place", required=False)
    headcount = HeadcountField(required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        start, end = meeting.local_start, meeting.local_end
        initial = {
            "date": meeting.date,
            "starts": start and start.time(),
            "ends": end and end.time(),
            "time_zone": meeting.time_zone,
            "place": meeting.place,
            "link": meeting.link,
            "was_held": meeting.state == MeetingState.HELD,
            "headcount": meeting.headcount,
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"date", "time_zone"} <= data.keys():
            self._check_state(data["date"], today_in(self.zone))
        return data

    def _check_state(self, day: datetime.date, today: datetime.date) -> None:
        was_held = self.cleaned_data["was_held"]
        if was_held and day > today:
            self.add_error("was_held", "This day is still to come, so it has not taken place yet.")
        elif not was_held and self.cleaned_data.get("headcount"):
            self.add_error("was_held", "If people came, tick that it took place.")
        elif not was_held and not self.cleaned_data.get("starts") and "starts" not in self.errors:
            self.add_error("starts", "Say when it starts.")
        elif not was_held and day < today and day != self.meeting.date:
            self.add_error("date", "This day has passed. If the meeting was held, tick so below.")

    def changes(self) -> dict[str, Any]:
        """The checked values, as ``change_meeting`` takes them."""
        names = ("was_held", "headcount")
        return self.when_and_where() | {name: self.cleaned_data[name] for name in names}


def today_in(zone: ZoneInfo) -> datetime.date:
    return datetime.datetime.now(zone).date()


def check_year(day: datetime.date) -> None:
    """Refuses a year that was meant otherwise, such as 0206."""
    today = timezone.localdate()
    if (
        not datetime.timedelta(days=-366 * YEARS_BACK)
        < day - today
        < datetime.timedelta(days=366 * YEARS_AHEAD)
    ):
        raise forms.ValidationError(f"Is the year right? This is {day.day} {day:%B} {day.year}.")
