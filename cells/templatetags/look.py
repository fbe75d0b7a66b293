"""The figures of the site and the words beside them, for templates: ``{% load look %}``.

Every tag takes plain values and no tag reads the database. Figures are drawn as inline
SVG, sized by attributes (the Content-Security-Policy forbids styles in the page),
coloured by classes, and hidden from screen readers: the words always stand beside them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import lucide
from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cells.templatetags import figures

register = template.Library()

# fmt: off
SMALL_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
FINE = (1, 2, 4, 7)
COARSE = (1, 3, 7, 15)


# Words


@register.filter
def in_words(number: int, limit: int = 10) -> str:
    """The number as a word up to ``limit`` (at most 99), else in figures with commas."""
    if not 0 <= number <= min(limit, 99):
        return f"{number:,}"
    if number < len(SMALL_NUMBERS):
        return SMALL_NUMBERS[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{SMALL_NUMBERS[ones]}" if ones else "")


@register.filter
def counted(number: int, noun: str) -> str:
    """``1 point``, ``7 points``; an irregular plural follows a comma: ``reply,replies``."""
    return f"{number:,} {_plural(number, noun)}"


@register.filter
def counted_words(number: int, noun: str) -> str:
    """As ``counted``, with words up to ten: ``no points``, ``three points``, ``12 points``."""
    return f"{in_words(number)} {_plural(number, noun)}"


def _plural(number: int, noun: str) -> str:
    one, _, many = noun.partition(",")
    return one if number == 1 else many or f"{one}s"


# Breadth: tally, count, bars


@register.simple_tag
def tally(cells: Iterable[bool]) -> SafeString:
    """One box per cell in the question's order, filled where the cell raised it."""
    return figures.tally(list(cells))


@register.simple_tag
def tally_count(filled: int, total: int) -> SafeString:
    """``filled`` boxes of ``total``, from the left: how many cells, not which."""
    return figures.tally([place < filled for place in range(total)])


@register.inclusion_tag("includes/count.html")
def count(
    cells: int,
    of: int,
    points: int | None = None,
    qualifies: int = 0,
    dissents: int = 0,
    filled: Iterable[bool] | None = None,
    raised: bool = False,
) -> dict[str, object]:
    """The proof beside a sentence: tally, "3 of 4 cells, 7 points", then what speaks against.

    Without ``points`` they are not said (readers see cells only). Without ``filled`` the
    tally fills from the left. ``raised`` begins with "raised in".
    """
    return {
        "tally": tally_count(cells, of) if filled is None else tally(filled),
        "cells": cells,
        "noun": _plural(of, "cell"),
        "of": of,
        "points": points,
        "qualifies": qualifies,
        "dissents": dissents,
        "raised": raised,
    }


@register.simple_tag
def editorial() -> SafeString:
    """What stands in place of a count beside linking text."""
    return mark_safe('<span class="count soft">linking text, shown to readers as ours</span>')


@register.simple_tag
def bars(points: Iterable[int | None]) -> SafeString:
    """One bar per cell on a baseline, as high as its step of heat; None is a gap."""
    return figures.bars([None if count is None else step_of(count) for count in points])


# Heat


def step_of(points: int, scale: str = "fine") -> int:
    """0 for none, else the step of heat from 1 to 4; the steps never stretch to the data."""
    return sum(points >= least for least in (COARSE if scale == "coarse" else FINE))


@register.simple_tag
def heat(points: int, scale: str = "fine") -> str:
    """The class of a square of the heatmap: ``h1`` to ``h4``, or ``none``."""
    step = step_of(points, scale)
    return f"h{step}" if step else "none"


@register.simple_tag
def heat_scale(points: Iterable[int]) -> str:
    """``coarse`` when more than a third of the filled squares would be in the top step."""
    filled = [number for number in points if number > 0]
    top = sum(number >= FINE[-1] for number in filled)
    return "coarse" if top * 3 > len(filled) else "fine"


@register.inclusion_tag("includes/heat_legend.html")
def heat_legend(scale: str = "fine") -> dict[str, object]:
    """The four steps with their numbers of points."""
    words = ("1–2", "3–6", "7–14", "15+") if scale == "coarse" else ("1", "2–3", "4–6", "7+")
    return {"steps": list(enumerate(words, start=1))}


# Cells and time


@register.inclusion_tag("includes/cell_mark.html")
def cell_mark(cell: object) -> dict[str, object]:
    """The cell's short label on its colour; None is a cell that is not named.

    ``cell`` has ``name``, ``short_label`` and ``colour``.
    """
    return {"cell": cell}


