"""The site's own pages: what it is, and whether it stands."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """For machines: 200 "ok" when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", "text/plain", status=503)
    return HttpResponse("ok", "text/plain")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "cells/about.html")


@require_safe
def chatham_house_rule(request: HttpRequest) -> HttpResponse:
    return render(request, "cells/chatham_house_rule.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "cells/accessibility.html")
