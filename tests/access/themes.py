"""Themes across cells, and the points of a question."""

from types import SimpleNamespace
from typing import Any

from tests.access import Row
from tests.factories import make_publication, make_synthesis

# In the order of the roles: visitor reader other member convenor organiser administrator
NETWORK = "in 404 ok ok ok ok 404"
ORGANISERS = "in 404 403 403 403 ok 404"
ORGANISERS_KNOW = "in 404 404 404 404 ok 404"


def theme(world: SimpleNamespace) -> list[Any]:
    return [world.theme.slug]


def agreed(world: SimpleNamespace) -> list[Any]:
    return [world.agreed.round.slug]


def publish(world: SimpleNamespace) -> None:
    make_publication(make_synthesis(world.agreed.round))


def published(world: SimpleNamespace) -> list[Any]:
    publish(world)
    return agreed(world)


def published_theme(world: SimpleNamespace) -> list[Any]:
    publish(world)
    return theme(world)


ROWS = [
    Row("discussions:theme-list", NETWORK),
    Row("discussions:theme-list", ORGANISERS, method="post"),
    Row("discussions:theme-new", ORGANISERS),
    Row("discussions:theme-new", ORGANISERS, method="post"),
    Row("discussions:theme", ORGANISERS_KNOW, theme, case="not published"),
    Row("discussions:theme", NETWORK, published_theme, case="published"),
    Row("discussions:theme-edit", ORGANISERS_KNOW, theme, case="not published"),
    Row("discussions:theme-edit", ORGANISERS, published_theme, case="published"),
    Row("discussions:theme-edit", ORGANISERS, published_theme, method="post"),
    Row("discussions:round-themes", ORGANISERS, agreed, case="not published"),
    Row("discussions:round-themes", NETWORK, published, case="published"),
    Row("discussions:round-points", ORGANISERS, agreed),
    Row("discussions:round-points", ORGANISERS, agreed, method="post"),
]
