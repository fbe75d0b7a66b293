"""What allauth's pages leave unsaid when a code has grown too old."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

# Where allauth sends somebody who has no code under way.
DOORS = (
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_email",
)


def tell_of_old_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same view; where it turns somebody away without a word, the next page says why."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        response = view(request)
        to = response.get("Location", "").partition("?")[0]
        if to not in map(reverse, DOORS):
            return response
        if not getattr(messages.get_messages(request), "added_new", False):
            messages.warning(request, "That code is used up or too old. Ask for a new one.")
        return redirect(passthrough_next_redirect_url(request, to, "next"))

    return wrapped


confirm_login_code = tell_of_old_code(views.confirm_login_code)
confirm_email = tell_of_old_code(views.email_verification_sent)
confirm_reset_code = tell_of_old_code(views.confirm_password_reset_code)
complete_reset = tell_of_old_code(views.complete_password_reset)


@never_cache
def request_login_code(request: HttpRequest) -> HttpResponse:
    """The sign-in page sends codes itself, so that they have one page and one "remember me"."""
    return redirect(passthrough_next_redirect_url(request, reverse("account_login"), "next"))
