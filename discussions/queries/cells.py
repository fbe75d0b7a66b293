"""What the page of a cell shows, to its own people and to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from cells.choices import MeetingState
from discussions.models import Discussion, Round
from discussions.queries.board import boards
from discussions.queries.meetings import MeetingLine, meeting_lines
from discussions.queries.next_steps import NextStep, next_step

if TYPE_CHECKING:
    from cells.models import Cell, Meeting, User

MEETINGS_A_PAGE = 20
NEXT_DATES = 3


@dataclass(frozen=True)
class Waiting:
    """An open question, and what the cell has to do next on it."""

    round: Round
    step: NextStep


@dataclass(frozen=True)
class OwnPage:
    """For members of the cell: all meetings, and what waits on open questions."""

    waiting: list[Waiting]
    upcoming: list[MeetingLine]
    past: list[MeetingLine]
    page: Page[Meeting]


@dataclass(frozen=True)
class OthersPage:
    """For everybody else who may see the cell: dates, and what it lets others read."""

    upcoming: list[Meeting]
    discussions: Page[Discussion]


def own_page(cell: Cell, user: User, number: str | None) -> OwnPage:
    """Five queries; ``number`` is the page of the past meetings, as the address has it."""
    meetings = list(cell.meetings.select_related("cell").order_by("date", "starts_at", "pk"))
    upcoming = [m for m in meetings if m.state != MeetingState.HELD and not m.is_past]
    ahead = {meeting.pk for meeting in upcoming}
    past = [meeting for meeting in reversed(meetings) if meeting.pk not in ahead]
    page = Paginator(past, MEETINGS_A_PAGE).get_page(number)
    lines = meeting_lines([*upcoming, *page.object_list], user)
    return OwnPage(
        waiting=_waiting(cell, user),
        upcoming=[line for line in lines if line.meeting.pk in ahead],
        past=[line for line in lines if line.meeting.pk not in ahead],
        page=page,
    )


def _waiting(cell: Cell, user: User) -> list[Waiting]:
    """Three queries: the open questions that ask the cell, and how far it is with each."""
    found = []
    for board in boards(Round.objects.open().filter(round_cells__cell=cell)):
        row = board.row_of(cell.pk)
        if row is not None:
            step = next_step(board.round, row, user, is_only=True)
            found.append(Waiting(board.round, step))
    return found


def others_page(cell: Cell, user: User, number: str | None) -> OthersPage:
    """Three queries: next dates, and the agreed discussions the viewer may read."""
    discussions = (
        Discussion.objects.visible_to(user)
        .released()
        .with_page()
        .filter(meeting__cell=cell)
        .order_by("-meeting__date", "-pk")
    )
    return OthersPage(
        upcoming=list(cell.meetings.upcoming()[:NEXT_DATES]),
        discussions=Paginator(discussions, MEETINGS_A_PAGE).get_page(number),
    )
