"""Questions put to many cells, and how far each cell is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cells.choices import Level
from cells.errors import NotPossible
from cells.permissions import organisers_only, require_known, signed_in_user
from discussions import markup
from discussions.actions.rounds import close_round, open_round, save_round, set_consent
from discussions.forms.rounds import ConsentForm, RoundForm
from discussions.models import Round
from discussions.permissions import get_places_to_convene, get_round_for
from discussions.queries.board import board
from discussions.queries.next_steps import next_steps
from discussions.queries.rounds import listed_rounds, outcome_of


@require_safe
@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """Open, closed and, for organisers, draft questions."""
    user = signed_in_user(request)
    require_known(user)
    return render(request, "discussions/round_list.html", {"rounds": listed_rounds(user)})


@require_http_methods(["GET", "POST"])
@organisers_only
def round_new(request: HttpRequest) -> HttpResponse:
    """A new question, kept as a draft or opened at once."""
    return _edit(request, Round(), "discussions/round_new.html")


@require_http_methods(["GET", "POST"])
@login_required
def round_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Its words, its dates and the cells it goes to."""
    round = get_round_for(request.user, slug, Level.MANAGE)
    return _edit(request, round, "discussions/round_edit.html")


def _edit(request: HttpRequest, round: Round, template: str) -> HttpResponse:
    user = signed_in_user(request)
    title = round.title
    form = RoundForm(request.POST or None, instance=round)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_round(round=form.instance, cells=form.cleaned_data["cells"], by=user)
        except NotPossible as error:
            form.add_error("cells", str(error))
        else:
            if "open" in request.POST:
                return _open(request, saved)
            messages.success(request, "Saved." if saved.is_open else "Saved as a draft.")
            return redirect(saved)
    return render(request, template, {"form": form, "round": round, "title": title})


@require_POST
@login_required
def round_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts the question to its cells."""
    return _open(request, get_round_for(request.user, slug, Level.MANAGE))


def _open(request: HttpRequest, round: Round) -> HttpResponse:
    try:
        open_round(round=round, by=signed_in_user(request))
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The question is open. Its cells see it on their first page.")
    return redirect(round)


@require_POST
@login_required
def round_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends the asking."""
    round = get_round_for(request.user, slug, Level.MANAGE)
    try:
        close_round(round=round, by=signed_in_user(request))
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The question is closed. Notes begun can still be agreed.")
    return redirect(round)


@require_safe
@login_required
def round_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Every cell, and how far it is."""
    round = get_round_for(request.user, slug, Level.READ)
    user = signed_in_user(request)
    found = board(round, user)
    context = {
        "round": round,
        "board": found,
        "background": markup.render(round.background),
        "own_steps": next_steps(found, user),
        "has_consent": any(user.is_convenor_of(cell.pk) for cell in found.cells),
        "outcome": outcome_of(round),
    }
    return render(request, "discussions/round_board.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def round_consent(request: HttpRequest, slug: str) -> HttpResponse:
    """What may be said of the viewer's own cells in the summary of this question."""
    round = get_round_for(request.user, slug, Level.READ)
    forms = [
        ConsentForm(request.POST or None, instance=place, prefix=place.cell.slug)
        for place in get_places_to_convene(request.user, round)
    ]
    if request.method == "POST" and is_each_valid(forms):
        user = signed_in_user(request)
        taken_out = [
            set_consent(place=form.instance, **form.cleaned_data, by=user) for form in forms
        ]
        also = " The name is taken out of what was published, too." if any(taken_out) else ""
        messages.success(request, f"Kept, for this question only.{also}")
        return redirect(round)
    return render(request, "discussions/round_consent.html", {"round": round, "forms": forms})


def is_each_valid(forms: list[ConsentForm]) -> bool:
    """Asks every form, so that all show their errors."""
    return all([form.is_valid() for form in forms])  # noqa: C419
