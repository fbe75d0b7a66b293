"""Tags, one row per key, and who put them on which point."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from discussions.choices import TaggingSource
from discussions.markup import tag_key
from discussions.models import Tag, Tagging

if TYPE_CHECKING:
    from cells.models import User
    from discussions.models import Point


def get_or_create_tag(name: str) -> Tag:
    """The tag of this name (without ``#``), as it was first spelt."""
    return tags_by_key([name])[tag_key(name)]


def tags_by_key(names: Iterable[str]) -> dict[str, Tag]:
    """The tags of these names by key, made where there were none: two queries at most."""
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(tag_key(name), name)
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=spelt)}
    missing = [Tag(name=name, key=key) for key, name in spelt.items() if key not in found]
    if missing:
        # Somebody else may be making the same one at this moment.
        Tag.objects.bulk_create(missing, ignore_conflicts=True)
        made = Tag.objects.filter(key__in=[tag.key for tag in missing])
        found |= {tag.key: tag for tag in made}
    return found


@transaction.atomic
def tag_point(
    *,
    point: Point,
    names: Iterable[str],
    source: TaggingSource = TaggingSource.PERSON,
    by: User | None,
) -> None:
    """Puts tags on a point; one that it carries already stays as it was put there.

    ``by`` is None where it must not be known who did.
    """
    taggings = [
        Tagging(point=point, tag=tag, source=source, added_by=by)
        for tag in tags_by_key(names).values()
    ]
    Tagging.objects.bulk_create(taggings, ignore_conflicts=True)
