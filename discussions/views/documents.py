"""Starting a synthesis from a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cells.choices import Level
from cells.permissions import organisers_only, signed_in_user
from discussions.actions.documents import import_document
from discussions.errors import ImportRefused
from discussions.forms.documents import DocumentForm, LinesForm
from discussions.permissions import get_round_for

if TYPE_CHECKING:
    from discussions.models import Round


@organisers_only
@require_http_methods(["GET", "POST"])
def synthesis_import(request: HttpRequest, slug: str) -> HttpResponse:
    """First the words, then what each line becomes, then the synthesis made of it."""
    user = signed_in_user(request)
    round = get_round_for(user, slug, Level.MANAGE)
    if request.POST.get("step") != "lines":
        return _ask_for_words(request, round)
    form = LinesForm(request.POST.get("text", ""), request.POST)
    if form.is_valid():
        try:
            imported = import_document(
                document=form.document,
                round=round,
                by=user,
                create=form.cleaned_data["create"],
                is_archive=form.cleaned_data["is_archive"],
            )
        except ImportRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The document is now the summary of this question.")
            return redirect(imported.synthesis)
    return _show_lines(request, round, form)


def _ask_for_words(request: HttpRequest, round: Round) -> HttpResponse:
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _show_lines(request, round, LinesForm(form.cleaned_data["text"]))
    context = {"round": round, "form": form}
    return render(request, "discussions/synthesis_import.html", context)


def _show_lines(request: HttpRequest, round: Round, form: LinesForm) -> HttpResponse:
    context = {"round": round, "form": form}
    return render(request, "discussions/synthesis_import_lines.html", context)
