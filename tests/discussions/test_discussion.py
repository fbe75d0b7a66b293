"""The page of a discussion: to its cell whole, to others what was agreed, without a name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cells.choices import MembershipRole
from discussions.actions.notes import agree_notes, reopen_notes, save_note
from discussions.actions.points import post_point
from discussions.choices import PointOrigin, Reach
from discussions.queries.discussions import discussion_page
from tests.factories import (
    agree,
    join,
    make_discussion,
    make_meeting,
    make_point,
    make_revision,
    make_user,
)

pytestmark = pytest.mark.django_db

TEXT = "We began late.\n\n- Being asked. #love\n- Being told."


@pytest.fixture
def discussion(cell, bob):
    discussion = make_discussion(cell)
    save_note(note=discussion.note, text=TEXT, base_number=0, by=bob)
    post_point(
        discussion=discussion, text="Typed by Bob.", kind="", tags=[], is_without_name=False, by=bob
    )
    return discussion


@pytest.fixture
def page_for(discussion, as_user):
    def page_for(user):
        return as_user(user).get(discussion.get_absolute_url())

    return page_for


def texts(response) -> list[str]:
    return [shown.point.text for shown in response.context["page"].points]


def test_the_number_in_the_notes_is_the_number_of_the_point(page_for, bob) -> None:
    page = page_for(bob).content.decode()
    assert '<mark class="marker" id="point-1">Being asked.<sup>1</sup></mark>' in page
    assert 'id="said-1"' in page
    assert 'id="point-2"' in page
    assert 'id="said-2"' not in page


def test_the_newest_point_stands_first(page_for, bob) -> None:
    assert texts(page_for(bob)) == ["Typed by Bob.", "Being asked."]


def test_the_cell_sees_who_contributed(page_for, alice) -> None:
    page = page_for(alice).content.decode()
    assert "just now by Bob" in page
    assert "Bob, just now" in page


@pytest.mark.parametrize("who", ["carol", "olive", "rita", None])
def test_others_read_what_was_agreed_without_any_name(
    discussion, page_for, people, alice, bob, who
) -> None:
    agree_notes(discussion=discussion, reach=Reach.PUBLIC, by=alice)
    response = page_for(who and getattr(people, who))
    page = response.content.decode()
    assert texts(response) == ["Typed by Bob.", "Being asked."]
    for person in (alice, bob):
        assert person.name not in page
        assert person.email not in page
        assert f">{person.get_short_name()}" not in page
    assert "by Bob" not in page.replace("Typed by Bob.", "")
    assert "by Alice" not in page


def test_while_open_again_others_read_what_was_agreed(
    discussion, page_for, alice, bob, carol
) -> None:
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    reopen_notes(discussion=discussion, because="A line is missing.", by=alice)
    new = "New first line.\n\n" + TEXT.replace("told", "heard") + "\n- Added. #new"
    save_note(note=discussion.note, text=new, base_number=1, by=bob)
    make_point(discussion, "Typed since.")
    response = page_for(carol)
    page = response.content.decode()
    assert texts(response) == ["Typed by Bob.", "Being asked."]
    assert "Being told." in page
    assert '<mark class="marker" id="point-1">Being asked.<sup>1</sup></mark>' in page
    for later in ("New first line", "Being heard", "Added", "Typed since", "A line is missing"):
        assert later not in page
    mine = page_for(bob).content.decode()
    assert "A line is missing." in mine
    assert "Added." in mine


def test_others_learn_nothing_of_a_draft(discussion, page_for, carol, olive, rita) -> None:
    assert page_for(carol).status_code == 404
    assert page_for(rita).status_code == 404
    assert page_for(olive).status_code == 403
    response = page_for(None)
    assert response.url == f"/accounts/login/?next=/discussions/{discussion.pk}/"


def test_a_point_lost_from_its_note_says_so(discussion, page_for, bob) -> None:
    revision = make_revision(discussion.note, "Other words.")
    point = discussion.points.get(origin=PointOrigin.ITEM)
    discussion.points.filter(pk=point.pk).update(has_note_changed=True)
    assert discussion_page(discussion, bob).revision == revision
    assert page_for(bob).content.decode().count("the note has changed since") == 1


def test_an_empty_discussion_says_what_to_do_first(cell, as_user, bob) -> None:
    discussion = make_discussion(cell)
    page = as_user(bob).get(discussion.get_absolute_url()).content.decode()
    assert "Nothing is written down yet" in page
    assert f'href="/notes/{discussion.note.pk}/edit/"' in page
    assert 'id="add-a-point"' in page


def test_notes_can_be_begun_before_the_meeting(cell, as_user, bob) -> None:
    discussion = make_discussion(cell)
    tomorrow = timezone.localdate() + timedelta(days=1)
    discussion.meeting = make_meeting(cell, date=tomorrow, state="scheduled")
    discussion.save()
    page = as_user(bob).get(discussion.get_absolute_url()).content.decode()
    assert "The cell meets on" in page


@pytest.mark.parametrize("is_empty", [True, False])
def test_of_a_cancelled_meeting_it_is_said_and_nothing_is_offered(
    cell, as_user, alice, is_empty
) -> None:
    discussion = make_discussion(cell)
    if not is_empty:
        make_point(discussion, "Posted before.")
    discussion.meeting.state = "cancelled"
    discussion.meeting.save()
    client = as_user(alice)
    page = client.get(discussion.get_absolute_url()).content.decode()
    assert "This meeting was cancelled" in page
    edit = f"/notes/{discussion.note.pk}/edit/"
    for control in ("Agree the notes", edit, 'id="add-a-point"', "> point "):
        assert control not in page
    assert client.get(edit).url == discussion.get_absolute_url()


def test_only_a_convenor_is_offered_to_agree(page_for, alice, bob) -> None:
    assert "Agree the notes" in page_for(alice).content.decode()
    assert "Agree the notes" not in page_for(bob).content.decode()


def test_a_former_member_is_a_stranger(discussion, page_for, bob) -> None:
    bob.memberships.update(state="left")
    bob.__dict__.pop("cell_roles", None)
    assert page_for(bob).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("role", [MembershipRole.CONVENOR, None])
def test_as_many_queries_for_one_point_as_for_thirty(
    cell, client, django_assert_num_queries, number, role
) -> None:
    discussion = make_discussion(cell)
    revision = make_revision(discussion.note, "Said. " * number, make_user())
    for place in range(number):
        make_point(
            discussion,
            "Said.",
            f"tag-{place}",
            "shared",
            revision=revision,
            start=place * 6,
            end=place * 6 + 5,
            origin=PointOrigin.PASSAGE,
        )
        make_point(discussion, "", "shared", author=make_user())
    agree(discussion)
    reader = make_user(is_organiser=role is None)
    if role:
        join(reader, cell, role)
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_num_queries(7):
        response = client.get(discussion.get_absolute_url())
    assert len(response.context["page"].points) == 2 * number
