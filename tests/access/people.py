"""People, cells and the site's own pages."""

from tests.access import Row
from tests.factories import make_invitation

ROWS = [
    Row("cells:healthz", "ok ok ok ok ok ok ok"),
    Row("cells:about", "ok ok ok ok ok ok ok"),
    Row("cells:chatham-house-rule", "ok ok ok ok ok ok ok"),
    Row("cells:accessibility", "ok ok ok ok ok ok ok"),
    Row("cells:me", "in ok ok ok ok ok ok"),
    Row("cells:me", "in ok ok ok ok ok ok", method="post", case="broken"),
    # Whoever holds the link has read the mailbox.
    Row(
        "cells:invitation",
        "ok ok ok ok ok ok ok",
        lambda w: [make_invitation(w.cell).token],
    ),
    Row(
        "cells:invitation",
        "410 410 410 410 410 410 410",
        lambda w: [make_invitation(w.cell, is_withdrawn=True).token],
        case="withdrawn",
    ),
    Row("cells:invitation", "404 404 404 404 404 404 404", lambda w: ["no-link"], case="broken"),
    Row("cells:cell-list", "in 404 ok ok ok ok 404"),
    Row("cells:cell-new", "in 404 403 403 403 ok 404"),
    Row("cells:cell-new", "in 404 403 403 403 ok 404", method="post"),
    Row("cells:cell-edit", "in 404 403 403 ok ok 404", lambda w: [w.cell.slug]),
    Row("cells:cell-edit", "in 404 403 403 ok ok 404", lambda w: [w.cell.slug], "post"),
    Row("cells:cell-people", "in 404 403 ok ok ok 404", lambda w: [w.cell.slug]),
    Row("cells:cell-people", "in 404 403 403 ok ok 404", lambda w: [w.cell.slug], "post"),
    Row(
        "cells:invitation-withdraw",
        "in 404 404 403 ok 404 404",
        lambda w: [make_invitation(w.cell).pk],
        "post",
        case="of a member",
    ),
]
