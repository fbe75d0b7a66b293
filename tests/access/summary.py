"""Writing a summary, what became of each point, publishing, and what readers get."""

from tests.access import Row
from tests.factories import make_publication, make_statement, make_synthesis

# Roles:    visitor reader other member convenor organiser administrator
ORGANISERS = "in 404 403 403 403 ok 404"
ANYBODY = "ok ok ok ok ok ok ok"
NOBODY = "404 404 404 404 404 404 404"


def unstarted(world):
    return [world.round.slug]


def summary(world):
    world.statement = make_statement(make_synthesis(world.agreed.round), "A passage.")
    return [world.agreed.round.slug]


def section(world):
    summary(world)
    return [world.statement.section_id]


def statement(world):
    summary(world)
    return [world.statement.pk]


def published(world):
    publication = make_publication(make_synthesis(world.agreed.round))
    return [publication.slug]


def version(world):
    return [*published(world), 1]


def missing_version(world):
    return [*published(world), 2]


WORDS = {"text": "Another passage.", "form": "prose", "kind": "claim"}

ROWS = [
    Row("discussions:synthesis", ORGANISERS, unstarted, case="unstarted"),
    Row("discussions:synthesis", ORGANISERS, summary),
    Row("discussions:synthesis-new", ORGANISERS, unstarted),
    Row("discussions:synthesis-new", ORGANISERS, unstarted, "post", {"title": "Summary"}),
    Row("discussions:synthesis-edit", ORGANISERS, summary),
    Row("discussions:synthesis-edit", ORGANISERS, summary, "post", {"title": "Summary"}),
    Row("discussions:coverage", ORGANISERS, summary),
    Row("discussions:coverage", ORGANISERS, summary, "post", {"action": "leave-out"}),
    Row("discussions:preview", ORGANISERS, summary),
    Row("discussions:publish", ORGANISERS, summary),
    Row("discussions:publish", ORGANISERS, summary, "post", {"number": 1}),
    Row("discussions:section-new", ORGANISERS, summary),
    Row("discussions:section-new", ORGANISERS, summary, "post", {"heading": "Why"}),
    Row("discussions:section-edit", ORGANISERS, section),
    Row("discussions:section-edit", ORGANISERS, section, "post", {"heading": "Why"}),
    Row("discussions:section-move", ORGANISERS, section, "post", {"to": "up"}),
    Row("discussions:section-delete", ORGANISERS, section),
    Row("discussions:section-delete", ORGANISERS, section, "post"),
    Row("discussions:statement-new", ORGANISERS, section),
    Row("discussions:statement-new", ORGANISERS, section, "post", WORDS),
    Row("discussions:statement-edit", ORGANISERS, statement),
    Row("discussions:statement-edit", ORGANISERS, statement, "post", WORDS),
    Row("discussions:statement-move", ORGANISERS, statement, "post", {"to": "down"}),
    Row("discussions:statement-delete", ORGANISERS, statement),
    Row("discussions:statement-delete", ORGANISERS, statement, "post"),
    Row("discussions:evidence", ORGANISERS, statement, "post", {"action": "attach"}),
    Row("discussions:publication-list", ANYBODY),
    Row("discussions:publication", ANYBODY, published),
    Row("discussions:publication", NOBODY, lambda w: ["earlier"], case="unpublished"),
    Row("discussions:publication-version", ANYBODY, version),
    Row("discussions:publication-version", NOBODY, missing_version, case="missing"),
]
