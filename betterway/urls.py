"""The addresses of the site; DESIGN's list, room by room."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from cells.views import sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    # Before allauth's own, at the same addresses
    path("accounts/login/code/", sign_in.request_login_code, name="account_request_login_code"),
    path(
        "accounts/login/code/confirm/",
        sign_in.confirm_login_code,
        name="account_confirm_login_code",
    ),
    path(
        "accounts/confirm-email/",
        sign_in.confirm_email,
        name="account_email_verification_sent",
    ),
    path(
        "accounts/password/reset/confirm/",
        sign_in.confirm_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "accounts/password/reset/complete/",
        sign_in.complete_reset,
        name="account_complete_password_reset",
    ),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("cells.urls")),
    path("", include("discussions.urls")),
]

if settings.DEBUG:
    from betterway.parts import parts

    urlpatterns.append(path("parts/", parts))
