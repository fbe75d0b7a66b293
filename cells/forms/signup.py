"""What sign-up asks.

allauth builds its own form on this one, so nothing here may import allauth's forms.
"""

from django import forms
from django.http import HttpRequest

from cells.models import User


class SignupForm(forms.Form):
    """What sign-up asks beside the address."""

    field_order = ["name", "email"]

    name = forms.CharField(
        label="Your name",
        max_length=80,
        help_text="How other members of your cells see you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this with the new account."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
