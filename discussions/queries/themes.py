"""The synthesis view: what each theme gathered in a round, cell by cell.

A point counts once per theme, however many of its tags lead there; a point under
two themes counts in both, and once in all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from discussions.models import Discussion, Point, Theme
from discussions.queries.counting import Asked, cells_asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cells.models import Cell
    from discussions.models import Round

# Beyond so many themes, those of a single cell stand below the table only.
MOST_ROWS = 30


# Up to so many columns are drawn as large squares, with dates.
FEW_CELLS = 12


class Sort(StrEnum):
    """The orders of the table; each begins with the one it is named for."""

    BREADTH = "breadth"
    DEPTH = "depth"
    NEWEST = "newest"
    NAME = "name"


@dataclass(frozen=True)
class Said:
    """One counted point: where it was said, what kind it is, the themes it stands under."""

    point: int
    discussion: int
    cell: int
    kind: str
    themes: frozenset[int]


@dataclass(frozen=True)
class Column:
    """A cell with agreed notes, the days it met on the question, and its counted points."""

    cell: Cell
    dates: list[date]
    points: int


@dataclass(frozen=True)
class Square:
    column: Column
    points: int

    @property
    def cell(self) -> Cell:
        return self.column.cell


@dataclass(frozen=True)
class Row:
    """A theme: what it gathered per column, per day, and per kind."""

    theme: Theme
    said: list[Said]
    squares: list[Square]
    per_day: list[int]
    kinds: list[tuple[str, int]]
    first_on: date

    @property
    def points(self) -> int:
        return len(self.said)

    @property
    def filled(self) -> list[Square]:
        return [square for square in self.squares if square.points]

    @property
    def cells(self) -> int:
        return len(self.filled)

    @property
    def per_cell(self) -> list[int]:
        return [square.points for square in self.squares]


@dataclass(frozen=True)
class Pair:
    """Two themes, and how many points stand under both."""

    first: Theme
    second: Theme
    points: int


@dataclass(frozen=True)
class ThemeTable:
    """Theme × cell of one round, in the order of ``sort``.

    ``rows`` are all themes raised in the round; ``asked`` its cells, of which
    those with agreed notes are ``columns``; ``days`` the dates of their meetings.
    """

    sort: Sort
    asked: Asked
    columns: list[Column]
    days: list[date]
    rows: list[Row]
    said: list[Said]

    @property
    def points(self) -> int:
        return len(self.said)

    @property
    def cells(self) -> int:
        return len(self.columns)

    @property
    def is_dense(self) -> bool:
        """Too many columns for the large squares."""
        return self.cells > FEW_CELLS

    @property
    def without_theme(self) -> int:
        return sum(not said.themes for said in self.said)

    @property
    def single(self) -> list[Row]:
        """Themes of one cell only, where there are several it could have been."""
        return [row for row in self.rows if row.cells == 1] if self.cells > 1 else []

    @property
    def shown(self) -> list[Row]:
        """The rows of the table itself: beyond ``MOST_ROWS``, without the single ones."""
        if len(self.rows) <= MOST_ROWS:
            return self.rows
        single = {row.theme.pk for row in self.single}
        return [row for row in self.rows if row.theme.pk not in single] or self.rows

    @property
    def folded(self) -> int:
        """How many themes stand below the table only."""
        return len(self.rows) - len(self.shown)

    @property
    def half_line(self) -> int | None:
        """The theme under which a line marks half of many cells, when sorted by breadth."""
        if self.sort != Sort.BREADTH or not self.is_dense:
            return None
        above = [row.theme.pk for row in self.shown if row.cells * 2 > self.cells]
        return above[-1] if 0 < len(above) < len(self.shown) else None

    @property
    def filled(self) -> list[int]:
        return [square.points for row in self.rows for square in row.filled]

    @property
    def together(self) -> list[Pair]:
        """Pairs of themes that share points, those that share most first; within a pair,
        the one that stands higher in the table."""
        place = {row.theme.pk: n for n, row in enumerate(self.rows)}
        found = [
            (points, *sorted([place[first], place[second]]))
            for (first, second), points in shared(self.said).items()
        ]
        found.sort(key=lambda pair: (-pair[0], *pair[1:]))
        return [Pair(self.rows[a].theme, self.rows[b].theme, points) for points, a, b in found]


def theme_table(round: Round, sort: Sort = Sort.BREADTH) -> ThemeTable:
    """Four queries, whatever the size: cells, their meetings, points with themes, themes."""
    asked = cells_asked(round)
    met = list(
        Discussion.objects.released()
        .filter(round=round)
        .values_list("pk", "meeting__cell_id", "meeting__date")
    )
    counted = Point.objects.counted_in(round).filter(discussion__in=[pk for pk, _, _ in met])
    said = fold(
        counted.order_by()
        .values_list("pk", "discussion_id", "discussion__meeting__cell_id", "kind", "tags__themes")
        .distinct()
    )
    by_theme = gather(said)
    themes = Theme.objects.in_bulk(list(by_theme)).values()
    return tabulate(asked, met, said, by_theme, themes, sort)


def fold(rows: Iterable[tuple[int, int, int, str, int | None]]) -> list[Said]:
    """One ``Said`` a point out of one row (point, discussion, cell, kind, theme or
    None) for each of its tags and themes, in the order of the points' ids."""
    places: dict[int, tuple[int, int, str]] = {}
    themes: dict[int, set[int]] = defaultdict(set)
    for point, discussion, cell, kind, theme in rows:
        places[point] = (discussion, cell, kind)
        if theme is not None:
            themes[point].add(theme)
    return [Said(point, *places[point], frozenset(themes[point])) for point in sorted(places)]


