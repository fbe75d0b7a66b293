"""Django's admin: accounts and addresses, for administrators, and nothing else."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.urls import reverse

from cells.models import User
from tests.factories import make_discussion, make_point


def test_only_accounts_and_addresses_are_there() -> None:
    assert {model._meta.label for model in admin.site._registry} == {
        "cells.User",
        "account.EmailAddress",
    }


def test_signing_in_goes_through_the_site_s_own_page(client, db) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize("role", ["rita", "bob", "alice", "olive"])
def test_nobody_else_learns_that_it_is_there(as_user, people, role) -> None:
    client = as_user(getattr(people, role))
    assert client.get("/admin/", follow=True).status_code == 404
    assert client.get("/admin/cells/user/", follow=True).status_code == 404


def test_an_administrator_closes_an_account_and_sees_no_password(as_user, adam, bob) -> None:
    bob.set_password("correct horse battery")
    bob.save()
    address = reverse("admin:cells_user_change", args=[bob.pk])
    client = as_user(adam)
    page = client.get(address).content.decode()
    assert bob.email in page
    assert bob.password not in page
    assert "pbkdf2" not in page
    assert "md5$" not in page
    client.post(address, {"name": "Bob Sample", "time_zone": "Europe/London"})
    bob.refresh_from_db()
    assert bob.is_active is False
    assert bob.check_password("correct horse battery")


def test_roles_are_not_given_there(as_user, adam) -> None:
    address = reverse("admin:cells_user_change", args=[adam.pk])
    data = {"name": "Adam", "time_zone": "Europe/London", "is_active": "on", "is_organiser": "on"}
    as_user(adam).post(address, data)
    adam.refresh_from_db()
    assert (adam.name, adam.is_organiser) == ("Adam", False)


def test_accounts_are_neither_added_nor_deleted_there(as_user, adam, bob) -> None:
    client = as_user(adam)
    assert client.get(reverse("admin:cells_user_add")).status_code == 403
    assert client.post(reverse("admin:cells_user_delete", args=[bob.pk])).status_code == 403
    assert User.objects.filter(pk=bob.pk).exists()


def test_somebody_who_lost_their_mailbox_gets_another_address(as_user, adam, bob) -> None:
    client = as_user(adam)
    data = {"user": bob.pk, "email": "bob@example.net", "verified": "on"}
    response = client.post(reverse("admin:account_emailaddress_add"), data)
    assert response.status_code == 302
    added = EmailAddress.objects.get(email="bob@example.net")
    assert (added.user, added.verified, added.primary) == (bob, True, False)


def test_the_address_an_account_signs_in_with_is_not_deleted(as_user, adam, bob) -> None:
    client = as_user(adam)
    address = EmailAddress.objects.get(user=bob)
    data = {"post": "yes"}
    page = reverse("admin:account_emailaddress_delete", args=[address.pk])
    assert client.post(page, data).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [address.pk], "post": "yes"}
    client.post(reverse("admin:account_emailaddress_changelist"), chosen)
    assert EmailAddress.objects.filter(pk=address.pk).exists()


def test_every_page_of_the_admin_opens_and_none_holds_what_was_said(as_user, adam, cell) -> None:
    make_point(make_discussion(cell), "Said in confidence.")
    client = as_user(adam)
    user = EmailAddress.objects.first()
    assert user is not None
    pages = [
        reverse("admin:index"),
        reverse("admin:cells_user_changelist") + "?q=adam",
        reverse("admin:cells_user_change", args=[adam.pk]),
        reverse("admin:account_emailaddress_changelist") + "?q=adam",
        reverse("admin:account_emailaddress_change", args=[user.pk]),
    ]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200
        assert "Said in confidence." not in response.content.decode()


def test_an_administrator_is_a_stranger_inside(as_user, adam, cell) -> None:
    discussion = make_discussion(cell)
    client = as_user(adam)
    inside = ["/cells/", f"/cells/{cell.slug}/people/", f"/discussions/{discussion.pk}/"]
    assert [client.get(page).status_code for page in inside] == [404, 404, 404]
