"""Themes across cells: the synthesis view of a question, and the list of all themes."""

from __future__ import annotations

from copy import copy
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from cells.choices import Level
from cells.errors import NotPossible
from cells.permissions import organisers_only, require_known, require_organiser, signed_in_user
from discussions.actions.themes import add_tags_to_theme, create_theme, edit_theme
from discussions.forms.themes import AddTagsForm, ThemeForm
from discussions.models import Point, Tag, Theme
from discussions.permissions import get_round_with_themes, get_theme_for
from discussions.queries.theme_list import (
    counted_for,
    in_reading_order,
    listed_themes,
    loose_tags,
    rounds_of_theme,
    tags_shown_to,
    uses_of_tags,
)
from discussions.queries.theme_words import find_opened, read_words, words_by_cell
from discussions.queries.themes import FEW_CELLS, Sort, ThemeTable, theme_table

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_htmx.middleware import HtmxDetails

    from discussions.models import Round

    class HtmxRequest(HttpRequest):
        htmx: HtmxDetails


SORTS = [
    (Sort.BREADTH, "Breadth", "number of cells, then points"),
    (Sort.DEPTH, "Depth", "number of points, then cells"),
    (Sort.NEWEST, "Newest", "the day on which each was first raised, the latest first"),
    (Sort.NAME, "Name", "name"),
]
CELLS_BESIDE_DRAWER = 9
MOST_PAIRS = 6
POINTS_A_PAGE = 50


# The synthesis view


@require_safe
@login_required
@vary_on_headers("HX-Request")
def round_themes(request: HtmxRequest, slug: str) -> HttpResponse:
    """Theme × cell of a question; htmx gets the drawer with the words behind a number."""
    user = signed_in_user(request)
    round = get_round_with_themes(user, slug)
    table = theme_table(round, _sort_asked(request))
    if not table.rows:
        return _without_themes(request, round, table)
    asked_for = (request.GET.get(name, "") for name in ("theme", "cell", "with"))
    opened = find_opened(table, *asked_for)
    is_part = request.htmx and not request.htmx.history_restore_request
    single = [] if is_part else table.single
    said = [*(opened.said if opened else []), *(one for row in single for one in row.said)]
    words = read_words(user, said)
    context = {
        "round": round,
        "table": table,
        "opened": opened,
        "is_part": is_part,
        "words": words_by_cell(table, opened.said, words) if opened else [],
        "single": [(row, words_by_cell(table, row.said, words)[0]) for row in single],
        "together": table.together[:MOST_PAIRS],
        **_addresses(request, table),
        **_forms_of_table(table),
    }
    part = "discussions/round_themes_drawer.html"
    return render(request, part if is_part else "discussions/round_themes.html", context)


def _sort_asked(request: HttpRequest) -> Sort:
    asked = request.GET.get("sort", "")
    return Sort(asked) if asked in list(Sort) else Sort.BREADTH


def _addresses(request: HttpRequest, table: ThemeTable) -> dict[str, str]:
    """The page itself, sorted as it is: closed, and ready for what a link opens."""
    sort = "" if table.sort == Sort.BREADTH else f"sort={table.sort}"
    return {
        "here": f"?{sort}&" if sort else "?",
        "closed": f"{request.path}?{sort}" if sort else request.path,
    }


def _forms_of_table(table: ThemeTable) -> dict[str, Any]:
    """How the table is drawn for so many cells."""
    is_beside = table.cells <= CELLS_BESIDE_DRAWER
    return {
        "sorts": [(sort, label) for sort, label, _ in SORTS],
        "order": next(order for sort, _, order in SORTS if sort == table.sort),
        "dense": table.is_dense,
        "drawer_place": "beside" if is_beside else "below",
        "table_class": f"{'dense' if table.is_dense else 'open'} cells-{table.cells}",
        "last_day": table.days[-1],
        "months_differ": (table.days[0].year, table.days[0].month)
        != (table.days[-1].year, table.days[-1].month),
    }


def _without_themes(request: HttpRequest, round: Round, table: ThemeTable) -> HttpResponse:
    """What is missing before there can be a table, and the first step."""
    counted = Point.objects.counted_in(round)
    readable = counted.filter(pk__in=Point.objects.visible_to(request.user).values("pk"))
    context = {
        "round": round,
        "table": table,
        "tags": loose_tags(readable) if table.points else [],
        "order": [column.cell.pk for column in table.columns],
        "tally_fits": table.cells <= FEW_CELLS,
        "has_themes": Theme.objects.exists(),
    }
    return render(request, "discussions/round_themes_empty.html", context)


