"""The pages at the door and the account's own, as Chromium shows them: axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

DOOR = ["account_login", "account_reset_password", "account_signup"]
OWN = ["account_email", "account_set_password", "account_logout"]


@pytest.fixture(params=[("light", 1280), ("dark", 360)], ids=["light-wide", "dark-narrow"])
def seen(request, page: Page) -> Page:
    scheme, width = request.param
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    return page


def complaints(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the window")
    return found


def sign_in(page: Page, user, address: str) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
    )


@pytest.mark.parametrize("name", DOOR)
def test_door_is_open_to_everybody(seen, live_server, name):
    seen.goto(live_server.url + reverse(name))
    assert complaints(seen) == []


def test_wrong_password_puts_the_focus_on_what_is_wrong(seen, live_server, bob):
    seen.goto(live_server.url + reverse("account_login"))
    seen.get_by_label("E-mail").fill(bob.email)
    seen.get_by_label("Password").fill("not the right one")
    seen.get_by_role("button", name="Sign in").click()
    summary = seen.get_by_text("One thing to put right. Nothing has been saved yet.")
    summary.wait_for()
    assert seen.evaluate("document.activeElement.className") == "errors"
    assert complaints(seen) == []


@pytest.mark.parametrize("name", OWN)
def test_own_account_is_usable_by_everybody(seen, live_server, bob, name):
    sign_in(seen, bob, live_server.url)
    seen.goto(live_server.url + reverse(name))
    assert complaints(seen) == []


def test_nothing_here_is_usable_by_everybody(seen, live_server, bob):
    sign_in(seen, bob, live_server.url)
    seen.goto(live_server.url + "/no-such-page/")
    assert complaints(seen) == []


def test_menu_opens_and_closes_by_keyboard(page, live_server):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(live_server.url + reverse("account_login"))
    menu = page.locator(".menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.locator(".menu").get_by_role("link", name="Published").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".menu").evaluate("menu => menu.open")
    assert menu.evaluate("summary => summary === document.activeElement")


def test_first_tab_leads_to_the_content(page, live_server):
    page.goto(live_server.url + reverse("account_reset_password"))
    page.evaluate("document.activeElement.blur()")
    page.locator("body").press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
