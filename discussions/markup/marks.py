"""Points shown in the text they came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import pairwise
from typing import TypeAlias

from django.utils.safestring import SafeString, mark_safe

from .reading import Reading

Span: TypeAlias = tuple[int, int, int]
"""``(start, end, number)``: a range of ``Reading.plain`` and the point's number."""

# Sanitised HTML is a series of tags and of text between them.
_PIECE = re.compile(r'<(?:[^>"]|"[^"]*")*>|[^<]+')


@dataclass(slots=True)
class _Piece:
    """A tag, or a run of text that begins at ``start``, ends at ``end`` and lies in one element."""

    html: str
    start: int
    end: int
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)
    is_marked: bool = False


def preview(reading: Reading) -> SafeString:
    """The HTML with the points that saving would make, numbered from 1."""
    points = enumerate(reading.points, start=1)
    return render_with_points(reading, [(p.start, p.end, number) for number, p in points])


def render_with_points(reading: Reading, spans: Iterable[Span]) -> SafeString:
    """The HTML with each span in ``<mark class="marker" id="point-N">…<sup>N</sup></mark>``.

    A span that crosses a tag is marked in pieces; its id stands on the first, its
    number after the last. Spans may overlap. One that holds no text is left out.
    """
    wanted = sorted(span for span in spans if span[0] < span[1])
    if not wanted:
        return reading.html
    edges = sorted({edge for start, end, _ in wanted for edge in (start, end)})
    pieces = list(_pieces(reading.html, edges))
    # A piece of nothing but line ends may stand between blocks, where no mark may.
    texts = [piece for piece in pieces if piece.end > piece.start and piece.html.strip("\n")]
    _place(wanted, texts)
    return mark_safe("".join(_marked(piece) for piece in pieces))  # noqa: S308 - tags of ours


def _pieces(html: str, edges: list[int]) -> Iterator[_Piece]:
    """The pieces of ``html``, its text cut at ``edges``."""
    position = 0
    for match in _PIECE.finditer(html):
        token = match[0]
        if token[0] == "<":
            yield _Piece(token, position, position)
            continue
        text = unescape(token)
        end = position + len(text)
        inner = edges[bisect_right(edges, position) : bisect_left(edges, end)]
        for start, stop in pairwise([position, *inner, end]):
            words = text[start - position : stop - position]
            yield _Piece(escape(words, quote=False), start, stop)
        position = end


def _place(spans: list[Span], texts: list[_Piece]) -> None:
    """Note on each piece of text whether it is marked and which numbers begin and end there."""
    starts = [piece.start for piece in texts]
    ends = [piece.end for piece in texts]
    reached = 0
    for start, end, number in spans:
        first = bisect_left(starts, start)
        last = bisect_right(ends, end) - 1
        if first > last:
            continue
        texts[first].opens.append(number)
        texts[last].closes.append(number)
        for piece in texts[max(first, reached) : last + 1]:
            piece.is_marked = True
        reached = max(reached, last + 1)


def _marked(piece: _Piece) -> str:
    if not piece.is_marked:
        return piece.html
    opening = '<mark class="marker">'
    if piece.opens:
        opening = "".join(f'<mark class="marker" id="point-{number}">' for number in piece.opens)
    numbers = "".join(f"<sup>{number}</sup>" for number in piece.closes)
    return opening + piece.html + numbers + "</mark>" * max(1, len(piece.opens))
