"""Signing in, by password or by a code from the mail."""

from typing import Any

from allauth.account.fields import PasswordField
from allauth.account.forms import LoginForm
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The name of the second button.
SEND_CODE = "send_code"


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail and password; with the second button, e-mail and a code sent to it.

    "Remember me" holds for both ways. allauth leaves the password out of its own form,
    because sign-up asks for none, and its page for codes has no "remember me".
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = PasswordField(
            label="Password",
            autocomplete="current-password",
            required=SEND_CODE not in self.data,
        )
        self.order_fields(["login", "password", "remember"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        return "" if SEND_CODE in self.data else password

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url)
        # Kept in the session, so that it holds on the next page too, where the code is typed.
        lasts = settings.SESSION_COOKIE_AGE if self.cleaned_data["remember"] else 0
        request.session.set_expiry(lasts)
        return response
