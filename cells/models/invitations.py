"""Invitations into a cell."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from cells.choices import MembershipRole
from cells.models.cells import Cell
from cells.querysets import InvitationQuerySet

SALT = "cells.invitation"


class Invitation(models.Model):
    """One address asked into one cell, by one single-use link.

    The link holds a signature instead of a stored secret, so that neither the
    table nor a job needs to keep one.
    """

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail", max_length=254)
    role = models.CharField(max_length=8, choices=MembershipRole, default=MembershipRole.MEMBER)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "cell",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_waiting_unique",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(role__in=MembershipRole.values), name="invitation_role"
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def get_absolute_url(self) -> str:
        """The link that accepts it: whoever holds it has read the invited mailbox."""
        return reverse("cells:invitation", args=[self.token])

    @property
    def expires_at(self) -> datetime:
        return self.created_at + timedelta(days=settings.INVITATION_DAYS)

    @property
    def is_usable(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and timezone.now() < self.expires_at
        )

    @property
    def token(self) -> str:
        return signing.dumps(self.pk, salt=SALT)

    @classmethod
    def from_token(cls, token: str) -> "Invitation | None":
        """The invitation of a link, in whatever state; None where the link is broken."""
        try:
            pk = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return cls.objects.select_related("cell", "invited_by").filter(pk=pk).first()
