"""Readable parts of addresses."""

from typing import Any

from django.db import models
from django.utils.text import slugify

# Words that stand in the same place in other addresses.
RESERVED = frozenset({"new", "feed"})


def unique_slug(rows: models.QuerySet[Any], name: str) -> str:
    """A slug of ``name`` that no row of ``rows`` has; "x" where nothing of it can stand.

    The unique constraint on the column stays the judge when two come at once.
    """
    stem = slugify(name)[:70] or "x"
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
