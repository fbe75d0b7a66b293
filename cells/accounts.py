"""How allauth behaves here."""

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cells import mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth in the site's words; ``templates/account`` holds the rest of them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask the convenor of your cell.",
        "cannot_remove_primary_email": (
            "This is the address you sign in with. Make another one the first, then remove it."
        ),
        "duplicate_email": "This address is yours already.",
        "email_password_mismatch": (
            "This e-mail and password do not go together. Type them again, or have a code sent."
        ),
        "email_taken": "This address cannot be added. Try another one.",
        "enter_current_password": "This is not your current password.",
        "incorrect_code": "This is not the code. Look at the newest mail, and type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "rate_limited": "That was a lot at once. Wait a minute, then try again.",
        "same_as_current": "This is the address you gave before. Type the other one.",
        "too_many_login_attempts": "That went wrong too often. Wait five minutes, then try again.",
        "unverified_primary_email": "Confirm this address first.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_IS_OPEN

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One text in plain words, from the site by the name and address of the settings."""
        site = SimpleNamespace(name=settings.SITE_NAME, domain=settings.SITE_DOMAIN)
        words = {
            "site_name": settings.SITE_NAME,
            "site_url": mail.absolute("/"),
            "sign_in_url": mail.absolute(reverse("account_login")),
            "current_site": site,
            "email": email,
            **context,
        }
        mail.deliver(self.render_mail(template_prefix, email, words))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("cells:me")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Somebody signed in has confirmed one more address: back to the list of them."""
        if self.request.user.is_authenticated:
            return reverse("account_email")
        url: str = super().get_email_verification_redirect_url(email_address)
        return url
