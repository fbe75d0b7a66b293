"""The frame around every page: header, messages, and the pages for what went wrong."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

CSS = Path(settings.BASE_DIR) / "static" / "css"


def header(html: str) -> list[str]:
    """The words of the header's links."""
    nav = re.search(r'<nav class="nav".*?</nav>', html, re.DOTALL)
    assert nav
    return [re.sub(r"<[^>]+>", "", link) for link in re.findall(r"<a .*?</a>", nav[0])]


def test_header_for_visitors(db, client):
    html = client.get(reverse("account_login")).content.decode()
    assert header(html) == ["Published", "What this is", "Sign in"]


def test_header_for_members_and_for_organisers(client, bob, olive):
    client.force_login(bob)
    html = client.get("/no-such-page/").content.decode()
    assert header(html) == ["My cells", "Questions", "Published", "Bob"]
    client.force_login(olive)
    html = client.get("/no-such-page/").content.decode()
    assert header(html) == ["My cells", "Questions", "Themes", "Published", "Olive"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/cells/", 'href="/cells/" aria-current="page"'),
        ("/discussions/7/", 'href="/cells/" aria-current="true"'),
        ("/rounds/leadership/themes/", 'href="/rounds/" aria-current="true"'),
    ],
)
def test_header_marks_where_one_is(bob, path, current):
    request = RequestFactory().get(path)
    request.user = bob
    assert current in render_to_string("includes/header.html", {}, request)


def test_unknown_page_says_the_same_to_everybody_and_is_404(client, bob):
    client.force_login(bob)
    response = client.get("/cells/no-such-cell-at-all/x/")
    assert response.status_code == 404
    assert "There is nothing here for you to read" in response.content.decode()


@pytest.mark.parametrize("number", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_can_be_drawn_without_context_or_database(number):
    html = render_to_string(f"{number}.html")
    assert html.count("<h1") == 1
    assert "<style" not in html
    assert "style=" not in html


def test_form_from_another_site_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert response.status_code == 403
    assert "The form was open for too long" in response.content.decode()


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_signup"],
)
def test_pages_at_the_door_have_one_heading_and_nothing_inline(db, client, name):
    html = client.get(reverse(name)).content.decode()
    assert html.count("<h1") == 1
    assert "style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


def test_templates_link_every_stylesheet_and_no_other():
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    linked = {
        name for path in templates for name in re.findall(r"css/([\w-]+\.css)", path.read_text())
    }
    assert linked == {path.name for path in CSS.glob("*.css")}


def test_stylesheets_do_not_shout():
    assert [path.name for path in CSS.glob("*.css") if "!important" in path.read_text()] == []


def test_every_token_that_is_used_is_defined():
    text = "\n".join(path.read_text() for path in CSS.glob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    defined = set(re.findall(r"^\s*(--[\w-]+):", (CSS / "tokens.css").read_text(), re.MULTILINE))
    assert used - defined == set()


def test_dark_redefines_every_colour():
    tokens = (CSS / "tokens.css").read_text()
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    colours = set(re.findall(r"(--[\w-]+): #", light))
    assert colours == set(re.findall(r"(--[\w-]+): #", dark))
