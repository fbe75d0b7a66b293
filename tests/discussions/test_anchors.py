"""The pure rules by which points follow their notes, for any notes at all."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from discussions.anchors import find_once, points_after, same_words
from discussions.markup import read


@dataclass(frozen=True)
class Old:
    """A point as the rules see it; ``id`` tells those of the same words apart."""

    id: int
    text: str
    start: int
    follows_item: bool = True
    is_held: bool = False


WORDS = st.sampled_from(["Ask.", "Ask first.", "Nobody asked us.", "Wait", "No, ask.", "No ask."])
MARKS = st.sampled_from(["- ", "", "  - ", "## "])
TAGS = st.sampled_from(["", " #a", " #b"])
NOTES = st.lists(st.builds("{}{}{}".format, MARKS, WORDS, TAGS), max_size=6).map("\n\n".join)
OLD_POINTS = st.lists(
    st.tuples(WORDS, st.integers(0, 99), st.booleans(), st.booleans()), max_size=6
).map(lambda rows: [Old(number, *row) for number, row in enumerate(rows)])


@given(OLD_POINTS, NOTES)
def test_each_point_is_kept_or_marked_or_dropped_once(old, text) -> None:
    plan = points_after(old, read(text))
    placed = [kept.point.id for kept in plan.kept] + [p.id for p in plan.lost + plan.dropped]
    assert sorted(placed) == [point.id for point in old]


@given(OLD_POINTS, NOTES)
def test_no_kept_point_stands_without_its_words(old, text) -> None:
    reading = read(text)
    for kept in points_after(old, reading).kept:
        assert same_words(reading.plain[kept.start : kept.end]) == same_words(kept.point.text)


@given(OLD_POINTS, NOTES)
def test_every_tagged_item_is_one_point_and_no_place_holds_two(old, text) -> None:
    reading = read(text)
    plan = points_after(old, reading)
    places = [(k.start, k.end) for k in plan.kept] + [(p.start, p.end) for p in plan.made]
    assert len(places) == len(set(places))
    assert {(p.start, p.end) for p in reading.points} <= set(places)


@given(OLD_POINTS, NOTES)
def test_nothing_that_is_held_is_dropped(old, text) -> None:
    assert all(p.follows_item and not p.is_held for p in points_after(old, read(text)).dropped)


@given(NOTES)
def test_saving_the_same_text_again_changes_nothing(text) -> None:
    reading = read(text)
    old = [Old(n, p.text, p.start) for n, p in enumerate(reading.points)]
    plan = points_after(old, reading)
    assert (plan.made, plan.lost, plan.dropped) == ([], [], [])
    assert {(k.point.start, k.start) for k in plan.kept} == {(p.start, p.start) for p in old}


def test_a_moved_bullet_keeps_its_point_and_takes_its_new_tags() -> None:
    old = [Old(0, "First.", 0), Old(1, "Second.", 7)]
    plan = points_after(old, read("- Second. #b #c\n- First. #a"))
    assert [(k.point.id, k.tags) for k in plan.kept] == [(0, ("a",)), (1, ("b", "c"))]


def test_a_reworded_bullet_is_another_point() -> None:
    plan = points_after([Old(0, "Everybody agreed.", 0)], read("- Nobody agreed. #vote"))
    assert [p.text for p in plan.made] == ["Nobody agreed."]
    assert [p.id for p in plan.dropped] == [0]


def test_a_passage_whose_words_stand_twice_is_not_guessed_at() -> None:
    passage = Old(0, "We waited.", 0, follows_item=False)
    assert points_after([passage], read("We waited. Then we left. We waited.")).lost == [passage]


def test_words_are_found_only_where_they_stand_exactly_once() -> None:
    assert find_once("ask", "we ask") == (3, 6)
    assert find_once("ask", "ask, ask") is None
    assert find_once("aa", "aaa") is None
    assert find_once("ask", "we wait") is None
