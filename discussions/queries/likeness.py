"""Points whose words are near to a text, by PostgreSQL's text search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import FloatField, Value

if TYPE_CHECKING:
    from discussions.querysets import PointQuerySet

# It reduces English words to their stems, so that "leading" finds "leaders".
CONFIG = "english"
WORD = re.compile(r"[^\W\d_]{3,}")


def with_likeness(points: PointQuerySet, text: str) -> PointQuerySet:
    """``points``, each with ``likeness``: 0 where it shares no word with ``text``."""
    words = sorted(set(WORD.findall(text)))
    if not words:
        return points.annotate(likeness=Value(0.0, output_field=FloatField()))
    query = SearchQuery(" | ".join(words), search_type="raw", config=CONFIG)
    return points.annotate(likeness=SearchRank(SearchVector("text", config=CONFIG), query))
