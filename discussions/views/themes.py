"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def theme_list(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def theme_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def theme(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def theme_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_themes(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_points(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
