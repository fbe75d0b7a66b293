"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cells.permissions import is_known, signed_in_user
from discussions.queries.home import member_home, visitor_home


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for members and organisers; for everybody else, what this is."""
    if is_known(request.user):
        context = {"found": member_home(signed_in_user(request))}
        return render(request, "discussions/home.html", context)
    return render(request, "discussions/home_visitor.html", {"found": visitor_home()})