@register.simple_tag
def timeline(dates: Sequence[date], counts: Sequence[int]) -> SafeString:
    """A dot per meeting between the first and the last, its area by points; hollow for none."""
    if not dates:
        return SafeString()
    first, span = dates[0], (dates[-1] - dates[0]).days
    places = [(day - first).days / span if span else 0.5 for day in dates]
    words = ", ".join(
        f"{day.day} {day:%B}: {number or 'none'}" for day, number in zip(dates, counts, strict=True)
    )
    return figures.timeline(list(zip(places, counts, strict=True)), words)


# Progress


@register.inclusion_tag("includes/coverage.html")
def coverage(
    used: int, covered: int, set_aside: int, open: int, href: str = "", bar_only: bool = False
) -> dict[str, object]:
    """Is anything left out: the four fates of a question's points as one bar with a legend."""
    shares = (("used", used), ("covered", covered), ("aside", set_aside), ("open", open))
    return {
        "bar": figures.coverage(shares),
        "used": used,
        "covered": covered,
        "set_aside": set_aside,
        "open": open,
        "total": used + covered + set_aside + open,
        "href": href,
        "bar_only": bar_only,
    }


@register.simple_tag
def step(state: str) -> SafeString:
    """One dot of a cell's track: ``done``, ``half``, ``todo`` or ``late``."""
    return figures.track([state])


@register.simple_tag
def step_track(states: Iterable[str]) -> SafeString:
    """The whole track of a cell, its dots joined by a line."""
    return figures.track(list(states))


# Icons


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon of the ``lucide`` package, 18 px; with ``label`` when it stands alone."""
    drawing = lucide._render_icon(
        name, 18, **{"class": "icon", "stroke-width": "1.75", "aria-hidden": "true"}
    )
    words = format_html('<span class="visually-hidden">{}</span>', label) if label else ""
    return format_html("{}{}", mark_safe(drawing), words)  # noqa: S308, the package's own file


# The frame of the page

# Label, address by name, and beginnings of other addresses that belong under it.
Page = tuple[str, str, tuple[str, ...]]
MEMBERS_PAGES: tuple[Page, ...] = (
    ("My cells", "cells:cell-list", ("/meetings/", "/discussions/", "/notes/", "/points/")),
    ("Questions", "discussions:round-list", ("/sections/", "/statements/")),
)
ORGANISERS_PAGES: tuple[Page, ...] = (("Themes", "discussions:theme-list", ()),)
EVERYBODYS_PAGES: tuple[Page, ...] = (("Published", "discussions:publication-list", ()),)
VISITORS_PAGES: tuple[Page, ...] = (("What this is", "cells:about", ()),)


@register.simple_tag(takes_context=True)
def site_pages(context: template.Context) -> list[dict[str, str]]:
    """The links of the header for whoever looks, the one that holds this page marked."""
    user = context.get("user")
    path = getattr(context.get("request"), "path", "")
    if not getattr(user, "is_authenticated", False):
        pages = EVERYBODYS_PAGES + VISITORS_PAGES
    elif getattr(user, "is_organiser", False):
        pages = MEMBERS_PAGES + ORGANISERS_PAGES + EVERYBODYS_PAGES
    elif getattr(user, "is_network_member", False):
        pages = MEMBERS_PAGES + EVERYBODYS_PAGES
    else:
        pages = EVERYBODYS_PAGES + VISITORS_PAGES
    return [
        {"label": label, "href": href, "current": _current(path, href, also)}
        for label, href, also in ((label, reverse(name), also) for label, name, also in pages)
    ]


def _current(path: str, href: str, also: tuple[str, ...]) -> str:
    """The value of ``aria-current``: this very page, or one that belongs under it."""
    if path == href:
        return "page"
    return "true" if path.startswith((href, *also)) else ""


@register.filter
def breadcrumb_trail(items: str) -> SafeString:
    """The list items in their landmark; nothing where a page has none."""
    if not items.strip():
        return SafeString()
    return format_html(
        '<nav class="breadcrumbs" aria-label="Where you are"><ol>{}</ol></nav>',
        mark_safe(items),  # noqa: S308, a block of the template, escaped when it was drawn
    )


# Forms


@register.filter
def wrong_fields(form: object) -> int:
    """How many things the error summary counts: fields with errors, and errors of the whole."""
    errors = getattr(form, "errors", {})
    whole = errors.get("__all__", [])
    return len(errors) - bool(whole) + len(whole)


@register.filter
def joined(errors: Iterable[object]) -> SafeString:
    """Several errors of one field as one line."""
    return format_html_join(" ", "{}", ((error,) for error in errors))
