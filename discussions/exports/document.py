"""The document that a publication freezes: everything a reader is shown, and no more.

Shape, all of it JSON::

    {
      "format": 1,
      "title": str, "question": str,
      "introduction": HTML from ``markup.render``,
      "published": "2018-01-22",
      "is_archive": bool,         made before sources were kept: no counts, no sources
      "sections": [{
        "heading": str,
        "statements": [{
          "number": "3.1", "text": plain text, "form": str, "kind": str,
          "raised": null or {     null where nothing stands behind it
            "cells": int,         cells of which a point supports or qualifies it
            "of": int,            cells with agreed notes
            "qualifies": int,     cells of which a point qualifies it, among "cells"
            "dissents": int       cells of which a point dissents
          },
          "evidence": [{          in an order that says nothing
            "relation": str,
            "words": str or null, null where the cell keeps its words
            "cell": key or null   null where the cell is not named
          }]
        }]
      }],
      "discussions": [{           by date, of cells that may be listed
        "cell": key, "date": "2017-11-15",
        "id": int or null         null where the notes are not public
      }],
      "unlisted": int,            how many more cells took part
      "made": null or {           null in an archive
        "cells": int, "asked": int, "meetings": int,
        "people": int or null,    null where some meeting did not count heads
        "points": int, "used": int, "covered": int, "set_aside": int, "open": int
      }
    }

No account, no point and no unnamed cell can be told from it. A key stands for a cell
in this one version; ``names`` beside the document says what it is called, while the
cell agrees. Counts are of cells, and say how many, never which.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from discussions.choices import Reach
from discussions.markup import render
from discussions.models import Discussion, Evidence

if TYPE_CHECKING:
    from discussions.models import RoundCell
    from discussions.queries.coverage import Coverage
    from discussions.queries.drafts import Draft, Passage

FORMAT = 1


@dataclass(frozen=True)
class Frozen:
    """A document and, beside it, the names its keys stand for."""

    document: dict[str, Any]
    names: dict[str, dict[str, Any]]


def freeze(draft: Draft, coverage: Coverage) -> Frozen:
    """The document as it would go out now. Two queries: evidence and discussions."""
    synthesis = draft.synthesis
    # What an archive was made of was never kept here, so nothing could be agreed.
    cells = draft.asked.cells if synthesis.is_archive else draft.asked.counted
    held = Discussion.objects.all() if synthesis.is_archive else Discussion.objects.released()
    discussions = list(held.with_page().filter(round=synthesis.round))
    named = named_beside_words(cells)
    shown = [row for row in cells if row in named or row.is_listed]
    keys = {row.cell_id: secrets.token_hex(6) for row in shown}
    evidence = _evidence(draft, {row.cell_id: keys[row.cell_id] for row in named})
    document = {
        "format": FORMAT,
        "title": synthesis.title,
        "question": synthesis.round.question,
        "introduction": str(render(synthesis.introduction)),
        "published": timezone.localdate().isoformat(),
        "is_archive": synthesis.is_archive,
        "sections": [
            {
                "heading": part.section.heading,
                "statements": [
                    _statement(passage, evidence.get(passage.statement.pk, []))
                    for passage in part.passages
                ],
            }
            for part in draft.parts
        ],
        **_discussions(cells, discussions, keys),
        "made": None if synthesis.is_archive else _made(draft, coverage, discussions),
    }
    names = {
        keys[row.cell_id]: {
            "cell": row.cell_id,
            "name": row.cell.name,
            "short_label": row.cell.short_label,
            "colour": row.cell.colour,
        }
        for row in shown
    }
    return Frozen(document, names)


def named_beside_words(cells: list[RoundCell]) -> list[RoundCell]:
    """The cells that may stand beside their words.

    Where all but one agreed, none of them does: the words of the one that did not
    would be known by what is left.
    """
    named = [row for row in cells if row.is_named]
    return [] if len(cells) - len(named) == 1 else named


def named_keys(document: dict[str, Any]) -> set[str]:
    """The keys that stand beside words in a document."""
    return {
        row["cell"]
        for section in document.get("sections", [])
        for statement in section["statements"]
        for row in statement["evidence"]
        if row["cell"]
    }


def _evidence(draft: Draft, keys: dict[int, str]) -> dict[int, list[dict[str, Any]]]:
    """Statement id to its evidence, shuffled once and for all; none in an archive."""
    if draft.synthesis.is_archive:
        return {}
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Evidence.objects.filter(statement__section__synthesis=draft.synthesis).select_related(
        "point__discussion__meeting"
    )
    quotable = Reach.at_least(Reach.QUOTED)
    for row in rows:
        discussion = row.point.discussion
        found.setdefault(row.statement_id, []).append(
            {
                "relation": row.relation,
                "words": row.point.text if discussion.reach in quotable else None,
                "cell": keys.get(discussion.meeting.cell_id),
            }
        )
    for pieces in found.values():
        secrets.SystemRandom().shuffle(pieces)
    return found


def _statement(passage: Passage, evidence: list[dict[str, Any]]) -> dict[str, Any]:
    count = passage.count
    raised = {
        "cells": len(count.cells),
        "of": len(passage.filled),
        "qualifies": len(count.qualifying_cells),
        "dissents": len(count.dissenting_cells),
    }
    return {
        "number": passage.number,
        "text": passage.statement.text,
        "form": passage.statement.form,
        "kind": passage.statement.kind,
        "raised": raised if evidence else None,
        "evidence": evidence,
    }


def _discussions(
    cells: list[RoundCell], discussions: list[Discussion], keys: dict[int, str]
) -> dict[str, Any]:
    """The discussions of cells that may be listed, and how many more cells there are."""
    listed = {row.cell_id for row in cells if row.is_listed}
    return {
        "discussions": [
            {
                "cell": keys[discussion.meeting.cell_id],
                "date": discussion.meeting.date.isoformat(),
                "id": discussion.pk if _is_public(discussion) else None,
            }
            for discussion in discussions
            if discussion.meeting.cell_id in listed
        ],
        "unlisted": len(cells) - len(listed),
    }


def _is_public(discussion: Discussion) -> bool:
    return discussion.reach == Reach.PUBLIC and discussion.note.was_agreed


def _made(draft: Draft, coverage: Coverage, discussions: list[Discussion]) -> dict[str, Any]:
    heads = {d.meeting_id: d.meeting.headcount for d in discussions}
    known = [number for number in heads.values() if number is not None]
    return {
        "cells": draft.asked.denominator,
        "asked": len(draft.asked.cells),
        "meetings": len(heads),
        "people": sum(known) if len(known) == len(heads) else None,
        "points": coverage.total,
        "used": len(coverage.used),
        "covered": len(coverage.covered),
        "set_aside": len(coverage.set_aside),
        "open": len(coverage.open),
    }
