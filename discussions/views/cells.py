"""The page of a cell."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cells.choices import Level
from cells.permissions import can_convene, can_edit_cell, get_cell_for, signed_in_user
from discussions.queries.cells import others_page, own_page


@require_safe
@login_required
def cell(request: HttpRequest, slug: str) -> HttpResponse:
    """To its own people, all of it; to others, who meets when and what they may read."""
    user = signed_in_user(request)
    found = get_cell_for(user, slug, Level.READ)
    is_own = user.is_member_of(found.pk)
    number = request.GET.get("page")
    context = {
        "cell": found,
        "can_convene": can_convene(user, found),
        "can_edit": can_edit_cell(user, found),
        "found": own_page(found, user, number) if is_own else others_page(found, user, number),
    }
    return render(
        request, "discussions/cell_own.html" if is_own else "discussions/cell.html", context
    )
