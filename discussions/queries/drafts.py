"""A summary as it stands: sections and passages in order, numbered and counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from discussions.models import Section, Statement
from discussions.queries.counting import Asked, Count, cells_asked, count_statements

if TYPE_CHECKING:
    from discussions.models import Synthesis


@dataclass(frozen=True)
class Passage:
    """A statement with its number in the summary ("3.1") and what it rests on.

    ``filled`` says of each counted cell, in the round's order, whether it raised it.
    """

    statement: Statement
    number: str
    count: Count
    filled: list[bool]

    @property
    def lacks_evidence(self) -> bool:
        return self.statement.needs_evidence and not self.count.cells

    @property
    def shows_count(self) -> bool:
        """Whether a count stands beside it: always where something is needed or there."""
        return self.statement.needs_evidence or bool(self.count.points or self.count.dissents)


@dataclass(frozen=True)
class Part:
    """A section with its number and its passages."""

    section: Section
    number: int
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """The whole of a summary, and the cells it can count."""

    synthesis: Synthesis
    parts: list[Part]
    asked: Asked

    @property
    def passages(self) -> list[Passage]:
        return [passage for part in self.parts for passage in part.passages]

    def find(self, statement_id: int | None) -> Passage | None:
        return next((p for p in self.passages if p.statement.pk == statement_id), None)


def load_draft(synthesis: Synthesis) -> Draft:
    """Three queries, whatever the length: the text, its counts, the cells."""
    draft = Draft(synthesis, [], cells_asked(synthesis.round))
    counts = count_statements(synthesis)
    # Sections joined with their statements, because a section may have none yet.
    rows = synthesis.sections.order_by("position", "pk", "statements__position").values_list(
        "pk",
        "heading",
        "position",
        "statements__pk",
        "statements__text",
        "statements__form",
        "statements__kind",
        "statements__position",
    )
    for pk, heading, place, statement_pk, text, form, kind, position in rows:
        if not draft.parts or draft.parts[-1].section.pk != pk:
            section = Section(pk=pk, heading=heading, position=place, synthesis=synthesis)
            draft.parts.append(Part(section, len(draft.parts) + 1))
        if not statement_pk:
            continue
        part = draft.parts[-1]
        statement = Statement(pk=statement_pk, text=text, form=form, kind=kind, position=position)
        statement.section = part.section
        count = counts.get(statement_pk) or Count()
        filled = [row.cell_id in count.cells for row in draft.asked.counted]
        number = f"{part.number}.{len(part.passages) + 1}"
        part.passages.append(Passage(statement, number, count, filled))
    return draft
