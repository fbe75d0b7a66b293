"""The page of a discussion, its notes and its points."""

from tests.access import Row
from tests.factories import make_point, reopen

# Roles:       visitor reader other member convenor organiser administrator
READ_DRAFT = "in 404 404 ok ok 403 404"
READ_AGREED = "in 404 ok ok ok ok 404"
READ_PUBLIC = "ok ok ok ok ok ok ok"
READ_KEPT = "in 404 404 ok ok ok 404"
WRITE_DRAFT = "in 404 404 ok ok 403 404"
WRITE_AGREED = "in 404 403 ok ok 403 404"
MANAGE_DRAFT = "in 404 404 403 ok 403 404"
MANAGE_AGREED = "in 404 403 403 ok 403 404"


def draft(world):
    return [world.draft.pk]


def agreed(world):
    return [world.agreed.pk]


def public(world):
    world.agreed.reach = "public"
    world.agreed.save()
    return [world.agreed.pk]


def kept(world):
    world.agreed.reach = "organisers"
    world.agreed.save()
    return [world.agreed.pk]


def reopened(world):
    return [reopen(world.agreed).pk]


def added_since(world):
    return [make_point(reopen(world.agreed), "Added since.").pk]


ROWS = [
    Row("discussions:discussion", READ_DRAFT, draft, case="draft"),
    Row("discussions:discussion", READ_AGREED, agreed, case="agreed"),
    Row("discussions:discussion", READ_PUBLIC, public, case="public"),
    Row("discussions:discussion", READ_KEPT, kept, case="kept"),
    Row("discussions:discussion", READ_AGREED, reopened, case="reopened"),
    Row("discussions:note", READ_DRAFT, lambda w: [w.draft.note.pk], case="draft"),
    Row("discussions:note", READ_AGREED, lambda w: [w.agreed.note.pk], case="agreed"),
    Row("discussions:note-edit", WRITE_DRAFT, lambda w: [w.draft.note.pk], case="draft"),
    Row("discussions:note-edit", WRITE_AGREED, lambda w: [w.agreed.note.pk], case="agreed"),
    Row(
        "discussions:note-edit",
        WRITE_DRAFT,
        lambda w: [w.draft.note.pk],
        method="post",
        data={"text": "Said.", "base": 0},
    ),
    Row(
        "discussions:note-preview",
        "in ok ok ok ok ok ok",
        method="post",
        data={"text": "- Said. #love"},
    ),
    Row("discussions:points-choose", WRITE_DRAFT, draft, case="draft"),
    Row("discussions:points-choose", WRITE_AGREED, agreed, case="agreed"),
    Row("discussions:points-choose", WRITE_DRAFT, draft, method="post"),
    Row("discussions:point-new", WRITE_DRAFT, draft, method="post", data={"text": "Said."}),
    Row("discussions:point-edit", READ_DRAFT, lambda w: [w.draft_point.pk], case="draft"),
    Row(
        "discussions:point-edit",
        "in 404 403 ok ok ok 404",
        lambda w: [w.agreed_point.pk],
        case="agreed",
    ),
    Row("discussions:point-edit", "in 404 404 ok ok 404 404", added_since, case="added since"),
    Row(
        "discussions:point-edit",
        "in 404 403 ok ok ok 404",
        lambda w: [w.agreed_point.pk],
        method="post",
        data={"tags": "love"},
    ),
    Row("discussions:point-withdraw", WRITE_DRAFT, lambda w: [w.draft_point.pk], method="post"),
    Row(
        "discussions:point-withdraw",
        WRITE_AGREED,
        lambda w: [w.agreed_point.pk],
        method="post",
        case="agreed",
    ),
    Row("discussions:discussion-agree", MANAGE_DRAFT, draft),
    Row(
        "discussions:discussion-agree",
        MANAGE_DRAFT,
        draft,
        method="post",
        data={"reach": "network", "seen": 0},
    ),
    Row("discussions:discussion-reach", MANAGE_AGREED, agreed),
    Row(
        "discussions:discussion-reach",
        MANAGE_AGREED,
        agreed,
        method="post",
        data={"reach": "network"},
    ),
    Row("discussions:discussion-reopen", MANAGE_AGREED, agreed),
    Row("discussions:discussion-reopen", MANAGE_AGREED, agreed, method="post"),
]
