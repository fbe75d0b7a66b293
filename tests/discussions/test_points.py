"""Points typed, chosen, changed and withdrawn; and those that nobody can trace."""

import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from discussions.actions.notes import save_note
from discussions.actions.tags import tag_point
from discussions.choices import PointOrigin, PointState
from discussions.markup import MAX_POINT_LENGTH
from discussions.models import Tag, Tagging
from discussions.queries.discussions import offers_of
from tests.factories import (
    agree,
    make_discussion,
    make_point,
    make_statement,
    make_synthesis,
    reopen,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussion(cell):
    return make_discussion(cell)


def new(discussion) -> str:
    return reverse("discussions:point-new", args=[discussion.pk])


def choose(discussion) -> str:
    return reverse("discussions:points-choose", args=[discussion.pk])


def edit(point) -> str:
    return reverse("discussions:point-edit", args=[point.pk])


def withdraw(point) -> str:
    return reverse("discussions:point-withdraw", args=[point.pk])


def tags_of(point) -> set[str]:
    return set(point.tags.values_list("name", flat=True))


# Typed into the discussion


def test_a_point_is_posted_with_kind_tags_and_name(discussion, as_user, bob) -> None:
    data = {"text": "Said.", "kind": "problem", "tags": "#love, self-efficacy"}
    response = as_user(bob).post(new(discussion), data)
    point = discussion.points.get()
    assert response.url == f"/discussions/{discussion.pk}/#point-1"
    assert (point.text, point.kind, point.author) == ("Said.", "problem", bob)
    assert (point.origin, point.number) == (PointOrigin.TYPED, 1)
    assert tags_of(point) == {"love", "self-efficacy"}
    assert set(point.taggings.values_list("source", "added_by")) == {("person", bob.pk)}


def test_a_point_without_a_name_leaves_no_trace_of_who_posted_it(
    discussion, as_user, bob, alice, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    client = as_user(bob)
    caplog.clear()
    client.post(new(discussion), {"text": "Said.", "tags": "love", "is_without_name": "on"})
    point = discussion.points.get()
    client.post(edit(point), {"text": "Said better.", "tags": "love hope"})
    point.refresh_from_db()
    assert (point.text, point.author) == ("Said better.", None)
    assert list(Tagging.objects.values_list("added_by", flat=True)) == [None, None]
    assert not LogEntry.objects.exists()
    assert f"by={bob.pk}" not in caplog.text
    page = as_user(alice).get(discussion.get_absolute_url()).content.decode()
    assert "without a name" in page
    assert "Bob" not in page


def test_a_form_posted_twice_makes_one_point(discussion, as_user, bob) -> None:
    for _ in range(2):
        response = as_user(bob).post(new(discussion), {"text": "Said."})
        assert response.url.endswith("#point-1")
    assert discussion.points.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("text", "", "Write the point first"),
        ("text", " \n ", "Write the point first"),
        ("text", "\x00", "Write the point first"),
        ("text", "a" * (MAX_POINT_LENGTH + 1), "at most 2000 characters, and this has 2001"),
        ("tags", "#" + "t" * 200, "at most 60 characters, this has 200"),
        ("tags", "\ufdfa" * 60, "at most 60 characters, this has 1080"),
        ("tags", "love #1st", "#1st cannot be a tag"),
        ("tags", "half_way", "#half_way cannot be a tag"),
        ("tags", "#Love #love", "#Love and #love are one tag"),
        ("kind", "nonsense", "not one of the available choices"),
    ],
)
def test_what_is_wrong_with_a_point_is_told_at_its_field_and_stays_typed(
    discussion, as_user, bob, field, typed, message
) -> None:
    response = as_user(bob).post(new(discussion), {"text": "Said.", field: typed})
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert message in form.errors[field][0]
    assert form[field].value() == typed
    assert discussion.points.count() == 0
    assert Tag.objects.count() == 0


def test_a_tag_known_in_other_letters_is_that_tag(discussion, as_user, bob) -> None:
    make_point(make_discussion(), "", "Love")
    as_user(bob).post(new(discussion), {"text": "Said.", "tags": "LOVE"})
    assert tags_of(discussion.points.get()) == {"Love"}


