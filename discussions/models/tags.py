"""Short labels on points, and the themes that group them."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from discussions.choices import TaggingSource
from discussions.models.points import Point
from discussions.querysets import TagQuerySet, ThemeQuerySet


class Tag(models.Model):
    """A short label, without its ``#``; one row per ``key`` (casefolded NFKC)."""

    MAX_LENGTH = 60

    name = models.CharField(
        max_length=MAX_LENGTH,
        validators=[
            RegexValidator(
                r"^[^\W\d_][\w-]*$", "A tag is one word: a letter, then letters, digits, hyphens."
            )
        ],
    )
    key = models.CharField(max_length=3 * MAX_LENGTH, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"#{self.name}"


class Tagging(models.Model):
    """That a point carries a tag: who put it there (if that may be known), when, from where."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")
    source = models.CharField(max_length=10, choices=TaggingSource)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["point", "tag"], name="tagging_unique"),
            models.CheckConstraint(
                condition=Q(source__in=TaggingSource.values), name="tagging_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.point_id}"


class Theme(models.Model):
    """The organisers' grouping of tags across cells and rounds.

    ``tags`` always includes ``own_tag``, the one that puts a point straight
    under the theme.
    """

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    description = models.CharField(
        max_length=300, blank=True, help_text="One line that says what belongs here."
    )
    own_tag = models.OneToOneField(
        Tag, on_delete=models.PROTECT, related_name="owner", editable=False
    )
    tags = models.ManyToManyField(Tag, related_name="themes")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="theme_name_unique",
                violation_error_message="There is a theme of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("discussions:theme", args=[self.slug])
