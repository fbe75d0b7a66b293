"""Sets of rows, named for what they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self, TypeAlias

from django.conf import settings
from django.db import models
from django.utils import timezone

from cells.choices import MeetingState, MembershipRole, MembershipState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cells.models import Cell, Invitation, Meeting, Membership, User

    Viewer: TypeAlias = User | AnonymousUser


class CellQuerySet(models.QuerySet["Cell"]):
    def visible_to(self, user: Viewer) -> Self:
        """Cells whose page the viewer may read: all of them, for members and organisers."""
        if user.is_authenticated and (user.is_organiser or user.is_network_member):
            return self
        return self.none()

    def of_member(self, user: Viewer) -> Self:
        return self.filter(pk__in=user.cell_roles) if user.is_authenticated else self.none()

    def with_headcount(self) -> Self:
        """Adds ``headcount``, the number of active members."""
        active = models.Q(memberships__state=MembershipState.ACTIVE)
        return self.annotate(headcount=models.Count("memberships", filter=active))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(state=MembershipState.ACTIVE)

    def convenors(self) -> Self:
        return self.active().filter(role=MembershipRole.CONVENOR)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Viewer) -> Self:
        """Convenors see who is invited into their cells; organisers, which convenors are."""
        if not user.is_authenticated:
            return self.none()
        visible = models.Q(cell_id__in=user.convened_cell_ids)
        if user.is_organiser:
            visible |= models.Q(role=MembershipRole.CONVENOR)
        return self.filter(visible)

    def waiting(self) -> Self:
        """Neither accepted nor withdrawn; it may have grown too old."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def usable(self) -> Self:
        oldest = timezone.now() - timedelta(days=settings.INVITATION_DAYS)
        return self.waiting().filter(created_at__gt=oldest)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Viewer) -> Self:
        """Meetings whose page the viewer may read: those of own cells; organisers, all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_organiser else self.filter(cell_id__in=user.cell_roles)

    def upcoming(self) -> Self:
        """Not over and not cancelled, the next one first."""
        today = timezone.localdate()
        return self.filter(state=MeetingState.SCHEDULED, date__gte=today).order_by(
            "date", "starts_at", "pk"
        )

    def past(self) -> Self:
        """Those that took place or should have, the latest first."""
        return (
            self.exclude(state=MeetingState.CANCELLED)
            .filter(models.Q(date__lt=timezone.localdate()) | models.Q(state=MeetingState.HELD))
            .order_by("-date", "-starts_at", "-pk")
        )
