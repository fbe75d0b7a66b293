"""All points of a question: finding them, and putting them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cells.choices import Level
from cells.errors import NotPossible
from cells.permissions import signed_in_user
from cells.templatetags.look import counted_words
from discussions.actions.tags import tag_point
from discussions.actions.themes import (
    create_theme,
    put_points_under_theme,
    take_point_out_of_theme,
)
from discussions.choices import TaggingSource
from discussions.forms.themes import (
    PointFilterForm,
    PutUnderThemeForm,
    TagPointForm,
    TakeOutForm,
)
from discussions.models import Point, Tag, Theme
from discussions.permissions import get_round_for
from discussions.queries.counting import cells_asked
from discussions.queries.round_points import places_of, points_to_order

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from discussions.models import Round

    # The anchor to go back to, or the form that needs another look.
    Outcome: TypeAlias = tuple[str, forms.Form | None]

POINTS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_points(request: HttpRequest, slug: str) -> HttpResponse:
    """The counted points of a question, filtered; ticked ones go under a theme."""
    round = get_round_for(signed_in_user(request), slug, Level.MANAGE)
    points = Point.objects.counted_in(round)
    wrong: forms.Form | None = None
    if request.method == "POST":
        do = ACTIONS.get(request.POST.get("action", ""), _put)
        anchor, wrong = do(request, points)
        if wrong is None:
            return redirect(f"{request.get_full_path()}{anchor}")
    return _page(request, round, points, wrong)


def _put(request: HttpRequest, points: QuerySet[Point]) -> Outcome:
    user = signed_in_user(request)
    form = PutUnderThemeForm(request.POST, points=points)
    if not form.is_valid():
        return "", form
    chosen = list(form.cleaned_data["points"])
    theme = form.cleaned_data["theme"]
    try:
        theme = theme or create_theme(name=form.cleaned_data["new_theme"], by=user)
    except NotPossible as error:
        form.add_error("new_theme", str(error))
        return "", form
    new = put_points_under_theme(points=chosen, theme=theme, by=user)
    told = f"{counted_words(new, 'point').capitalize()} put under “{theme}”."
    if already := len(chosen) - new:
        told += f" {counted_words(already, 'point').capitalize()} stood there already."
    messages.success(request, told)
    return "", None


def _tag(request: HttpRequest, points: QuerySet[Point]) -> Outcome:
    form = TagPointForm(request.POST, points=points)
    if not form.is_valid():
        return "", form
    point = form.cleaned_data["point"]
    names = form.cleaned_data["tags"]
    by = signed_in_user(request)
    tag_point(point=point, names=names, source=TaggingSource.PERSON, by=by)
    messages.success(request, f"Tagged {', '.join(f'#{name}' for name in names)}.")
    return f"#point-{point.pk}", None


def _take_out(request: HttpRequest, points: QuerySet[Point]) -> Outcome:
    form = TakeOutForm(request.POST, points=points)
    if not form.is_valid():
        return "", form
    point, theme = form.cleaned_data["point"], form.cleaned_data["theme"]
    still = take_point_out_of_theme(point=point, theme=theme, by=signed_in_user(request))
    if still:
        names = " and ".join(f"#{tag.name}" for tag in still)
        messages.warning(
            request,
            f"The point stands under “{theme}” all the same, because it carries {names}.",
        )
    else:
        messages.success(request, f"The point is out of “{theme}”.")
    return f"#point-{point.pk}", None


ACTIONS = {"put": _put, "tag": _tag, "take-out": _take_out}


def _page(
    request: HttpRequest, round: Round, points: QuerySet[Point], wrong: forms.Form | None
) -> HttpResponse:
    themes = list(Theme.objects.all())
    chosen = PointFilterForm(
        request.GET,
        themes=themes,
        tags=Tag.objects.filter(taggings__point__in=points).distinct(),
        cells=[row.cell for row in cells_asked(round).counted],
    )
    page = Paginator(chosen.narrow(points_to_order(round)), POINTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "round": round,
        "filter": chosen,
        "page": page,
        "rows": [(point, places_of(point)) for point in page],
        "themes": themes,
        "wrong": wrong,
        "put": wrong if isinstance(wrong, PutUnderThemeForm) else None,
        "tagging": wrong if isinstance(wrong, TagPointForm) else None,
        "ticked": request.POST.getlist("points"),
        "tagged": request.POST.get("point", ""),
    }
    return render(request, "discussions/round_points.html", context)
