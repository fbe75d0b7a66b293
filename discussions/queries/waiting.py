"""What waits for a person, each thing with where to do it. Pure: rows in, lines out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from cells.choices import MeetingState
from cells.clock import ago, long_date
from discussions.choices import NoteState, RoundState
from discussions.queries.board import Far, clock, facts_of
from discussions.queries.next_steps import schedule_href

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cells.models import Meeting, User
    from discussions.models import Discussion, Round
    from discussions.queries.board import Board


@dataclass(frozen=True)
class Wait:
    """One thing to do: a sentence, its context, and the link that does it."""

    title: str
    context: str
    label: str
    href: str


def waits_of_member(
    user: User,
    unconfirmed: Iterable[Meeting],
    not_agreed: Iterable[Discussion],
    open_boards: Iterable[Board],
) -> list[Wait]:
    """What a person's cells wait for: first how a meeting was, then dates, then notes.

    Dates and agreeing are for convenors. A meeting that nobody confirmed asks its
    convenor for no notes yet.
    """
    meetings = [meeting for meeting in unconfirmed if user.is_convenor_of(meeting.cell_id)]
    asked_about = {meeting.pk for meeting in meetings}
    return [
        *[_took_place(meeting) for meeting in meetings],
        *[wait for board in open_boards for wait in _no_date(board, user)],
        *[
            _notes(discussion, is_convenor=user.is_convenor_of(discussion.meeting.cell_id))
            for discussion in not_agreed
            if discussion.meeting_id not in asked_about and _is_over(discussion)
        ],
    ]


def _is_over(discussion: Discussion) -> bool:
    meeting = discussion.meeting
    return meeting.state == MeetingState.HELD or meeting.is_past


def _took_place(meeting: Meeting) -> Wait:
    return Wait(
        f"Did the meeting of {_day(meeting)} take place?",
        f"{meeting.cell.name}. Say so, and how many came.",
        "Say how it was",
        reverse("discussions:meeting-edit", args=[meeting.pk]) + "#id_was_held",
    )


def _no_date(board: Board, user: User) -> list[Wait]:
    until = long_date(board.round.closes_on, clock().today)
    return [
        Wait(
            f"Find a date for “{board.round.title}”",
            f"{row.cell.name} is asked: {board.round.question} Notes are wanted by {until}.",
            "Find a date",
            schedule_href(row.cell, board.round),
        )
        for row in board.in_order
        if user.is_convenor_of(row.cell.pk) and row.stages.far < Far.DATED
    ]


def _notes(discussion: Discussion, *, is_convenor: bool) -> Wait:
    day, facts, now = _day(discussion.meeting), facts_of(discussion), clock()
    subject = discussion.round.title if discussion.round else discussion.title
    where = f"{discussion.meeting.cell.name} on “{subject}”."
    page = discussion.get_absolute_url()
    if facts.saved_at is None:
        edit = reverse("discussions:note-edit", args=[discussion.note.pk])
        return Wait(f"Write the notes of {day}", f"{where} There are none yet.", "Write them", edit)
    if discussion.note.state == NoteState.AMENDING:
        context = f"{where} They are open for corrections."
        title = f"{'Agree' if is_convenor else 'Read'} the corrected notes of {day}"
    else:
        context = f"{where} A draft, last added to {ago(facts.saved_at, now.now, now.zone)}."
        title = f"{'Agree' if is_convenor else 'Add what is missing to'} the notes of {day}"
    if is_convenor:
        agree = reverse("discussions:discussion-agree", args=[discussion.pk])
        return Wait(title, context, "Agree the notes", agree)
    return Wait(title, context, "Read the notes", page)


def _day(meeting: Meeting) -> str:
    return long_date(meeting.date, clock().today)


def waits_of_organiser(rounds: Iterable[Round], open_boards: Iterable[Board]) -> list[Wait]:
    """Drafts, cells late in finding a date, points without a theme, summaries in the works."""
    all_rounds = list(rounds)
    return [
        *[_late(board) for board in open_boards if board.without_date],
        *[_loose(one) for one in all_rounds if _is_open_with_loose(one)],
        *[_unpublished(one) for one in all_rounds if one.is_unpublished],  # type: ignore[attr-defined]
        *[_draft(one) for one in all_rounds if one.state == RoundState.DRAFT],
    ]


def _is_open_with_loose(round: Round) -> bool:
    return round.is_open and bool(round.without_theme)  # type: ignore[attr-defined]


def _late(board: Board) -> Wait:
    names = [row.cell.name for row in board.without_date]
    number = len(names)
    title = f"{number} cells have no date" if number > 1 else f"{names[0]} has no date"
    context = f"{_listed(names)}. " if number > 1 else ""
    return Wait(
        f"{title} for “{board.round.title}” yet",
        f"{context}Asked a week ago or more.",
        "See the board",
        board.round.get_absolute_url(),
    )


def _listed(names: list[str], most: int = 4) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def _loose(round: Round) -> Wait:
    number: int = round.without_theme  # type: ignore[attr-defined]
    return Wait(
        f"{number} {'point has' if number == 1 else 'points have'} no theme",
        f"On “{round.title}”. What stands under no theme is easily overlooked.",
        "Give them a place",
        reverse("discussions:round-points", args=[round.slug]) + "?theme=none",
    )


def _unpublished(round: Round) -> Wait:
    return Wait(
        f"The summary of “{round.title}” is in the works",
        "Begun, and not published yet.",
        "Go on writing",
        reverse("discussions:synthesis", args=[round.slug]),
    )


def _draft(round: Round) -> Wait:
    return Wait(
        f"“{round.title}” is not open yet",
        f"{round.question} Only organisers see it.",
        "Finish and open it",
        round.get_absolute_url(),
    )
