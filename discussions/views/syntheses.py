"""Placeholder, to be written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def synthesis(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def synthesis_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def synthesis_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def coverage(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def publish(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def section_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def section_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def section_move(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def section_delete(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def statement_new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def statement_edit(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def statement_move(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def statement_delete(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def evidence(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404
