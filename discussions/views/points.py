"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def point_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def points_choose(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def point_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def point_withdraw(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
