"""What meetings talk about, as far as the viewer may know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from cells.choices import MeetingState
from cells.clock import ago, long_date
from discussions.choices import NoteState
from discussions.models import Discussion
from discussions.queries.board import clock, facts_of, with_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cells.models import Meeting, User
    from discussions.queries.board import Clock


@dataclass(frozen=True)
class Talk:
    """One discussion in a line. ``href`` is empty where the viewer may not read it,
    ``question`` where it has a title of its own."""

    title: str
    question: str
    href: str
    state: str


@dataclass(frozen=True)
class MeetingLine:
    """A meeting and its discussions. ``is_own``: the viewer is a member of its cell."""

    meeting: Meeting
    talks: list[Talk]
    is_own: bool

    @property
    def title(self) -> str:
        return self.talks[0].title if self.talks else "No topic yet"

    @property
    def is_cancelled(self) -> bool:
        return self.meeting.state == MeetingState.CANCELLED

    @property
    def is_held(self) -> bool:
        return self.meeting.state == MeetingState.HELD

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it is over and nobody has said yet if it took place."""
        return self.meeting.state == MeetingState.SCHEDULED and self.meeting.is_past


def meeting_lines(meetings: Iterable[Meeting], user: User) -> list[MeetingLine]:
    """One query, whatever the number; ``meetings`` are joined with their cells."""
    shown = list(meetings)
    by_meeting: dict[int, list[Discussion]] = defaultdict(list)
    discussions = Discussion.objects.filter(meeting__in=shown).select_related("round")
    for discussion in with_facts(discussions, with_cancelled=True):
        by_meeting[discussion.meeting_id].append(discussion)
    now = clock()
    return [
        MeetingLine(
            meeting,
            [talk_of(discussion, user, now) for discussion in by_meeting[meeting.pk]],
            user.is_member_of(meeting.cell_id),
        )
        for meeting in shown
    ]


def talk_of(discussion: Discussion, user: User, clock: Clock) -> Talk:
    """The line of a discussion read through ``with_facts``; its title is the cell's
    own until agreed, but for a question put by the organisers."""
    is_open_to = user.is_member_of(discussion.meeting.cell_id) or (
        user.is_organiser and discussion.note.was_agreed
    )
    title = discussion.round.title if discussion.round else discussion.title
    return Talk(
        title=title if is_open_to or discussion.round else "Something of their own",
        question=discussion.round.question if discussion.round else "",
        href=discussion.get_absolute_url() if is_open_to else "",
        state=state_in_words(discussion, clock),
    )


def state_in_words(discussion: Discussion, clock: Clock) -> str:
    """ "notes agreed 16 November", "draft, 2 hours ago", "no notes yet"."""
    facts = facts_of(discussion)
    if discussion.note.state == NoteState.AMENDING:
        return "notes open for corrections"
    if facts.agreed_at:
        return f"notes agreed {long_date(clock.day(facts.agreed_at), clock.today)}"
    if facts.saved_at:
        return f"notes in draft, {ago(facts.saved_at, clock.now, clock.zone)}"
    return "no notes yet" if facts.day <= timezone.localdate() else ""
