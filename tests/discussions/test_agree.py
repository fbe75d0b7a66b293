"""Agreeing notes, opening them again, and who may see them."""

import pytest
from django.urls import reverse

from discussions.actions.notes import agree_notes, save_note
from discussions.actions.tags import tag_point
from discussions.choices import NoteState, Reach
from discussions.errors import MeetingCancelled
from discussions.labels import WHO_MAY_SEE
from tests.factories import agree, make_discussion, make_point, reopen

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussion(cell, bob):
    discussion = make_discussion(cell)
    save_note(note=discussion.note, text="Three words here.\n\n- One. #a", base_number=0, by=bob)
    return discussion


def address(name, discussion) -> str:
    return reverse(f"discussions:discussion-{name}", args=[discussion.pk])


def note_of(discussion):
    discussion.refresh_from_db()
    discussion.note.refresh_from_db()
    return discussion.note


def test_before_agreeing_it_is_said_what_and_who_will_read_it(discussion, as_user, alice) -> None:
    page = as_user(alice).get(address("agree", discussion)).content.decode()
    assert "5 words of notes and one point" in page
    for name, explanation in WHO_MAY_SEE.values():
        assert name in page
        assert explanation in page


def test_agreeing_locks_the_notes_and_sets_who_may_see(discussion, as_user, alice) -> None:
    as_user(alice).post(address("agree", discussion), {"reach": "quoted", "seen": 1})
    note = note_of(discussion)
    assert (note.state, note.agreed_by, discussion.reach) == ("agreed", alice, "quoted")
    assert note.agreed_revision == note.revision
    assert discussion.points.released().count() == 1


def test_agreeing_twice_changes_nothing_more(discussion, as_user, alice) -> None:
    client = as_user(alice)
    client.post(address("agree", discussion), {"reach": "quoted", "seen": 1})
    first = note_of(discussion).agreed_at
    again = client.post(address("agree", discussion), {"reach": "public", "seen": 1})
    assert again.url == discussion.get_absolute_url()
    assert note_of(discussion).agreed_at == first
    assert discussion.reach == "quoted"


def test_an_empty_note_is_not_agreed(cell, as_user, alice) -> None:
    discussion = make_discussion(cell)
    data = {"reach": "public", "seen": 0}
    response = as_user(alice).post(address("agree", discussion), data)
    assert "There is nothing to agree yet" in response.content.decode()
    assert note_of(discussion).state == NoteState.DRAFT
    assert discussion.reach == Reach.NETWORK


def test_points_without_notes_can_be_agreed(cell, as_user, alice, carol) -> None:
    discussion = make_discussion(cell)
    make_point(discussion, "Typed.")
    as_user(alice).post(address("agree", discussion), {"reach": "network", "seen": 0})
    assert note_of(discussion).agreed_revision.text == ""
    page = as_user(carol).get(discussion.get_absolute_url()).content.decode()
    assert "Typed." in page


def test_notes_that_changed_while_the_page_was_open_are_not_agreed_unseen(
    discussion, as_user, alice, bob
) -> None:
    save_note(note=discussion.note, text="Added since.", base_number=1, by=bob)
    client = as_user(alice)
    response = client.post(address("agree", discussion), {"reach": "public", "seen": 1})
    assert "Somebody saved the notes" in response.content.decode()
    assert note_of(discussion).state == NoteState.DRAFT
    form = response.context["form"]
    assert (form["reach"].value(), form["seen"].value()) == ("public", 2)


@pytest.mark.parametrize("data", [{}, {"reach": "nobody", "seen": 1}, {"reach": "public"}])
def test_a_broken_form_agrees_nothing(discussion, as_user, alice, data) -> None:
    response = as_user(alice).post(address("agree", discussion), data)
    assert response.status_code == 200
    assert note_of(discussion).state == NoteState.DRAFT


def test_who_may_see_is_changed_later_and_holds_at_once(discussion, as_user, alice, carol) -> None:
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    assert as_user(carol).get(discussion.get_absolute_url()).status_code == 200
    as_user(alice).post(address("reach", discussion), {"reach": "organisers"})
    assert as_user(carol).get(discussion.get_absolute_url()).status_code == 404


def test_opening_for_corrections_needs_a_reason(discussion, as_user, alice) -> None:
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    client = as_user(alice)
    response = client.post(address("reopen", discussion), {"because": " "})
    assert response.context["form"].errors["because"]
    assert note_of(discussion).state == NoteState.AGREED
    for _ in range(2):
        client.post(address("reopen", discussion), {"because": "A line is missing."})
    note = note_of(discussion)
    assert (note.state, note.reopened_because) == (NoteState.AMENDING, "A line is missing.")
    assert note.agreed_revision is not None


def test_a_draft_cannot_be_opened_again(discussion, as_user, alice) -> None:
    as_user(alice).post(address("reopen", discussion), {"because": "No reason."})
    assert note_of(discussion).state == NoteState.DRAFT


def test_agreeing_anew_pins_the_new_notes_and_drops_what_they_replaced(
    discussion, alice, bob
) -> None:
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    reopen(discussion.__class__.objects.get(pk=discussion.pk))
    revision = save_note(note=discussion.note, text="- Uno. #a", base_number=1, by=bob)
    assert [p.text for p in discussion.points.live()] == ["One.", "Uno."]
    assert [p.text for p in discussion.points.released()] == ["One."]
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    assert note_of(discussion).agreed_revision == revision
    assert [p.text for p in discussion.points.released()] == ["Uno."]


def test_what_somebody_tagged_outlives_a_new_agreement(discussion, alice, bob, olive) -> None:
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    tag_point(point=discussion.points.get(), names=["theirs"], by=olive)
    reopen(discussion.__class__.objects.get(pk=discussion.pk))
    save_note(note=discussion.note, text="- Uno. #a", base_number=1, by=bob)
    agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    assert [p.text for p in discussion.points.released()] == ["One.", "Uno."]


def test_agreed_notes_refuse_the_editor(discussion, as_user, bob) -> None:
    note_of(discussion)
    agree(discussion)
    response = as_user(bob).get(reverse("discussions:note-edit", args=[discussion.note.pk]))
    assert response.url == discussion.get_absolute_url()


def test_a_point_posted_while_the_convenor_was_reading_is_shown_before_it_is_agreed(
    discussion, as_user, alice
) -> None:
    make_point(discussion, "Seen.")
    client = as_user(alice)
    address = reverse("discussions:discussion-agree", args=[discussion.pk])
    seen = client.get(address).context["form"]
    data = {name: seen[name].value() for name in ("reach", "seen", "points")}
    make_point(discussion, "Not seen.")
    shown = client.post(address, data)
    discussion.note.refresh_from_db()
    assert not discussion.note.is_agreed
    again = {name: shown.context["form"][name].value() for name in data}
    assert client.post(address, again).status_code == 302


def test_notes_of_a_cancelled_meeting_are_neither_written_nor_agreed(
    discussion, as_user, alice, bob
) -> None:
    make_point(discussion, "Posted before.")
    discussion.meeting.state = "cancelled"
    discussion.meeting.save()
    with pytest.raises(MeetingCancelled):
        save_note(note=discussion.note, text="Said.", base_number=0, by=bob)
    with pytest.raises(MeetingCancelled):
        agree_notes(discussion=discussion, reach=Reach.NETWORK, by=alice)
    before = discussion.points.count()
    address = reverse("discussions:point-new", args=[discussion.pk])
    response = as_user(bob).post(address, {"text": "Said."})
    assert response.status_code == 409
    assert discussion.points.count() == before
    assert as_user(bob).get(discussion.get_absolute_url()).status_code == 200
