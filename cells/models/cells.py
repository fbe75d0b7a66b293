"""Cells and who belongs to them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from cells.choices import Colour, MembershipRole, MembershipState
from cells.querysets import CellQuerySet, MembershipQuerySet


class Cell(models.Model):
    """A small group that meets to talk. More than 10 members is a hint, never a bar."""

    COMFORTABLE_SIZE = 10

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    short_label = models.CharField(
        max_length=3,
        validators=[RegexValidator(r"^\w{1,3}$", "One to three letters or digits.")],
        help_text="One to three letters or digits that mark the cell everywhere, such as Bri.",
    )
    colour = models.CharField(max_length=8, choices=Colour, editable=False)
    place = models.CharField(max_length=120, blank=True, help_text="Town or neighbourhood.")
    about = models.TextField(max_length=2000, blank=True, help_text="Who meets here, and why.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CellQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="cell_name_unique",
                violation_error_message="There is a cell of this name already.",
            ),
            models.UniqueConstraint(
                Lower("short_label"),
                name="cell_short_label_unique",
                violation_error_message="Another cell has this short label.",
            ),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="cell_colour"),
        )

    if TYPE_CHECKING:
        # Another app shows the page, so the project says where it is: ABSOLUTE_URL_OVERRIDES.
        def get_absolute_url(self) -> str: ...

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a person belongs to a cell, asked to, or did."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=MembershipRole, default=MembershipRole.MEMBER)
    state = models.CharField(max_length=9, choices=MembershipState, default=MembershipState.ACTIVE)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("role", "user__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["user", "cell"], name="membership_unique"),
            models.CheckConstraint(
                condition=Q(role__in=MembershipRole.values), name="membership_role"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MembershipState.values), name="membership_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.cell_id}"
