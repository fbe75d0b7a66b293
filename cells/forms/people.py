"""What people say about themselves, and whom they invite."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cells.choices import MembershipRole
from cells.models import User
from cells.validators import time_zones

MOST_INVITED_AT_ONCE = 50


class MeForm(forms.ModelForm):
    """What the site calls somebody, and in which zone it tells them times."""

    time_zone = forms.ChoiceField(
        label="Time zone",
        help_text="Times are shown in it, wherever the meeting is.",
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in time_zones()],
    )

    class Meta:
        model = User
        fields = ("name", "time_zone")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class AcceptForm(forms.Form):
    """What an invitation asks of somebody who has no account yet."""

    name = forms.CharField(
        label="Your name",
        max_length=80,
        help_text="How other members of your cells see you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class InviteForm(forms.Form):
    """Addresses to invite. The good ones go even where others are ``broken``."""

    emails = forms.CharField(
        label="E-mail addresses",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text="One on each line, or with commas between.",
        error_messages={"required": "Type at least one e-mail address."},
    )
    role = forms.ChoiceField(
        label="They come as",
        choices=[
            (MembershipRole.MEMBER, "members"),
            (MembershipRole.CONVENOR, "convenors, who can schedule, invite and agree notes"),
        ],
        initial=MembershipRole.MEMBER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, convenors_only: bool, **kwargs: Any) -> None:
        """``convenors_only``: an organiser invites convenors and leaves members to them."""
        super().__init__(*args, **kwargs)
        self.broken: list[str] = []
        if convenors_only:
            self.fields["emails"] = forms.EmailField(label="Convenor’s e-mail", max_length=254)
            del self.fields["role"]

    def clean_emails(self) -> list[str]:
        emails: list[str] = []
        for typed in split_addresses(self.cleaned_data["emails"]):
            (emails if is_email(typed) else self.broken).append(typed)
        if not emails:
            typed = ", ".join(f"“{one}”" for one in self.broken[:5])
            raise ValidationError(f"No e-mail address is among these: {typed}.")
        if len(emails) > MOST_INVITED_AT_ONCE:
            raise ValidationError(
                f"These are {len(emails)} addresses; {MOST_INVITED_AT_ONCE} can go at once."
            )
        return emails

    @property
    def role_given(self) -> str:
        return self.cleaned_data.get("role") or MembershipRole.CONVENOR


def split_addresses(text: str) -> list[str]:
    """What stands between lines, commas and semicolons; of "Bob <bob@…>" the address."""
    parts = re.split(r"[\n,;]", text)
    found = [re.sub(r"^[^<>]*<([^<>]*)>\s*$", r"\1", part).strip() for part in parts]
    return [one for one in found if one]


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
