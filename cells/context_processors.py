"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "is_embedded": settings.DATABASE_IS_EMBEDDED,
        "signup_is_open": settings.SIGNUP_IS_OPEN,
    }
