"""What happens around every request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone


class OwnTimeZoneMiddleware:
    """Shows everybody times in the zone of their own; visitors see the network's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whether the database stands is asked without leaning on it: no session, no account.
        if request.path == reverse("cells:healthz"):
            return self.get_response(request)
        if request.user.is_authenticated:
            timezone.activate(ZoneInfo(request.user.time_zone))
        else:
            timezone.deactivate()
        return self.get_response(request)
