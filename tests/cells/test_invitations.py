"""Asking people into a cell, and coming in by the link."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from cells.actions.invitations import accept_invitation, invite
from cells.choices import MembershipRole, MembershipState
from cells.errors import InvitationUnusable
from cells.models import Cell, Invitation, Membership, User
from tests.cells.mails import last_link
from tests.factories import join, make_cell, make_invitation, make_user

pytestmark = pytest.mark.django_db


def is_signed_in_as(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def role_in(cell: Cell, user: User) -> tuple[str, str]:
    return Membership.objects.values_list("role", "state").get(cell=cell, user=user)


@pytest.fixture
def people_page(cell) -> str:
    return f"/cells/{cell.slug}/people/"


# Inviting


def test_several_addresses_are_invited_at_once_each_by_a_mail_of_its_own(
    as_user, alice, cell, people_page, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        as_user(alice).post(
            people_page,
            {
                "emails": "Eve@Example.org, Frank Sample <frank@example.org>\ngrace@example.org",
                "role": "member",
            },
        )
    asked = ["eve@example.org", "frank@example.org", "grace@example.org"]
    assert [m.to for m in mail.outbox] == [[email] for email in asked]
    assert sorted(cell.invitations.values_list("email", "role")) == [(e, "member") for e in asked]


def test_the_mail_says_who_invites_where_and_for_how_long(
    alice, cell, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(cell=cell, emails=["eve@example.org"], role=MembershipRole.MEMBER, by=alice)
    message = mail.outbox[0]
    assert message.subject == "Invitation to join 3rd London cell"
    assert "Alice Sample invites you to join 3rd London cell." in str(message.body)
    assert "works once, and lasts 14 days" in str(message.body)
    assert f"{settings.SITE_URL}/invitations/" in str(message.body)
    assert alice.email not in str(message.body)


def test_good_addresses_go_and_broken_ones_come_back(as_user, alice, cell, people_page) -> None:
    response = as_user(alice).post(
        people_page, {"emails": "eve@example.org\nbob@, x", "role": "member"}
    )
    assert list(cell.invitations.values_list("email", flat=True)) == ["eve@example.org"]
    assert response.context["broken"] == ["bob@", "x"]
    assert response.context["form"].initial["emails"] == "bob@\nx"


def test_only_broken_addresses_are_said_at_the_field(as_user, alice, cell, people_page) -> None:
    response = as_user(alice).post(people_page, {"emails": "bob@, x", "role": "member"})
    assert response.context["form"].errors["emails"] == [
        "No e-mail address is among these: “bob@”, “x”."
    ]
    assert "bob@, x" in response.content.decode()
    assert not Invitation.objects.exists()


def test_more_addresses_than_can_go_at_once_are_refused_whole(as_user, alice, people_page) -> None:
    many = "\n".join(f"p{n}@example.org" for n in range(51))
    response = as_user(alice).post(people_page, {"emails": many, "role": "member"})
    assert list(response.context["form"].errors) == ["emails"]
    assert not Invitation.objects.exists()


def test_who_belongs_or_is_asked_already_is_left_alone_and_said(alice, bob, cell) -> None:
    make_invitation(cell, "eve@example.org")
    invited = invite(
        cell=cell,
        emails=["EVE@example.org", bob.email, "frank@example.org", "frank@example.org"],
        role=MembershipRole.MEMBER,
        by=alice,
    )
    assert (invited.sent, invited.belong, invited.waiting) == (
        ["frank@example.org"],
        [bob.email],
        ["eve@example.org"],
    )


def test_an_invitation_too_old_gives_way_to_a_new_one(alice, cell) -> None:
    long_ago = timezone.now() - timedelta(days=15)
    old = make_invitation(cell, "eve@example.org", created_at=long_ago)
    invite(cell=cell, emails=["eve@example.org"], role=MembershipRole.MEMBER, by=alice)
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert cell.invitations.usable().count() == 1


def test_a_member_can_be_asked_to_be_convenor(olive, bob, cell) -> None:
    invited = invite(cell=cell, emails=[bob.email], role=MembershipRole.CONVENOR, by=olive)
    assert invited.sent == [bob.email]
    accept_invitation(invitation=cell.invitations.get(), by=bob)
    assert role_in(cell, bob) == ("convenor", "active")


def test_an_organiser_invites_convenors_only(as_user, olive, cell, people_page) -> None:
    as_user(olive).post(people_page, {"emails": "eve@example.org", "role": "member"})
    assert list(cell.invitations.values_list("role", flat=True)) == ["convenor"]


def test_an_invitation_is_withdrawn_and_its_link_is_dead(as_user, alice, cell, people_page) -> None:
    invitation = make_invitation(cell)
    client = as_user(alice)
    assert client.post(f"/invitations/{invitation.pk}/withdraw/").url == people_page
    assert as_user(None).get(invitation.get_absolute_url()).status_code == 410
    assert as_user(alice).post(f"/invitations/{invitation.pk}/withdraw/").status_code == 404


def test_a_convenor_withdraws_nothing_of_another_cell(as_user, dan, cell) -> None:
    invitation = make_invitation(cell)
    assert as_user(dan).post(f"/invitations/{invitation.pk}/withdraw/").status_code == 404
    assert Invitation.objects.waiting().count() == 1


def test_an_organiser_withdraws_invitations_of_convenors(as_user, olive, cell) -> None:
    invitation = make_invitation(cell, role=MembershipRole.CONVENOR)
    assert as_user(olive).post(f"/invitations/{invitation.pk}/withdraw/").status_code == 302
    assert not Invitation.objects.waiting().exists()


def test_no_page_shows_the_link_which_signs_in(as_user, alice, olive, cell, people_page) -> None:
    invitation = make_invitation(cell, role=MembershipRole.CONVENOR)
    for user in (alice, olive):
        page = as_user(user).get(people_page).content.decode()
        assert invitation.email in page
        assert invitation.token not in page


# Coming in


def test_the_link_proves_the_address_makes_the_account_and_signs_in(
    client, alice, cell, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(cell=cell, emails=["eve@example.org"], role=MembershipRole.MEMBER, by=alice)
    link = last_link()
    page = client.get(link)
    assert page.status_code == 200
    assert "Alice Sample invites you" in page.content.decode()
    response = client.post(link, {"name": "Eve Sample"})
    assert (response.status_code, response.url) == (302, f"/cells/{cell.slug}/")
    eve = User.objects.get(email="eve@example.org")
    assert (eve.name, eve.has_usable_password()) == ("Eve Sample", False)
    assert role_in(cell, eve) == ("member", "active")
    assert EmailAddress.objects.get(user=eve).verified
    assert EmailAddress.objects.get(user=eve).primary
    assert is_signed_in_as(client, eve)


def test_looking_at_the_link_changes_nothing(client, cell) -> None:
    invitation = make_invitation(cell)
    for _ in range(2):
        assert client.get(invitation.get_absolute_url()).status_code == 200
    invitation.refresh_from_db()
    assert invitation.is_usable
    assert not User.objects.exists()


def test_a_name_must_be_given(client, cell) -> None:
    response = client.post(make_invitation(cell).get_absolute_url(), {"name": " "})
    assert list(response.context["form"].errors) == ["name"]
    assert not User.objects.exists()


def test_somebody_with_an_account_is_signed_in_to_it_and_keeps_the_name(client, cell, rita) -> None:
    User.objects.update(last_login=timezone.now())
    invitation = make_invitation(cell, rita.email.upper())
    page = client.get(invitation.get_absolute_url())
    assert page.context["form"] is None
    client.post(invitation.get_absolute_url(), {"name": "Somebody Else"})
    rita.refresh_from_db()
    assert rita.name == "Rita Sample"
    assert role_in(cell, rita) == ("member", "active")
    assert is_signed_in_as(client, rita)


def test_any_confirmed_address_of_an_account_leads_to_it(client, cell, rita) -> None:
    User.objects.update(last_login=timezone.now())
    EmailAddress.objects.create(user=rita, email="rita@work.example", verified=True)
    client.post(make_invitation(cell, "rita@work.example").get_absolute_url())
    assert role_in(cell, rita) == ("member", "active")


def test_whoever_began_to_sign_up_with_an_address_of_somebody_else_names_nobody(
    client, cell
) -> None:
    squatter = User.objects.create_user("eve@example.org", name="Not Eve")
    EmailAddress.objects.create(user=squatter, email="eve@example.org", primary=True)
    client.post(make_invitation(cell, "eve@example.org").get_absolute_url(), {"name": "Eve Sample"})
    squatter.refresh_from_db()
    assert squatter.name == "Eve Sample"
    assert EmailAddress.objects.get(user=squatter).verified


def test_signed_in_as_the_invited_one_click_joins(as_user, cell, rita) -> None:
    client = as_user(rita)
    invitation = make_invitation(cell, rita.email)
    page = client.get(invitation.get_absolute_url())
    assert page.context["is_other_account"] is False
    assert client.post(invitation.get_absolute_url()).url == f"/cells/{cell.slug}/"
    assert role_in(cell, rita) == ("member", "active")


def test_signed_in_as_another_one_is_told_and_chooses(as_user, cell, rita) -> None:
    client = as_user(rita)
    invitation = make_invitation(cell, "eve@example.org")
    page = client.get(invitation.get_absolute_url()).content.decode()
    assert "You are signed in as Rita Sample" in page
    assert "Sign out first" in page
    client.post(invitation.get_absolute_url())
    assert role_in(cell, rita) == ("member", "active")
    assert not User.objects.filter(email="eve@example.org").exists()


def test_signing_out_first_leads_back_to_the_link(as_user, cell, rita) -> None:
    client = as_user(rita)
    link = make_invitation(cell, "eve@example.org").get_absolute_url()
    response = client.post("/accounts/logout/", {"next": link})
    assert response.url == link
    assert client.get(link).context["form"] is not None


def test_a_closed_account_does_not_come_back_by_invitation(client, cell, rita) -> None:
    User.objects.update(last_login=timezone.now(), is_active=False)
    response = client.post(make_invitation(cell, rita.email).get_absolute_url())
    assert response.status_code == 410
    assert not Membership.objects.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"accepted_at": timezone.now()}, "It has been used"),
        ({"withdrawn_at": timezone.now()}, "It has been withdrawn"),
        ({"created_at": timezone.now() - timedelta(days=14, minutes=1)}, "more than 14 days old"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_no_longer_holds_says_why_and_lets_nobody_in(
    client, cell, fields, why, method
) -> None:
    invitation = make_invitation(cell, **fields)
    response = getattr(client, method)(invitation.get_absolute_url(), {"name": "Eve"})
    assert response.status_code == 410
    assert why in response.content.decode()
    assert not User.objects.exists()


def test_a_broken_link_says_so(client) -> None:
    response = client.get("/invitations/MTI:1vNa/")
    assert response.status_code == 404
    assert "The link is broken" in response.content.decode()


def test_the_link_of_one_invitation_is_not_guessed_from_another(client, cell) -> None:
    first, second = make_invitation(cell), make_invitation(cell)
    body, _, signature = first.token.partition(":")
    forged = f"{second.token.partition(':')[0]}:{signature}"
    assert body != second.token.partition(":")[0]
    assert client.get(f"/invitations/{forged}/").status_code == 404


def test_the_link_followed_again_by_whoever_used_it_leads_to_the_cell(client, cell) -> None:
    link = make_invitation(cell).get_absolute_url()
    for _ in range(2):
        response = client.post(link, {"name": "Eve Sample"})
        assert (response.status_code, response.url) == (302, f"/cells/{cell.slug}/")
    assert Membership.objects.count() == 1


def test_somebody_who_left_is_back_in_the_role_invited_for(cell) -> None:
    eve = make_user("Eve Sample")
    membership = join(eve, cell, MembershipRole.CONVENOR)
    membership.state = MembershipState.LEFT
    membership.save()
    accept_invitation(invitation=make_invitation(cell, eve.email), by=eve)
    assert role_in(cell, eve) == ("member", "active")


def test_a_convenor_stays_convenor(cell, alice) -> None:
    accept_invitation(invitation=make_invitation(cell, "a@example.org"), by=alice)
    assert role_in(cell, alice) == ("convenor", "active")


def test_a_membership_in_one_cell_gives_nothing_in_another(cell, other_cell, carol) -> None:
    accept_invitation(
        invitation=make_invitation(cell, carol.email, role=MembershipRole.CONVENOR), by=carol
    )
    assert role_in(other_cell, carol) == ("member", "active")


@pytest.mark.django_db(transaction=True)
def test_accepted_twice_at_once_makes_one_account_and_one_membership() -> None:
    invitation = make_invitation(make_cell(), "eve@example.org")
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def accept() -> None:
        start.wait()
        try:
            accept_invitation(invitation=invitation, by=None, name="Eve Sample")
            outcomes.append("in")
        except InvitationUnusable:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "refused"]
    assert User.objects.count() == 1
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_invited_twice_at_once_is_asked_once() -> None:
    cell, olive = make_cell(), make_user("Olive Sample", is_organiser=True)
    start = threading.Barrier(2)

    def ask() -> None:
        start.wait()
        invite(cell=cell, emails=["eve@example.org"], role=MembershipRole.MEMBER, by=olive)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cell.invitations.count() == 1
