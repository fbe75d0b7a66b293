"""What a member's own cell has to do next on a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from cells.clock import long_date
from discussions.queries.board import Board, BoardRow, Facts, Far, clock

if TYPE_CHECKING:
    from cells.models import Cell, User
    from discussions.models import Round


@dataclass(frozen=True)
class NextStep:
    """Where a cell is, in a sentence, and the next thing to do; ``label`` may be empty.

    ``is_due``: it is this person's turn, so the step is offered as a button.
    """

    cell: Cell
    words: str
    label: str = ""
    href: str = ""
    is_due: bool = False


def next_steps(board: Board, user: User) -> list[NextStep]:
    """One for each of the viewer's cells that the question asks, in the question's order."""
    own = [row for row in board.in_order if user.is_member_of(row.cell.pk)]
    is_only = len(own) == 1
    return [next_step(board.round, row, user, is_only=is_only) for row in own]


def next_step(round: Round, row: BoardRow, user: User, *, is_only: bool) -> NextStep:
    """``is_only``: it is the viewer's only cell asked, and so need not be named."""
    name = "Your cell" if is_only else row.cell.name
    facts = row.stages.facts
    if facts is None:
        return _no_date(round, row, name, can_schedule=user.is_convenor_of(row.cell.pk))
    return _dated(row, name, facts, is_convenor=user.is_convenor_of(row.cell.pk))


def _no_date(round: Round, row: BoardRow, name: str, *, can_schedule: bool) -> NextStep:
    if not round.is_open:
        return NextStep(row.cell, f"{name} did not meet on it.")
    words = f"{name} has no date for it yet."
    if not can_schedule:
        return NextStep(row.cell, words)
    return NextStep(row.cell, words, "Find a date", schedule_href(row.cell, round), is_due=True)


def _dated(row: BoardRow, name: str, facts: Facts, *, is_convenor: bool) -> NextStep:
    day = long_date(facts.day, clock().today)
    href = reverse("discussions:discussion", args=[facts.discussion_id])
    far = row.stages.far
    if far == Far.AGREED:
        return NextStep(row.cell, f"{name} met on {day} and agreed its notes.", "Read them", href)
    if far == Far.NOTED:
        words = f"{name} met on {day}, and its notes are still a draft."
        return NextStep(row.cell, words, "Add what is missing", href, is_due=True)
    if far == Far.MET:
        words = f"{name} met on {day}, and there are no notes yet."
        return NextStep(row.cell, words, "Write the notes", href, is_due=True)
    meeting = reverse("discussions:meeting", args=[facts.meeting_id])
    if facts.day < clock().today:
        words = f"{name} was to meet on {day}."
        label = "Say how it was" if is_convenor else "See the meeting"
        return NextStep(row.cell, words, label, meeting, is_due=is_convenor)
    return NextStep(row.cell, f"{name} meets on {day}.", "See the meeting", meeting)


def schedule_href(cell: Cell, round: Round) -> str:
    """The form for a meeting of the cell, with the question chosen."""
    return f"{reverse('discussions:meeting-new', args=[cell.slug])}?round={round.slug}"
