"""The one door from Markdown to HTML, to plain text and to points.

What a person typed is stored as typed (:func:`clean` aside). Everything else is
derived from it by one parse, :func:`read`, which is deterministic, safe for any
input and bounded in time: text past ``MAX_BYTES`` is shown as typed, not parsed.

Positions count code points in ``Reading.plain``, which is exactly the text
content of ``Reading.html``. A script that counts in a page must leave out the
``<sup>`` numbers that :func:`render_with_points` adds.
"""

from django.utils.safestring import SafeString

from .marks import Span, preview, render_with_points
from .parser import inline_text
from .reading import MAX_POINT_LENGTH, Passage, Problem, Reading, read
from .text import MAX_BYTES, MAX_TAG_LENGTH, clean, tag_key

__all__ = [
    "MAX_BYTES",
    "MAX_POINT_LENGTH",
    "MAX_TAG_LENGTH",
    "Passage",
    "Problem",
    "Reading",
    "Span",
    "clean",
    "inline_text",
    "preview",
    "read",
    "render",
    "render_with_points",
    "tag_key",
]


def render(text: str) -> SafeString:
    """HTML for any text at all, of inline and block tags only, headings from ``h3`` down."""
    return read(text).html
