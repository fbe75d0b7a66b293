"""Publishing a summary, and reading what was published."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cells.errors import NotPossible
from cells.permissions import signed_in_user
from discussions.actions.publications import publish_synthesis
from discussions.exports.document import freeze, named_beside_words
from discussions.exports.reading import Reading, read_publication
from discussions.forms.syntheses import PublishForm
from discussions.models import Publication
from discussions.permissions import get_publication, get_synthesis_for
from discussions.queries.coverage import coverage
from discussions.queries.drafts import load_draft
from discussions.queries.gate import gate


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands in the way of publishing, what is asked first, and the button."""
    user = signed_in_user(request)
    synthesis = get_synthesis_for(user, slug)
    form = PublishForm(request.POST or None)
    confirmed = request.POST.getlist("confirmed")
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            published = publish_synthesis(
                synthesis=synthesis,
                confirmed=confirmed,
                number=form.cleaned_data["number"],
                by=user,
            )
        except NotPossible as refused:
            error = str(refused)
        else:
            messages.success(request, f"Version {published.number} is published.")
            return redirect(published)
    checked = gate(synthesis)
    context = {
        "round": synthesis.round,
        "synthesis": synthesis,
        "gate": checked,
        "named": named_beside_words(checked.draft.asked.counted),
        "versions": list(synthesis.publications.order_by("-number")),
        "confirmed": confirmed,
        "error": error,
    }
    return render(request, "discussions/publish.html", context)


@login_required
@require_GET
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The summary as readers would see it if it went out now."""
    synthesis = get_synthesis_for(signed_in_user(request), slug)
    frozen = freeze(load_draft(synthesis), coverage(synthesis))
    reading = Reading(frozen.document, frozen.names)
    return _page(request, reading, {"synthesis": synthesis, "is_preview": True})


@require_GET
def publication_list(request: HttpRequest) -> HttpResponse:
    """All that was published, each in its newest version; for anybody."""
    current = Publication.objects.current().order_by("-published_at")
    readings = [(publication, read_publication(publication)) for publication in current]
    return render(request, "discussions/publication_list.html", {"readings": readings})


@require_GET
def publication(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A published summary, the newest version or the one asked for; for anybody."""
    found = get_publication(slug, number)
    return _page(request, read_publication(found), {"publication": found})


def _page(request: HttpRequest, reading: Reading, context: dict[str, object]) -> HttpResponse:
    shows_all = request.GET.get("sources") == "all"
    context = {"reading": reading, "shows_all": shows_all, **context}
    return render(request, "discussions/publication.html", context)
