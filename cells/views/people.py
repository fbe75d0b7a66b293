"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def me(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def invitation(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def invitation_withdraw(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def cell_people(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
