"""What can go wrong here that a person must be told; the text is for that person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cells.errors import NotPossible

if TYPE_CHECKING:
    from discussions.markup import Problem
    from discussions.models import NoteRevision


class ImportRefused(Exception):
    """A document that cannot be brought in; says why, and ``problems`` where."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class NotesLocked(NotPossible):
    """The notes are agreed, so neither they nor their points can be changed."""

    def __init__(self) -> None:
        super().__init__(
            "These notes are agreed and locked, so nothing has been changed. A convenor of"
            " your cell can open them for corrections."
        )


class MeetingCancelled(NotesLocked):
    """The meeting did not take place, so there is nothing that it said."""

    def __init__(self) -> None:
        NotPossible.__init__(
            self,
            "This meeting was cancelled, so nothing has been added. If it took place after all,"
            " schedule it anew or send it in as a meeting that was held.",
        )


class NotesChanged(NotPossible):
    """The notes are no longer those that the person was looking at."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody saved the notes while you had this page open, so nothing has been done"
            " yet. Look at the notes as they stand now, then press the button again."
        )


class NoteConflict(NotPossible):
    """Somebody else saved since ``text`` was begun; ``newest`` is what they saved."""

    def __init__(self, text: str, newest: NoteRevision | None) -> None:
        super().__init__("Somebody else saved these notes while you were writing.")
        self.text = text
        self.newest = newest


class NothingToAgree(NotPossible):
    """The notes hold neither words nor points."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to agree yet: these notes hold no words and no points."
            " Write something down first."
        )


class PointInUse(NotPossible):
    """A passage of a summary rests on the point."""

    def __init__(self) -> None:
        super().__init__(
            "A summary rests on this point, so it cannot be withdrawn. Ask an organiser to"
            " take it out of the summary first."
        )
