"""Sentences and hours of the pages about questions, meetings and home: ``{% load rounds %}``."""

from datetime import date

from django import template
from django.utils import timezone

from cells import clock
from cells.models import Meeting
from cells.templatetags.look import in_words
from discussions.queries.board import Board

register = template.Library()


@register.filter
def how_far(board: Board) -> str:
    """How many cells have met and agreed, as a sentence: see ``how_far_in_words``."""
    return how_far_in_words(board.met, board.agreed, board.asked)


def how_far_in_words(met: int, agreed: int, asked: int) -> str:
    """ "Six of nine cells have met; three have agreed their notes." """
    if not asked:
        return "No cell is asked yet."
    if asked == 1:
        return _of_one(met, agreed)
    if not met:
        return f"None of the {in_words(asked)} cells has met yet."
    if met == asked == agreed:
        return f"All {in_words(asked)} cells have met and agreed their notes."
    who = f"All {in_words(asked)}" if met == asked else f"{in_words(met)} of {in_words(asked)}"
    first = f"{who[0].upper()}{who[1:]} cells {'has' if met == 1 else 'have'} met"
    if met == 1:
        return f"{first} and agreed its notes." if agreed else f"{first}; its notes are not agreed."
    if agreed == met:
        return f"{first} and agreed their notes."
    return f"{first}; {_agreed(agreed)} notes."


def _agreed(number: int) -> str:
    if not number:
        return "none has agreed its"
    if number == 1:
        return "one has agreed its"
    return f"{in_words(number)} have agreed their"


def _of_one(met: int, agreed: int) -> str:
    if agreed:
        return "The one cell asked has met and agreed its notes."
    return f"The one cell asked has {'met' if met else 'not met yet'}."


@register.filter
def hours(meeting: Meeting) -> str:
    """When it is on the viewer's clocks, with the meeting's own where they differ."""
    if meeting.starts_at is None:
        return ""
    here = timezone.get_current_timezone()
    return clock.hours_in_words(meeting.starts_at, meeting.ends_at, meeting.zone, here)


@register.filter
def is_other_year(day: date) -> bool:
    """Whether the day lies in another year than today, so that the year must be said."""
    return day.year != timezone.localdate().year
