"""Who may do what with people, cells and meetings.

One loader per object: it gives the object, or 404 to a stranger and 403 to a
known person without the role. Views never fetch in any other way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from cells.choices import Level
from cells.models import Cell, Invitation, Meeting, User

if TYPE_CHECKING:
    from cells.querysets import Viewer


def signed_in_user(request: HttpRequest) -> User:
    """The person behind a request that has passed ``login_required``."""
    assert isinstance(request.user, User)
    return request.user


def is_known(user: Viewer) -> bool:
    """Whether the viewer belongs to the network: a member or an organiser."""
    return user.is_authenticated and (user.is_organiser or user.is_network_member)


def require_known(user: Viewer) -> None:
    """Lets members and organisers pass.

    Raises:
        Http404: the person is a reader.
    """
    if not is_known(user):
        raise Http404


def require_organiser(user: Viewer) -> None:
    """Lets organisers pass; 403 for members, 404 for readers.

    Raises:
        PermissionDenied: the person is a member, and no organiser.
        Http404: the person is neither.
    """
    if user.is_authenticated and user.is_organiser:
        return
    if is_known(user):
        raise PermissionDenied
    raise Http404


def organisers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed-out people go to the sign-in page; then as ``require_organiser``."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_organiser(request.user)
        return view(request, *args, **kwargs)

    return checked


def can_convene(user: Viewer, cell: Cell) -> bool:
    """Whether the viewer is a convenor of the cell."""
    return user.is_authenticated and user.is_convenor_of(cell.pk)


def can_edit_cell(user: Viewer, cell: Cell) -> bool:
    return user.is_authenticated and (user.is_organiser or user.is_convenor_of(cell.pk))


def can_see_people(user: Viewer, cell: Cell) -> bool:
    """Whether anything of the cell's people may be shown: to its members and the organisers."""
    return user.is_authenticated and (user.is_organiser or user.is_member_of(cell.pk))


def require_level(user: Viewer, cell: Cell, level: Level) -> None:
    """Checks somebody who may see a thing of this cell for the level asked.

    Raises:
        PermissionDenied: READ passes, WRITE needs a member, MANAGE a convenor.
    """
    allowed = level == Level.READ or (
        user.is_authenticated
        and (user.is_convenor_of(cell.pk) if level == Level.MANAGE else user.is_member_of(cell.pk))
    )
    if not allowed:
        raise PermissionDenied


def get_cell_for(user: Viewer, slug: str, level: Level) -> Cell:
    """The cell: READ its page (members and organisers), WRITE inside it (its
    members), MANAGE its people and meetings (its convenors).

    Raises:
        Http404: no such cell, or the viewer belongs to no cell at all.
        PermissionDenied: the viewer may read the cell's page and no more.
    """
    cell = get_object_or_404(Cell.objects.visible_to(user), slug=slug)
    require_level(user, cell, level)
    return cell


def get_cell_to_edit(user: Viewer, slug: str) -> Cell:
    """The cell, for its convenors and the organisers; else as ``get_cell_for``."""
    cell = get_cell_for(user, slug, Level.READ)
    if not can_edit_cell(user, cell):
        raise PermissionDenied
    return cell


def get_cell_with_people(user: Viewer, slug: str) -> Cell:
    """The cell, for its members and the organisers; else as ``get_cell_for``."""
    cell = get_cell_for(user, slug, Level.READ)
    if not can_see_people(user, cell):
        raise PermissionDenied
    return cell


def get_meeting_for(user: Viewer, pk: int, level: Level) -> Meeting:
    """The meeting: READ (its cell's members, organisers), WRITE (its members),
    MANAGE (its convenors).

    Raises:
        Http404: no such meeting, or one of a cell that is not the viewer's.
        PermissionDenied: the viewer may read it and no more.
    """
    meetings = Meeting.objects.visible_to(user).select_related("cell")
    meeting = get_object_or_404(meetings, pk=pk)
    require_level(user, meeting.cell, level)
    return meeting


def get_invitation(token: str) -> Invitation | None:
    """The invitation whose link this is, for whoever holds it; None where it is no link of ours.

    It may be used, withdrawn or too old: ask ``is_usable``.
    """
    return Invitation.from_token(token)


def get_invitation_to_withdraw(user: Viewer, pk: int) -> Invitation:
    """The waiting invitation, for the convenors of its cell; of convenors, for organisers too.

    Raises:
        Http404: no such invitation, or one that the viewer may not know of.
        PermissionDenied: the viewer is a member of the cell and no convenor.
    """
    invitation = get_object_or_404(Invitation.objects.waiting().select_related("cell"), pk=pk)
    if Invitation.objects.visible_to(user).filter(pk=pk).exists():
        return invitation
    if user.is_authenticated and user.is_member_of(invitation.cell_id):
        raise PermissionDenied
    raise Http404