# Themes over all questions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def theme_list(request: HttpRequest) -> HttpResponse:
    """All themes the viewer may see; organisers also add loose tags to them here."""
    user = signed_in_user(request)
    require_known(user)
    if request.method == "POST":
        require_organiser(user)
    form = AddTagsForm(request.POST or None, tags=Tag.objects.filter(themes=None))
    if request.method == "POST" and form.is_valid():
        theme, tags = form.cleaned_data["theme"], list(form.cleaned_data["tags"])
        add_tags_to_theme(theme=theme, tags=tags, by=user)
        names = ", ".join(f"#{tag.name}" for tag in tags)
        messages.success(request, f"{names} now {'lead' if len(tags) > 1 else 'leads'} to {theme}.")
        return redirect("discussions:theme-list")
    context = {
        "themes": listed_themes(user),
        "loose": loose_tags(counted_for(user)) if user.is_organiser else [],
        "form": form,
        "ticked": request.POST.getlist("tags"),
    }
    return render(request, "discussions/theme_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def theme_new(request: HttpRequest) -> HttpResponse:
    """A new theme, of the tags named in ``?tag=``."""
    user = signed_in_user(request)
    named = [name for name in request.GET.getlist("tag") if "\0" not in name]
    initial = {
        "name": named[0].replace("-", " ").capitalize() if len(named) == 1 else "",
        "tags": Tag.objects.filter(name__in=named),
    }
    form = _theme_form(request, Theme(), initial)
    if request.method == "POST" and form.is_valid():
        try:
            theme = create_theme(by=user, **_cleaned(form))
        except NotPossible as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"“{theme}” is a theme now.")
            return redirect(theme)
    return render(request, "discussions/theme_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def theme_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Another name or description for a theme, and the tags it gathers."""
    user = signed_in_user(request)
    theme = get_theme_for(user, slug, Level.MANAGE)
    form = _theme_form(request, theme, {"tags": theme.tags.exclude(pk=theme.own_tag_id)})
    if request.method == "POST" and form.is_valid():
        edit_theme(theme=theme, by=user, **_cleaned(form))
        messages.success(request, f"“{theme}” is saved.")
        return redirect(theme)
    own = theme.own_tag
    return render(
        request, "discussions/theme_form.html", {"form": form, "theme": theme, "own": own}
    )


def _theme_form(request: HttpRequest, theme: Theme, initial: dict[str, Any]) -> ThemeForm:
    """The form, offering the tags of agreed points and of themes but for its own, those
    that belong to no theme first."""
    user = signed_in_user(request)
    themes = Theme.objects.filter(tags=OuterRef("pk"))
    tags = Tag.objects.visible_to(user).exclude(pk=theme.own_tag_id)
    tags = tags.annotate(has_theme=Exists(themes)).order_by("has_theme", "key")
    return ThemeForm(
        request.POST or None,
        instance=copy(theme),  # checking the form changes it; the page goes on naming the other
        initial=initial,
        tags=tags,
        uses=uses_of_tags(user),
    )


def _cleaned(form: ThemeForm) -> dict[str, Any]:
    return {"tags": [], **form.cleaned_data}


@require_safe
@login_required
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme across questions and cells: where it was raised, and the words."""
    user = signed_in_user(request)
    found = get_theme_for(user, slug, Level.READ)
    rounds = rounds_of_theme(user, found)
    page = Paginator(_words_of(user, found), POINTS_A_PAGE).get_page(request.GET.get("page"))
    by_round = [
        (question, list(points))
        for question, points in groupby(page, key=lambda point: point.discussion.round)
    ]
    context = {
        "theme": found,
        "rounds": rounds,
        "points": sum(one.points for one in rounds),
        "withheld": sum(one.points for one in rounds) - page.paginator.count,
        "page": page,
        "by_round": by_round,
        "tags": in_reading_order(found, tags_shown_to(user).filter(themes=found)),
    }
    return render(request, "discussions/theme.html", context)


def _words_of(user: Any, theme: Theme) -> QuerySet[Point]:
    """The points of the theme that the viewer may read, those of the latest question first."""
    counted = counted_for(user).filter(tags__themes=theme)
    return (
        Point.objects.visible_to(user)
        .filter(pk__in=counted.values("pk"))
        .with_page()
        .select_related("discussion__round")
        .order_by("-discussion__round__opens_on", "-discussion__round_id", "discussion", "number")
    )
