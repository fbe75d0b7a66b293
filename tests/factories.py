"""Rows for tests, made with as few words as the test needs.

Each function fills what the constraints ask for and takes the rest as given.
"""

import itertools
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from cells.choices import Colour, MeetingState, MembershipRole
from cells.models import Cell, Invitation, Meeting, Membership, User
from discussions.choices import NoteState, PointOrigin, Reach, RoundState
from discussions.models import (
    Discussion,
    Note,
    NoteRevision,
    Point,
    Publication,
    Round,
    RoundCell,
    Section,
    Statement,
    Synthesis,
    Tag,
    Tagging,
    Theme,
)

_number = itertools.count(1)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _label(n: int) -> str:
    """A short label that no other call gets: A00, A01, …"""
    return f"{_LETTERS[(n // 100) % 26]}{n % 100:02}"


def make_user(name: str = "", **fields: Any) -> User:
    n = next(_number)
    name = name or f"Person {n}"
    fields.setdefault("email", f"{name.lower().replace(' ', '.')}@example.org")
    user = User.objects.create_user(name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_cell(name: str = "", convenor: User | None = None, **fields: Any) -> Cell:
    n = next(_number)
    fields.setdefault("slug", f"cell-{n}")
    fields.setdefault("short_label", _label(n))
    fields.setdefault("colour", Colour.values[n % 8])
    cell = Cell.objects.create(name=name or f"Cell {n}", **fields)
    if convenor:
        join(convenor, cell, MembershipRole.CONVENOR)
    return cell


def join(user: User, cell: Cell, role: str = MembershipRole.MEMBER) -> Membership:
    user.__dict__.pop("cell_roles", None)
    return Membership.objects.create(user=user, cell=cell, role=role)


def make_invitation(
    cell: Cell, email: str = "", *, is_withdrawn: bool = False, **fields: Any
) -> Invitation:
    """An invitation that waits, unless told otherwise."""
    email = email or f"invited-{next(_number)}@example.org"
    fields.setdefault("withdrawn_at", timezone.now() if is_withdrawn else None)
    return Invitation.objects.create(cell=cell, email=email, **fields)


def make_meeting(cell: Cell | None = None, **fields: Any) -> Meeting:
    """A meeting held a week ago, unless told otherwise."""
    fields.setdefault("date", timezone.localdate() - timedelta(days=7))
    fields.setdefault("state", MeetingState.HELD)
    return Meeting.objects.create(cell=cell or make_cell(), **fields)


def make_round(title: str = "", cells: list[Cell] | None = None, **fields: Any) -> Round:
    """An open round that asks ``cells``."""
    n = next(_number)
    today = timezone.localdate()
    fields.setdefault("slug", f"round-{n}")
    fields.setdefault("question", f"What about {title or n}?")
    fields.setdefault("state", RoundState.OPEN)
    fields.setdefault("opens_on", today - timedelta(days=30))
    fields.setdefault("closes_on", today + timedelta(days=30))
    created = Round.objects.create(title=title or f"Round {n}", **fields)
    for position, cell in enumerate(cells or []):
        RoundCell.objects.create(
            round=created, cell=cell, position=position, invited_at=timezone.now()
        )
    return created


def make_discussion(
    cell: Cell | None = None,
    round: Round | None = None,
    *,
    on: date | None = None,
    reach: str = Reach.NETWORK,
    **fields: Any,
) -> Discussion:
    """A discussion at a meeting of its own, with an empty draft note."""
    meeting = make_meeting(cell, **({"date": on} if on else {}))
    if round is None:
        fields.setdefault("title", "Something else")
    discussion = Discussion.objects.create(meeting=meeting, round=round, reach=reach, **fields)
    Note.objects.create(discussion=discussion)
    return discussion


def make_revision(note: Note, text: str, editor: User | None = None) -> NoteRevision:
    """A saved revision with ``text``; its plain text is the text itself."""
    revision = NoteRevision.objects.create(
        note=note,
        number=note.revisions.count() + 1,
        text=text,
        html=f"<p>{text}</p>",
        plain=text,
        editor=editor,
    )
    note.revision = revision
    note.save()
    return revision


def agree(discussion: Discussion, reach: str | None = None) -> Discussion:
    """Agrees the notes as they stand (and the points posted so far)."""
    note = discussion.note
    note.agreed_revision = note.revision or make_revision(note, "")
    note.state = NoteState.AGREED
    note.agreed_at = timezone.now()
    note.save()
    if reach:
        discussion.reach = reach
        discussion.save()
    return discussion


def reopen(discussion: Discussion) -> Discussion:
    """Opens agreed notes for corrections."""
    note = discussion.note
    note.state = NoteState.AMENDING
    note.reopened_at = timezone.now()
    note.reopened_because = "Something is missing."
    note.save()
    return discussion


def make_point(discussion: Discussion, text: str = "", *tags: "Tag | str", **fields: Any) -> Point:
    """A point typed into the discussion, carrying ``tags``; agree the notes afterwards."""
    number = discussion.points.count() + 1
    fields.setdefault("origin", PointOrigin.TYPED)
    point = Point.objects.create(
        discussion=discussion, number=number, text=text or f"Words {next(_number)}.", **fields
    )
    for tag in tags:
        Tagging.objects.create(
            point=point, tag=tag if isinstance(tag, Tag) else make_tag(tag), source="person"
        )
    return point


def make_tag(name: str) -> Tag:
    return Tag.objects.get_or_create(key=name.casefold(), defaults={"name": name})[0]


def make_theme(name: str = "", *tags: "Tag | str", **fields: Any) -> Theme:
    n = next(_number)
    fields.setdefault("slug", f"theme-{n}")
    own_tag = make_tag(f"theme-{n}")
    theme = Theme.objects.create(name=name or f"Theme {n}", own_tag=own_tag, **fields)
    theme.tags.add(own_tag, *(t if isinstance(t, Tag) else make_tag(t) for t in tags))
    return theme


def make_synthesis(round: Round | None = None, **fields: Any) -> Synthesis:
    fields.setdefault("title", "What the cells said")
    return Synthesis.objects.create(round=round or make_round(), **fields)


def make_statement(
    synthesis: Synthesis, text: str = "", *evidence: Point, **fields: Any
) -> Statement:
    """A claim in the synthesis's one section, supported by ``evidence``."""
    section = synthesis.sections.first() or Section.objects.create(
        synthesis=synthesis, heading="A section", position=0
    )
    statement = Statement.objects.create(
        section=section,
        text=text or f"Statement {next(_number)}.",
        position=section.statements.count(),
        **fields,
    )
    for point in evidence:
        statement.evidence.create(point=point)
    return statement


def make_publication(synthesis: Synthesis, document: dict[str, Any] | None = None) -> Publication:
    """A version with the least document; use the action where its content matters."""
    document = document or {"title": synthesis.title}
    return Publication.objects.create(
        synthesis=synthesis,
        slug=synthesis.round.slug,
        number=synthesis.publications.count() + 1,
        document=document,
        digest=Publication.digest_of(document),
    )
