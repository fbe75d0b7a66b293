"""Moments and days in words, as seen from now: ``{% load times %}``."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from cells import clock

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """``just now``, ``5 minutes ago``, ``yesterday``."""
    # The zone in use is the person's own, which is what "yesterday" means to them.
    return clock.ago(moment, timezone.now(), timezone.get_current_timezone())


@register.filter
def long_date(day: date | datetime) -> str:
    """``3 November``, with the year where it is not this one."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return clock.long_date(day, timezone.localdate())
