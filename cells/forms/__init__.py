"""Checks of what people type about themselves, cells and meetings."""

from cells.forms.signup import SignupForm

__all__ = ["SignupForm"]
