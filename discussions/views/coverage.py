"""What became of every point of a question, and where that is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cells.errors import NotPossible
from cells.permissions import signed_in_user
from cells.validators import is_key
from discussions.actions import syntheses as actions
from discussions.forms.syntheses import CoverForm, LeaveOutForm, UndoForm
from discussions.models import Synthesis
from discussions.permissions import get_synthesis_for
from discussions.queries.coverage import Coverage, could_cover, in_order, with_fates
from discussions.queries.coverage import coverage as coverage_of

if TYPE_CHECKING:
    from cells.models import User

FATES = {"open": "Not in yet", "used": "Used", "covered": "Covered", "set_aside": "Left out"}
AT_ONCE = 100
COVERING_AT_ONCE = 12


@login_required
@require_http_methods(["GET", "POST"])
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """The points of a question by what became of them; posting decides it for some."""
    user = signed_in_user(request)
    synthesis = get_synthesis_for(user, slug)
    leave_out = LeaveOutForm(synthesis=synthesis)
    if request.method == "POST":
        form = _form(request, synthesis)
        if form.is_valid() and _decide(request, synthesis, form, user):
            return redirect(_back(request))
        if isinstance(form, LeaveOutForm):
            leave_out = form
        else:
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
    context = _page(request, synthesis) | {"form": leave_out}
    return render(request, "discussions/coverage.html", context)


def _form(request: HttpRequest, synthesis: Synthesis) -> LeaveOutForm | CoverForm | UndoForm:
    match request.POST.get("action"):
        case "cover":
            return CoverForm(request.POST, synthesis=synthesis)
        case "undo":
            return UndoForm(request.POST, synthesis=synthesis)
        case _:
            return LeaveOutForm(request.POST, synthesis=synthesis)


def _decide(
    request: HttpRequest,
    synthesis: Synthesis,
    form: LeaveOutForm | CoverForm | UndoForm,
    by: User,
) -> bool:
    """Does what the form asks; False, with a message, where it is not possible."""
    data = form.cleaned_data
    try:
        if isinstance(form, LeaveOutForm):
            points = list(data["points"])
            actions.set_aside_points(
                synthesis=synthesis, points=points, reason=data["reason"], by=by
            )
            said = "1 point is" if len(points) == 1 else f"{len(points)} points are"
            messages.success(request, f"{said} left out: {data['reason']}.")
        elif isinstance(form, CoverForm):
            actions.cover_point(synthesis=synthesis, by=by, **data)
            messages.success(request, "The point is covered.")
        else:
            actions.reopen_point(synthesis=synthesis, point=data["point"], by=by)
            messages.success(request, "Taken back: the point is not in yet.")
    except NotPossible as error:
        messages.error(request, str(error))
        return False
    return True


def _back(request: HttpRequest) -> str:
    """The list as it was, without the point that was being covered."""
    query = {name: request.GET[name] for name in ("show", "by", "page") if name in request.GET}
    return f"{request.path}?{urlencode(query)}" if query else request.path


def _page(request: HttpRequest, synthesis: Synthesis) -> dict[str, object]:
    covered = coverage_of(synthesis)
    show = request.GET.get("show", "open")
    show = show if show in FATES else "open"
    by = "theme" if request.GET.get("by") == "theme" else "cell"
    points = in_order(synthesis, getattr(covered, show), by)
    page = Paginator(points, AT_ONCE).get_page(request.GET.get("page"))
    return {
        "round": synthesis.round,
        "synthesis": synthesis,
        "coverage": covered,
        "fates": [(name, label, len(getattr(covered, name))) for name, label in FATES.items()],
        "show": show,
        "by": by,
        "page": page,
        "rows": with_fates(synthesis, page),
        "ticked": request.POST.getlist("points"),
        **_covering(request, synthesis, covered),
    }


def _covering(request: HttpRequest, synthesis: Synthesis, covered: Coverage) -> dict[str, object]:
    """The point that ``?cover=`` names, and the used ones that could cover it."""
    asked = request.GET.get("cover", "")
    if not is_key(asked) or int(asked) not in covered.open:
        return {}
    point = in_order(synthesis, [int(asked)]).get()
    find = request.GET.get("find", "").strip()[:100].replace("\0", "")
    return {
        "covering": point,
        "find": find,
        "candidates": could_cover(point, covered, find)[:COVERING_AT_ONCE],
    }
