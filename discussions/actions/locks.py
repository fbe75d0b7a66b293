"""One writer at a time: whatever changes a note or its points holds the note's row."""

from discussions.errors import NotesLocked
from discussions.models import Note


def lock_note(discussion_id: int) -> Note:
    """The note as it stands in the database, held until the transaction ends."""
    notes = Note.objects.select_for_update(of=("self",))
    return notes.select_related("revision", "discussion").get(discussion_id=discussion_id)


def lock_open_note(discussion_id: int) -> Note:
    """As ``lock_note``, for a change.

    Raises:
        NotesLocked: the notes are agreed.
    """
    note = lock_note(discussion_id)
    if note.is_agreed:
        raise NotesLocked
    return note
