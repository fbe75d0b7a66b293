"""One writer at a time: whatever changes a note or its points holds the note's row."""

from cells.choices import MeetingState
from cells.models import Meeting
from discussions.errors import MeetingCancelled, NotesLocked
from discussions.models import Note


def lock_note(discussion_id: int) -> Note:
    """The note as it stands in the database, held until the transaction ends."""
    notes = Note.objects.select_for_update(of=("self",))
    joined = notes.select_related("revision", "discussion")
    return joined.get(discussion_id=discussion_id)


def lock_open_note(discussion_id: int) -> Note:
    """As ``lock_note``, for a change.

    Raises:
        NotesLocked: the notes are agreed, or (MeetingCancelled) their meeting was cancelled.
    """
    note = lock_note(discussion_id)
    require_held(note)
    if note.is_agreed:
        raise NotesLocked
    return note


def require_held(note: Note) -> None:
    """Lets pass what belongs to a meeting that was not cancelled.

    Raises:
        MeetingCancelled: it was.
    """
    # Asked for anew: what was read while waiting for the note may be out of date.
    meetings = Meeting.objects.filter(pk=note.discussion.meeting_id)
    if meetings.filter(state=MeetingState.CANCELLED).exists():
        raise MeetingCancelled
