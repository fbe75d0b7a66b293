"""A person's own account, the people of a cell, and coming in by invitation."""

from collections.abc import Sequence
from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cells.actions.invitations import (
    Invited,
    accept_invitation,
    invite,
    why_unusable,
    withdraw_invitation,
)
from cells.choices import MembershipRole
from cells.errors import InvitationUnusable
from cells.forms.people import AcceptForm, InviteForm, MeForm
from cells.models import Cell, Invitation, User
from cells.permissions import (
    can_convene,
    can_edit_cell,
    get_cell_to_edit,
    get_cell_with_people,
    get_invitation,
    get_invitation_to_withdraw,
    signed_in_user,
)


@require_http_methods(["GET", "POST"])
@login_required
def me(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    form = MeForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("cells:me")
    memberships = user.memberships.active().select_related("cell").order_by("cell__name")
    return render(request, "cells/me.html", {"form": form, "memberships": memberships})


# The people of a cell


@require_http_methods(["GET", "POST"])
@login_required
def cell_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Members see names; convenors invite; organisers see convenors and a headcount."""
    user = signed_in_user(request)
    if request.method == "GET":
        cell = get_cell_with_people(user, slug)
        form = invite_form(user, cell) if can_edit_cell(user, cell) else None
        return people_page(request, cell, form)
    cell = get_cell_to_edit(user, slug)
    form = invite_form(user, cell, request.POST)
    if not form.is_valid():
        return people_page(request, cell, form)
    emails, role = form.cleaned_data["emails"], form.role_given
    tell_of_invited(request, invite(cell=cell, emails=emails, role=role, by=user))
    if form.broken:
        rest = {"emails": "\n".join(form.broken), "role": role}
        return people_page(request, cell, invite_form(user, cell, initial=rest), form.broken)
    return redirect("cells:cell-people", cell.slug)


def invite_form(user: User, cell: Cell, *args: Any, **kwargs: Any) -> InviteForm:
    return InviteForm(*args, convenors_only=not can_convene(user, cell), **kwargs)


def people_page(
    request: HttpRequest, cell: Cell, form: InviteForm | None, broken: Sequence[str] = ()
) -> HttpResponse:
    """``broken``: what was typed beside the addresses that have just been invited."""
    user = signed_in_user(request)
    memberships = list(cell.memberships.active().select_related("user"))
    context = {
        "cell": cell,
        "form": form,
        "broken": broken,
        "headcount": len(memberships),
        "memberships": memberships if user.is_member_of(cell.pk) else [],
        "convenors": [one for one in memberships if one.role == MembershipRole.CONVENOR],
        "can_convene": can_convene(user, cell),
        "waiting": cell.invitations.waiting().visible_to(user).select_related("invited_by"),
    }
    return render(request, "cells/cell_people.html", context)


def tell_of_invited(request: HttpRequest, invited: Invited) -> None:
    if invited.sent:
        messages.success(request, f"Invited: {', '.join(invited.sent)}.")
    if invited.belong:
        messages.info(request, f"Not invited, for they belong to it: {', '.join(invited.belong)}.")
    if invited.waiting:
        messages.info(
            request,
            f"Invited before, and not answered yet: {', '.join(invited.waiting)}."
            " To send another mail, withdraw the invitation first.",
        )


@require_POST
@login_required
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in_user(request)
    found = get_invitation_to_withdraw(user, pk)
    if withdraw_invitation(invitation=found, by=user):
        messages.success(request, f"The invitation to {found.email} is withdrawn.")
    else:
        messages.warning(request, f"{found.email} has just come in by it.")
    return redirect("cells:cell-people", found.cell.slug)


# Coming in


@require_http_methods(["GET", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation's link, for whoever holds it, signed in or not."""
    found = get_invitation(token)
    if found is None:
        return unusable(request, "The link is broken. Copy all of it from the mail.", status=404)
    viewer = request.user if isinstance(request.user, User) else None
    if viewer and found.accepted_by_id == viewer.pk:
        return redirect(found.cell)
    if not found.is_usable:
        return unusable(request, why_unusable(found))
    account = User.objects.with_address(found.email)
    is_new = viewer is None and (account is None or account.last_login is None)
    form = AcceptForm(request.POST or None) if is_new else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return come_in(request, found, viewer, form.cleaned_data["name"] if form else "")
    context = {
        "invitation": found,
        "cell": found.cell,
        "form": form,
        "is_other_account": viewer is not None and viewer != account,
    }
    return render(request, "cells/invitation.html", context)


def come_in(
    request: HttpRequest, found: Invitation, viewer: User | None, name: str
) -> HttpResponse:
    """Joins, and signs in whoever was not."""
    try:
        user = accept_invitation(invitation=found, by=viewer, name=name)
    except InvitationUnusable as error:
        return unusable(request, str(error))
    messages.success(request, f"Welcome to {found.cell.name}.")
    if viewer:
        return redirect(found.cell)
    to = resolve_url(found.cell)
    response: HttpResponse = perform_login(request, user, redirect_url=to, email=found.email)
    return response


def unusable(request: HttpRequest, why: str, status: int = 410) -> HttpResponse:
    return render(request, "cells/invitation_unusable.html", {"why": why}, status=status)
