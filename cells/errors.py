"""What the actions of ``cells`` raise; the text is for the person who acted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model


class NotPossible(Exception):
    """The action does not go with the state things are in. ``str()`` says what to do."""


class InvitationUnusable(NotPossible):
    """The link was used, withdrawn, is too old, or never was one."""


class TimeDoesNotExist(NotPossible):
    """The clocks of a zone skip this time.

    ``before`` and ``after`` are what they show on either side, without a zone.
    """

    def __init__(self, before: datetime, after: datetime) -> None:
        self.before, self.after = before, after
        super().__init__(
            f"The clocks go forward that day: after {before:%H:%M} comes {after:%H:%M}."
        )


class MeetingExists(NotPossible):
    """The cell has this meeting already; ``found`` is what has a page of its own to go to."""

    def __init__(self, message: str, found: Model) -> None:
        self.found = found
        super().__init__(message)
