"""Putting a question to cells: writing, opening and closing a round."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cells.errors import NotPossible
from cells.slugs import unique_slug
from discussions.choices import RoundState
from discussions.exports.document import named_keys
from discussions.models import Discussion, Publication, Round, RoundCell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cells.models import Cell, User

EDITED = ("title", "question", "background", "opens_on", "closes_on")

logger = logging.getLogger(__name__)


@transaction.atomic
def save_round(*, round: Round, cells: Iterable[Cell], by: User) -> Round:
    """Saves a new or a changed round, and which cells it goes to.

    New cells stand after those that were there, in the order of ``cells``; in an
    open round they count as asked from now on.

    Raises:
        NotPossible: a cell that has a discussion in the round would be taken out.
    """
    if round._state.adding:
        round.slug = unique_slug(Round.objects.all(), round.title)
        round.created_by = by
        round.save()
    else:
        # Somebody may have opened or closed it meanwhile: that is not undone.
        round.save(update_fields=EDITED)
        round.refresh_from_db(fields=["state"])
    _set_cells(round, list(cells))
    logger.info("round saved round=%s by=%s", round.pk, by.pk)
    return round


def _set_cells(round: Round, cells: list[Cell]) -> None:
    places = list(round.round_cells.select_for_update().order_by("position", "pk"))
    wanted = {cell.pk for cell in cells}
    gone = [place for place in places if place.cell_id not in wanted]
    staying = cells_that_stay(round) & {place.cell_id for place in gone}
    if staying:
        raise NotPossible("A cell that has a meeting on this question cannot be taken out.")
    RoundCell.objects.filter(pk__in=[place.pk for place in gone]).delete()
    there = {place.cell_id for place in places}
    last = max((place.position for place in places), default=-1)
    new = [cell for cell in cells if cell.pk not in there]
    RoundCell.objects.bulk_create(
        RoundCell(
            round=round,
            cell=cell,
            position=last + number,
            invited_at=timezone.now() if round.is_open else None,
        )
        for number, cell in enumerate(new, start=1)
    )


def cells_that_stay(round: Round) -> set[int]:
    """Ids of the cells with a discussion in the round: they cannot be taken out of it."""
    discussions = Discussion.objects.filter(round=round).order_by()
    return set(discussions.values_list("meeting__cell_id", flat=True))


@transaction.atomic
def open_round(*, round: Round, by: User) -> None:
    """Puts the question to its cells, from today on. An open round is left as it is.

    Raises:
        NotPossible: no cell is asked, or its last day has passed.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.is_open:
        return
    if not round.round_cells.exists():
        raise NotPossible("No cell is asked yet. Choose the cells first, then open it.")
    today = timezone.localdate()
    if round.closes_on < today:
        raise NotPossible("The day by which notes are wanted has passed. Set a later one first.")
    round.state = RoundState.OPEN
    round.opens_on = min(round.opens_on, today)
    round.save(update_fields=["state", "opens_on"])
    round.round_cells.filter(invited_at=None).update(invited_at=timezone.now())
    logger.info("round opened round=%s by=%s", round.pk, by.pk)


@transaction.atomic
def close_round(*, round: Round, by: User) -> None:
    """Ends the asking; notes begun can still be agreed. A closed round is left as it is.

    Raises:
        NotPossible: it was never opened.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.state == RoundState.DRAFT:
        raise NotPossible("This question has not been opened yet, so there is nothing to close.")
    if round.is_open:
        round.state = RoundState.CLOSED
        round.save(update_fields=["state"])
        logger.info("round closed round=%s by=%s", round.pk, by.pk)


@transaction.atomic
def set_consent(*, place: RoundCell, is_listed: bool, is_named: bool, by: User) -> bool:
    """Keeps what may be said of the cell in the round's published summary.

    A consent withdrawn takes the cell's name out of every version that is out
    already; gives whether there was one to take out.
    """
    place = (
        RoundCell.objects.select_for_update(of=("self",)).select_related("cell").get(pk=place.pk)
    )
    is_withdrawn = (place.is_listed and not is_listed) or (place.is_named and not is_named)
    place.is_listed, place.is_named = is_listed, is_named
    place.save(update_fields=["is_listed", "is_named"])
    logger.info(
        "consent set round=%s cell=%s listed=%s named=%s by=%s",
        place.round_id,
        place.cell_id,
        is_listed,
        is_named,
        by.pk,
    )
    return is_withdrawn and _take_name_out(place.round_id, place.cell)


def _take_name_out(round_id: int, cell: Cell) -> bool:
    """A key whose name is gone reads "one cell"; the documents themselves never change."""
    found = False
    versions = Publication.objects.filter(synthesis__round=round_id).order_by("pk")
    for version in versions.select_for_update(of=("self",)):
        kept = {key: name for key, name in version.names.items() if name["cell"] != cell.pk}
        if kept != version.names:
            version.names = _without_the_last_but_one(version.document, kept)
            version.save(update_fields=["names"])
            found = True
    return found


def _without_the_last_but_one(document: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """No name beside words where all cells but one have theirs: see ``named_beside_words``."""
    beside_words = named_keys(document) & names.keys()
    cells = (document.get("made") or {}).get("cells", 0)
    if len(beside_words) != cells - 1:
        return names
    return {key: name for key, name in names.items() if key not in beside_words}
