"""How a summary goes out."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from cells.errors import NotPossible
from discussions.actions.syntheses import lock_synthesis
from discussions.exports.document import freeze
from discussions.models import Note, Publication
from discussions.queries.gate import gate

if TYPE_CHECKING:
    from cells.models import User
    from discussions.models import Synthesis

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_synthesis(
    *,
    synthesis: Synthesis,
    by: User,
    confirmed: Collection[str] = (),
    number: int | None = None,
) -> Publication:
    """Freezes the next version of a synthesis and gives it.

    ``confirmed`` holds the keys of the gate's cautions that ``by`` has seen.
    ``number`` is the version that the presser of the button expects to make: where it
    is there already, it is given back and nothing is made.

    Raises:
        NotPossible: a stop stands, or a caution was not confirmed.
    """
    synthesis = lock_synthesis(synthesis)
    last = synthesis.publications.aggregate(last=Max("number"))["last"] or 0
    if number is not None and number <= last:
        return synthesis.publications.get(number=number)
    _hold_notes(synthesis)
    checked = gate(synthesis)
    if checked.stops:
        raise NotPossible("Something is missing, so nothing has been published. See the list.")
    if checked.unconfirmed(confirmed):
        raise NotPossible("Tick what you have looked at. Nothing has been published yet.")
    frozen = freeze(checked.draft, checked.coverage)
    publication = Publication.objects.create(
        synthesis=synthesis,
        slug=synthesis.round.slug,
        number=last + 1,
        document=frozen.document,
        names=frozen.names,
        digest=Publication.digest_of(frozen.document),
        published_by=by,
    )
    logger.info(
        "published synthesis=%s version=%s by=%s open=%s confirmed=%s",
        synthesis.pk,
        publication.number,
        by.pk,
        checked.open_count,
        len(checked.cautions),
    )
    return publication


def _hold_notes(synthesis: Synthesis) -> None:
    """Keeps cells from reopening notes, withdrawing points or taking back their consent
    until the version stands."""
    places = synthesis.round.round_cells.order_by("pk")
    list(places.select_for_update().values_list("pk"))
    notes = Note.objects.filter(discussion__round=synthesis.round).order_by("pk")
    list(notes.select_for_update(of=("self",)).values_list("pk"))
