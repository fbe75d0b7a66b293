"""New cells."""

import logging

from django.db import IntegrityError, transaction

from cells.actions.invitations import invite
from cells.choices import Colour, MembershipRole
from cells.errors import NotPossible
from cells.models import Cell, User
from cells.slugs import unique_slug

logger = logging.getLogger(__name__)


@transaction.atomic
def create_cell(
    *,
    name: str,
    short_label: str,
    place: str = "",
    about: str = "",
    convenor_email: str = "",
    by: User | None,
) -> Cell:
    """A cell with the next colour in turn; its convenor-to-be, if known, is invited by mail.

    ``by`` is None where a command makes it and not a person.

    Raises:
        NotPossible: a cell of this name or short label was made at the same moment.
    """
    colours = Colour.values
    try:
        with transaction.atomic():
            cell = Cell.objects.create(
                name=name,
                short_label=short_label,
                place=place,
                about=about,
                slug=unique_slug(Cell.objects.all(), name),
                colour=colours[Cell.objects.count() % len(colours)],
            )
    except IntegrityError as error:
        raise NotPossible("There is a cell of this name or short label already.") from error
    logger.info("cell created cell=%s by=%s", cell.pk, by and by.pk)
    if by and convenor_email:
        invite(cell=cell, emails=[convenor_email], role=MembershipRole.CONVENOR, by=by)
    return cell
