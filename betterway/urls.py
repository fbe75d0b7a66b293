"""The addresses of the site; DESIGN's list, room by room."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("cells.urls")),
    path("", include("discussions.urls")),
]

if settings.DEBUG:
    from betterway.parts import parts

    urlpatterns.append(path("parts/", parts))
