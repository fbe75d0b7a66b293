"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def cell(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
