"""Who may do what with rounds, discussions, notes, points, themes and syntheses.

One loader per object: it gives the object, or 404 to a stranger and 403 to a
known person without the role. Views never fetch in any other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from cells.choices import Level, MeetingState
from cells.permissions import require_level, require_organiser
from discussions.models import (
    Discussion,
    Note,
    Point,
    Publication,
    Round,
    RoundCell,
    Section,
    Statement,
    Synthesis,
    Theme,
)

if TYPE_CHECKING:
    from cells.querysets import Viewer


def can_contribute(user: Viewer, discussion: Discussion) -> bool:
    """Whether the viewer is a member of the discussion's cell, and its notes are neither
    locked nor those of a meeting that was cancelled."""
    return (
        user.is_authenticated
        and user.is_member_of(discussion.meeting.cell_id)
        and not discussion.note.is_agreed
        and discussion.meeting.state != MeetingState.CANCELLED
    )


def can_convene_discussion(user: Viewer, discussion: Discussion) -> bool:
    return user.is_authenticated and user.is_convenor_of(discussion.meeting.cell_id)


def reads_as_member(user: Viewer, discussion: Discussion) -> bool:
    """Whether the viewer sees the notes as they stand; all others see what was agreed."""
    return user.is_authenticated and user.is_member_of(discussion.meeting.cell_id)


def get_round_for(user: Viewer, slug: str, level: Level) -> Round:
    """The round: READ its question and board (members, once opened), MANAGE (organisers).

    Raises:
        Http404: no such round, or one the viewer may not know of.
        PermissionDenied: the viewer may read the board and no more.
    """
    found = get_object_or_404(Round.objects.visible_to(user), slug=slug)
    if level != Level.READ:
        require_organiser(user)
    return found


def get_places_to_convene(user: Viewer, round: Round) -> list[RoundCell]:
    """The places in the round of the cells that the viewer convenes; at least one.

    Raises:
        PermissionDenied: there is none.
    """
    cells = user.convened_cell_ids if user.is_authenticated else []
    places = list(round.round_cells.filter(cell_id__in=cells).select_related("cell"))
    if not places:
        raise PermissionDenied
    return places


def get_round_with_themes(user: Viewer, slug: str) -> Round:
    """The round, for reading its themes across cells: organisers, and members once
    it is published.

    Raises:
        Http404: as ``get_round_for``.
        PermissionDenied: nothing is published yet and the viewer is no organiser.
    """
    published = Publication.objects.filter(synthesis__round=OuterRef("pk"))
    rounds = Round.objects.visible_to(user).annotate(is_published=Exists(published))
    found = get_object_or_404(rounds, slug=slug)
    assert user.is_authenticated
    if not (user.is_organiser or found.is_published):  # type: ignore[attr-defined]
        raise PermissionDenied
    return found


def get_discussion_for(user: Viewer, pk: int, level: Level) -> Discussion:
    """The discussion with its meeting, cell, round, note and revisions at hand.

    READ as reach allows, WRITE for the cell's members, MANAGE for its convenors.
    Whether notes are locked is not asked here: that is a state, not a role.

    Raises:
        Http404: no such discussion, or the viewer may not know of it.
        PermissionDenied: the viewer may read it and no more; or is an organiser
            and the notes are not agreed (the board says that they exist).
    """
    found = get_object_or_404(
        Discussion.objects.with_page().select_related(
            "note__revision__editor", "note__agreed_revision", "note__agreed_by"
        ),
        pk=pk,
    )
    if not Discussion.objects.visible_to(user).filter(pk=pk).exists():
        if user.is_authenticated and user.is_organiser:
            raise PermissionDenied
        raise Http404
    require_level(user, found.meeting.cell, level)
    return found


def get_note_for(user: Viewer, pk: int, level: Level) -> Note:
    """The note of a discussion; as ``get_discussion_for``."""
    note = get_object_or_404(Note, pk=pk)
    return get_discussion_for(user, note.discussion_id, level).note


def get_point_for(user: Viewer, pk: int, level: Level) -> Point:
    """The live point with its discussion; as ``get_discussion_for``."""
    point = get_object_or_404(Point.objects.live(), pk=pk)
    point.discussion = get_discussion_for(user, point.discussion_id, level)
    if not Point.objects.visible_to(user).filter(pk=pk).exists():
        raise Http404
    return point


def get_point_to_edit(user: Viewer, pk: int) -> Point:
    """The live point, for the members of its cell and, once agreed, the organisers.

    Raises:
        Http404: no such point, or the viewer may not know of it.
        PermissionDenied: the viewer may read it and no more.
    """
    point = get_point_for(user, pk, Level.READ)
    is_organiser = user.is_authenticated and user.is_organiser
    if not (is_organiser or reads_as_member(user, point.discussion)):
        raise PermissionDenied
    return point


def get_point_to_withdraw(user: Viewer, pk: int) -> Point:
    """The point, live or withdrawn before (so that asking twice is no error), for the
    members of its cell; as ``get_discussion_for``."""
    point = get_object_or_404(Point, pk=pk)
    point.discussion = get_discussion_for(user, point.discussion_id, Level.WRITE)
    return point


def get_theme_for(user: Viewer, slug: str, level: Level) -> Theme:
    """The theme: READ (organisers; members once published), MANAGE (organisers)."""
    found = get_object_or_404(Theme.objects.visible_to(user), slug=slug)
    if level != Level.READ:
        require_organiser(user)
    return found


def find_synthesis_for(user: Viewer, slug: str) -> tuple[Round, Synthesis | None]:
    """The round with this slug and its synthesis, if one was started; for organisers.

    Raises:
        Http404: no such round, or one the viewer may not know of.
        PermissionDenied: the viewer is a member and no organiser.
    """
    rounds = Round.objects.visible_to(user).select_related("synthesis")
    round = get_object_or_404(rounds, slug=slug)
    require_organiser(user)
    return round, getattr(round, "synthesis", None)


def get_synthesis_for(user: Viewer, slug: str) -> Synthesis:
    """As ``find_synthesis_for``, and 404 where no synthesis was started."""
    _, synthesis = find_synthesis_for(user, slug)
    if synthesis is None:
        raise Http404
    return synthesis


def get_section_for(user: Viewer, pk: int) -> Section:
    """The section of a synthesis, for organisers."""
    require_organiser(user)
    return get_object_or_404(Section.objects.select_related("synthesis__round"), pk=pk)


def get_statement_for(user: Viewer, pk: int) -> Statement:
    """The statement of a synthesis, for organisers."""
    require_organiser(user)
    return get_object_or_404(Statement.objects.select_related("section__synthesis__round"), pk=pk)


def get_publication(slug: str, number: int | None = None) -> Publication:
    """What was published at this address, for anybody: version ``number`` or the newest.

    It has ``newest``, the number of the newest version.
    """
    versions = Publication.objects.filter(slug=slug).order_by("-number")
    newest = versions.values("number")[:1]
    found = versions.annotate(newest=Subquery(newest))
    if number is not None:
        found = found.filter(number=number)
    publication = found.first()
    if publication is None:
        raise Http404
    return publication
