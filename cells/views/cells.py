"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def cell_list(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def cell_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def cell_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
