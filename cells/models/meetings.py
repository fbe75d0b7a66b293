"""Meetings of a cell."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cells.choices import MeetingState
from cells.models.cells import Cell
from cells.querysets import MeetingQuerySet
from cells.validators import validate_time_zone


class Meeting(models.Model):
    """A cell's dated gathering.

    ``date`` is the day in the meeting's own zone and is always known; the hours
    (stored in UTC) may not be, least of all for a meeting in the past.
    """

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.SCHEDULED)
    date = models.DateField()
    starts_at = models.DateTimeField("starts", null=True, blank=True)
    ends_at = models.DateTimeField("ends", null=True, blank=True)
    time_zone = models.CharField(
        max_length=64, default="Europe/London", validators=[validate_time_zone]
    )
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    headcount = models.PositiveSmallIntegerField("how many came", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("date", "starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message="The meeting ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state"
            ),
        )
        indexes = (models.Index(fields=["cell", "date"], name="meeting_cell_date"),)

    if TYPE_CHECKING:
        # Another app shows the page, so the project says where it is: ABSOLUTE_URL_OVERRIDES.
        def get_absolute_url(self) -> str: ...

    def __str__(self) -> str:
        return f"meeting {self.pk} on {self.date}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime | None:
        return self.starts_at and self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime | None:
        return self.ends_at and self.ends_at.astimezone(self.zone)

    @property
    def is_past(self) -> bool:
        """Whether it is over: its end (else its start, else its day) has gone by."""
        moment = self.ends_at or self.starts_at
        if moment is not None:
            return moment < timezone.now()
        return self.date < timezone.now().astimezone(self.zone).date()
