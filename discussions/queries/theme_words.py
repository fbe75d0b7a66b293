"""The words behind the numbers of the synthesis view, as far as the viewer may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discussions.models import Point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cells.models import Cell
    from cells.querysets import Viewer
    from discussions.queries.themes import Row, Said, Square, ThemeTable


@dataclass(frozen=True)
class Opened:
    """Which number of the table stands open: of a theme, of a theme in a cell, or of
    two themes together; ``before`` and ``after`` are its neighbours in the row."""

    row: Row
    said: list[Said]
    square: Square | None = None
    also: Row | None = None
    before: Square | None = None
    after: Square | None = None

    @property
    def points(self) -> int:
        return len(self.said)


@dataclass(frozen=True)
class CellWords:
    """What one cell said: the points the viewer may read, and how many more there are."""

    cell: Cell
    points: list[Point]
    withheld: int


def find_opened(table: ThemeTable, theme: str, cell: str = "", also: str = "") -> Opened | None:
    """What the slugs of an address open; None where they name nothing in the table."""
    rows = {row.theme.slug: row for row in table.rows}
    row = rows.get(theme)
    if row is None:
        return None
    if also:
        return _together(row, rows.get(also))
    if cell:
        return _in_cell(row, cell)
    return Opened(row, row.said)


def _together(row: Row, also: Row | None) -> Opened | None:
    if also is None:
        return None
    both = [one for one in row.said if also.theme.pk in one.themes]
    return Opened(row, both, also=also) if both else None


def _in_cell(row: Row, slug: str) -> Opened | None:
    filled = row.filled
    place = next((n for n, square in enumerate(filled) if square.cell.slug == slug), None)
    if place is None:
        return None
    square = filled[place]
    return Opened(
        row,
        [one for one in row.said if one.cell == square.cell.pk],
        square,
        before=filled[place - 1] if place else None,
        after=filled[place + 1] if place + 1 < len(filled) else None,
    )


def read_words(viewer: Viewer, said: Iterable[Said]) -> dict[int, Point]:
    """Point id to the point with all its line shows, in the order of discussions; only
    those whose words the viewer may read. Two queries."""
    ids = {one.point for one in said}
    points = Point.objects.visible_to(viewer).filter(pk__in=ids).with_page()
    return {point.pk: point for point in points}


def words_by_cell(
    table: ThemeTable, said: Iterable[Said], words: dict[int, Point]
) -> list[CellWords]:
    """The words of ``said`` under their cells, in the round's order of cells."""
    ids: dict[int, set[int]] = {}
    for one in said:
        ids.setdefault(one.cell, set()).add(one.point)
    return [
        CellWords(column.cell, readable := _of(words, of_cell), len(of_cell) - len(readable))
        for column in table.columns
        if (of_cell := ids.get(column.cell.pk))
    ]


def _of(words: dict[int, Point], ids: set[int]) -> list[Point]:
    return [point for pk, point in words.items() if pk in ids]