def gather(said: Iterable[Said]) -> dict[int, list[Said]]:
    """Theme id to its points, each once."""
    by_theme: dict[int, list[Said]] = defaultdict(list)
    for one in said:
        for theme in one.themes:
            by_theme[theme].append(one)
    return dict(by_theme)


def shared(said: Iterable[Said]) -> Counter[tuple[int, int]]:
    """Pair of theme ids (the smaller first) to the number of points under both."""
    return Counter(pair for one in said for pair in combinations(sorted(one.themes), 2))


def tabulate(
    asked: Asked,
    met: Sequence[tuple[int, int, date]],
    said: list[Said],
    by_theme: dict[int, list[Said]],
    themes: Iterable[Theme],
    sort: Sort,
) -> ThemeTable:
    """The table out of what was read; ``met`` holds (discussion, cell, date)."""
    day_of = {discussion: day for discussion, _, day in met}
    days = sorted(set(day_of.values()))
    per_cell = Counter(one.cell for one in said)
    columns = [
        Column(
            asked_cell.cell,
            sorted({day for _, cell, day in met if cell == asked_cell.cell_id}),
            per_cell[asked_cell.cell_id],
        )
        for asked_cell in asked.counted
    ]
    rows = [_row(theme, by_theme[theme.pk], columns, days, day_of) for theme in themes]
    return ThemeTable(sort, asked, columns, days, sorted(rows, key=ORDERS[sort]), said)


def _row(
    theme: Theme,
    said: list[Said],
    columns: list[Column],
    days: list[date],
    day_of: dict[int, date],
) -> Row:
    per_cell = Counter(one.cell for one in said)
    per_day = Counter(day_of[one.discussion] for one in said)
    kinds = Counter(one.kind for one in said if one.kind)
    return Row(
        theme,
        said,
        [Square(column, per_cell[column.cell.pk]) for column in columns],
        [per_day[day] for day in days],
        kinds.most_common(),
        min(per_day),
    )


def _by_breadth(row: Row) -> tuple[object, ...]:
    return -row.cells, -row.points, row.theme.name.casefold()


def _by_depth(row: Row) -> tuple[object, ...]:
    return -row.points, -row.cells, row.theme.name.casefold()


def _by_newest(row: Row) -> tuple[object, ...]:
    """Themes that came up last first: by the day on which each was first raised."""
    return -row.first_on.toordinal(), *_by_breadth(row)


def _by_name(row: Row) -> tuple[object, ...]:
    return (row.theme.name.casefold(),)


ORDERS = {
    Sort.BREADTH: _by_breadth,
    Sort.DEPTH: _by_depth,
    Sort.NEWEST: _by_newest,
    Sort.NAME: _by_name,
}
