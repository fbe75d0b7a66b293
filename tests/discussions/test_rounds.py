"""Questions: asking, opening, closing; the board; what a cell allows to be said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from discussions.actions.rounds import open_round, save_round
from discussions.choices import NoteState, RoundState
from discussions.models import Round
from discussions.queries.board import Clock, Dot, Facts, Far, board, furthest, stages
from discussions.templatetags.rounds import how_far_in_words
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_publication,
    make_revision,
    make_round,
    make_synthesis,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
CLOCK = Clock(NOW, UTC)
ASKED = NOW - timedelta(days=21)


def facts(days: int = -5, **known) -> Facts:
    """A discussion ``days`` from today."""
    known.setdefault("discussion_id", 1)
    return Facts(meeting_id=1, day=TODAY + timedelta(days=days), **known)


def typed(asked=(), **changes) -> dict[str, object]:
    """What an organiser types into the form."""
    today = timezone.localdate()
    return {
        "title": "Leadership",
        "question": "Who gets to lead?",
        "background": "Because *nobody* was asked.",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(weeks=6)).isoformat(),
        "cells": [cell.pk for cell in asked],
    } | changes


# How far a cell is


@pytest.mark.parametrize(
    ("known", "words", "dots", "latest"),
    [
        (
            {"days": 2},
            ["3 Nov", "Thu 26 Nov", "in 2 days", "", ""],
            "done done todo todo todo",
            "meets Thu 26 Nov, in 2 days",
        ),
        (
            {"days": -2},
            ["3 Nov", "22 Nov", "not confirmed", "", ""],
            "done done todo todo todo",
            "was to meet 22 Nov, not confirmed",
        ),
        (
            {"days": -4},
            ["3 Nov", "20 Nov", "not confirmed", "", ""],
            "done done late todo todo",
            "was to meet 20 Nov, not confirmed",
        ),
        (
            {"days": 0, "is_held": True},
            ["3 Nov", "Tue 24 Nov", "held", "", ""],
            "done done done todo todo",
            "met Tue 24 Nov",
        ),
        (
            {"days": -1, "is_held": True},
            ["3 Nov", "23 Nov", "held", "none after 1 day", ""],
            "done done done todo todo",
            "notes: none after 1 day",
        ),
        (
            {"days": -5, "is_held": True, "headcount": 8},
            ["3 Nov", "19 Nov", "held, 8 came", "none after 5 days", ""],
            "done done done late todo",
            "notes: none after 5 days",
        ),
        (
            {"saved_at": NOW - timedelta(hours=2)},
            ["3 Nov", "19 Nov", "held", "draft, 2 hours ago", ""],
            "done done done half todo",
            "notes: draft, 2 hours ago",
        ),
        (
            {"days": 2, "saved_at": NOW},
            ["3 Nov", "Thu 26 Nov", "in 2 days", "draft, just now", ""],
            "done done todo half todo",
            "meets Thu 26 Nov, in 2 days",
        ),
        (
            {"is_held": True, "headcount": 9, "saved_at": NOW, "agreed_at": NOW},
            ["3 Nov", "19 Nov", "held, 9 came", "written", "24 Nov"],
            "done done done done done",
            "agreed 24 Nov",
        ),
        (
            {"saved_at": NOW, "agreed_at": NOW - timedelta(days=8), "is_amending": True},
            ["3 Nov", "19 Nov", "held", "open for corrections", "16 Nov"],
            "done done done half done",
            "agreed 16 Nov",
        ),
    ],
)
def test_a_cell_with_one_meeting_is_as_far_as_that(known, words, dots, latest) -> None:
    found = stages(ASKED, [facts(**known)], CLOCK, is_open=True)
    assert [step.words for step in found.steps] == words
    assert found.dots == dots.split()
    assert found.latest == latest


@pytest.mark.parametrize(
    ("asked_at", "is_open", "dot", "latest"),
    [
        (ASKED, True, Dot.LATE, "no date yet"),
        (NOW - timedelta(days=2), True, Dot.TODO, "no date yet"),
        (ASKED, False, Dot.TODO, "none"),
        (None, False, Dot.TODO, "not asked yet"),
    ],
)
def test_a_cell_without_a_date_is_late_a_week_after_being_asked(
    asked_at, is_open, dot, latest
) -> None:
    found = stages(asked_at, [], CLOCK, is_open=is_open)
    assert (found.dated.dot, found.latest) == (dot, latest)


def test_nobody_is_late_in_a_closed_question() -> None:
    held = facts(-50, is_held=True)
    assert not stages(ASKED, [held], CLOCK, is_open=False).is_late
    assert not stages(ASKED, [facts(-50)], CLOCK, is_open=False).is_late


def test_of_several_meetings_the_furthest_counts_and_the_others_are_numbered() -> None:
    early = facts(-20, discussion_id=1, is_held=True)
    agreed = facts(-10, discussion_id=2, saved_at=NOW, agreed_at=NOW)
    ahead = facts(9, discussion_id=3)
    found = stages(ASKED, [ahead, early, agreed], CLOCK, is_open=True)
    assert (found.facts, found.far, found.others) == (agreed, Far.AGREED, 2)


MANY = st.lists(
    st.builds(
        facts,
        st.integers(-60, 60),
        discussion_id=st.integers(1, 50),
        is_held=st.booleans(),
        saved_at=st.sampled_from([None, NOW - timedelta(days=1)]),
        agreed_at=st.sampled_from([None, NOW]),
    ),
    max_size=6,
    unique_by=lambda one: one.discussion_id,
)


@given(MANY, st.randoms())
def test_the_furthest_is_the_same_in_any_order_and_nothing_is_further(several, random) -> None:
    found = furthest(several, TODAY)
    assert furthest(random.sample(several, len(several)), TODAY) == found
    assert [one for one in several if found and one.far(TODAY) > found.far(TODAY)] == []


@given(MANY, st.booleans())
def test_every_dot_has_a_state_and_only_an_open_question_is_late(several, is_open) -> None:
    found = stages(ASKED, several, CLOCK, is_open=is_open)
    assert len(found.steps) == 5
    assert found.latest
    assert is_open or not found.is_late


@pytest.mark.parametrize(
    ("met", "agreed", "asked", "words"),
    [
        (6, 3, 9, "Six of nine cells have met; three have agreed their notes."),
        (6, 1, 9, "Six of nine cells have met; one has agreed its notes."),
        (6, 0, 9, "Six of nine cells have met; none has agreed its notes."),
        (1, 0, 9, "One of nine cells has met; its notes are not agreed."),
        (1, 1, 9, "One of nine cells has met and agreed its notes."),
        (3, 3, 9, "Three of nine cells have met and agreed their notes."),
        (0, 0, 9, "None of the nine cells has met yet."),
        (9, 2, 9, "All nine cells have met; two have agreed their notes."),
        (4, 4, 4, "All four cells have met and agreed their notes."),
        (1, 0, 1, "The one cell asked has met."),
        (1, 1, 1, "The one cell asked has met and agreed its notes."),
        (0, 0, 1, "The one cell asked has not met yet."),
        (0, 0, 0, "No cell is asked yet."),
        (12, 3, 40, "12 of 40 cells have met; three have agreed their notes."),
    ],
)
def test_how_far_is_a_true_sentence(met, agreed, asked, words) -> None:
    assert how_far_in_words(met, agreed, asked) == words


# The board


def test_board_orders_cells_by_how_far_they_are_and_counts_agreed_points_only(
    cell,
    other_cell,
    olive,
) -> None:
    third, fourth = make_cell("Leeds"), make_cell("Norwich")
    round = make_round("Leadership", [cell, other_cell, third, fourth])
    draft = make_discussion(cell, round)
    make_revision(draft.note, "A draft.")
    make_point(draft, "Secret as yet.")
    agreed = make_discussion(other_cell, round)
    make_point(agreed, "One.")
    make_point(agreed, "Two.")
    agree(agreed)
    make_discussion(third, round)
    found = board(round, olive)
    shown = [(row.cell, row.stages.far, row.points) for row in found.rows]
    assert shown == [
        (other_cell, Far.AGREED, 2),
        (cell, Far.NOTED, 0),
        (third, Far.MET, 0),
        (fourth, Far.ASKED, 0),
    ]
    assert (found.asked, found.met, found.agreed, found.points) == (4, 3, 1, 2)
    assert found.reached(Far.MET) == [True, True, True, False]


def test_notes_open_for_corrections_leave_a_cell_agreed(cell, olive) -> None:
    round = make_round("Leadership", [cell])
    discussion = agree(make_discussion(cell, round))
    discussion.note.state = NoteState.AMENDING
    discussion.note.save()
    (row,) = board(round, olive).rows
    assert (row.stages.far, row.stages.notes.words) == (Far.AGREED, "open for corrections")


def test_how_many_came_is_for_the_own_cell_and_organisers(cell, bob, carol, olive) -> None:
    round = make_round("Leadership", [cell])
    discussion = make_discussion(cell, round)
    discussion.meeting.headcount = 8
    discussion.meeting.save()
    met = {user: board(round, user).rows[0].stages.met.words for user in (bob, carol, olive)}
    assert met == {bob: "held, 8 came", carol: "held", olive: "held, 8 came"}


def test_an_edit_begun_before_the_question_was_opened_leaves_it_open(cell, olive) -> None:
    round = make_round("Leadership", [cell], state="draft")
    open_round(round=Round.objects.get(), by=olive)
    round.question = "Who leads now?"
    save_round(round=round, cells=[cell], by=olive)
    stored = Round.objects.get()
    assert (stored.is_open, stored.question) == (True, "Who leads now?")


def test_a_cancelled_meeting_is_no_date(cell, olive) -> None:
    round = make_round("Leadership", [cell])
    discussion = make_discussion(cell, round)
    discussion.meeting.state = "cancelled"
    discussion.meeting.save()
    (row,) = board(round, olive).rows
    assert row.stages.far == Far.ASKED


def test_points_alone_are_notes_in_draft(cell, olive) -> None:
    round = make_round("Leadership", [cell])
    make_point(make_discussion(cell, round))
    (row,) = board(round, olive).rows
    assert row.stages.notes.words == "draft, just now"


@pytest.mark.parametrize("cells", [1, 30])
def test_board_takes_the_same_number_of_queries_for_1_and_30_cells(
    cells, cell, bob, as_user, django_assert_num_queries
) -> None:
    others = [make_cell() for _ in range(cells - 1)]
    round = make_round("Leadership", [cell, *others])
    for one in [cell, *others]:
        agree(make_discussion(one, round))
    client = as_user(bob)
    with django_assert_num_queries(8):
        response = client.get(reverse("discussions:round", args=[round.slug]))
    assert response.status_code == 200


def test_board_offers_the_organisers_work_to_organisers_only(cell, bob, olive, as_user) -> None:
    round = make_round("Leadership", [cell], slug="leadership")
    discussion = make_discussion(cell, round)
    make_point(discussion)
    agree(discussion)
    address = reverse("discussions:round", args=["leadership"])
    works = [
        reverse(f"discussions:{name}", args=["leadership"])
        for name in ("round-themes", "round-edit", "round-close", "synthesis-new", "round-points")
    ]
    page = as_user(olive).get(address).content.decode()
    assert [work for work in works if work not in page] == []
    page = as_user(bob).get(address).content.decode()
    assert [work for work in works if work in page] == []


def test_board_tells_a_convenor_to_find_a_date_and_a_member_that_there_is_none(
    cell, alice, bob, as_user
) -> None:
    round = make_round("Leadership", [cell], slug="leadership")
    form = reverse("discussions:meeting-new", args=[cell.slug]) + "?round=leadership"
    address = reverse("discussions:round", args=[round.slug])
    assert form in as_user(alice).get(address).content.decode()
    page = as_user(bob).get(address).content.decode()
    assert form not in page
    assert "Your cell has no date for it yet." in page


def test_background_is_shown_as_markdown_and_never_as_html(cell, bob, as_user) -> None:
    round = make_round("Leadership", [cell], background="*Because* <script>alert(1)</script>")
    page = as_user(bob).get(reverse("discussions:round", args=[round.slug])).content.decode()
    assert "<em>Because</em>" in page
    assert "<script>alert" not in page


# Asking


def test_organiser_keeps_a_draft_that_asks_all_cells_by_default(
    cell, other_cell, olive, as_user
) -> None:
    client = as_user(olive)
    form = client.get(reverse("discussions:round-new")).context["form"]
    today = timezone.localdate()
    assert list(form["cells"].value()) == [cell.pk, other_cell.pk]
    assert form["closes_on"].value() == today + timedelta(weeks=6)
    client.post(reverse("discussions:round-new"), typed([cell, other_cell]))
    round = Round.objects.get()
    assert (round.slug, round.state, round.created_by) == ("leadership", RoundState.DRAFT, olive)
    places = round.round_cells.values_list("cell", "position", "invited_at")
    assert list(places) == [(cell.pk, 0, None), (other_cell.pk, 1, None)]


def test_organiser_opens_a_question_at_once_and_its_cells_are_asked(cell, olive, as_user) -> None:
    response = as_user(olive).post(
        reverse("discussions:round-new"), typed([cell], open="1"), follow=True
    )
    round = Round.objects.get()
    assert round.is_open
    assert round.round_cells.get().invited_at is not None
    assert "The question is open." in response.content.decode()


def test_a_question_posted_twice_is_asked_once(cell, olive, as_user) -> None:
    client = as_user(olive)
    client.post(reverse("discussions:round-new"), typed([cell], open="1"))
    again = client.post(reverse("discussions:round-new"), typed([cell], open="1"))
    assert "was added already" in again.context["form"].errors["question"][0]
    assert Round.objects.count() == 1


def test_two_questions_of_one_title_get_two_addresses(cell, olive, as_user) -> None:
    for question in ("Who leads?", "Who follows?"):
        as_user(olive).post(reverse("discussions:round-new"), typed([cell], question=question))
    assert set(Round.objects.values_list("slug", flat=True)) == {"leadership", "leadership-2"}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"question": " "}, "question", "Write the question that the cells will talk about."),
        ({"title": ""}, "title", "Give it one or two words for lists, such as Leadership."),
        ({"closes_on": "2020-01-01"}, "closes_on", "This is before the question opens."),
        ({"closes_on": "soon"}, "closes_on", "This is not a day. Write it like 28/03/2027."),
        (
            {"closes_on": "0206-12-01"},
            "closes_on",
            "Is the year right? This is 1 December 206.",
        ),
        ({"cells": []}, "cells", "Choose at least one cell to ask."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    changes, field, message, cell, olive, as_user
) -> None:
    response = as_user(olive).post(reverse("discussions:round-new"), typed([cell], **changes))
    assert response.context["form"].errors == {field: [message]}
    assert "Because *nobody* was asked." in response.content.decode()
    assert not Round.objects.exists()


def test_a_cell_asked_later_stands_last_and_counts_as_asked_from_then(
    cell, other_cell, olive, as_user
) -> None:
    round = make_round("Leadership", [other_cell])
    as_user(olive).post(
        reverse("discussions:round-edit", args=[round.slug]), typed([cell, other_cell])
    )
    places = list(round.round_cells.all())
    assert [place.cell for place in places] == [other_cell, cell]
    assert places[1].invited_at is not None


def test_a_cell_with_a_meeting_on_it_cannot_be_taken_out(cell, other_cell, olive, as_user) -> None:
    round = make_round("Leadership", [cell, other_cell])
    make_discussion(cell, round)
    address = reverse("discussions:round-edit", args=[round.slug])
    response = as_user(olive).post(address, typed([other_cell]))
    message = "3rd London cell cannot be taken out: there is a meeting on this question."
    assert response.context["form"].errors == {"cells": [message]}
    as_user(olive).post(address, typed([cell]))
    assert [place.cell for place in round.round_cells.all()] == [cell]


def test_opening_and_closing_twice_is_once(cell, olive, as_user) -> None:
    round = make_round("Leadership", [cell], state=RoundState.DRAFT)
    round.round_cells.update(invited_at=None)
    client = as_user(olive)
    for name in ("round-open", "round-open"):
        client.post(reverse(f"discussions:{name}", args=[round.slug]))
    asked_at = round.round_cells.get().invited_at
    assert asked_at is not None
    for name in ("round-close", "round-close", "round-open"):
        client.post(reverse(f"discussions:{name}", args=[round.slug]))
    round.refresh_from_db()
    assert round.is_open
    assert round.round_cells.get().invited_at == asked_at


def test_a_question_past_its_day_is_not_opened(cell, olive, as_user) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    round = make_round("Late", [cell], state=RoundState.DRAFT, closes_on=yesterday)
    response = as_user(olive).post(
        reverse("discussions:round-open", args=[round.slug]), follow=True
    )
    assert "Set a later one first." in response.content.decode()
    round.refresh_from_db()
    assert round.state == RoundState.DRAFT


def test_a_draft_is_not_closed(cell, olive, as_user) -> None:
    round = make_round("Draft", [cell], state=RoundState.DRAFT)
    as_user(olive).post(reverse("discussions:round-close", args=[round.slug]))
    round.refresh_from_db()
    assert round.state == RoundState.DRAFT


# The list


def test_list_shows_drafts_to_organisers_only(cell, bob, olive, as_user) -> None:
    make_round("Now", [cell], question="Open to all?")
    make_round("Soon", [cell], question="Still a secret?", state=RoundState.DRAFT)
    make_round("Then", [cell], question="Long over?", state=RoundState.CLOSED)
    address = reverse("discussions:round-list")
    page = as_user(bob).get(address).content.decode()
    assert ["Open to all?" in page, "Long over?" in page, "Still a secret?" in page] == [
        True,
        True,
        False,
    ]
    assert "Still a secret?" in as_user(olive).get(address).content.decode()


def test_list_says_what_to_do_first(bob, olive, as_user) -> None:
    address = reverse("discussions:round-list")
    assert "Ask the first question" in as_user(olive).get(address).content.decode()
    page = as_user(bob).get(address).content.decode()
    assert "No question has been asked yet" in page
    assert reverse("discussions:round-new") not in page


@pytest.mark.parametrize("rounds", [1, 30])
def test_list_takes_the_same_number_of_queries_for_1_and_30_questions(
    rounds, cell, bob, as_user, django_assert_num_queries
) -> None:
    for number in range(rounds):
        make_discussion(cell, make_round("Open", [cell]))
        make_round("Closed", [cell], state=RoundState.CLOSED, slug=f"closed-{number}")
    client = as_user(bob)
    with django_assert_num_queries(6):
        client.get(reverse("discussions:round-list"))


# What may be said of a cell


def test_convenor_decides_what_may_be_said_of_the_own_cell_only(
    cell, other_cell, alice, as_user
) -> None:
    round = make_round("Leadership", [cell, other_cell])
    address = reverse("discussions:round-consent", args=[round.slug])
    page = as_user(alice).get(address).content.decode()
    assert other_cell.name not in page
    as_user(alice).post(
        address,
        {
            f"{cell.slug}-is_named": "on",
            f"{other_cell.slug}-is_named": "on",
            f"{other_cell.slug}-is_listed": "",
        },
    )
    said = dict.fromkeys([cell.pk, other_cell.pk])
    for place in round.round_cells.all():
        said[place.cell_id] = (place.is_listed, place.is_named)
    assert said == {cell.pk: (False, True), other_cell.pk: (True, False)}


def test_a_consent_withdrawn_takes_the_name_out_of_what_was_published(
    cell, other_cell, alice, as_user
) -> None:
    round = make_round("Leadership", [cell, other_cell])
    round.round_cells.update(is_named=True)
    published = make_publication(make_synthesis(round))
    names = {
        key: {"cell": one.pk, "name": one.name, "short_label": one.short_label}
        for key, one in (("k1", cell), ("k2", other_cell))
    }
    published.names = names
    published.save()
    address = reverse("discussions:round-consent", args=[round.slug])
    unchanged = {f"{cell.slug}-is_listed": "on", f"{cell.slug}-is_named": "on"}
    as_user(alice).post(address, unchanged)
    published.refresh_from_db()
    assert published.names == names
    as_user(alice).post(address, {f"{cell.slug}-is_listed": "on"})
    published.refresh_from_db()
    assert published.names == {"k2": names["k2"]}
    assert published.is_unchanged


def test_convenor_of_a_cell_that_is_not_asked_has_nothing_to_decide(
    other_cell, alice, as_user
) -> None:
    round = make_round("Leadership", [other_cell])
    address = reverse("discussions:round-consent", args=[round.slug])
    assert as_user(alice).get(address).status_code == 403


def test_a_summary_begun_is_gone_on_with(cell, olive, as_user) -> None:
    round = make_round("Leadership", [cell], slug="leadership")
    agree(make_discussion(cell, round))
    make_synthesis(round)
    page = as_user(olive).get(reverse("discussions:round", args=["leadership"])).content.decode()
    assert "Go on with the summary" in page
    assert reverse("discussions:synthesis-new", args=["leadership"]) not in page


def test_a_day_of_another_year_says_its_year() -> None:
    old = Facts(1, 1, date(2017, 11, 15), is_held=True)
    assert stages(ASKED, [old], CLOCK, is_open=False).dated.words == "15 Nov 2017"
