"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def round_list(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_board(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_open(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_close(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def round_consent(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
