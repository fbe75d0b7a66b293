"""The tables of people, cells and meetings."""

from cells.models.cells import Cell, Membership
from cells.models.invitations import Invitation
from cells.models.meetings import Meeting
from cells.models.people import User

__all__ = ["Cell", "Invitation", "Meeting", "Membership", "User"]