def test_posting_after_the_notes_were_agreed_is_refused_and_said(discussion, as_user, bob) -> None:
    make_point(discussion)
    agree(discussion)
    response = as_user(bob).post(new(discussion), {"text": "Too late."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "agreed and locked" in page
    assert "Too late." in page
    assert discussion.points.count() == 1


# Chosen from the notes


PASTED = "Nine of us came.\n\n• Being asked.\n• Being told.\n1) Waiting."


@pytest.fixture
def pasted(discussion, bob):
    save_note(note=discussion.note, text=PASTED, base_number=0, by=bob)
    discussion.note.refresh_from_db()
    return discussion


def ticked(discussion) -> list[str]:
    return [o.value for o in offers_of(discussion.note) if o.passage.is_item]


def test_list_items_are_offered_ticked_and_paragraphs_not(pasted, as_user, bob) -> None:
    page = as_user(bob).get(choose(pasted)).content.decode()
    assert page.count('name="places"') == 4
    for value in ticked(pasted):
        assert f'value="{value}" checked' in page
    assert page.count(" checked") == 3


def test_one_button_makes_points_of_what_is_ticked(pasted, as_user, bob) -> None:
    data = {"revision": 1, "places": ticked(pasted)}
    as_user(bob).post(choose(pasted), data)
    points = list(pasted.points.order_by("number"))
    assert [p.text for p in points] == ["Being asked.", "Being told.", "Waiting."]
    for point in points:
        assert (point.origin, point.author) == (PointOrigin.PASSAGE, None)
        assert point.revision.plain[point.start : point.end] == point.text
    as_user(bob).post(choose(pasted), data)
    assert pasted.points.count() == 3
    page = as_user(bob).get(choose(pasted)).content.decode()
    assert page.count("a point already") == 3


def test_choosing_from_notes_that_changed_meanwhile_is_said(pasted, as_user, alice, bob) -> None:
    data = {"revision": 1, "places": ticked(pasted)}
    save_note(note=pasted.note, text="Before.\n\n" + PASTED, base_number=1, by=alice)
    response = as_user(bob).post(choose(pasted), data)
    assert response.status_code == 409
    assert "Somebody saved the notes" in response.content.decode()
    assert pasted.points.count() == 0


@pytest.mark.parametrize("places", [[], ["0-3"], ["nonsense"], ["1-999999999999"]])
def test_only_what_is_offered_can_be_chosen(pasted, as_user, bob, places) -> None:
    response = as_user(bob).post(choose(pasted), {"revision": 1, "places": places})
    assert response.context["form"].errors["places"]
    assert pasted.points.count() == 0


# Changed


def test_a_typed_point_can_be_reworded_until_it_is_agreed(discussion, as_user, bob) -> None:
    point = make_point(discussion, "Said.")
    as_user(bob).post(edit(point), {"text": "Said better.", "kind": "needed", "tags": "love"})
    point.refresh_from_db()
    assert (point.text, point.kind, tags_of(point)) == ("Said better.", "needed", {"love"})
    reopen(agree(discussion))
    as_user(bob).post(edit(point), {"text": "Something else.", "kind": "", "tags": ""})
    point.refresh_from_db()
    assert (point.text, point.kind, tags_of(point)) == ("Said better.", "", set())


def test_tags_of_the_notes_stay_when_those_of_people_are_changed(
    discussion, as_user, alice, bob
) -> None:
    save_note(note=discussion.note, text="- One. #a", base_number=0, by=bob)
    point = discussion.points.get()
    tag_point(point=point, names=["b"], by=alice)
    response = as_user(bob).get(edit(point))
    assert response.context["form"]["tags"].value() == "#b"
    as_user(bob).post(edit(point), {"kind": "", "tags": "c"})
    assert tags_of(point) == {"a", "c"}


def test_an_organiser_tags_agreed_points_and_changes_nothing_else(
    discussion, as_user, olive
) -> None:
    point = make_point(discussion, "Said.", kind="problem")
    agree(discussion)
    as_user(olive).post(edit(point), {"text": "Other.", "kind": "needed", "tags": "love"})
    point.refresh_from_db()
    assert (point.text, point.kind) == ("Said.", "problem")
    assert set(point.taggings.values_list("source", "added_by")) == {("person", olive.pk)}


def test_a_member_cannot_change_points_once_they_are_agreed(discussion, as_user, bob) -> None:
    point = make_point(discussion, "Said.")
    agree(discussion)
    response = as_user(bob).post(edit(point), {"text": "Other.", "kind": "", "tags": "love"})
    assert "agreed and locked" in response.content.decode()
    point.refresh_from_db()
    assert (point.text, tags_of(point)) == ("Said.", set())


# Withdrawn


def test_a_withdrawn_point_is_shown_to_nobody_and_twice_is_no_error(
    discussion, as_user, bob
) -> None:
    point = make_point(discussion, "Said by mistake.")
    client = as_user(bob)
    for _ in range(2):
        assert client.post(withdraw(point)).url == discussion.get_absolute_url()
    point.refresh_from_db()
    assert point.state == PointState.WITHDRAWN
    assert "Said by mistake." not in client.get(discussion.get_absolute_url()).content.decode()
    client.post(new(discussion), {"text": "Said."})
    assert discussion.points.live().get().number == 2


def test_a_point_that_a_summary_rests_on_is_not_withdrawn(discussion, as_user, bob) -> None:
    point = make_point(discussion)
    reopen(agree(discussion))
    make_statement(make_synthesis(), "Claimed.", point)
    response = as_user(bob).post(withdraw(point), follow=True)
    assert "A summary rests on this point" in response.content.decode()
    point.refresh_from_db()
    assert point.is_live


def test_an_agreed_point_is_not_withdrawn(discussion, as_user, bob) -> None:
    point = make_point(discussion)
    agree(discussion)
    response = as_user(bob).post(withdraw(point), follow=True)
    assert "agreed and locked" in response.content.decode()
    point.refresh_from_db()
    assert point.is_live
