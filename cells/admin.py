"""Django's admin, for administrators: accounts and their addresses, and nothing else.

An administrator reads no notes or points, so no other table is registered here.
"""

from typing import Any

from allauth.account.admin import EmailAddressAdmin as AllauthEmailAddressAdmin
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import admin as _  # noqa: F401, registers Group before it is taken out
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cells.models import User

admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.site_header = admin.site.site_title = f"{settings.SITE_NAME}: accounts"
admin.site.index_title = "Accounts"
admin.site.enable_nav_sidebar = False


def sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The site's own sign-in page; somebody signed in who is no administrator gets 404."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


admin.site.login = sign_in  # type: ignore[method-assign]


class StaffMayMixin:
    """Whoever may enter the admin may see and change; single permissions are not handed out."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True


@admin.register(User)
class UserAdmin(StaffMayMixin, admin.ModelAdmin):
    """Accounts come by invitation and are closed, not deleted; what they wrote stays.

    Roles are not given here: the network's organisers are made on the command line.
    """

    list_display = ("name", "email", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("name", "email")
    fields = (
        "name",
        "email",
        "time_zone",
        "is_active",
        "is_organiser",
        "is_staff",
        "joined_at",
        "last_login",
    )
    readonly_fields = ("email", "is_organiser", "is_staff", "joined_at", "last_login")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(EmailAddress)
class EmailAddressAdmin(StaffMayMixin, AllauthEmailAddressAdmin):  # type: ignore[misc]
    """For people who have lost their mailbox: give the account another address, confirmed."""

    search_fields = ["email", "user__name"]
    fields = ("user", "email", "verified")

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return self.search_fields

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        return ("user", "email") if obj else ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: EmailAddress | None = None) -> bool:
        """Any but the one the account signs in with."""
        return obj is not None and not obj.primary
