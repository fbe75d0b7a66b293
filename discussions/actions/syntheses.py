"""How a summary is written: its sections and passages, their sources, what is left out.

Every change holds the summary's row until it is done, so that two organisers do not
give one place to two passages and nothing moves while a version is frozen.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from cells.errors import NotPossible
from discussions.choices import Outcome, Relation
from discussions.models import Disposition, Evidence, Point, Section, Statement, Synthesis
from discussions.queries.coverage import coverage

if TYPE_CHECKING:
    from cells.models import User
    from discussions.models import Round

    Placed = TypeVar("Placed", Section, Statement)

logger = logging.getLogger(__name__)


def lock_synthesis(synthesis: Synthesis) -> Synthesis:
    """The summary as it stands, held until the transaction ends."""
    held = Synthesis.objects.select_for_update(of=("self",)).select_related("round")
    return held.get(pk=synthesis.pk)


@transaction.atomic
def start_synthesis(
    *, round: Round, title: str, introduction: str, is_archive: bool, by: User
) -> Synthesis:
    """The summary of the round; the one there is, where somebody else was quicker."""
    synthesis, is_new = Synthesis.objects.get_or_create(
        round=round,
        defaults={"title": title, "introduction": introduction, "is_archive": is_archive},
    )
    if is_new:
        logger.info("summary started synthesis=%s by=%s", synthesis.pk, by.pk)
    return synthesis


# Sections


@transaction.atomic
def add_section(*, synthesis: Synthesis, heading: str, by: User) -> Section:
    """A section at the end; the last one again where it is that and still empty, so that
    a form posted twice makes one."""
    synthesis = lock_synthesis(synthesis)
    last = synthesis.sections.last()
    if last and last.heading == heading and not last.statements.exists():
        return last
    section = synthesis.sections.create(heading=heading, position=synthesis.sections.count())
    logger.info("section added section=%s by=%s", section.pk, by.pk)
    return section


@transaction.atomic
def move_section(*, section: Section, up: bool, by: User) -> None:
    """Changes places with the section above or below; at the end, or where somebody
    deleted it meanwhile, nothing happens."""
    synthesis = lock_synthesis(section.synthesis)
    sections = list(synthesis.sections.all())
    if section not in sections:
        return
    _swap(sections, sections.index(section), up)
    _renumber(sections)
    logger.info("section moved section=%s by=%s", section.pk, by.pk)


@transaction.atomic
def delete_section(*, section: Section, by: User) -> None:
    """Deletes a section with its statements; points used only there are open again."""
    synthesis = lock_synthesis(section.synthesis)
    logger.info("section deleted section=%s by=%s", section.pk, by.pk)
    section.delete()
    _renumber(list(synthesis.sections.all()))


# Statements


@transaction.atomic
def add_statement(
    *, section: Section, text: str, form: str, kind: str, by: User, after: Statement | None = None
) -> Statement:
    """A statement below ``after``, or at the end of the section.

    The one that stands there already where it says the same, so that a form posted
    twice makes one.
    """
    lock_synthesis(section.synthesis)
    statements = list(section.statements.all())
    place = statements.index(after) + 1 if after in statements else len(statements)
    neighbours = statements[place : place + 1] if after in statements else statements[-1:]
    for present in neighbours:
        if present.text == text:
            return present
    made = Statement(section=section, text=text, form=form, kind=kind, position=len(statements))
    made.save()
    statements.insert(place, made)
    _renumber(statements)
    logger.info("statement added statement=%s by=%s", made.pk, by.pk)
    return made


@transaction.atomic
def move_statement(*, statement: Statement, up: bool, by: User) -> None:
    """Changes places with the statement above or below, across the edge of its section.

    Where somebody deleted it meanwhile nothing happens.
    """
    synthesis = lock_synthesis(statement.section.synthesis)
    # Somebody, or the same button pressed twice, may have moved it before the lock.
    found = Statement.objects.select_related("section").filter(pk=statement.pk).first()
    if found is None:
        return
    statement = found
    statements = list(Statement.objects.filter(section=statement.section_id))
    place = statements.index(statement)
    is_at_edge = place == (0 if up else len(statements) - 1)
    if is_at_edge:
        _move_to_next_section(synthesis, statement, up)
    else:
        _swap(statements, place, up)
        _renumber(statements)
    logger.info("statement moved statement=%s by=%s", statement.pk, by.pk)


def _move_to_next_section(synthesis: Synthesis, statement: Statement, up: bool) -> None:
    sections = list(synthesis.sections.all())
    place = sections.index(statement.section) + (-1 if up else 1)
    if not 0 <= place < len(sections):
        return
    there = list(sections[place].statements.all())
    left = [row for row in statement.section.statements.all() if row != statement]
    # A place that nobody has, until both sections are numbered anew.
    statement.section, statement.position = sections[place], len(there)
    statement.save(update_fields=["section", "position"])
    _renumber([*there, statement] if up else [statement, *there])
    _renumber(left)


@transaction.atomic
def delete_statement(*, statement: Statement, by: User) -> None:
    """Deletes a statement; points used only by it are open again."""
    lock_synthesis(statement.section.synthesis)
    logger.info("statement deleted statement=%s by=%s", statement.pk, by.pk)
    section = statement.section
    statement.delete()
    _renumber(list(section.statements.all()))


def _swap(rows: list[Placed], place: int, up: bool) -> None:
    other = place + (-1 if up else 1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]


def _renumber(rows: Sequence[Placed]) -> None:
    """Positions 0, 1, 2, …; their constraint looks only when the transaction ends."""
    for position, row in enumerate(rows):
        row.position = position
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["position"])


# Evidence


@transaction.atomic
def attach(*, statement: Statement, point: Point, relation: Relation, by: User) -> Evidence:
    """Puts a point behind a statement; what had become of the point before is forgotten.

    A point that is there already takes the new relation.

    Raises:
        NotPossible: the point does not count in the statement's round.
    """
    synthesis = lock_synthesis(statement.section.synthesis)
    _require_counted(synthesis, [point])
    evidence, _ = Evidence.objects.update_or_create(
        statement=statement,
        point=point,
        defaults={"relation": relation},
        create_defaults={"relation": relation, "added_by": by},
    )
    synthesis.dispositions.filter(point=point).delete()
    logger.info("attached point=%s statement=%s by=%s", point.pk, statement.pk, by.pk)
    return evidence


@transaction.atomic
def relate(*, statement: Statement, point: Point, relation: Relation, by: User) -> None:
    """Changes what an attached point does for its statement."""
    lock_synthesis(statement.section.synthesis)
    statement.evidence.filter(point=point).update(relation=relation)
    logger.info("related point=%s statement=%s by=%s", point.pk, statement.pk, by.pk)


@transaction.atomic
def detach(*, statement: Statement, point: Point, by: User) -> None:
    """Takes a point away from a statement; with no other use it is open again."""
    lock_synthesis(statement.section.synthesis)
    statement.evidence.filter(point=point).delete()
    logger.info("detached point=%s statement=%s by=%s", point.pk, statement.pk, by.pk)


# What becomes of points that are not used


@transaction.atomic
def set_aside_points(
    *, synthesis: Synthesis, points: Sequence[Point], reason: str, by: User
) -> None:
    """Leaves points out, with a reason that readers of the summary's record can follow.

    Raises:
        NotPossible: a point is used, or does not count in the round; nothing is changed.
    """
    synthesis = lock_synthesis(synthesis)
    _require_unused(synthesis, points)
    synthesis.dispositions.filter(point__in=points).delete()
    Disposition.objects.bulk_create(
        Disposition(
            synthesis=synthesis,
            point=point,
            outcome=Outcome.SET_ASIDE,
            reason=reason,
            decided_by=by,
        )
        for point in points
    )
    logger.info("left out n=%s synthesis=%s by=%s", len(points), synthesis.pk, by.pk)


@transaction.atomic
def cover_point(*, synthesis: Synthesis, point: Point, covered_by: Point, by: User) -> None:
    """Says that a point is covered by one that is used, for as long as that one is.

    Raises:
        NotPossible: the point is used itself, or the other is not.
    """
    synthesis = lock_synthesis(synthesis)
    _require_unused(synthesis, [point])
    if covered_by.pk not in coverage(synthesis).used:
        raise NotPossible("Only a point that is used can cover another. Choose one that is.")
    Disposition.objects.update_or_create(
        synthesis=synthesis,
        point=point,
        defaults={
            "outcome": Outcome.COVERED,
            "covered_by": covered_by,
            "reason": "",
            "decided_by": by,
        },
    )
    logger.info("covered point=%s synthesis=%s by=%s", point.pk, synthesis.pk, by.pk)


@transaction.atomic
def reopen_point(*, synthesis: Synthesis, point: Point, by: User) -> None:
    """Takes back that a point is covered or left out."""
    lock_synthesis(synthesis).dispositions.filter(point=point).delete()
    logger.info("reopened point=%s synthesis=%s by=%s", point.pk, synthesis.pk, by.pk)


def _require_counted(synthesis: Synthesis, points: Sequence[Point]) -> None:
    wanted = {point.pk for point in points}
    counted = Point.objects.counted_in(synthesis.round).filter(pk__in=wanted)
    if counted.count() != len(wanted):
        raise NotPossible(
            "A point was withdrawn, or its cell has not agreed its notes, so nothing has been"
            " changed. Look at the points as they stand now."
        )


def _require_unused(synthesis: Synthesis, points: Sequence[Point]) -> None:
    _require_counted(synthesis, points)
    if coverage(synthesis).used.intersection(point.pk for point in points):
        raise NotPossible(
            "A point of these is used in a passage by now, so nothing has been changed."
        )
