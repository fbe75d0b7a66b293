"""The list of questions, and what came of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef

from discussions.choices import RoundState
from discussions.models import Publication, Round, Synthesis
from discussions.queries.board import Board, boards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cells.models import User


@dataclass(frozen=True)
class ListedRounds:
    """Questions by state; ``closed`` ones carry ``asked`` and ``is_published``."""

    open: Sequence[Board]
    closed: Sequence[Round]
    drafts: Sequence[Round]

    def __bool__(self) -> bool:
        return bool(self.open or self.closed or self.drafts)


def listed_rounds(user: User) -> ListedRounds:
    """Three queries: the questions the viewer may see, and how far the open ones are."""
    published = Publication.objects.filter(synthesis__round=OuterRef("pk"))
    rounds = list(
        Round.objects.visible_to(user).annotate(
            asked=Count("round_cells"), is_published=Exists(published)
        )
    )
    by_state = {state: [one for one in rounds if one.state == state] for state in RoundState}
    return ListedRounds(
        open=boards(by_state[RoundState.OPEN]),
        closed=by_state[RoundState.CLOSED],
        drafts=by_state[RoundState.DRAFT],
    )


@dataclass(frozen=True)
class RoundOutcome:
    """Whether a summary of the question was begun, and whether one is published."""

    has_synthesis: bool
    is_published: bool


def outcome_of(round: Round) -> RoundOutcome:
    """One query."""
    published = Publication.objects.filter(synthesis=OuterRef("pk"))
    found = (
        Synthesis.objects.filter(round=round)
        .annotate(is_published=Exists(published))
        .values_list("is_published", flat=True)
    )
    return RoundOutcome(bool(found), any(found))
