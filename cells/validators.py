"""Checks of single values that forms and models share."""

import zoneinfo
from functools import cache

from django.core.exceptions import ValidationError


@cache
def time_zones() -> tuple[str, ...]:
    """All IANA zones a person may choose, sorted by name."""
    return tuple(sorted(zoneinfo.available_timezones() - {"localtime", "Factory"}))


def validate_time_zone(value: str) -> None:
    if value not in time_zones():
        raise ValidationError(
            "“%(value)s” is not a time zone. Choose one such as Europe/London.",
            code="time_zone",
            params={"value": value},
        )


def is_key(text: str) -> bool:
    """Whether text from an address can be the number of a row, and no longer than one."""
    return len(text) < 19 and text.isascii() and text.isdigit()
