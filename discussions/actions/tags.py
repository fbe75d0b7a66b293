"""Putting tags on points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from discussions.choices import TaggingSource
from discussions.markup import tag_key
from discussions.models import Point, Tag, Tagging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cells.models import User


def get_or_create_tag(name: str) -> Tag:
    """The tag of this name; one that differs only in case or form of letters is the same."""
    return Tag.objects.get_or_create(key=tag_key(name), defaults={"name": name})[0]


@transaction.atomic
def tag_point(
    *,
    point: Point,
    names: Iterable[str],
    source: str = TaggingSource.PERSON,
    by: User | None,
) -> list[Tag]:
    """Puts the tags on the point; those it carries already stay as they were put.

    ``by`` is None for a point posted without a name. Returns the tags newly put on.
    """
    added = []
    for name in names:
        tag = get_or_create_tag(name)
        _, is_new = Tagging.objects.get_or_create(
            point=point, tag=tag, defaults={"source": source, "added_by": by}
        )
        if is_new:
            added.append(tag)
    return added
