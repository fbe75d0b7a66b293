"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def healthz(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def about(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def chatham_house_rule(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def accessibility(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
