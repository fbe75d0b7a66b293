"""The sentences of the pages about themes, true of what the table shows: ``{% load themes %}``."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.dateformat import format as format_date

from cells.templatetags.look import counted_words, in_words
from discussions.queries.themes import Row, Sort, ThemeTable

register = template.Library()


@register.filter
def finding(table: ThemeTable) -> str:
    """What the table says first, as one sentence without a full stop; needs a row."""
    if len(table.rows) == 1:
        return _of_one(table, table.rows[0])
    sentences = {
        Sort.BREADTH: _by_breadth,
        Sort.DEPTH: _by_depth,
        Sort.NEWEST: _by_newest,
        Sort.NAME: _by_name,
    }
    return sentences[table.sort](table)


def _of_one(table: ThemeTable, row: Row) -> str:
    if 1 < table.cells == row.cells:
        return f"{row.theme.name} runs through every cell"
    of = f"{row.cells} of {table.cells} cells" if table.cells > 1 else "the one cell so far"
    return f"{row.theme.name} was raised in {of}"


def _by_breadth(table: ThemeTable) -> str:
    every = sum(row.cells == table.cells for row in table.rows)
    most = sum(row.cells * 2 > table.cells for row in table.rows)
    if table.cells == 1:
        return f"{_themes(table)} from one cell so far"
    if every == len(table.rows):
        who = "Both" if every == 2 else f"All {in_words(every, 99)}"
        return f"{who} themes run through every cell"
    if every:
        return f"{_some(every, table)} through every cell"
    if most:
        return f"{_some(most, table)} through more than half of the cells"
    return (
        f"None of {in_words(len(table.rows), 99)} themes runs through more than half of the cells"
    )


def _some(number: int, table: ThemeTable) -> str:
    verb = "runs" if number == 1 else "run"
    total = in_words(len(table.rows), 99)
    return f"{_capitalised(in_words(number, 99))} of {total} themes {verb}"


def _by_depth(table: ThemeTable) -> str:
    first = table.rows[0]
    level = [row for row in table.rows if row.points == first.points]
    if len(level) > 1:
        number = _capitalised(in_words(len(level), 99))
        each = counted_words(first.points, "point")
        return f"{number} themes were raised most, with {each} each"
    points = f"{first.points:,} {'point' if first.points == 1 else 'points'}"
    cells = "1 cell" if first.cells == 1 else f"{first.cells} cells"
    return f"{first.theme.name} was raised most: {points} in {cells}"


def _by_newest(table: ThemeTable) -> str:
    day = table.rows[0].first_on
    new = [row for row in table.rows if row.first_on == day]
    on = format_date(day, "j F")
    if len(new) == len(table.rows):
        return f"{_themes(table)} came up, all on {on}"
    if len(new) > 1:
        return f"{_capitalised(in_words(len(new), 99))} themes came up last, on {on}"
    return f"{new[0].theme.name} came up last, on {on}"


def _by_name(table: ThemeTable) -> str:
    raising = {one.cell for one in table.said if one.themes}
    cells = counted_words(len(raising), "cell")
    return f"{_themes(table)} were raised in {cells}"


def _themes(table: ThemeTable) -> str:
    return f"{_capitalised(in_words(len(table.rows), 99))} themes"


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


@register.filter
def span(days: Sequence[date]) -> str:
    """``15 November to 13 December 2017``: from the first day to the last, said once each."""
    first, last = days[0], days[-1]
    end = format_date(last, "j F Y")
    if first == last:
        return end
    if first.year != last.year:
        return f"{format_date(first, 'j F Y')} to {end}"
    if first.month != last.month:
        return f"{format_date(first, 'j F')} to {end}"
    return f"{first.day} to {end}"


@register.filter
def figures(number: int) -> str:
    """``1,451``."""
    return f"{number:,}"


@register.filter
def kinds(counts: Sequence[tuple[str, int]]) -> str:
    """``7 needed, 5 context``."""
    return ", ".join(f"{number} {kind}" for kind, number in counts)


@register.filter
def of_cells(cells: set[int], order: Sequence[int]) -> list[bool]:
    """For a tally: which of the cells, in the question's order, are among ``cells``."""
    return [pk in cells for pk in order]
