"""The closed sets of values in the tables of ``discussions``."""

from django.db import models

from discussions.labels import WHO_MAY_SEE, WORDS


class RoundState(models.TextChoices):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class NoteState(models.TextChoices):
    DRAFT = "draft"
    AMENDING = "amending", WORDS["amending"]
    AGREED = "agreed"


class Reach(models.TextChoices):
    """Who may read a discussion's agreed notes, from the fewest to the most."""

    ORGANISERS = "organisers", WHO_MAY_SEE["organisers"][0]
    NETWORK = "network", WHO_MAY_SEE["network"][0]
    QUOTED = "quoted", WHO_MAY_SEE["quoted"][0]
    PUBLIC = "public", WHO_MAY_SEE["public"][0]

    @classmethod
    def at_least(cls, least: "Reach") -> "list[Reach]":
        """``least`` and every wider reach."""
        members = list(cls)
        return members[members.index(least) :]


class PointState(models.TextChoices):
    LIVE = "live"
    WITHDRAWN = "withdrawn"


class PointOrigin(models.TextChoices):
    """How a point came about; only an ``item`` follows its bullet at each save."""

    ITEM = "item"
    PASSAGE = "passage"
    TYPED = "typed"


class PointKind(models.TextChoices):
    PROBLEM = "problem"
    NEEDED = "needed"
    OBSTACLE = "obstacle"
    CONTEXT = "context"
    EXAMPLE = "example"
    ISSUE = "issue"


class TaggingSource(models.TextChoices):
    NOTE = "note"
    PERSON = "person"
    SUGGESTION = "suggestion"


class SynthesisState(models.TextChoices):
    DRAFT = "draft"
    WITH_CELLS = "with_cells"
    READY = "ready"


class StatementForm(models.TextChoices):
    PROSE = "prose", "paragraph"
    ITEM = "item", "list item"
    LEAD_IN = "lead_in", "line before a list"


class StatementKind(models.TextChoices):
    CLAIM = "claim", "what cells said"
    ISSUE = "issue", "to explore further"
    EDITORIAL = "editorial", WORDS["editorial"]


class Relation(models.TextChoices):
    """What a point does for the statement it stands under."""

    SUPPORTS = "supports", WORDS["supports"]
    QUALIFIES = "qualifies", WORDS["qualifies"]
    DISSENTS = "dissents", WORDS["dissents"]

    @classmethod
    def counted(cls) -> "list[Relation]":
        """The relations through which a cell counts as having raised the statement."""
        return [cls.SUPPORTS, cls.QUALIFIES]


class Outcome(models.TextChoices):
    """What became of a point that is not used itself."""

    COVERED = "covered"
    SET_ASIDE = "set_aside", WORDS["set aside"]
