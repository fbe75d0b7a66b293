"""Saving, agreeing and reopening notes."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cells.errors import NotPossible
from discussions.actions.locks import lock_note, lock_open_note, require_held
from discussions.actions.points import drop_lost_points, follow_note
from discussions.choices import NoteState
from discussions.errors import NoteConflict, NotesChanged, NothingToAgree
from discussions.markup import clean, read
from discussions.models import NoteRevision

if TYPE_CHECKING:
    from cells.models import User
    from discussions.choices import Reach
    from discussions.models import Discussion, Note


logger = logging.getLogger(__name__)


@transaction.atomic
def save_note(*, note: Note, text: str, base_number: int, by: User) -> NoteRevision:
    """Saves ``text`` as the note's newest revision, and lets its points follow.

    ``base_number`` is the number of the revision that the writer began with, 0 for
    none. The text as it stands makes no new revision: the newest is given back.

    Raises:
        NotesLocked: the notes are agreed.
        NoteConflict: somebody else saved since; it carries both texts.
    """
    note = lock_open_note(note.discussion_id)
    text = clean(text)
    newest = note.revision
    if newest and newest.text == text:
        return newest
    if base_number != number_of(newest):
        raise NoteConflict(text, newest)
    revision = _add_revision(note, text, by)
    logger.info("note saved note=%s revision=%s by=%s", note.pk, revision.number, by.pk)
    return revision


def number_of(revision: NoteRevision | None) -> int:
    """The revision's number; 0 where there is none yet."""
    return revision.number if revision else 0


def _add_revision(note: Note, text: str, by: User) -> NoteRevision:
    reading = read(text)
    revision = NoteRevision.objects.create(
        note=note,
        number=number_of(note.revision) + 1,
        text=text,
        html=reading.html,
        plain=reading.plain,
        editor=by,
    )
    # Before the note moves on: what was withdrawn from its present text stays so.
    follow_note(note=note, revision=revision, reading=reading, by=by)
    note.revision = revision
    note.save(update_fields=["revision"])
    return revision


@transaction.atomic
def agree_notes(
    *,
    discussion: Discussion,
    reach: Reach,
    by: User,
    seen_number: int | None = None,
    seen_points: str = "",
) -> Note:
    """Locks notes and points as they stand and lets others read them, as ``reach`` allows.

    ``seen_number`` is the revision that the convenor was looking at (0 for none),
    ``seen_points`` what ``fingerprint`` gave of the points. Notes that are agreed
    already are left as they are.

    Raises:
        NothingToAgree: there are neither words nor points.
        NotesChanged: somebody saved, or posted a point, since.
        MeetingCancelled: the meeting did not take place.
    """
    note = lock_note(discussion.pk)
    if note.is_agreed:
        return note
    require_held(note)
    if not note.text.strip() and not note.discussion.points.live().exists():
        raise NothingToAgree
    if seen_number is not None and seen_number != number_of(note.revision):
        raise NotesChanged
    if seen_points and seen_points != fingerprint(note.discussion):
        raise NotesChanged
    drop_lost_points(note)
    note.revision = note.revision or _add_revision(note, "", by)
    note.agreed_revision = note.revision
    note.state = NoteState.AGREED
    note.agreed_at = timezone.now()
    note.agreed_by = by
    note.save()
    _change_reach(note.discussion, reach)
    logger.info("notes agreed discussion=%s reach=%s by=%s", discussion.pk, reach, by.pk)
    return note


def fingerprint(discussion: Discussion) -> str:
    """Stands for the live points as they read now; another word or point gives another."""
    points = discussion.points.live().order_by("number").values_list("number", "text")
    return hashlib.sha256(repr(list(points)).encode()).hexdigest()[:16]


@transaction.atomic
def set_reach(*, discussion: Discussion, reach: Reach, by: User) -> None:
    """Changes who may see what is agreed; it holds from this moment on."""
    note = lock_note(discussion.pk)
    _change_reach(note.discussion, reach)
    logger.info("reach set discussion=%s reach=%s by=%s", discussion.pk, reach, by.pk)


def _change_reach(discussion: Discussion, reach: Reach) -> None:
    discussion.reach = reach
    discussion.save(update_fields=["reach"])


@transaction.atomic
def reopen_notes(*, discussion: Discussion, because: str, by: User) -> Note:
    """Opens agreed notes for corrections; others go on reading what was agreed.

    Notes that are open already are left as they are.

    Raises:
        NotPossible: they were never agreed.
    """
    note = lock_note(discussion.pk)
    if note.state == NoteState.DRAFT:
        raise NotPossible("These notes are open: they have not been agreed yet.")
    if note.is_agreed:
        note.state = NoteState.AMENDING
        note.reopened_at = timezone.now()
        note.reopened_because = because
        note.save(update_fields=["state", "reopened_at", "reopened_because"])
        logger.info("notes reopened discussion=%s by=%s", discussion.pk, by.pk)
    return note
