"""What one meeting said on one question."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cells.models import Cell, Meeting
from discussions.choices import Reach
from discussions.models.rounds import Round
from discussions.querysets import DiscussionQuerySet


class Discussion(models.Model):
    """What one meeting said on a round's question or, without a round, on a title of its own.

    Only a round's discussions are counted in it. ``reach`` says who may read the
    agreed notes; before they are agreed nobody outside the cell may.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="discussions")
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="discussions"
    )
    title = models.CharField(max_length=200, blank=True)
    reach = models.CharField("who may see", max_length=10, choices=Reach, default=Reach.NETWORK)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        ordering = ("meeting__date", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "round"],
                name="discussion_once_per_round",
                violation_error_message="This meeting has this question on its agenda already.",
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=False) | ~Q(title=""), name="discussion_has_subject"
            ),
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="discussion_reach"),
        )

    def __str__(self) -> str:
        return f"discussion {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("discussions:discussion", args=[self.pk])

    @property
    def cell(self) -> Cell:
        return self.meeting.cell

    @property
    def subject(self) -> str:
        """The question discussed, or the title of a discussion without a round."""
        return self.round.question if self.round else self.title
