"""Drawings for the ``look`` tags: numbers in, SVG out."""

from collections.abc import Iterable, Sequence
from math import sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BOX_WIDTH, BOX_HEIGHT, BOX_GAP = 9, 13, 2
NARROW_WIDTH, NARROW_GAP = 3, 1
MOST_BOXES = 12
BAR_HEIGHTS = (0, 7, 13, 20, 26)  # 28, 52, 76 and 100 %


def tally(cells: Sequence[bool]) -> SafeString:
    """Boxes for up to 12 cells; beyond, strokes on a line, so that it stays a glance wide."""
    narrow = len(cells) > MOST_BOXES
    width, gap = (NARROW_WIDTH, NARROW_GAP) if narrow else (BOX_WIDTH, BOX_GAP)
    step = width + gap
    boxes = format_html_join(
        "", "{}", ((_box(place * step, width, filled),) for place, filled in enumerate(cells))
    )
    name = "tally tally-narrow" if narrow else "tally"
    return _svg(name, max(len(cells) * step - gap, 1), BOX_HEIGHT, boxes)


def _box(x: int, width: int, filled: bool) -> SafeString:
    if filled:
        return format_html(
            '<rect class="on" x="{}" y="0" width="{}" height="{}" rx="1"/>', x, width, BOX_HEIGHT
        )
    if width < BOX_WIDTH:  # too narrow for an outline: a foot on the line
        return format_html(
            '<rect class="foot" x="{}" y="{}" width="{}" height="1"/>', x, BOX_HEIGHT - 1, width
        )
    return format_html(
        '<rect class="off" x="{}" y="0.5" width="{}" height="{}" rx="0.5"/>',
        x + 0.5,
        width - 1,
        BOX_HEIGHT - 1,
    )


def bars(steps: Sequence[int | None]) -> SafeString:
    """A bar per step of heat (0 to 4), as wide as there is room; None is half a bar's gap."""
    drawn, x = [], 0
    for step in steps:
        if step is None:
            x += 3
            continue
        if step:
            height = BAR_HEIGHTS[step]
            drawn.append((4 if step == 4 else 3, x, 26 - height, height))
        x += 6
    shapes = format_html_join("", '<rect class="h{}" x="{}" y="{}" width="5" height="{}"/>', drawn)
    width = max(x - 1, 1)
    line = format_html('<rect class="base" x="0" y="26" width="{}" height="1"/>', width)
    return format_html(
        '<svg class="bars" viewBox="0 0 {} 27" width="{}" height="27"'
        ' preserveAspectRatio="none" aria-hidden="true" focusable="false">{}{}</svg>',
        width,
        width,
        shapes,
        line,
    )


def timeline(meetings: Sequence[tuple[float, int]], words: str) -> SafeString:
    """Dots at places from 0 to 1 along a line of 112 px, named by ``words``."""
    left, length = 8, 96
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="9" r="{}"/>',
        (
            ("on" if points else "off", round(left + place * length, 1), _radius(points))
            for place, points in meetings
        ),
    )
    return format_html(
        '<svg class="timeline" width="112" height="18" viewBox="0 0 112 18" role="img"'
        ' aria-label="{}"><path d="M{} 9h{}"/>{}</svg>',
        words,
        left,
        length,
        dots,
    )


def _radius(points: int) -> float:
    """So that the area grows with the points, between a visible least and the row's height."""
    return round(min(2.1 + 1.45 * sqrt(points), 7.5), 1) if points else 2.5


def coverage(shares: Iterable[tuple[str, int]]) -> SafeString:
    """A bar of 1,000 units cut by ``shares``; the smallest share is still seen."""
    parts = [(name, number) for name, number in shares if number]
    total = sum(number for _, number in parts) or 1
    drawn, x = [], 0.0
    for name, number in parts:
        width = 1000 * number / total
        drawn.append((name, round(x / 10, 2), round(max(width - 4, 4) / 10, 2)))
        x += width
    shapes = format_html_join("", '<rect class="{}" x="{}%" y="1" width="{}%" height="16"/>', drawn)
    pattern = format_html(
        '<defs><pattern id="{}" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="hatch" d="M0 0v7"/></pattern></defs>',
        "hatch",
    )
    return format_html(
        '<svg class="coverage-bar" width="100%" height="18" aria-hidden="true"'
        ' focusable="false">{}{}</svg>',
        pattern,
        shapes,
    )


def track(states: Sequence[str]) -> SafeString:
    """Dots 14 px wide, 24 apart: full, half full, hollow, or hollow in red."""
    length = 24 * (len(states) - 1)
    line = format_html('<path d="M8 8h{}"/>', length) if length > 0 else ""
    dots = format_html_join(
        "", "{}", ((_dot(state, 8 + 24 * place),) for place, state in enumerate(states))
    )
    name = "track" if length > 0 else "step"
    return _svg(name, length + 16, 16, format_html("{}{}", line, dots))


def _dot(state: str, x: int) -> SafeString:
    if state not in {"done", "half", "todo", "late"}:
        raise ValueError(f"{state!r} is not a step: use done, half, todo or late.")
    dot = format_html('<circle class="{}" cx="{}" cy="8" r="6"/>', state, x)
    if state == "half":
        dot = format_html('{}<path class="left" d="M{} 2a6 6 0 0 0 0 12z"/>', dot, x)
    return dot


def _svg(name: str, width: int, height: int, shapes: SafeString) -> SafeString:
    return format_html(
        '<svg class="{}" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        name,
        width,
        height,
        width,
        height,
        shapes,
    )
