"""The summary of one round, sentence by sentence, with what each rests on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from discussions.choices import Outcome, Relation, StatementForm, StatementKind, SynthesisState
from discussions.models.points import Point
from discussions.models.rounds import Round


class Synthesis(models.Model):
    """The summary of one round: an introduction, and sections of statements.

    ``is_archive``: made before sources were kept, so published without counts.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="synthesis")
    title = models.CharField(max_length=200)
    introduction = models.TextField(max_length=10_000, blank=True)
    state = models.CharField(max_length=10, choices=SynthesisState, default=SynthesisState.DRAFT)
    is_archive = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "syntheses"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SynthesisState.values), name="synthesis_state"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussions:synthesis", args=[self.round.slug])


class Section(models.Model):
    """A heading of a synthesis and the statements under it."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="sections")
    heading = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["synthesis", "position"],
                name="section_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.heading


class Statement(models.Model):
    """One passage of a synthesis: the thing that carries evidence."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField(max_length=4000)
    form = models.CharField(max_length=7, choices=StatementForm, default=StatementForm.PROSE)
    kind = models.CharField(max_length=9, choices=StatementKind, default=StatementKind.CLAIM)
    position = models.PositiveSmallIntegerField()
    points = models.ManyToManyField(Point, through="Evidence", related_name="statements")

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["section", "position"],
                name="statement_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_words"),
            models.CheckConstraint(
                condition=Q(form__in=StatementForm.values), name="statement_form"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values), name="statement_kind"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def needs_evidence(self) -> bool:
        """A claim does; a lead-in, an issue to explore and linking text do not."""
        return self.kind == StatementKind.CLAIM and self.form != StatementForm.LEAD_IN


class Evidence(models.Model):
    """That a point supports, qualifies or dissents from a statement."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="evidence")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="evidence")
    relation = models.CharField(max_length=9, choices=Relation, default=Relation.SUPPORTS)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "evidence"
        constraints = (
            models.UniqueConstraint(fields=["statement", "point"], name="evidence_unique"),
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="evidence_relation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id} {self.relation} {self.statement_id}"


class Disposition(models.Model):
    """What became of a point that is not used: covered by a used one, or set aside.

    Used and open are computed: a covering point counts only while it is used.
    """

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="dispositions")
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="dispositions")
    outcome = models.CharField(max_length=9, choices=Outcome)
    covered_by = models.ForeignKey(
        Point, null=True, on_delete=models.PROTECT, related_name="covers"
    )
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["synthesis", "point"], name="disposition_unique"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.COVERED, covered_by__isnull=False, reason="")
                & ~Q(covered_by=F("point"))
                | Q(outcome=Outcome.SET_ASIDE, covered_by__isnull=True) & ~Q(reason=""),
                name="disposition_covered_or_reasoned",
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id}: {self.outcome}"
