"""The tables of rounds, notes, points, tags and themes, syntheses and publications."""

from discussions.models.discussions import Discussion
from discussions.models.notes import Note, NoteRevision
from discussions.models.points import Point
from discussions.models.publications import Publication
from discussions.models.rounds import Round, RoundCell
from discussions.models.syntheses import Disposition, Evidence, Section, Statement, Synthesis
from discussions.models.tags import Tag, Tagging, Theme

__all__ = [
    "Discussion",
    "Disposition",
    "Evidence",
    "Note",
    "NoteRevision",
    "Point",
    "Publication",
    "Round",
    "RoundCell",
    "Section",
    "Statement",
    "Synthesis",
    "Tag",
    "Tagging",
    "Theme",
]
