"""Dates as people write them in Britain."""

import re
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_WEEKDAY = r"(?:(?P<weekday>(?!the\b)[a-z]{3,9})\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?P<suffix>st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})"
_WORDS = [
    rf"{_WEEKDAY}(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
]
_FIGURES = [
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    r"(?P<day>\d{1,2})(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})",
]
_FORMS = [re.compile(form, re.IGNORECASE | re.ASCII) for form in (*_WORDS, *_FIGURES)]


def parse_date(text: str) -> date | None:
    """The date that is the whole of ``text``, or None.

    ``15 November 2017``, ``Wed, 15th Nov. 2017``, ``November 15, 2017``, ``2017-11-15``
    and, day first, ``15/11/2017``. The day must exist, its weekday must be right and
    so must its ``st``, ``nd``, ``rd`` or ``th``.
    """
    text = " ".join(text.split())
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _checked(match.groupdict())
    return None


def _checked(parts: dict[str, str | None]) -> date | None:
    month = _month(parts["month"] or "")
    day = int(parts["day"] or 0)
    try:
        found = date(int(parts["year"] or 0), month, day)
    except ValueError:
        return None
    suffix, weekday = parts.get("suffix"), parts.get("weekday")
    if suffix and suffix.lower() != _suffix(day):
        return None
    if weekday and not _WEEKDAYS[found.weekday()].startswith(weekday.lower()):
        return None
    return found


def _month(text: str) -> int:
    """1 to 12, or 0 for what is no month."""
    if text.isdigit():
        return int(text)
    matches = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(text.lower())]
    return matches[0] if matches else 0


def _suffix(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
