"""The first page: what waits for whom, when they meet, what is open; and what visitors see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cells.choices import MembershipRole
from discussions.choices import NoteState, Reach, RoundState
from discussions.queries.home import Published, example_of, member_home
from tests.factories import (
    agree,
    join,
    make_cell,
    make_discussion,
    make_meeting,
    make_point,
    make_publication,
    make_revision,
    make_round,
    make_synthesis,
    make_theme,
)

pytestmark = pytest.mark.django_db
HOME = reverse("discussions:home")


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def waits(user) -> list[tuple[str, str]]:
    """Title and address of what waits for the person."""
    user.__dict__.pop("cell_roles", None)
    return [(wait.title, wait.href) for wait in member_home(user).waits]


# What waits


def test_an_open_question_without_a_date_waits_for_the_convenor_only(cell, alice, bob) -> None:
    make_round("Self-belief", [cell], slug="self-belief")
    form = reverse("discussions:meeting-new", args=[cell.slug]) + "?round=self-belief"
    assert waits(alice) == [("Find a date for “Self-belief”", form)]
    assert waits(bob) == []


def test_a_question_with_a_date_or_put_to_others_waits_for_nobody(
    cell, other_cell, alice, bob
) -> None:
    make_round("Theirs", [other_cell])
    make_round("Draft", [cell], state=RoundState.DRAFT)
    ahead = make_discussion(cell, make_round("Ours", [cell]), on=in_days(3))
    ahead.meeting.state = "scheduled"
    ahead.meeting.save()
    assert (waits(alice), waits(bob)) == ([], [])


def test_a_past_meeting_asks_the_convenor_first_whether_it_was(cell, alice, bob) -> None:
    discussion = make_discussion(cell, make_round("Ours", [cell]), on=in_days(-3))
    meeting = discussion.meeting
    meeting.state = "scheduled"
    meeting.save()
    (title, href), *rest = waits(alice)
    assert title.startswith("Did the meeting of ")
    assert href == reverse("discussions:meeting-edit", args=[meeting.pk]) + "#id_was_held"
    assert rest == []
    note = reverse("discussions:note-edit", args=[discussion.note.pk])
    assert [href for _, href in waits(bob)] == [note]


def test_a_held_meeting_without_notes_waits_for_every_member(cell, alice, bob, carol) -> None:
    discussion = make_discussion(cell, make_round("Ours", [cell]))
    note = reverse("discussions:note-edit", args=[discussion.note.pk])
    assert [href for _, href in waits(alice)] == [note]
    assert [href for _, href in waits(bob)] == [note]
    assert waits(carol) == []


def test_a_draft_is_to_be_agreed_by_the_convenor_and_added_to_by_members(cell, alice, bob) -> None:
    discussion = make_discussion(cell, make_round("Ours", [cell]))
    make_revision(discussion.note, "A draft.")
    ((title, href),) = waits(alice)
    assert title.startswith("Agree the notes of ")
    assert href == reverse("discussions:discussion-agree", args=[discussion.pk])
    ((title, href),) = waits(bob)
    assert title.startswith("Add what is missing to the notes of ")
    assert href == discussion.get_absolute_url()


def test_corrected_notes_wait_to_be_agreed_again_and_agreed_ones_do_not(cell, alice) -> None:
    discussion = agree(make_discussion(cell, make_round("Ours", [cell])))
    assert waits(alice) == []
    discussion.note.state = NoteState.AMENDING
    discussion.note.save()
    ((title, _),) = waits(alice)
    assert title.startswith("Agree the corrected notes of ")


def test_notes_begun_before_the_meeting_wait_for_nobody_yet(cell, alice) -> None:
    discussion = make_discussion(cell, title="Ahead", on=in_days(3))
    make_revision(discussion.note, "Prepared.")
    discussion.meeting.state = "scheduled"
    discussion.meeting.save()
    assert waits(alice) == []


def test_a_cancelled_meeting_waits_for_nobody(cell, alice, bob) -> None:
    discussion = make_discussion(cell, title="Off")
    discussion.meeting.state = "cancelled"
    discussion.meeting.save()
    assert (waits(alice), waits(bob)) == ([], [])


def test_the_organisers_work_waits_for_organisers(cell, other_cell, olive, bob) -> None:
    open_round = make_round("Self-belief", [cell, other_cell], slug="self-belief")
    asked_at = timezone.now() - timedelta(days=20)
    open_round.round_cells.update(invited_at=asked_at)
    discussion = make_discussion(cell, open_round)
    make_point(discussion, "Under a theme.", "permission")
    make_point(discussion, "Under none.", "loose")
    make_theme("Permission", "permission")
    agree(discussion)
    make_round("Draft", [cell], slug="draft", state=RoundState.DRAFT)
    make_synthesis(make_round("Begun", [cell], slug="begun", state=RoundState.CLOSED))
    done = make_synthesis(make_round("Done", [cell], slug="done", state=RoundState.CLOSED))
    make_publication(done)
    assert waits(olive) == [
        ("Bristol has no date for “Self-belief” yet", "/rounds/self-belief/"),
        ("1 point has no theme", "/rounds/self-belief/points/?theme=none"),
        ("The summary of “Begun” is in the works", "/rounds/begun/synthesis/"),
        ("“Draft” is not open yet", "/rounds/draft/"),
    ]
    assert waits(bob) == []


def test_points_of_a_draft_are_not_counted_among_those_without_a_theme(cell, olive) -> None:
    make_point(make_discussion(cell, make_round("Self-belief", [cell])), "Not agreed.")
    assert waits(olive) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Nothing waits for you, Bob"),
        (1, "One thing waits for you, Bob"),
        (3, "Three things wait for you, Bob"),
    ],
)
def test_the_first_sentence_counts_what_waits(number, words, cell, bob, as_user) -> None:
    for _ in range(number):
        make_discussion(cell, title="Unwritten")
    assert words in as_user(bob).get(HOME).content.decode()


# Meetings and the open question


def test_next_meetings_are_those_of_the_own_cells_with_their_places(
    cell, other_cell, bob, as_user
) -> None:
    for where, place in ((cell, "Above the café"), (other_cell, "Elsewhere")):
        make_meeting(where, date=in_days(2), state="scheduled", place=place)
    make_meeting(cell, date=in_days(3), state="cancelled", place="Nowhere")
    page = as_user(bob).get(HOME).content.decode()
    assert [place in page for place in ("Above the café", "Elsewhere", "Nowhere")] == [
        True,
        False,
        False,
    ]


def test_the_question_shown_is_the_newest_that_asks_the_own_cell(
    cell, other_cell, bob, olive
) -> None:
    ours = make_round("Ours", [cell], opens_on=in_days(-20))
    theirs = make_round("Theirs", [other_cell], opens_on=in_days(-2))
    shown = member_home(bob).open_round
    assert shown is not None
    assert (shown.board.round, [step.words for step in shown.steps]) == (
        ours,
        ["Your cell has no date for it yet."],
    )
    shown = member_home(olive).open_round
    assert shown is not None
    assert (shown.board.round, shown.steps) == (theirs, [])


def test_somebody_in_two_cells_is_told_which_one(cell, other_cell, bob, as_user) -> None:
    join(bob, other_cell, MembershipRole.CONVENOR)
    make_discussion(cell, make_round("Ours", [cell, other_cell]))
    page = as_user(bob).get(HOME).content.decode()
    assert "Bristol has no date for it yet." in page
    assert "Your cell" not in page


def test_the_page_of_many_cells_says_the_numbers_without_the_grid(cell, bob, as_user) -> None:
    make_round("Ours", [cell, *(make_cell() for _ in range(12))])
    page = as_user(bob).get(HOME).content.decode()
    assert "0 of 13" in page
    assert 'class="round-grid"' not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_home_takes_the_same_number_of_queries_for_1_and_30_of_everything(
    rows, cell, alice, as_user, django_assert_num_queries
) -> None:
    alice.is_organiser = True
    alice.save()
    for number in range(rows):
        others = [make_cell() for _ in range(3 if rows > 1 else 1)]
        round = make_round(f"Open {number}", [cell, *others])
        discussion = make_discussion(cell, round)
        make_point(discussion)
        agree(discussion)
        make_discussion(cell, round)
        make_meeting(cell, date=in_days(2), state="scheduled")
        make_meeting(cell, date=in_days(-2), state="scheduled")
        make_publication(make_synthesis(make_round(f"Done {number}", [cell])))
    client = as_user(alice)
    with django_assert_num_queries(10):
        response = client.get(HOME)
    assert response.status_code == 200


# Visitors and readers


def test_a_visitor_reads_what_this_is_and_what_was_published(client, cell) -> None:
    synthesis = make_synthesis(make_round("Leadership", [cell], slug="leadership"))
    make_publication(synthesis, {"title": "What cells said", "question": "Who leads?"})
    page = client.get(HOME).content.decode()
    assert reverse("discussions:publication", args=["leadership"]) in page
    assert ["What cells said" in page, "Who leads?" in page, "Three promises" in page] == [
        True,
        True,
        True,
    ]
    assert reverse("account_login") in page


def test_only_the_newest_version_is_published_lately(client, cell) -> None:
    synthesis = make_synthesis(make_round("Leadership", [cell]))
    make_publication(synthesis, {"title": "First version"})
    make_publication(synthesis, {"title": "Second version"})
    page = client.get(HOME).content.decode()
    assert ["First version" in page, "Second version" in page] == [False, True]


def test_a_reader_is_told_how_to_take_part(rita, as_user) -> None:
    page = as_user(rita).get(HOME).content.decode()
    assert "ask the convenor of a cell to invite you at rita.sample@example.org" in page


def test_nothing_of_a_cell_reaches_visitors_readers_and_administrators(
    cell, rita, adam, as_user
) -> None:
    round = make_round("Secret round", [cell], question="A secret question?")
    discussion = make_discussion(cell, round, reach=Reach.ORGANISERS)
    make_point(discussion, "Secret words.")
    agree(discussion)
    make_meeting(cell, date=in_days(2), state="scheduled", place="Secret place")
    for user in (None, rita, adam):
        page = as_user(user).get(HOME).content.decode()
        assert ["ecret" in page, cell.name in page] == [False, False]


PUBLISHED = Published("Title", "Question", "slug", 1, timezone.now())


def passage(text: str, cells: int | None, of: int = 4) -> dict[str, object]:
    return {"text": text, "raised": None if cells is None else {"cells": cells, "of": of}}


@pytest.mark.parametrize(
    ("passages", "text"),
    [
        ([], None),
        ([passage("Linking text.", None), passage("Nobody.", 0)], None),
        ([passage("All four.", 4), passage("One.", 1), passage("Three.", 3)], "Three."),
        ([passage("All four.", 4), passage("Linking text.", None)], "All four."),
    ],
)
def test_the_example_is_the_passage_that_most_but_not_all_cells_raised(passages, text) -> None:
    found = example_of({"sections": [{"statements": passages}]}, PUBLISHED)
    assert (found and found.text) == text


def test_an_archive_without_counts_gives_no_example(client, cell) -> None:
    make_publication(make_synthesis(make_round("Leadership", [cell])), {"title": "Old"})
    response = client.get(HOME)
    assert response.context["found"].example is None
    assert "How it looks" not in response.content.decode()
