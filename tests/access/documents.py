"""Starting a summary from a document."""

from tests.access import Row

ORGANISERS = "in 404 403 403 403 ok 404"

ROWS = [
    Row("discussions:synthesis-import", ORGANISERS, lambda world: [world.round.slug]),
    Row(
        "discussions:synthesis-import",
        ORGANISERS,
        lambda world: [world.round.slug],
        method="post",
        data={"text": "# Title"},
    ),
]
