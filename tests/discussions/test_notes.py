"""Notes: saved, never lost, and what their points do at each save."""

import pytest

from discussions.actions.notes import save_note
from discussions.choices import PointOrigin
from discussions.errors import NoteConflict
from tests.factories import make_discussion

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(cell):
    return make_discussion(cell).note


def test_saving_makes_a_revision_and_its_tagged_bullets_points(note, bob) -> None:
    revision = save_note(note=note, text="- Being asked. #love\n- Told.", base_number=0, by=bob)
    (point,) = note.discussion.points.all()
    assert (point.text, point.origin, point.number) == ("Being asked.", PointOrigin.ITEM, 1)
    assert revision.plain[point.start : point.end] == point.text
    assert [t.tag.name for t in point.taggings.select_related("tag")] == ["love"]


def test_a_second_writer_is_told_and_both_texts_are_kept(note, alice, bob) -> None:
    save_note(note=note, text="Alice's.", base_number=0, by=alice)
    with pytest.raises(NoteConflict) as conflict:
        save_note(note=note, text="Bob's.", base_number=0, by=bob)
    assert (conflict.value.text, conflict.value.newest.text) == ("Bob's.", "Alice's.")
