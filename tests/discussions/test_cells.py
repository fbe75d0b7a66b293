"""The page of a cell: to its own people, to other members, to organisers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from discussions.choices import Reach, RoundState
from tests.factories import agree, make_discussion, make_meeting, make_round

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def page(cell, as_user):
    """``page(bob)`` is the source of the cell's page as Bob is shown it."""

    def fetch(user) -> str:
        response = as_user(user).get(reverse("discussions:cell", args=[cell.slug]))
        assert response.status_code == 200
        source: str = response.content.decode()
        return source

    return fetch


def test_own_people_see_next_meetings_with_places_and_past_ones_with_their_notes(
    cell, bob, page
) -> None:
    make_meeting(cell, date=in_days(2), state="scheduled", place="Above the café")
    make_discussion(cell, title="Our quarrel")
    source = page(bob)
    assert [words in source for words in ("Above the café", "Our quarrel", "no notes yet")] == [
        True,
        True,
        True,
    ]


def test_others_see_dates_and_what_reach_allows_and_nothing_else(cell, carol, olive, page) -> None:
    make_meeting(
        cell,
        date=in_days(2),
        state="scheduled",
        place="Secret place",
        link="https://secret.example",
    )
    make_discussion(cell, title="Secret draft")
    agree(make_discussion(cell, title="For organisers"), Reach.ORGANISERS)
    agree(make_discussion(cell, title="For the network"), Reach.NETWORK)
    titles = ("For organisers", "For the network", "ecret")
    day = f"{in_days(2).day} {in_days(2):%B}"
    assert [words in page(carol) for words in titles] == [False, True, False]
    assert [words in page(olive) for words in titles] == [True, True, False]
    assert day in page(carol)


def test_convenors_are_offered_what_they_may_do_and_others_are_not(
    cell, alice, bob, carol, olive, page
) -> None:
    def offered(user) -> list[bool]:
        source = page(user)
        addresses = (
            reverse("discussions:meeting-new", args=[cell.slug]),
            reverse("discussions:meeting-held", args=[cell.slug]),
            reverse("cells:cell-edit", args=[cell.slug]),
            reverse("cells:cell-people", args=[cell.slug]),
        )
        return [f'"{address}"' in source for address in addresses]

    assert offered(alice) == [True, True, True, True]
    assert offered(bob) == [False, False, False, True]
    assert offered(carol) == [False, False, False, False]
    assert offered(olive) == [False, False, True, True]


def test_what_waits_in_open_questions_stands_on_the_page(cell, alice, page) -> None:
    make_round("Open", [cell], question="Open to us?", slug="open")
    make_round("Closed", [cell], question="Long over?", state=RoundState.CLOSED)
    source = page(alice)
    assert ["Open to us?" in source, "Long over?" in source] == [True, False]
    assert reverse("discussions:meeting-new", args=[cell.slug]) + "?round=open" in source


def test_cancelled_meetings_are_struck_and_said_to_be(cell, bob, page) -> None:
    make_meeting(cell, date=in_days(2), state="cancelled")
    source = page(bob)
    assert 'class="diary-row cancelled"' in source
    assert "<strong>cancelled</strong>" in source


def test_an_empty_page_says_what_to_do_first(cell, alice, bob, carol, page) -> None:
    assert "schedule a meeting and give it a title" in page(alice)
    assert "When the organisers ask one, it stands here." in page(bob)
    assert "Nothing that others may read yet." in page(carol)


def test_past_meetings_come_twenty_to_a_page(cell, bob, as_user) -> None:
    for number in range(25):
        make_meeting(cell, date=in_days(-1 - number))
    address = reverse("discussions:cell", args=[cell.slug])
    client = as_user(bob)
    shown = [len(client.get(address, {"page": number}).context["found"].past) for number in (1, 2)]
    assert shown == [20, 5]


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("person", "queries"), [("alice", 9), ("carol", 7), ("olive", 7)])
def test_page_takes_the_same_number_of_queries_for_1_and_30_meetings(
    rows, person, queries, cell, people, as_user, django_assert_num_queries
) -> None:
    for number in range(rows):
        agree(make_discussion(cell, make_round(f"Open {number}", [cell])))
        make_meeting(cell, date=in_days(2), state="scheduled")
    client = as_user(getattr(people, person))
    with django_assert_num_queries(queries):
        client.get(reverse("discussions:cell", args=[cell.slug]))
