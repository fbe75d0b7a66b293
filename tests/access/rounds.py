"""Home, cells' pages, meetings, questions and their board."""

from types import SimpleNamespace
from typing import Any

from discussions.choices import RoundState
from tests.access import Row
from tests.factories import make_round

# In the order of the roles: visitor reader other member convenor organiser administrator
EVERYBODY = "ok ok ok ok ok ok ok"
NETWORK = "in 404 ok ok ok ok 404"
ORGANISERS = "in 404 403 403 403 ok 404"
CONVENORS = "in 404 403 403 ok 403 404"
OWN_AND_ORGANISERS = "in 404 404 ok ok ok 404"
OWN_CONVENORS = "in 404 404 403 ok 403 404"


def cell(world: SimpleNamespace) -> list[Any]:
    return [world.cell.slug]


def meeting(world: SimpleNamespace) -> list[Any]:
    return [world.draft.meeting_id]


def question(world: SimpleNamespace) -> list[Any]:
    return [world.round.slug]


def unopened(world: SimpleNamespace) -> list[Any]:
    return [make_round("Unopened", [world.cell], state=RoundState.DRAFT).slug]


ROWS = [
    Row("discussions:home", EVERYBODY),
    Row("discussions:cell", NETWORK, cell),
    Row("discussions:meeting-new", CONVENORS, cell),
    Row("discussions:meeting-new", CONVENORS, cell, "post"),
    Row("discussions:meeting-held", CONVENORS, cell),
    Row("discussions:meeting-held", CONVENORS, cell, "post"),
    Row("discussions:meeting", OWN_AND_ORGANISERS, meeting),
    Row("discussions:meeting-edit", OWN_CONVENORS, meeting),
    Row("discussions:meeting-edit", OWN_CONVENORS, meeting, "post"),
    Row("discussions:meeting-cancel", OWN_CONVENORS, meeting, "post"),
    Row("discussions:discussion-new", OWN_CONVENORS, meeting),
    Row("discussions:discussion-new", OWN_CONVENORS, meeting, "post"),
    Row("discussions:round-list", NETWORK),
    Row("discussions:round-new", ORGANISERS),
    Row("discussions:round-new", ORGANISERS, method="post"),
    Row("discussions:round", NETWORK, question),
    Row("discussions:round", "in 404 404 404 404 ok 404", unopened, case="not opened yet"),
    Row("discussions:round-edit", ORGANISERS, question),
    Row("discussions:round-edit", ORGANISERS, question, "post"),
    Row("discussions:round-open", ORGANISERS, question, "post"),
    Row("discussions:round-open", "in 404 404 404 404 ok 404", unopened, "post", case="unopened"),
    Row("discussions:round-close", ORGANISERS, question, "post"),
    Row("discussions:round-consent", CONVENORS, question),
    Row("discussions:round-consent", CONVENORS, question, "post"),
]
