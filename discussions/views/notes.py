"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def discussion(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def discussion_agree(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def discussion_reach(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def discussion_reopen(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def note_preview(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def note(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def note_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
