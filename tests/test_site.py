"""What holds for every page of the site, whatever it shows."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from discussions.labels import WORDS
from tests.access import Row
from tests.pages import Page
from tests.test_access import ROWS, people_by_role, world

__all__ = ["world"]

SEEN = [row for row in ROWS if row.method == "get" and row.name != "cells:healthz"]
INFLECTED = {
    "synthesis": "synthes[ie]s",
    "round": "rounds?",
    "statement": "statements?",
    "publication": "publications?",
}
CODE_WORDS = re.compile(
    r"\b(" + "|".join(INFLECTED.get(word, re.escape(word)) for word in WORDS) + r")\b",
    re.IGNORECASE,
)


@pytest.fixture
def pages(world, as_user):
    """``pages(row)`` gives the page that each allowed role is shown at the row's address."""

    def fetch(row: Row) -> dict[str, Page]:
        address = reverse(row.name, args=row.args(world))
        people = people_by_role(world)
        allowed = [role for role, word in row.expected().items() if word == "ok"]
        found = {}
        for role in allowed:
            response = as_user(people[role]).get(address)
            if response.status_code == 200:
                found[role] = Page(response.content.decode())
        return found

    return fetch


@pytest.mark.django_db
def test_no_model_waits_for_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_cells_name_no_discussion_in_models_or_migrations() -> None:
    files = [*Path("cells/models").glob("*.py"), *Path("cells/migrations").glob("*.py")]
    assert [file for file in files if "discussions" in file.read_text()] == []


@pytest.mark.parametrize("row", SEEN, ids=str)
def test_every_page_is_well_made(row: Row, pages) -> None:
    """One h1, a language, a title; nothing inline, nothing from another host; our words."""
    for role, page in pages(row).items():
        where = f"{row} as {role}"
        assert page.count("h1") == 1, where
        assert [a for tag, a in page.tags if tag == "html"] == [{"lang": "en-GB"}], where
        assert page.count("title") == 1, where
        assert [t for t, a in page.tags if "style" in a or t == "style"] == [], where
        assert [a for t, a in page.tags if t == "script" and "src" not in a] == [], where
        handlers = [name for _, a in page.tags for name in a if name.startswith("on")]
        assert handlers == [], where
        assert [u for u in loaded(page) if not u.startswith("/")] == [], where
        assert CODE_WORDS.findall(page.words) == [], where


def loaded(page: Page) -> list[str]:
    """Everything the page makes the browser fetch by itself."""
    loads = {"script": "src", "img": "src", "link": "href", "iframe": "src"}
    return [a[loads[tag]] for tag, a in page.tags if tag in loads and loads[tag] in a]


@pytest.mark.django_db
def test_the_policy_lets_nothing_in_but_our_own_files(client) -> None:
    policy = client.get(reverse("discussions:home"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for name in ("default-src", "script-src", "style-src", "img-src", "font-src", "connect-src"):
        assert directives[name] == "'self'"
    assert directives["frame-ancestors"] == "'none'"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/markdownx/markdownify/", "/markdownx/upload/"])
def test_markdownx_own_views_are_not_mounted(client, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.django_db
def test_a_page_that_is_not_there_and_one_that_is_not_yours_look_the_same(world, as_user) -> None:
    client = as_user(world.carol)
    foreign = client.get(reverse("discussions:discussion", args=[world.draft.pk]))
    missing = client.get(reverse("discussions:discussion", args=[10**9]))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
