"""Every page of the sample, in Chromium: axe finds nothing, light or dark; it fits a phone;
and the console stays silent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from cells.models import Cell, User
from discussions.management.commands.load_sample import address, load
from discussions.models import Discussion, Statement, Theme
from tests.e2e.conftest import listen, sign_in
from tests.factories import make_invitation, make_round
from tests.test_access import ROWS

ONLY_COLOURS = "axe.run({runOnly: ['color-contrast', 'link-in-text-block']})"

OPENED = "?theme=command-and-control&cell=3rd-london-cell"


@dataclass(frozen=True)
class Look:
    """A page, seen by whoever sees most of it: one of the sample people, or nobody."""

    name: str
    who: str | None
    args: Callable[[SimpleNamespace], list[Any]] = lambda sample: []
    query: str = ""

    def __str__(self) -> str:
        return f"{self.name}{self.query} as {self.who or 'visitor'}"


def own_cell(sample):
    return [sample.cell.slug]


def past(sample):
    return ["leadership"]


def current(sample):
    return ["self-belief"]


def untouched(sample):
    return [sample.untouched.slug]


def draft(sample):
    return [sample.draft.pk]


def agreed(sample):
    return [sample.agreed.pk]


def empty(sample):
    return [sample.empty.pk]


def note(sample):
    return [sample.draft.note.pk]


def meeting(sample):
    return [sample.draft.meeting_id]


def point(sample):
    return [sample.draft.points.last().pk]


def theme(sample):
    return [sample.theme.slug]


def section(sample):
    return [sample.statement.section_id]


def statement(sample):
    return [sample.statement.pk]


LOOKS = [
    Look("discussions:home", None),
    Look("discussions:home", "rita"),
    Look("discussions:home", "alice"),
    Look("discussions:home", "olive"),
    Look("cells:about", None),
    Look("cells:chatham-house-rule", None),
    Look("cells:accessibility", None),
    Look("cells:me", "alice"),
    Look("cells:invitation", None, lambda s: [s.invitation.token]),
    Look("cells:invitation", None, lambda s: [s.withdrawn.token]),
    Look("cells:cell-list", "alice"),
    Look("cells:cell-new", "olive"),
    Look("cells:cell-edit", "alice", own_cell),
    Look("cells:cell-people", "alice", own_cell),
    Look("discussions:cell", "alice", own_cell),
    Look("discussions:cell", "olive", own_cell),
    Look("discussions:meeting-new", "alice", own_cell),
    Look("discussions:meeting-held", "alice", own_cell),
    Look("discussions:meeting", "alice", meeting),
    Look("discussions:meeting-edit", "alice", meeting),
    Look("discussions:discussion-new", "alice", meeting),
    Look("discussions:round-list", "olive"),
    Look("discussions:round-new", "olive"),
    Look("discussions:round", "olive", current),
    Look("discussions:round", "alice", current),
    Look("discussions:round-edit", "olive", current),
    Look("discussions:round-consent", "alice", current),
    Look("discussions:discussion", "alice", draft),
    Look("discussions:discussion", "alice", agreed),
    Look("discussions:discussion", "eve", empty),
    Look("discussions:note", "alice", note),
    Look("discussions:note-edit", "alice", note),
    Look("discussions:points-choose", "alice", draft),
    Look("discussions:point-edit", "alice", point),
    Look("discussions:discussion-agree", "alice", draft),
    Look("discussions:discussion-reach", "alice", agreed),
    Look("discussions:discussion-reopen", "alice", agreed),
    Look("discussions:theme-list", "olive"),
    Look("discussions:theme-new", "olive"),
    Look("discussions:theme", "olive", theme),
    Look("discussions:theme-edit", "olive", theme),
    Look("discussions:round-themes", "olive", past),
    Look("discussions:round-themes", "olive", past, OPENED),
    Look("discussions:round-themes", "olive", current),
    Look("discussions:round-themes", "olive", untouched),
    Look("discussions:round-points", "olive", past),
    Look("discussions:round-points", "olive", current, "?theme=none"),
    Look("discussions:synthesis", "olive", past),
    Look("discussions:synthesis", "olive", past, "?statement={statement}"),
    Look("discussions:synthesis-new", "olive", current),
    Look("discussions:synthesis-edit", "olive", past),
    Look("discussions:synthesis-import", "olive", untouched),
    Look("discussions:coverage", "olive", past),
    Look("discussions:coverage", "olive", past, "?show=set_aside"),
    Look("discussions:preview", "olive", past),
    Look("discussions:publish", "olive", past),
    Look("discussions:section-new", "olive", past),
    Look("discussions:section-edit", "olive", section),
    Look("discussions:section-delete", "olive", section),
    Look("discussions:statement-new", "olive", section),
    Look("discussions:statement-edit", "olive", statement),
    Look("discussions:statement-delete", "olive", statement),
    Look("discussions:publication-list", None),
    Look("discussions:publication", None, past),
    Look("discussions:publication", None, past, "?sources=all"),
    Look("discussions:publication-version", None, lambda s: ["leadership", 1]),
]


def test_no_page_is_left_out() -> None:
    """Every address of the access table that shows a page."""
    pages = {row.name for row in ROWS if row.method == "get"} - {"cells:healthz"}
    assert {look.name for look in LOOKS} == pages


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """The sample network, stored once for all pages, and the address that serves it."""
    with django_db_blocker.unblock():
        # Without a marked test there is no test database, and this is another one.
        assert str(connection.settings_dict["NAME"]).startswith("test_")
        load()
        server = LiveServer("localhost")
        try:
            yield found_in_sample(server.url)
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


def found_in_sample(url: str) -> SimpleNamespace:
    cell = Cell.objects.get(slug="3rd-london-cell")
    own = Discussion.objects.filter(meeting__cell=cell)
    return SimpleNamespace(
        url=url,
        cell=cell,
        draft=own.get(round__slug="self-belief"),
        agreed=own.get(round__slug="leadership"),
        invitation=make_invitation(cell),
        withdrawn=make_invitation(cell, is_withdrawn=True),
        empty=Discussion.objects.get(meeting__cell__slug="leeds", round__slug="self-belief"),
        untouched=make_round("Untouched", list(Cell.objects.all()), slug="untouched"),
        theme=Theme.objects.get(name="Command and control"),
        statement=Statement.objects.filter(evidence__isnull=False).first(),
    )


@pytest.fixture(scope="module")
def console() -> list[str]:
    """What the browser's console reported since it was cleared."""
    return []


@pytest.fixture(scope="module")
def pages(sample, browser: Browser, console: list[str]) -> Iterator[dict[str | None, Page]]:
    """The open page of everybody who looks at one, each signed in once."""
    opened = {}
    for who in dict.fromkeys(look.who for look in LOOKS):
        context = browser.new_context(reduced_motion="reduce")
        if who:
            sign_in(context, User.objects.get(email=address(who)), sample.url)
        opened[who] = context.new_page()
        listen(opened[who], console)
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.mark.django_db
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_page_is_usable_by_everybody(look: Look, sample, pages, console) -> None:
    page = pages[look.who]
    console.clear()
    query = look.query.format(statement=sample.statement.pk)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    response = page.goto(sample.url + reverse(look.name, args=look.args(sample)) + query)
    assert response
    assert response.status in (200, 410)
    assert violations(Axe().run(page).response) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page.evaluate(ONLY_COLOURS)) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # Chromium reports the status of a page, too.
    assert [line for line in console if "status of 410" not in line] == []


def violations(results: dict[str, Any]) -> list[str]:
    """What axe found and where, one line each."""
    return [
        f"{found['id']}: {node['html'][:120]}"
        for found in results["violations"]
        for node in found["nodes"]
    ]
