"""Asking people into a cell, and their coming in."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cells import mail
from cells.actions.people import account_for
from cells.choices import MembershipRole, MembershipState
from cells.errors import InvitationUnusable
from cells.models import Cell, Invitation, Membership, User

logger = logging.getLogger(__name__)


@dataclass
class Invited:
    """What became of each address."""

    sent: list[str] = field(default_factory=list)
    belong: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


@transaction.atomic
def invite(*, cell: Cell, emails: Iterable[str], role: str, by: User) -> Invited:
    """Invites addresses into the cell and mails each its link.

    Left alone are those that belong already or have an invitation that still holds, in this
    role or a higher one; an older or lower invitation gives way to the new one.
    """
    # One at a time, so that an address given twice at once is asked once.
    Cell.objects.select_for_update().get(pk=cell.pk)
    roles = {MembershipRole.CONVENOR, role}
    members = cell.memberships.active().filter(role__in=roles)
    belong = {email.lower() for email in members.values_list("user__email", flat=True)}
    asked = cell.invitations.usable().filter(role__in=roles)
    waiting = {email.lower() for email in asked.values_list("email", flat=True)}
    invited = Invited()
    for email in dict.fromkeys(email.lower() for email in emails):
        if email in belong:
            invited.belong.append(email)
        elif email in waiting:
            invited.waiting.append(email)
        else:
            _send_invitation(cell=cell, email=email, role=role, by=by)
            invited.sent.append(email)
    return invited


def _send_invitation(*, cell: Cell, email: str, role: str, by: User) -> None:
    older = cell.invitations.waiting().filter(email__iexact=email)
    older.update(withdrawn_at=timezone.now())
    invitation = Invitation.objects.create(cell=cell, email=email, role=role, invited_by=by)
    transaction.on_commit(partial(mail.send_invitation, invitation))
    logger.info("invited invitation=%s cell=%s by=%s", invitation.pk, cell.pk, by.pk)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User | None, name: str = "") -> User:
    """Lets somebody in by their link, once, and gives the account that came in.

    It is ``by`` if somebody is signed in; else the account of the invited address, made under
    ``name`` if there is none: who holds the link has read the mailbox.

    Raises:
        InvitationUnusable: it was used, withdrawn or is too old, or the account is closed.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_usable:
        raise InvitationUnusable(why_unusable(locked))
    user = by or account_for(email=locked.email, name=name)
    if not user.is_active:
        raise InvitationUnusable("The account of this address is closed. Ask a convenor.")
    _join(user=user, cell=locked.cell, role=locked.role)
    locked.accepted_at, locked.accepted_by = timezone.now(), user
    locked.save(update_fields=["accepted_at", "accepted_by"])
    logger.info("invitation accepted invitation=%s by=%s", locked.pk, user.pk)
    return user


def _join(*, user: User, cell: Cell, role: str) -> None:
    """Makes an active member; who left is back in the new role, who is in only ever rises."""
    membership, is_new = Membership.objects.get_or_create(
        user=user, cell=cell, defaults={"role": role}
    )
    user.__dict__.pop("cell_roles", None)  # what this account may do has just changed
    is_in = membership.state == MembershipState.ACTIVE
    if is_new or (is_in and role == MembershipRole.MEMBER):
        return
    membership.role, membership.state = role, MembershipState.ACTIVE
    membership.save(update_fields=["role", "state"])


def why_unusable(invitation: Invitation) -> str:
    """What to tell somebody who follows the link of an invitation that no longer holds."""
    if invitation.accepted_at:
        return "It has been used; it works once. If it was you who used it, sign in."
    if invitation.withdrawn_at:
        return "It has been withdrawn. A newer one may lie in your mail; else ask the convenor."
    days = settings.INVITATION_DAYS
    return f"It is more than {days} days old. Ask whoever invited you to send another."


def withdraw_invitation(*, invitation: Invitation, by: User) -> bool:
    """Takes a waiting invitation back; False where it was accepted or withdrawn meanwhile."""
    waiting = Invitation.objects.waiting().filter(pk=invitation.pk)
    is_withdrawn = bool(waiting.update(withdrawn_at=timezone.now()))
    logger.info("invitation withdrawn invitation=%s by=%s", invitation.pk, by.pk)
    return is_withdrawn
