"""Writing a summary: its editor, its sections and passages, and what stands behind them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.urls import reverse

from discussions.actions.syntheses import attach, move_section, move_statement
from discussions.choices import PointState, Relation, StatementKind
from discussions.models import Section, Statement, Synthesis
from tests.factories import (
    agree,
    make_discussion,
    make_point,
    make_round,
    make_statement,
    make_synthesis,
    make_theme,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(cell, other_cell):
    return make_round("Leadership", [cell, other_cell], slug="leadership")


@pytest.fixture
def points(round, cell, other_cell):
    """Three counted points of two cells."""
    discussions = [make_discussion(each, round) for each in (cell, other_cell)]
    made = [
        make_point(discussions[0], "Leaders listen before they speak."),
        make_point(discussions[0], "The kettle was on."),
        make_point(discussions[1], "A leader is whoever listens."),
    ]
    for discussion in discussions:
        agree(discussion)
    return made


@pytest.fixture
def synthesis(round):
    return make_synthesis(round)


@pytest.fixture
def organiser(as_user, olive):
    return as_user(olive)


def editor(round) -> str:
    return reverse("discussions:synthesis", args=[round.slug])


def words(response) -> str:
    return Page(response.content.decode()).words


def order(synthesis) -> list[list[str]]:
    return [
        list(section.statements.values_list("text", flat=True))
        for section in synthesis.sections.all()
    ]


# Beginning


def test_a_question_without_a_summary_leads_to_its_beginning(round, organiser) -> None:
    response = organiser.get(editor(round))
    assert response.url == reverse("discussions:synthesis-new", args=[round.slug])


def test_a_summary_is_begun_once_however_often_the_button_is_pressed(round, organiser) -> None:
    address = reverse("discussions:synthesis-new", args=[round.slug])
    for title in ("First", "Second"):
        response = organiser.post(address, {"title": title, "introduction": "Why."})
        assert response.url == editor(round)
    assert list(Synthesis.objects.values_list("title", "introduction")) == [("First", "Why.")]


def test_a_summary_without_a_title_is_sent_back_with_what_was_typed(round, organiser) -> None:
    address = reverse("discussions:synthesis-new", args=[round.slug])
    response = organiser.post(address, {"title": " ", "introduction": "Typed already."})
    assert "Typed already." in response.content.decode()
    assert not Synthesis.objects.exists()


# Sections and passages


def test_sections_and_passages_are_added_in_their_order(synthesis, organiser) -> None:
    for heading in ("One", "Two"):
        organiser.post(
            reverse("discussions:section-new", args=["leadership"]), {"heading": heading}
        )
    first = synthesis.sections.get(heading="One")
    address = reverse("discussions:statement-new", args=[first.pk])
    for text in ("a", "c"):
        organiser.post(address, {"text": text, "form": "prose", "kind": "claim"})
    above = Statement.objects.get(text="a")
    organiser.post(address, {"text": "b", "form": "item", "kind": "issue", "after": above.pk})
    assert order(synthesis) == [["a", "b", "c"], []]
    html = words(organiser.get(editor(synthesis.round)))
    assert all(number in html for number in ("1.1", "1.2", "1.3"))


def test_a_passage_moves_within_and_across_sections_and_stops_at_the_ends(
    synthesis, organiser
) -> None:
    for heading, texts in (("One", "ab"), ("Two", "c")):
        section = Section.objects.create(
            synthesis=synthesis, heading=heading, position=synthesis.sections.count()
        )
        for position, text in enumerate(texts):
            Statement.objects.create(section=section, text=text, position=position)
    address = reverse("discussions:statement-move", args=[Statement.objects.get(text="b").pk])
    seen = []
    for to in ("down", "down", "down", "up", "up", "up", "up"):
        organiser.post(address, {"to": to})
        seen.append(order(synthesis))
    assert seen == [
        [["a"], ["b", "c"]],
        [["a"], ["c", "b"]],
        [["a"], ["c", "b"]],
        [["a"], ["b", "c"]],
        [["a", "b"], ["c"]],
        [["b", "a"], ["c"]],
        [["b", "a"], ["c"]],
    ]


def test_sections_change_places_and_close_up_when_one_goes(synthesis, organiser) -> None:
    made = [
        Section.objects.create(synthesis=synthesis, heading=h, position=n)
        for n, h in enumerate("abc")
    ]
    organiser.post(reverse("discussions:section-move", args=[made[2].pk]), {"to": "up"})
    organiser.post(reverse("discussions:section-delete", args=[made[0].pk]))
    rows = synthesis.sections.values_list("heading", "position")
    assert list(rows) == [("c", 0), ("b", 1)]


def test_deleting_what_has_points_behind_it_asks_first(synthesis, points, organiser) -> None:
    statement = make_statement(synthesis, "Listening.", points[0])
    address = reverse("discussions:statement-delete", args=[statement.pk])
    response = organiser.post(address)
    assert "One point stands behind it." in words(response)
    assert Statement.objects.exists()
    organiser.post(address, {"sure": "yes"})
    assert not Statement.objects.exists()


def test_deleting_a_section_with_passages_asks_first(synthesis, organiser) -> None:
    statement = make_statement(synthesis)
    address = reverse("discussions:section-delete", args=[statement.section_id])
    assert "One passage of it would go too." in words(organiser.post(address))
    organiser.post(address, {"sure": "yes"})
    assert not Section.objects.exists()


@pytest.fixture
def before_the_lock():
    """Somebody else does something just before the summary is held for the first time."""

    waiting: list[Callable[[], object]] = []

    def lock_after_it(execute, sql, *rest):
        if waiting and "FOR UPDATE" in sql:
            waiting.pop()()
        return execute(sql, *rest)

    with connection.execute_wrapper(lock_after_it):
        yield waiting.append


def test_a_passage_added_while_its_section_is_deleted_is_asked_about(
    synthesis, organiser, before_the_lock
) -> None:
    section = Section.objects.create(synthesis=synthesis, heading="One", position=0)
    before_the_lock(lambda: make_statement(synthesis, "Added."))
    response = organiser.post(reverse("discussions:section-delete", args=[section.pk]))
    assert "One passage of it would go too." in words(response)
    assert order(synthesis) == [["Added."]]


def test_a_point_attached_while_its_passage_is_deleted_is_asked_about(
    synthesis, points, organiser, before_the_lock
) -> None:
    statement = make_statement(synthesis)
    before_the_lock(lambda: statement.evidence.create(point=points[0]))
    response = organiser.post(reverse("discussions:statement-delete", args=[statement.pk]))
    assert "One point stands behind it." in words(response)
    assert Statement.objects.exists()


# Two writers


def test_a_passage_changed_by_two_gives_both_texts_back(synthesis, organiser) -> None:
    statement = make_statement(synthesis, "As it was.")
    address = reverse("discussions:statement-edit", args=[statement.pk])
    data = {"form": "prose", "kind": "claim", "base_text": "As it was."}
    organiser.post(address, data | {"text": "Theirs."})
    response = organiser.post(address, data | {"text": "Mine."})
    page = response.content.decode()
    assert "Theirs." in words(response)
    assert ">\nMine.</textarea>" in page
    statement.refresh_from_db()
    assert statement.text == "Theirs."
    # Having seen both, the second writer saves on top of theirs.
    assert 'name="base_text" value="Theirs."' in page
    organiser.post(address, data | {"text": "Both.", "base_text": "Theirs."})
    statement.refresh_from_db()
    assert statement.text == "Both."


def test_line_ends_changed_by_a_browser_are_no_conflict(synthesis, organiser) -> None:
    statement = make_statement(synthesis, "One\ntwo")
    data = {"form": "prose", "kind": "claim", "base_text": "One\r\ntwo", "text": "Three"}
    organiser.post(reverse("discussions:statement-edit", args=[statement.pk]), data)
    statement.refresh_from_db()
    assert statement.text == "Three"


def test_an_edit_does_not_take_back_a_move_made_meanwhile(synthesis, organiser, olive) -> None:
    make_statement(synthesis, "a")
    b = make_statement(synthesis, "b")
    organiser.post(reverse("discussions:statement-move", args=[b.pk]), {"to": "up"})
    data = {"form": "prose", "kind": "claim", "base_text": "b", "text": "B"}
    organiser.post(reverse("discussions:statement-edit", args=[b.pk]), data)
    assert order(synthesis) == [["B", "a"]]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_passage_without_words_or_with_too_many_is_refused(synthesis, organiser, text) -> None:
    statement = make_statement(synthesis, "As it was.")
    data = {"form": "prose", "kind": "claim", "base_text": "As it was.", "text": text}
    response = organiser.post(reverse("discussions:statement-edit", args=[statement.pk]), data)
    assert "to put right" in words(response)
    statement.refresh_from_db()
    assert statement.text == "As it was."


# What stands behind a passage


def test_each_passage_shows_how_many_cells_and_points_say_it(
    synthesis, points, organiser, olive
) -> None:
    statement = make_statement(synthesis, "Listening.", points[0], points[1])
    attach(statement=statement, point=points[2], relation=Relation.DISSENTS, by=olive)
    text = words(organiser.get(editor(synthesis.round)))
    assert "1 of 2 cells, 2 points" in text
    assert "1 disagrees" in text


def test_attaching_relating_and_detaching_come_back_to_the_same_place(
    synthesis, points, organiser
) -> None:
    statement = make_statement(synthesis, "Listening.")
    address = reverse("discussions:evidence", args=[statement.pk])
    kept = {"point": points[0].pk, "list": "open", "find": "listen"}
    for change, relation in (
        ({"action": "attach"}, "supports"),
        ({"action": "relate", "relation": "qualifies"}, "qualifies"),
        ({"action": "attach"}, "supports"),
        ({"action": "detach"}, None),
        ({"action": "detach"}, None),
    ):
        response = organiser.post(address, kept | change)
        assert response.url == (
            f"{editor(synthesis.round)}?statement={statement.pk}"
            f"&list=open&find=listen#s-{statement.pk}"
        )
        found = statement.evidence.values_list("relation", flat=True)
        assert list(found) == ([relation] if relation else [])


def test_only_points_that_count_in_the_question_can_be_attached(
    synthesis, points, organiser, cell
) -> None:
    statement = make_statement(synthesis, "Listening.")
    draft = make_point(make_discussion(cell, make_round(cells=[cell])), "Elsewhere.")
    points[0].state = PointState.WITHDRAWN
    points[0].save()
    for pk in (draft.pk, points[0].pk, 10**9, "x", ""):
        response = organiser.post(
            reverse("discussions:evidence", args=[statement.pk]),
            {"action": "attach", "point": pk},
            follow=True,
        )
        assert "Nothing has been changed" in words(response)
    assert not statement.evidence.exists()


def test_a_withdrawn_point_says_so_without_its_words_and_can_be_detached(
    synthesis, points, organiser
) -> None:
    statement = make_statement(synthesis, "Listening.", points[1])
    points[1].state = PointState.WITHDRAWN
    points[1].save()
    text = words(organiser.get(editor(synthesis.round), {"statement": statement.pk}))
    assert "Its cell has withdrawn this point." in text
    assert points[1].text not in text
    organiser.post(
        reverse("discussions:evidence", args=[statement.pk]),
        {"action": "detach", "point": points[1].pk},
    )
    assert not statement.evidence.exists()


def offered(response) -> list[str]:
    return [point.text for point, _ in response.context["candidates"]]


def test_the_pane_offers_what_is_near_in_words_first(synthesis, points, organiser) -> None:
    make_statement(synthesis, "Leading is listening.")
    found = offered(organiser.get(editor(synthesis.round)))
    assert sorted(found) == sorted([points[0].text, points[2].text])


def test_the_pane_finds_by_words_by_theme_and_what_is_open(
    synthesis, points, organiser, olive
) -> None:
    statement = make_statement(synthesis, "Something.")
    theme = make_theme("Tea", "kettle", "water", slug="tea")
    for tag in theme.tags.all():
        points[1].taggings.create(tag=tag, source="person")
    used = make_statement(synthesis, "Used.", points[0])
    for query, expected in (
        ({"find": "KETTLE"}, [points[1]]),
        ({"list": "theme", "theme": "tea"}, [points[1]]),
        ({"list": "theme"}, []),
        ({"list": "open"}, [points[1], points[2]]),
        ({"list": "open", "find": "whoever"}, [points[2]]),
        ({"find": "no such words"}, []),
        ({"list": "nonsense", "find": "\0kettle"}, [points[1]]),
    ):
        response = organiser.get(editor(synthesis.round), query | {"statement": statement.pk})
        assert offered(response) == [point.text for point in expected]
    response = organiser.get(editor(synthesis.round), {"find": "l", "statement": used.pk})
    assert points[0].text not in offered(response)


@pytest.mark.parametrize("asked", ["", "x", "²", "-1", "9" * 40, "\0"])
def test_a_passage_that_is_not_there_leaves_the_first_without_a_source_in_hand(
    synthesis, points, organiser, asked
) -> None:
    make_statement(synthesis, "Has one.", points[0])
    lacking = make_statement(synthesis, "Has none.")
    response = organiser.get(editor(synthesis.round), {"statement": asked})
    assert response.context["in_hand"].statement == lacking


def test_linking_text_asks_for_no_source(synthesis, organiser) -> None:
    make_statement(synthesis, "We turn to the rest.", kind=StatementKind.EDITORIAL)
    text = words(organiser.get(editor(synthesis.round)))
    assert "1.1 needs no source" in text
    assert "no source yet" not in text


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    "query", [{}, {"list": "open"}, {"list": "theme"}, {"list": "theme", "theme": "tea"}]
)
def test_the_editor_takes_the_same_queries_at_any_length(
    synthesis, points, organiser, django_assert_num_queries, number, query
) -> None:
    make_theme("Tea", "kettle", slug="tea")
    discussion = points[0].discussion
    statements = []
    for n in range(number):
        made = make_point(discussion, f"Said {n}.", "kettle")
        make_point(discussion, f"Open {n}.", "kettle")
        statements.append(make_statement(synthesis, f"Said {n}.", made, points[0]))
    agree(discussion)
    expected = 9 + (query.get("list") == "theme") - (query == {"list": "theme"})
    with django_assert_num_queries(expected):
        organiser.get(editor(synthesis.round), query | {"statement": statements[0].pk})


def test_forms_posted_twice_make_one_section_and_one_passage(synthesis, organiser) -> None:
    for _ in range(2):
        organiser.post(
            reverse("discussions:section-new", args=["leadership"]), {"heading": "Listening"}
        )
    section = Section.objects.get()
    passage = {"text": "Leaders listen.", "kind": StatementKind.CLAIM, "form": "prose"}
    for _ in range(2):
        organiser.post(
            reverse("discussions:statement-new", args=[section.pk]), passage | {"after": ""}
        )
    first = Statement.objects.get()
    below = passage | {"text": "Leaders ask.", "after": first.pk}
    for _ in range(2):
        organiser.post(reverse("discussions:statement-new", args=[section.pk]), below)
    assert order(synthesis) == [["Leaders listen.", "Leaders ask."]]


def test_a_button_pressed_twice_or_too_late_moves_what_is_there(synthesis, olive) -> None:
    first = make_statement(synthesis, "One.")
    make_statement(synthesis, "Two.")
    for _ in range(2):
        move_statement(statement=first, up=False, by=olive)
    assert order(synthesis) == [["Two.", "One."]]
    Statement.objects.filter(pk=first.pk).delete()
    move_statement(statement=first, up=True, by=olive)
    assert order(synthesis) == [["Two."]]


def test_a_section_moved_twice_or_too_late_leaves_the_others_in_order(synthesis, olive) -> None:
    first, _ = (
        Section.objects.create(synthesis=synthesis, heading=heading, position=position)
        for position, heading in enumerate("ab")
    )
    for _ in range(2):
        move_section(section=first, up=False, by=olive)
    assert list(synthesis.sections.values_list("heading", flat=True)) == ["b", "a"]
    Section.objects.filter(pk=first.pk).delete()
    move_section(section=first, up=True, by=olive)
    assert list(synthesis.sections.values_list("heading", flat=True)) == ["b"]


def test_a_number_too_long_to_be_one_is_passed_over(synthesis, organiser) -> None:
    make_statement(synthesis, "One.")
    response = organiser.get(editor(synthesis.round), {"statement": "9" * 5000})
    assert response.status_code == 200
