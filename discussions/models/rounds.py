"""One question put to many cells."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cells.models import Cell
from discussions.choices import RoundState
from discussions.querysets import RoundQuerySet


class Round(models.Model):
    """One question that many cells discuss between two dates."""

    title = models.CharField(
        max_length=80, help_text="One or two words for lists and the address, such as Leadership."
    )
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    question = models.CharField(max_length=300)
    background = models.TextField(
        max_length=10_000, blank=True, help_text="Why this question, and why now. Markdown."
    )
    state = models.CharField(max_length=6, choices=RoundState, default=RoundState.DRAFT)
    opens_on = models.DateField("opens")
    closes_on = models.DateField("notes wanted by")
    cells = models.ManyToManyField(Cell, through="RoundCell", related_name="rounds")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-opens_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="round_closes_after_opening",
                violation_error_message="The round closes before it opens.",
            ),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussions:round", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN


class RoundCell(models.Model):
    """That a cell is asked in a round, and what it allows to be said of it.

    ``position`` is the order of the cells everywhere in the round.
    ``is_listed``: may be listed as taking part. ``is_named``: may be named
    beside a passage.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="round_cells")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="round_cells")
    position = models.PositiveSmallIntegerField()
    invited_at = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    is_listed = models.BooleanField("may be listed as taking part", default=True)
    is_named = models.BooleanField("may be named beside a passage", default=False)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["round", "cell"], name="roundcell_unique"),)

    def __str__(self) -> str:
        return f"{self.cell_id} in {self.round_id}"
