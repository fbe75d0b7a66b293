"""People in front of browsers: each has one of their own, and every complaint is heard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from cells.models import User

# A busy machine is slow, and slowness is not what these tests are about.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Signs in without the page for it, which has tests of its own."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def listen(page: Page, complaints: list[str]) -> None:
    """Collects what the browser's console reports: errors, and what the policy forbade."""
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


@pytest.fixture
def open_browser(
    transactional_db: None, live_server: Any, new_context: Any
) -> Iterator[Callable[..., Page]]:
    """``open_browser(bob)`` is a page in a browser where Bob is signed in; without a
    person, nobody is. Fails at the end if the console of any reported an error."""
    complaints: list[str] = []

    def opened(user: User | None = None, **options: Any) -> Page:
        context = new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        if user:
            sign_in(context, user, live_server.url)
        page: Page = context.new_page()
        listen(page, complaints)
        return page

    yield opened
    assert complaints == []
