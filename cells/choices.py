"""The closed sets of values in the tables of ``cells``."""

from django.db import models


class Colour(models.TextChoices):
    """The eight colours dealt out to cells in turn; ``static/css/tokens.css`` holds them."""

    PLUM = "plum"
    TEAL = "teal"
    OCHRE = "ochre"
    MOSS = "moss"
    RUST = "rust"
    STEEL = "steel"
    BERRY = "berry"
    UMBER = "umber"


class MembershipRole(models.TextChoices):
    MEMBER = "member"
    CONVENOR = "convenor"


class MembershipState(models.TextChoices):
    REQUESTED = "requested"
    ACTIVE = "active"
    LEFT = "left"


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELLED = "cancelled"


class Level(models.TextChoices):
    """How far somebody wants to go with one object; loaders in ``permissions`` take it."""

    READ = "read"
    WRITE = "write"
    MANAGE = "manage"
