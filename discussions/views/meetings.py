"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def meeting_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def meeting_held(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def meeting(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def meeting_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def meeting_cancel(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def discussion_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
