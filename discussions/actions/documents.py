"""A summary written elsewhere, brought in whole."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cells.actions.cells import create_cell
from cells.choices import MeetingState
from cells.models import Cell, Meeting
from cells.slugs import suggest_short_label
from discussions.choices import RoundState
from discussions.errors import ImportRefused
from discussions.markup import Problem
from discussions.models import Discussion, Note, Round, RoundCell, Section, Statement, Synthesis

if TYPE_CHECKING:
    from cells.models import User
    from discussions.imports.document import Document, DocumentDiscussion

# A cell's name, casefolded, and the day on which it met.
Key = tuple[str, date]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Imported:
    """What came of a document; ``created`` are those of ``discussions`` that were not there."""

    synthesis: Synthesis
    discussions: list[Discussion]
    created: list[Discussion]


@transaction.atomic
def import_document(
    *, document: Document, round: Round, by: User | None, create: bool, is_archive: bool = False
) -> Imported:
    """Makes the document the round's synthesis: all of it, or nothing.

    The discussions that it lists are looked for in the round by cell and date;
    with ``create``, those that are missing are made, with their cell and meeting.

    Raises:
        ImportRefused: the round has a synthesis already; or lines of the document
            have no place, among them discussions that are missing (``problems``).
    """
    Round.objects.select_for_update().get(pk=round.pk)
    if Synthesis.objects.filter(round=round).exists():
        raise ImportRefused(f"“{round}” has a summary already, so nothing has been brought in.")
    known = _discussions_of(round)
    missing = [listed for listed in document.discussions if _key(listed) not in known]
    problems = [*document.problems, *([] if create else map(_not_there, missing))]
    if problems:
        raise ImportRefused("Nothing has been brought in yet.", problems)
    created = _create_discussions(round, missing, by)
    known |= created
    synthesis = _create_synthesis(document, round, is_archive)
    logger.info("document imported round=%s synthesis=%s", round.pk, synthesis.pk)
    listed = [known[_key(listed)] for listed in document.discussions]
    return Imported(synthesis, listed, list(created.values()))


def _key(listed: DocumentDiscussion) -> Key:
    return listed.cell_name.casefold(), listed.date


def _discussions_of(round: Round) -> dict[Key, Discussion]:
    found = round.discussions.select_related("meeting__cell")
    return {(item.meeting.cell.name.casefold(), item.meeting.date): item for item in found}


def _not_there(listed: DocumentDiscussion) -> Problem:
    return Problem(
        listed.line,
        f"No discussion of “{listed.cell_name}” on that day is known here. Let it be added, or"
        " correct the line.",
    )


def create_round_for(document: Document, slug: str) -> Round:
    """A closed round for a document whose question was asked before it was kept here."""
    days = [listed.date for listed in document.discussions] or [timezone.localdate()]
    title = document.title or slug
    return Round.objects.create(
        slug=slug,
        title=title[:80],
        question=title,
        state=RoundState.CLOSED,
        opens_on=min(days),
        closes_on=max(days),
    )


def _create_discussions(
    round: Round, missing: list[DocumentDiscussion], by: User | None
) -> dict[Key, Discussion]:
    """Discussions at meetings that were held, each with what it needs to stand on."""
    cells = {cell.name.casefold(): cell for cell in Cell.objects.all()}
    asked = set(round.round_cells.values_list("cell_id", flat=True))
    days = [listed.date for listed in missing]
    held = Meeting.objects.exclude(state=MeetingState.CANCELLED).filter(date__in=days)
    meetings = {(meeting.cell_id, meeting.date): meeting for meeting in held}
    created = {}
    for listed in missing:
        name, day = _key(listed)
        cell = cells.get(name) or _create_cell(listed.cell_name, cells.values(), by)
        cells[name] = cell
        if cell.pk not in asked:
            RoundCell.objects.create(round=round, cell=cell, position=len(asked))
            asked.add(cell.pk)
        meeting = meetings.get((cell.pk, day)) or Meeting.objects.create(
            cell=cell, date=day, state=MeetingState.HELD
        )
        meetings[cell.pk, day] = meeting
        created[name, day] = Discussion.objects.create(meeting=meeting, round=round)
        Note.objects.create(discussion=created[name, day])
    return created


def _create_cell(name: str, others: Iterable[Cell], by: User | None) -> Cell:
    label = suggest_short_label(name, [cell.short_label for cell in others])
    return create_cell(name=name, short_label=label, by=by)


def _create_synthesis(document: Document, round: Round, is_archive: bool) -> Synthesis:
    synthesis = Synthesis.objects.create(
        round=round,
        title=document.title or round.title,
        introduction=document.introduction,
        is_archive=is_archive,
    )
    sections = Section.objects.bulk_create(
        Section(synthesis=synthesis, heading=section.heading, position=position)
        for position, section in enumerate(document.sections)
    )
    Statement.objects.bulk_create(
        Statement(
            section=section,
            text=statement.text,
            form=statement.form,
            kind=statement.kind,
            position=position,
        )
        for section, written in zip(sections, document.sections, strict=True)
        for position, statement in enumerate(written.statements)
    )
    return synthesis
