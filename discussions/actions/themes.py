"""Making themes, and putting points and tags under them."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from cells.errors import NotPossible
from cells.slugs import unique_slug
from discussions.actions.tags import get_or_create_tag
from discussions.choices import TaggingSource
from discussions.models import Tag, Tagging, Theme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cells.models import User
    from discussions.models import Point

logger = logging.getLogger(__name__)


def create_theme(*, name: str, description: str = "", tags: Iterable[Tag] = (), by: User) -> Theme:
    """A theme that gathers ``tags`` and a tag of its own, named like the theme.

    A tag of that name that no theme owns becomes its own.

    Raises:
        NotPossible: a theme of this name has come to be in the meantime.
    """
    try:
        with transaction.atomic():
            theme = Theme.objects.create(
                name=name,
                slug=unique_slug(Theme.objects.all(), name),
                description=description,
                own_tag=_own_tag(name),
            )
            theme.tags.set([theme.own_tag, *tags])
    except IntegrityError as error:
        raise NotPossible("There is a theme of this name already.") from error
    logger.info("theme created theme=%s by=%s", theme.pk, by.pk)
    return theme


def _own_tag(name: str) -> Tag:
    """A tag named by the slug of ``name`` that no theme owns yet."""
    stem = _tag_name(name)
    tag, number = get_or_create_tag(stem), 2
    while Theme.objects.filter(own_tag=tag).exists():
        tag, number = get_or_create_tag(f"{stem}-{number}"), number + 1
    return tag


def _tag_name(name: str) -> str:
    """``name`` as one word that a tag may be, with room for a number behind it."""
    word = slugify(name, allow_unicode=True)
    if not re.match(r"[^\W\d_]", word):
        word = f"theme-{word}" if word else "theme"
    return word[: Tag.MAX_LENGTH - 4].rstrip("-_")


@transaction.atomic
def edit_theme(
    *, theme: Theme, name: str, description: str, tags: Iterable[Tag], by: User
) -> Theme:
    """Renames the theme and sets which tags it gathers; its own tag always stays.

    Its address stays, too: links to it go on working.
    """
    theme.name = name
    theme.description = description
    theme.save(update_fields=["name", "description"])
    theme.tags.set([theme.own_tag, *tags])
    logger.info("theme edited theme=%s by=%s", theme.pk, by.pk)
    return theme


@transaction.atomic
def add_tags_to_theme(*, theme: Theme, tags: Collection[Tag], by: User) -> None:
    """Every point with one of ``tags`` stands under the theme from now on."""
    theme.tags.add(*tags)
    logger.info("tags added theme=%s tags=%s by=%s", theme.pk, len(tags), by.pk)


@transaction.atomic
def put_points_under_theme(*, points: Collection[Point], theme: Theme, by: User) -> int:
    """Puts the theme's own tag on the points.

    Returns how many came under the theme by this; those already there stay as they are.
    """
    there = set(
        Tagging.objects.filter(point__in=points, tag__themes=theme).values_list("point", flat=True)
    )
    new = [point for point in points if point.pk not in there]
    Tagging.objects.bulk_create(
        [
            Tagging(point=point, tag=theme.own_tag, source=TaggingSource.PERSON, added_by=by)
            for point in new
        ],
        ignore_conflicts=True,
    )
    logger.info("points put theme=%s points=%s by=%s", theme.pk, len(new), by.pk)
    return len(new)


@transaction.atomic
def take_point_out_of_theme(*, point: Point, theme: Theme, by: User) -> list[Tag]:
    """Takes the theme's own tag off the point, unless it stands in the notes.

    Returns the tags through which the point is under the theme all the same: what
    members wrote is theirs to change.
    """
    point.taggings.filter(tag=theme.own_tag).exclude(source=TaggingSource.NOTE).delete()
    logger.info("point taken out theme=%s point=%s by=%s", theme.pk, point.pk, by.pk)
    return list(Tag.objects.filter(themes=theme, taggings__point=point))
