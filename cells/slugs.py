"""What is made of a name: the readable part of an address, and a cell's short label."""

import re
from collections.abc import Collection, Iterator
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


# Words that many cells' names share, and which so tell none of them apart.
COMMON_WORDS = frozenset({"a", "an", "cell", "circle", "group", "of", "our", "st", "the"})


def suggest_short_label(name: str, taken: Collection[str]) -> str:
    """One to three letters or digits that stand for ``name`` and are not among ``taken``.

    "Bristol" gives Bri, "3rd London cell" L3; compared without regard to case. The unique
    constraint on the column stays the judge when two come at once.
    """
    used = {label.casefold() for label in taken}
    return next(label for label in _short_labels(name) if label.casefold() not in used)


def _short_labels(name: str) -> Iterator[str]:
    """Ideas for a label, the best first; far more than there can be cells."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"\d+(st|nd|rd|th)\b", " ", name))
    letters = "".join(w for w in words if w.casefold() not in COMMON_WORDS)
    letters = letters or "".join(words) or "C"
    first = letters[0].upper()
    for number in re.findall(r"\d+", name):
        if len(number) <= 2:
            yield first + number
    if len(letters) > 1:
        yield first + letters[1:3].lower()
    yield from (first + one + other for one in letters[1:].lower() for other in letters[2:].lower())
    yield from (f"{first}{number}" for number in range(2, 100))
    yield from (f"{number:03}" for number in range(1000))
