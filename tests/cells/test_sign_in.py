"""Signing in and all that belongs to an account, each way walked from end to end."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from cells.models import User
from tests.cells.mails import last_code

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture(autouse=True)
def fresh_rate_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def bob_with_password(bob: User) -> User:
    bob.set_password(PASSWORD)
    bob.save()
    return bob


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def ask_for_code(client: Client, email: str, **more: str):
    return client.post(LOGIN, {"login": email, "send_code": "yes", **more})


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# By code


def test_a_code_from_the_mail_signs_in_and_leads_home(client, bob) -> None:
    response = ask_for_code(client, bob.email)
    assert (response.status_code, response.url) == (302, CONFIRM)
    assert "bob.sample@example.org" in text_of(client.get(CONFIRM))
    response = client.post(CONFIRM, {"code": last_code()})
    assert (response.status_code, response.url) == (302, "/")
    assert is_signed_in(client)


def test_a_code_is_taken_however_it_is_typed(client, bob) -> None:
    ask_for_code(client, bob.email.upper())
    client.post(CONFIRM, {"code": f" {last_code().lower()} "})
    assert is_signed_in(client)


def test_a_password_typed_beside_the_code_button_is_ignored(client, bob_with_password) -> None:
    response = ask_for_code(client, bob_with_password.email, password="wrong")
    assert response.url == CONFIRM


def test_signing_in_by_code_leads_to_where_one_was_going(client, bob, cell) -> None:
    to = f"/cells/{cell.slug}/people/"
    page = client.get(to)
    assert page.url == f"{LOGIN}?next={to}"
    page = client.get(page.url)
    assert f'name="next" value="{to}"' in page.content.decode()
    response = ask_for_code(client, bob.email, next=to)
    page = client.get(response.url)
    assert f'name="next" value="{to}"' in page.content.decode()
    response = client.post(CONFIRM, {"code": last_code(), "next": to})
    assert response.url == to


def test_a_wrong_code_is_said_at_the_field_and_can_be_typed_again(client, bob) -> None:
    ask_for_code(client, bob.email)
    right = last_code()
    response = client.post(CONFIRM, {"code": "AAA-AAA"})
    assert response.status_code == 200
    assert "This is not the code." in text_of(response)
    client.post(CONFIRM, {"code": right})
    assert is_signed_in(client)


def test_three_wrong_codes_end_it_and_say_so(client, bob) -> None:
    ask_for_code(client, bob.email)
    right = last_code()
    for _ in range(3):
        response = client.post(CONFIRM, {"code": "AAA-AAA"}, follow=True)
    assert "That went wrong too often." in text_of(response)
    assert "used up" not in text_of(response)
    client.post(CONFIRM, {"code": right})
    assert not is_signed_in(client)


def test_an_old_code_is_refused_with_a_reason_and_the_way_on_is_kept(
    client, bob, monkeypatch
) -> None:
    ask_for_code(client, bob.email)
    later = time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1
    monkeypatch.setattr("time.time", lambda: later)
    response = client.post(CONFIRM, {"code": last_code(), "next": "/cells/"}, follow=True)
    assert "That code is used up or too old. Ask for a new one." in text_of(response)
    assert response.redirect_chain[-1][0] == f"{LOGIN}?next=%2Fcells%2F"
    assert not is_signed_in(client)


def test_a_code_works_once(client, bob) -> None:
    ask_for_code(client, bob.email)
    code = last_code()
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")
    response = client.post(CONFIRM, {"code": code}, follow=True)
    assert "used up or too old" in text_of(response)
    assert not is_signed_in(client)


def test_a_new_code_can_be_had_and_the_old_one_is_gone(client, bob) -> None:
    ask_for_code(client, bob.email)
    old = last_code()
    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 2
    assert last_code() != old
    client.post(CONFIRM, {"code": old})
    assert not is_signed_in(client)
    client.post(CONFIRM, {"code": last_code()})
    assert is_signed_in(client)


def test_somebody_who_mistyped_the_address_can_cancel(client, bob) -> None:
    ask_for_code(client, "bop.sample@example.org")
    response = client.post("/accounts/logout/", {"next": LOGIN}, follow=True)
    assert response.redirect_chain[-1][0] == LOGIN
    assert response.status_code == 200


def test_an_administrator_made_on_the_command_line_confirms_the_address(client, db) -> None:
    adam = User.objects.create_superuser("adam@example.org", PASSWORD, name="Adam Sample")
    response = client.post(LOGIN, {"login": adam.email, "password": PASSWORD})
    assert response.url == "/accounts/confirm-email/"
    client.post(response.url, {"code": last_code()})
    assert is_signed_in(client)
    assert client.get("/admin/").status_code == 200


# By password


def test_a_password_signs_in(client, bob_with_password) -> None:
    response = client.post(LOGIN, {"login": bob_with_password.email, "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/")
    assert is_signed_in(client)


def test_a_wrong_password_is_said_and_the_address_stays(client, bob_with_password) -> None:
    response = client.post(LOGIN, {"login": bob_with_password.email, "password": "wrong"})
    assert "This e-mail and password do not go together." in text_of(response)
    assert f'value="{bob_with_password.email}"' in response.content.decode()


def test_an_empty_password_is_said_at_its_field(client, bob) -> None:
    response = client.post(LOGIN, {"login": bob.email, "password": ""})
    assert list(response.context["form"].errors) == ["password"]


def test_next_never_leads_off_the_site(client, bob_with_password) -> None:
    response = client.post(
        LOGIN,
        {"login": bob_with_password.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert response.url == "/"


def test_a_closed_account_gets_no_further(client, bob_with_password) -> None:
    User.objects.filter(pk=bob_with_password.pk).update(is_active=False)
    client.post(LOGIN, {"login": bob_with_password.email, "password": PASSWORD})
    ask_for_code(client, bob_with_password.email)
    assert mail.outbox == []
    assert not is_signed_in(client)


# Remembering


@pytest.mark.parametrize("way", ["password", "code"])
def test_a_device_is_remembered_for_90_days_if_asked(client, bob_with_password, way) -> None:
    sign_in(client, bob_with_password, way, remember="on")
    assert client.cookies["sessionid"]["max-age"] == 60 * 60 * 24 * 90


@pytest.mark.parametrize("way", ["password", "code"])
def test_else_the_session_ends_with_the_browser(client, bob_with_password, way) -> None:
    sign_in(client, bob_with_password, way)
    assert client.cookies["sessionid"]["max-age"] == ""


def sign_in(client: Client, user: User, way: str, **more: str) -> None:
    if way == "password":
        client.post(LOGIN, {"login": user.email, "password": PASSWORD, **more})
    else:
        ask_for_code(client, user.email, **more)
        client.post(CONFIRM, {"code": last_code()})
    assert is_signed_in(client)


# Nobody learns who has an account


def test_asking_for_a_code_looks_the_same_with_and_without_an_account(bob) -> None:
    assert same_for(bob.email, "nobody@example.org", lambda c, email: ask_for_code(c, email))
    assert [m.to for m in mail.outbox] == [[bob.email]]


def test_a_wrong_code_looks_the_same_with_and_without_an_account(bob) -> None:
    def try_wrong_code(client: Client, email: str):
        ask_for_code(client, email)
        return client.post(CONFIRM, {"code": "AAA-AAA"})

    assert same_for(bob.email, "nobody@example.org", try_wrong_code)


def test_a_wrong_password_looks_the_same_with_and_without_an_account(bob_with_password) -> None:
    assert same_for(
        bob_with_password.email,
        "nobody@example.org",
        lambda c, email: c.post(LOGIN, {"login": email, "password": "wrong"}),
    )


def test_resetting_a_password_looks_the_same_with_and_without_an_account(bob) -> None:
    assert same_for(
        bob.email,
        "nobody@example.org",
        lambda c, email: c.post("/accounts/password/reset/", {"email": email}),
    )
    assert [m.to for m in mail.outbox] == [[bob.email]]


def test_signing_up_looks_the_same_with_and_without_an_account(bob, settings) -> None:
    settings.SIGNUP_IS_OPEN = True
    assert same_for(
        bob.email,
        "nobody@example.org",
        lambda c, email: c.post("/accounts/signup/", {"email": email, "name": "New Sample"}),
    )
    assert [m.subject.split(":")[0] for m in mail.outbox] == [
        "You have an account already",
        "Your code",
    ]


def test_a_mail_server_that_fails_tells_nothing_either(bob, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert same_for(bob.email, "nobody@example.org", lambda c, email: ask_for_code(c, email))


def same_for(one: str, other: str, ask) -> bool:
    """Whether two addresses get the same pages, from the answer to where it leads."""

    def seen(email: str) -> list[tuple[int, str]]:
        client = Client()
        pages = [ask(client, email)]
        while pages[-1].status_code == 302:
            pages.append(client.get(pages[-1].url))
        return [(p.status_code, plain(p, email)) for p in pages]

    def plain(response, email: str) -> str:
        text = response.content.decode().replace(email, "THEM")
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    first, second = seen(one), seen(other)
    assert first == second
    return bool(first[-1][1])


# Too often


def test_passwords_cannot_be_tried_without_end(client, bob_with_password) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": bob_with_password.email, "password": "wrong"})
    response = client.post(LOGIN, {"login": bob_with_password.email, "password": PASSWORD})
    assert "That went wrong too often." in text_of(response)
    assert not is_signed_in(client)


def test_codes_cannot_be_mailed_without_end(bob) -> None:
    for _ in range(5):
        response = ask_for_code(Client(), bob.email)
    assert len(mail.outbox) == 3
    assert "That went wrong too often." in text_of(response)


def test_too_many_requests_get_a_page_of_ours(client, db, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong"})
    response = client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong"})
    assert response.status_code == 429
    assert "Wait five minutes" in text_of(response)


def test_rate_limits_hold_across_processes() -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


# Signing up


def test_signing_up_is_by_invitation_unless_opened(client, db) -> None:
    response = client.get("/accounts/signup/")
    assert "Accounts are by invitation" in text_of(response)
    response = client.post("/accounts/signup/", {"email": "new@example.org", "name": "New"})
    assert not User.objects.exists()


def test_open_signing_up_asks_name_and_address_and_proves_the_address(client, settings) -> None:
    settings.SIGNUP_IS_OPEN = True
    form = client.get("/accounts/signup/").context["form"]
    assert list(form.fields) == ["name", "email"]
    response = client.post("/accounts/signup/", {"email": "New@Example.org", "name": "New Sample"})
    assert response.url == "/accounts/confirm-email/"
    assert not is_signed_in(client)
    assert "new@example.org" in text_of(client.get(response.url))
    response = client.post(response.url, {"code": last_code()})
    assert (response.status_code, response.url) == (302, "/")
    user = User.objects.get()
    assert (user.name, user.email, user.has_usable_password()) == (
        "New Sample",
        "new@example.org",
        False,
    )
    assert is_signed_in(client)


def test_an_account_without_a_cell_is_a_reader(client, settings) -> None:
    settings.SIGNUP_IS_OPEN = True
    client.post("/accounts/signup/", {"email": "new@example.org", "name": "New Sample"})
    client.post("/accounts/confirm-email/", {"code": last_code()})
    assert client.get("/cells/").status_code == 404


def test_an_old_code_for_an_address_is_refused_with_a_reason(client, settings, monkeypatch) -> None:
    settings.SIGNUP_IS_OPEN = True
    client.post("/accounts/signup/", {"email": "new@example.org", "name": "New Sample"})
    code, later = last_code(), time.time() + 60 * 15 + 1
    monkeypatch.setattr("time.time", lambda: later)
    response = client.post("/accounts/confirm-email/", {"code": code}, follow=True)
    assert "used up or too old" in text_of(response)
    assert not is_signed_in(client)


# Passwords


def test_a_forgotten_password_is_reset_by_code(client, bob) -> None:
    assert client.get("/accounts/password/reset/").status_code == 200
    response = client.post("/accounts/password/reset/", {"email": bob.email})
    assert client.get(response.url).status_code == 200
    response = client.post(response.url, {"code": last_code()})
    assert client.get(response.url).status_code == 200
    new = {"password1": PASSWORD, "password2": PASSWORD}
    response = client.post(response.url, new, follow=True)
    assert "Your new password is saved" in text_of(response)
    assert mail.outbox[-1].subject == "You have a new password"
    assert Client().login(email=bob.email, password=PASSWORD)


def test_an_old_code_for_a_password_is_refused_with_a_reason(client, bob, monkeypatch) -> None:
    client.post("/accounts/password/reset/", {"email": bob.email})
    code, later = last_code(), time.time() + 60 * 15 + 1
    monkeypatch.setattr("time.time", lambda: later)
    response = client.post("/accounts/password/reset/confirm/", {"code": code}, follow=True)
    assert "used up or too old" in text_of(response)


def test_a_password_is_set_in_ones_account_and_changed(as_user, bob) -> None:
    client = as_user(bob)
    assert client.get("/accounts/password/change/").url == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200
    new = {"password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/accounts/password/set/", new)
    assert response.url == "/me/"
    assert mail.outbox[-1].subject == "Your account has a password"
    assert client.get("/accounts/password/change/").status_code == 200
    other = {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    response = client.post("/accounts/password/change/", {"oldpassword": "wrong", **other})
    assert "This is not your current password." in text_of(response)
    response = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **other})
    assert response.url == "/me/"
    assert mail.outbox[-1].subject == "Your password was changed"
    assert is_signed_in(client)


# Addresses


def test_another_address_is_added_by_code_made_the_first_and_the_old_one_removed(
    client, bob_with_password
) -> None:
    bob = bob_with_password
    client.force_login(bob, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = client.post("/accounts/email/", {"action_add": "", "email": "bob@example.net"})
    assert response.url.startswith("/accounts/reauthenticate/")
    assert client.get(response.url).status_code == 200
    response = client.post(response.url, {"password": "wrong", "next": "/accounts/email/"})
    assert "This is not your password." in text_of(response)
    response = client.post(
        "/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/email/"}
    )
    assert response.url == "/accounts/confirm-email/"
    assert client.get(response.url).status_code == 200
    response = client.post(response.url, {"code": last_code()}, follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/email/"
    assert "used up" not in text_of(response)
    client.post("/accounts/email/", {"action_primary": "", "email": "bob@example.net"})
    assert mail.outbox[-1].subject == "Your e-mail was changed"
    client.post("/accounts/email/", {"action_remove": "", "email": bob.email})
    bob.refresh_from_db()
    assert bob.email == "bob@example.net"
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        ("bob@example.net", True, True)
    ]


def test_the_only_address_cannot_be_removed(as_user, bob) -> None:
    client = as_user(bob)
    response = client.post(
        "/accounts/email/", {"action_remove": "", "email": bob.email}, follow=True
    )
    assert response.status_code == 200
    assert EmailAddress.objects.filter(user=bob).exists()


def test_adding_an_address_does_not_tell_that_another_has_it(as_user, bob, carol) -> None:
    client = as_user(bob)
    response = client.post("/accounts/email/", {"action_add": "", "email": carol.email})
    assert response.url == "/accounts/confirm-email/"


# Signing out, and the pages beside


def test_signing_out_asks_and_leads_home(as_user, bob) -> None:
    client = as_user(bob)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").url == "/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/inactive/"])
def test_pages_outside_have_one_heading(client, db, address) -> None:
    assert client.get(address).content.decode().count("<h1") == 1


def test_signed_in_people_are_sent_on_from_the_sign_in_page(as_user, bob) -> None:
    assert as_user(bob).get("/accounts/login/").url == "/"


def test_mails_are_plain_text_and_carry_the_name_of_the_site(client, bob, settings) -> None:
    settings.SITE_NAME, settings.SITE_URL = "Our Network", "https://our.example"
    ask_for_code(client, bob.email)
    message = mail.outbox[-1]
    assert message.subject == f"Your code: {last_code()}"
    assert not getattr(message, "alternatives", [])
    assert str(message.body).endswith("Our Network\nhttps://our.example/")
