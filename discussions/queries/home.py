"""What the first page shows: what waits for a person, when they meet, what is open.

Every function here takes the same number of queries whatever there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from cells.choices import MeetingState
from cells.models import Meeting
from discussions.choices import RoundState
from discussions.models import Discussion, Point, Publication, Round
from discussions.queries.board import Board, boards, clock, with_facts
from discussions.queries.meetings import MeetingLine, meeting_lines
from discussions.queries.next_steps import NextStep, next_steps
from discussions.queries.waiting import Wait, waits_of_member, waits_of_organiser

if TYPE_CHECKING:
    from datetime import datetime

    from cells.models import User

NEXT_MEETINGS = 4
LATELY = 3


@dataclass(frozen=True)
class Published:
    """The newest version of a summary, as a line."""

    title: str
    question: str
    slug: str
    number: int
    published_at: datetime


@dataclass(frozen=True)
class OpenRound:
    """The open question shown large, with what the viewer's own cells have to do."""

    board: Board
    steps: list[NextStep]


@dataclass(frozen=True)
class MemberHome:
    """For members and organisers."""

    waits: list[Wait]
    meetings: list[MeetingLine]
    open_round: OpenRound | None
    published: list[Published]


@dataclass(frozen=True)
class Example:
    """One passage of a published summary with its count: the real figure on the front page."""

    text: str
    cells: int
    of: int
    published: Published


@dataclass(frozen=True)
class VisitorHome:
    """For everybody else."""

    published: list[Published]
    example: Example | None


def visitor_home() -> VisitorHome:
    """Two queries: what was published lately, and the newest document."""
    lately = published_lately()
    if not lately:
        return VisitorHome([], None)
    newest = lately[0]
    document = (
        Publication.objects.filter(slug=newest.slug, number=newest.number)
        .values_list("document", flat=True)
        .get()
    )
    return VisitorHome(lately, example_of(document, newest))


def published_lately() -> list[Published]:
    """One query: the newest versions, without their documents."""
    titles = {
        "title": KeyTextTransform("title", "document"),
        "question": KeyTextTransform("question", "document"),
    }
    names = ("slug", "number", "published_at")
    rows = Publication.objects.current().values(*names, **titles)[:LATELY]
    return [Published(**row) for row in rows]


def example_of(document: dict[str, Any], published: Published) -> Example | None:
    """The claim of a frozen document that most cells raised, but not all of them if
    there is such a one: it shows best what a count says. None where nothing is counted."""
    counted = [
        (statement["raised"], statement["text"])
        for section in document.get("sections", [])
        for statement in section["statements"]
        if statement["raised"] and statement["raised"]["cells"]
    ]
    if not counted:
        return None
    raised, text = max(counted, key=lambda one: (one[0]["cells"] < one[0]["of"], one[0]["cells"]))
    return Example(text, raised["cells"], raised["of"], published)


def member_home(user: User) -> MemberHome:
    """Seven queries: meetings, what they talk about, discussions not agreed, questions,
    how far the open ones are (two), and what was published lately."""
    meetings = _scheduled(user)
    ahead = [meeting for meeting in meetings if not meeting.is_past]
    unconfirmed = [meeting for meeting in meetings if meeting.is_past]
    rounds = list(rounds_in_hand(user))
    open_boards = boards(one for one in rounds if one.state == RoundState.OPEN)
    waits = waits_of_member(user, unconfirmed, _not_agreed(user), open_boards)
    if user.is_organiser:
        waits += waits_of_organiser(rounds, open_boards)
    return MemberHome(
        waits=waits,
        meetings=meeting_lines(ahead[:NEXT_MEETINGS], user),
        open_round=foremost(open_boards, user),
        published=published_lately(),
    )


def _scheduled(user: User) -> list[Meeting]:
    """Meetings of the viewer's cells that are to come, or of which nobody said how they were."""
    meetings = Meeting.objects.filter(cell__in=user.cell_roles, state=MeetingState.SCHEDULED)
    return list(meetings.select_related("cell").order_by("date", "starts_at", "pk"))


def _not_agreed(user: User) -> list[Discussion]:
    """Past discussions of the viewer's cells whose notes are still to be written or agreed."""
    discussions = Discussion.objects.filter(
        meeting__cell__in=user.cell_roles, meeting__date__lte=clock().today
    ).exclude(note__state="agreed")
    return list(with_facts(discussions).select_related("meeting__cell", "round"))


def rounds_in_hand(user: User) -> list[Round]:
    """The open questions; for organisers also drafts, and those whose summary is begun.

    Each carries ``without_theme``, the number of its counted points that have none,
    and ``is_unpublished``: a summary was begun and none went out.
    """
    wanted = Q(state=RoundState.OPEN)
    rounds = Round.objects.visible_to(user)
    if not user.is_organiser:
        return list(rounds.filter(wanted))
    published = Publication.objects.filter(synthesis__round=OuterRef("pk"))
    loose = (
        Point.objects.released()
        .without_theme()
        .filter(discussion__round=OuterRef("pk"))
        .order_by()
        .values("discussion__round")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return list(
        rounds.annotate(
            without_theme=Subquery(loose),
            is_unpublished=Q(synthesis__isnull=False) & ~Exists(published),
        ).filter(wanted | Q(state=RoundState.DRAFT) | Q(is_unpublished=True))
    )


def foremost(open_boards: list[Board], user: User) -> OpenRound | None:
    """The question to show large: the newest that asks a cell of the viewer's, else the newest."""
    shown = [OpenRound(board, next_steps(board, user)) for board in open_boards]
    asking = [one for one in shown if one.steps]
    return next(iter([*asking, *shown]), None)
