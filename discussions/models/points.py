"""One thing that was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from discussions.choices import PointKind, PointOrigin, PointState
from discussions.models.discussions import Discussion
from discussions.models.notes import NoteRevision
from discussions.querysets import PointQuerySet

if TYPE_CHECKING:
    from discussions.models.tags import Tag, Tagging


class Point(models.Model):
    """One thing that was said: its own copy of the words, and where they stood.

    A point taken from the notes names the revision and the position in that
    revision's plain text (code points, ``start`` included, ``end`` not); a typed
    one names neither. ``author`` is empty for points from the notes and for
    points posted without a name.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=2000)
    kind = models.CharField(max_length=8, choices=PointKind, blank=True)
    state = models.CharField(max_length=9, choices=PointState, default=PointState.LIVE)
    origin = models.CharField(max_length=7, choices=PointOrigin)
    revision = models.ForeignKey(
        NoteRevision, null=True, on_delete=models.PROTECT, related_name="points"
    )
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    has_note_changed = models.BooleanField("the note has changed since", default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    tags: models.ManyToManyField[Tag, Tagging] = models.ManyToManyField(
        "Tag", through="Tagging", related_name="points"
    )

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ("discussion", "number")
        constraints = (
            models.UniqueConstraint(fields=["discussion", "number"], name="point_number_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="point_has_words"),
            models.CheckConstraint(condition=Q(state__in=PointState.values), name="point_state"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *PointKind.values]), name="point_kind"
            ),
            models.CheckConstraint(
                condition=Q(
                    origin=PointOrigin.TYPED,
                    revision__isnull=True,
                    start__isnull=True,
                    end__isnull=True,
                )
                | Q(
                    origin__in=[PointOrigin.ITEM, PointOrigin.PASSAGE],
                    revision__isnull=False,
                    start__isnull=False,
                    end__gt=F("start"),
                ),
                name="point_typed_or_pinned",
            ),
        )

    def __str__(self) -> str:
        return f"point {self.number} of discussion {self.discussion_id}"

    @property
    def is_live(self) -> bool:
        return self.state == PointState.LIVE

    @property
    def is_typed(self) -> bool:
        return self.origin == PointOrigin.TYPED
