"""Notes: saved, never lost, and what their points do at each save."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from discussions.actions.notes import save_note
from discussions.actions.points import make_points, withdraw_point
from discussions.actions.tags import tag_point
from discussions.choices import PointOrigin, PointState, TaggingSource
from discussions.errors import NoteConflict
from discussions.markup import MAX_BYTES
from discussions.models import Tag
from discussions.queries.discussions import offers_of
from discussions.views.notes import PREVIEWS_A_MINUTE
from tests.factories import agree, make_discussion, make_statement, make_synthesis, reopen

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussion(cell):
    return make_discussion(cell)


@pytest.fixture
def note(discussion):
    return discussion.note


@pytest.fixture
def save(note, bob):
    """Saves a text as Bob, on top of whatever is there."""

    def save(text):
        return save_note(note=note, text=text, base_number=note.revisions.count(), by=bob)

    return save


def tags_of(point) -> set[str]:
    return set(point.tags.values_list("name", flat=True))


def choose_all(note, by) -> None:
    """Makes a point of every passage of the notes."""
    note.refresh_from_db()
    places = [(offer.passage.start, offer.passage.end) for offer in offers_of(note)]
    make_points(note=note, places=places, revision_number=note.revision.number, by=by)


def live(discussion) -> list[tuple[int, str, bool]]:
    points = discussion.points.live().order_by("number")
    return list(points.values_list("number", "text", "has_note_changed"))


# What a save does


def test_saving_makes_a_revision_and_its_tagged_bullets_points(discussion, save, bob) -> None:
    revision = save("- Being asked. #love\n- Told.")
    (point,) = discussion.points.all()
    (tagging,) = point.taggings.all()
    assert (point.text, point.origin, point.number) == ("Being asked.", PointOrigin.ITEM, 1)
    assert revision.plain[point.start : point.end] == point.text
    assert (tagging.tag.name, tagging.source, tagging.added_by) == ("love", "note", bob)
    assert point.author is None


def test_the_same_text_again_makes_no_new_revision(note, save) -> None:
    assert save("Said.") == save("Said.")
    assert note.revisions.count() == 1


def test_note_saved_twice_at_once_keeps_both_texts(note, alice, bob) -> None:
    save_note(note=note, text="Alice's.", base_number=0, by=alice)
    with pytest.raises(NoteConflict) as conflict:
        save_note(note=note, text="Bob's.", base_number=0, by=bob)
    newest = conflict.value.newest
    assert (conflict.value.text, newest and newest.text) == ("Bob's.", "Alice's.")
    assert note.revisions.count() == 1


def test_an_unchanged_bullet_keeps_its_point_where_it_moved(discussion, save) -> None:
    save("- One. #a\n- Two. #b")
    revision = save("New first words.\n\n- Two. #b\n- One. #a")
    assert live(discussion) == [(1, "One.", False), (2, "Two.", False)]
    for point in discussion.points.live():
        assert point.revision == revision
        assert revision.plain[point.start : point.end] == point.text


def test_a_changed_bullet_is_a_new_point_whose_number_was_never_given(discussion, save) -> None:
    save("- One. #a\n- Two. #b")
    save("- One. #a\n- Three. #b")
    save("- One. #a\n- Four. #b")
    assert live(discussion) == [(1, "One.", False), (4, "Four.", False)]


@pytest.mark.parametrize("hold", ["tag", "kind", "evidence"])
def test_what_somebody_hung_work_on_stays_and_says_the_note_changed(
    discussion, save, alice, hold
) -> None:
    save("- One. #a")
    point = discussion.points.get()
    if hold == "tag":
        tag_point(point=point, names=["mine"], by=alice)
    elif hold == "kind":
        discussion.points.update(kind="problem")
    else:
        make_statement(make_synthesis(), "Claimed.", point)
    save("- Uno. #a")
    assert live(discussion) == [(1, "One.", True), (2, "Uno.", False)]
    save("- One. #a")
    assert live(discussion) == [(1, "One.", False)]


def test_tags_taken_out_of_the_text_go_and_those_of_people_stay(discussion, save, alice) -> None:
    save("- One. #a #b")
    point = discussion.points.get()
    tag_point(point=point, names=["mine"], by=alice)
    save("- One. #b #c")
    assert tags_of(point) == {"b", "c", "mine"}


def test_tags_that_differ_only_in_case_are_one(discussion, save) -> None:
    save("- One. #Love\n- Two. #love #LOVE")
    assert [tag.name for tag in Tag.objects.all()] == ["Love"]
    assert all(tags_of(point) == {"Love"} for point in discussion.points.all())


def test_a_point_withdrawn_from_its_bullet_does_not_come_back(discussion, save, bob) -> None:
    save("- One. #a")
    withdraw_point(point=discussion.points.get(), by=bob)
    save("- One. #a\n- Two. #a")
    save("Before.\n\n- One. #a\n- Two. #a")
    assert live(discussion) == [(2, "Two.", False)]


def test_a_chosen_passage_follows_its_words_and_else_says_so(discussion, note, save, bob) -> None:
    save("We waited for a long time.")
    choose_all(note, bob)
    moved = save("Before.\n\nWe waited for a long time.")
    point = discussion.points.get()
    assert (point.revision, point.has_note_changed) == (moved, False)
    save("We waited for a short time.")
    point.refresh_from_db()
    assert (point.revision, point.has_note_changed) == (moved, True)
    assert point.text == "We waited for a long time."


def test_a_chosen_bullet_that_gets_tags_later_stays_one_point(discussion, note, save, bob) -> None:
    save("- One.")
    choose_all(note, bob)
    save("- One. #a")
    point = discussion.points.live().get()
    assert tags_of(point) == {"a"}
    save("- One.")
    assert tags_of(point) == set()
    assert live(discussion) == [(1, "One.", False)]


def test_while_open_again_what_was_agreed_is_kept_until_agreed_anew(discussion, save) -> None:
    save("- One. #a")
    discussion.note.refresh_from_db()
    reopen(agree(discussion))
    save("- Uno. #a")
    assert live(discussion) == [(1, "One.", True), (2, "Uno.", False)]


# The page


def edit(note) -> str:
    return reverse("discussions:note-edit", args=[note.pk])


def test_saving_notes_with_tags_leads_back_to_the_discussion(note, as_user, bob) -> None:
    response = as_user(bob).post(edit(note), {"text": "- One. #a", "base": 0})
    assert response.url == f"/discussions/{note.discussion_id}/"


def test_saving_notes_without_tags_leads_to_choosing_points(note, as_user, bob) -> None:
    response = as_user(bob).post(edit(note), {"text": "• One.\r\n• Two.", "base": 0})
    assert response.url == f"/discussions/{note.discussion_id}/points/choose/"
    note.refresh_from_db()
    assert note.text == "• One.\n• Two."


def test_a_form_posted_twice_saves_once(note, as_user, bob) -> None:
    client = as_user(bob)
    for _ in range(2):
        assert client.post(edit(note), {"text": "- One. #a", "base": 0}).status_code == 302
    assert note.revisions.count() == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There are no words here yet."),
        (" \r\n\t", "There are no words here yet."),
        ("\x00", "There are no words here yet."),
        ("a" * (MAX_BYTES + 1), "this is 100,001 bytes"),
        ("é" * (MAX_BYTES // 2 + 1), "this is 100,002 bytes"),
        ("One.\n\n- Two. #" + "t" * 200, "Line 3: The tag #tttttttttttttttttttt… is too long"),
        ("- One. #" + "\ufdfa" * 60, "Line 1: The tag"),
    ],
)
def test_bad_notes_are_told_at_the_field_and_stay_on_the_page(
    note, as_user, bob, text, message
) -> None:
    response = as_user(bob).post(edit(note), {"text": text, "base": 0})
    (error, *_) = response.context["form"].errors["text"]
    assert message in error
    assert response.context["form"]["text"].value() == text
    assert note.revisions.count() == 0


def test_a_note_of_exactly_100_kb_is_saved(note, as_user, bob) -> None:
    as_user(bob).post(edit(note), {"text": "a" * MAX_BYTES, "base": 0})
    assert len(note.revisions.get().text) == MAX_BYTES


def test_characters_that_cannot_be_stored_are_left_out(note, as_user, bob) -> None:
    as_user(bob).post(edit(note), {"text": "Sa\x00id.", "base": 0})
    assert note.revisions.get().text == "Said."


def test_a_conflict_shows_both_texts_and_lets_mine_be_saved(note, save, as_user, alice) -> None:
    save("Bob's words.")
    client = as_user(alice)
    response = client.post(edit(note), {"text": "Alice's words.", "base": 0})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bob&#x27;s words." in page
    assert "Alice&#x27;s words." in page
    assert note.revisions.get().text == "Bob's words."
    base = response.context["form"]["base"].value()
    assert client.post(edit(note), {"text": "Both.", "base": base}).status_code == 302


def test_saving_after_the_notes_were_agreed_keeps_the_text_on_the_page(
    discussion, save, as_user, bob
) -> None:
    save("Agreed words.")
    discussion.note.refresh_from_db()
    agree(discussion)
    response = as_user(bob).post(edit(discussion.note), {"text": "Too late.", "base": 1})
    assert response.status_code == 409
    assert response.context["form"]["text"].value() == "Too late."
    assert "locked" in response.content.decode()
    assert discussion.note.revisions.count() == 1


def test_the_preview_button_shows_the_points_and_saves_nothing(note, as_user, bob) -> None:
    data = {"text": "- Being asked. #love\n- Told.", "base": 0, "preview": ""}
    page = as_user(bob).post(edit(note), data).content.decode()
    assert '<mark class="marker" id="point-1">Being asked.<sup>1</sup></mark>' in page
    assert note.revisions.count() == 0


def test_the_live_preview_is_safe_and_says_what_becomes_a_point(as_user, bob) -> None:
    address = reverse("discussions:note-preview")
    text = "<script>alert(1)</script>\n\n- One. #a"
    page = as_user(bob).post(address, {"text": text}).content.decode()
    assert "<script" not in page
    assert "one list item with tags is a point" in page
    page = as_user(bob).post(address, {"text": "a" * (MAX_BYTES + 1)}).content.decode()
    assert "this is 100,001 bytes" in page


def test_previews_are_throttled_for_each_person(as_user, bob, alice) -> None:
    cache.clear()
    address = reverse("discussions:note-preview")
    client = as_user(bob)
    found = [client.post(address, {"text": "a"}).status_code for _ in range(PREVIEWS_A_MINUTE + 1)]
    assert found == [200] * PREVIEWS_A_MINUTE + [429]
    assert as_user(alice).post(address, {"text": "a"}).status_code == 200


def test_the_address_of_the_notes_leads_to_their_discussion(note, as_user, bob) -> None:
    response = as_user(bob).get(reverse("discussions:note", args=[note.pk]))
    assert response.url == note.discussion.get_absolute_url()


def test_taggings_from_notes_know_their_source(discussion, save) -> None:
    save("- One. #a")
    assert discussion.points.get().taggings.get().source == TaggingSource.NOTE
    assert discussion.points.get().state == PointState.LIVE
