"""Freezing a version: what goes in, that it goes in once, and that it stays."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cells.errors import NotPossible
from discussions.actions.publications import publish_synthesis
from discussions.actions.rounds import set_consent
from discussions.actions.syntheses import attach, cover_point, set_aside_points
from discussions.choices import Reach, Relation, StatementKind
from discussions.models import Publication
from discussions.queries.gate import gate
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_round,
    make_statement,
    make_synthesis,
    make_user,
    reopen,
)


def make_summary(cell, other_cell, **reach):
    """A summary of one claim, one point each of two cells, nothing in its way."""
    round = make_round("Leadership", [cell, other_cell], slug="leadership")
    points = []
    for each, name in ((cell, "one"), (other_cell, "two")):
        discussion = make_discussion(each, round, reach=reach.get(name, Reach.QUOTED))
        points.append(make_point(discussion, f"Said in {name}."))
        agree(discussion)
    synthesis = make_synthesis(round, title="On leading", introduction="What was *said*.")
    make_statement(synthesis, "A claim.", *points)
    return synthesis


@pytest.fixture
def summary(cell, other_cell):
    return make_summary(cell, other_cell)


def points_of(synthesis):
    return list(synthesis.sections.get().statements.first().points.order_by("pk"))


def name_cells(synthesis, *cells) -> None:
    synthesis.round.round_cells.filter(cell__in=cells).update(is_named=True)


@pytest.mark.django_db
def test_the_document_has_the_shape_it_promises(summary, olive, other_cell) -> None:
    one, two = points_of(summary)
    discussion = one.discussion
    discussion.reach = Reach.PUBLIC
    discussion.save()
    discussion.meeting.headcount = 7
    discussion.meeting.save()
    extra = [make_point(discussion) for _ in range(3)]
    agree(discussion)
    attach(
        statement=summary.sections.get().statements.get(),
        point=two,
        relation=Relation.QUALIFIES,
        by=olive,
    )
    make_statement(summary, "What next?", kind=StatementKind.ISSUE)
    cover_point(synthesis=summary, point=extra[0], covered_by=one, by=olive)
    set_aside_points(synthesis=summary, points=[extra[1]], reason="Not about it", by=olive)
    publication = publish_synthesis(synthesis=summary, by=olive, confirmed=["open:1"])
    assert publication.is_unchanged
    document = publication.document
    (statement, issue) = document["sections"][0].pop("statements")
    evidence = statement.pop("evidence")
    assert sorted(evidence, key=lambda row: row["words"]) == [
        {"relation": "supports", "words": "Said in one.", "cell": None},
        {"relation": "qualifies", "words": "Said in two.", "cell": None},
    ]
    assert statement == {
        "number": "1.1",
        "text": "A claim.",
        "form": "prose",
        "kind": "claim",
        "raised": {"cells": 2, "of": 2, "qualifies": 1, "dissents": 0},
    }
    assert (issue["number"], issue["raised"], issue["evidence"]) == ("1.2", None, [])
    keys = {names["name"]: key for key, names in publication.names.items()}
    date = discussion.meeting.date.isoformat()
    assert document == {
        "format": 1,
        "title": "On leading",
        "question": summary.round.question,
        "introduction": "<p>What was <em>said</em>.</p>\n",
        "published": timezone.localdate(publication.published_at).isoformat(),
        "is_archive": False,
        "sections": [{"heading": "A section"}],
        "discussions": [
            {"cell": keys[discussion.cell.name], "date": date, "id": discussion.pk},
            {"cell": keys[other_cell.name], "date": date, "id": None},
        ],
        "unlisted": 0,
        "made": {
            "cells": 2,
            "asked": 2,
            "meetings": 2,
            "people": None,
            "points": 5,
            "used": 2,
            "covered": 1,
            "set_aside": 1,
            "open": 1,
        },
    }


@pytest.mark.django_db
def test_a_cell_stands_beside_its_words_only_where_it_agreed(summary, olive, cell) -> None:
    third = make_cell()
    summary.round.round_cells.create(cell=third, position=2)
    agree(make_discussion(third, summary.round))
    name_cells(summary, cell)
    publication = publish_synthesis(synthesis=summary, by=olive)
    evidence = publication.document["sections"][0]["statements"][0]["evidence"]
    found = {row["words"]: publication.names.get(row["cell"], {}).get("name") for row in evidence}
    assert found == {"Said in one.": cell.name, "Said in two.": None}


@pytest.mark.django_db
def test_where_all_cells_but_one_agreed_none_is_named(summary, olive, cell) -> None:
    name_cells(summary, cell)
    publication = publish_synthesis(synthesis=summary, by=olive)
    evidence = publication.document["sections"][0]["statements"][0]["evidence"]
    assert [row["cell"] for row in evidence] == [None, None]


@pytest.mark.django_db
def test_a_cell_that_is_not_listed_is_only_counted(summary, olive, cell, other_cell) -> None:
    summary.round.round_cells.filter(cell=cell).update(is_listed=False)
    publication = publish_synthesis(synthesis=summary, by=olive)
    assert [names["name"] for names in publication.names.values()] == [other_cell.name]
    assert len(publication.document["discussions"]) == publication.document["unlisted"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("reach", [Reach.ORGANISERS, Reach.NETWORK])
def test_words_below_quoted_are_counted_and_kept(cell, other_cell, olive, reach) -> None:
    synthesis = make_summary(cell, other_cell, two=reach)
    statement = publish_synthesis(synthesis=synthesis, by=olive).document["sections"][0][
        "statements"
    ][0]
    assert statement["raised"]["cells"] == 2
    assert {row["words"] for row in statement["evidence"]} == {"Said in one.", None}


@pytest.mark.django_db
def test_no_key_says_which_cell_it_is_or_comes_back_in_the_next_version(summary, olive) -> None:
    versions = [publish_synthesis(synthesis=summary, by=olive) for _ in range(2)]
    first, second = (set(version.names) for version in versions)
    assert len(first) == len(second) == 2
    assert not first & second


@pytest.mark.django_db
def test_the_order_of_sources_says_nothing_of_the_order_they_came_in(cell, olive) -> None:
    round = make_round("Leadership", [cell])
    discussion = make_discussion(cell, round, reach=Reach.QUOTED)
    points = [make_point(discussion, f"{n:02}") for n in range(40)]
    agree(discussion)
    synthesis = make_synthesis(round)
    make_statement(synthesis, "A claim.", *points)
    document = publish_synthesis(synthesis=synthesis, by=olive).document
    found = [row["words"] for row in document["sections"][0]["statements"][0]["evidence"]]
    assert found != sorted(found)
    assert sorted(found) == [point.text for point in points]


@pytest.mark.django_db
def test_an_archive_has_neither_sources_nor_counts(olive) -> None:
    synthesis = make_synthesis(is_archive=True)
    make_statement(synthesis, "Written long ago.")
    with pytest.raises(NotPossible):
        publish_synthesis(synthesis=synthesis, by=olive)
    document = publish_synthesis(synthesis=synthesis, by=olive, confirmed=["archive"]).document
    statement = document["sections"][0]["statements"][0]
    assert (statement["raised"], statement["evidence"], document["made"]) == (None, [], None)


# Refusals, on the page


def publish_page(synthesis) -> str:
    return reverse("discussions:publish", args=[synthesis.round.slug])


@pytest.mark.django_db
def test_publishing_is_refused_with_the_list_of_what_is_missing(summary, as_user, olive) -> None:
    bare = make_statement(summary, "A claim without a point.")
    reopen(points_of(summary)[0].discussion)
    client = as_user(olive)
    for response in (
        client.get(publish_page(summary)),
        client.post(publish_page(summary), {"number": 1}),
    ):
        html = response.content.decode()
        assert response.status_code == 200
        assert "Two things are missing before it can go out" in html
        assert "The notes it comes from are open for corrections." in html
        assert f"?statement={bare.pk}#s-{bare.pk}" in html
        assert "Publish version 1" not in html
    assert "nothing has been published" in html
    assert not Publication.objects.exists()


@pytest.mark.django_db
def test_points_still_open_are_asked_about_and_what_was_asked_is_what_goes_out(
    summary, as_user, olive
) -> None:
    discussion = points_of(summary)[0].discussion
    make_point(discussion), make_point(discussion)
    agree(discussion)
    client = as_user(olive)
    assert "2 points are not in yet" in client.get(publish_page(summary)).content.decode()
    client.post(publish_page(summary), {"number": 1})
    # Seen when there was one fewer: asked again.
    client.post(publish_page(summary), {"number": 1, "confirmed": ["open:1"]})
    assert not Publication.objects.exists()
    response = client.post(publish_page(summary), {"number": 1, "confirmed": ["open:2"]})
    assert response.url == "/published/leadership/v1/"
    assert Publication.objects.get().document["made"]["open"] == 2


@pytest.mark.django_db
def test_who_published_is_logged_by_id_and_no_name_is(summary, olive, caplog) -> None:
    make_user("Grace Hopperton")
    summary.title = "For Grace"
    summary.save()
    with caplog.at_level("INFO", "discussions"):
        publish_synthesis(synthesis=summary, by=olive, confirmed=["name:Grace"])
    (line,) = [record.getMessage() for record in caplog.records]
    assert line == f"published synthesis={summary.pk} version=1 by={olive.pk} open=0 confirmed=1"


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "x", "-1", "0"])
def test_a_button_without_its_number_publishes_nothing(summary, as_user, olive, number) -> None:
    assert as_user(olive).post(publish_page(summary), {"number": number}).status_code == 200
    assert not Publication.objects.exists()


# Once


@pytest.mark.django_db
def test_pressing_twice_makes_one_version_and_shows_it_twice(summary, as_user, olive) -> None:
    client = as_user(olive)
    urls = [client.post(publish_page(summary), {"number": 1}).url for _ in range(2)]
    assert urls == ["/published/leadership/v1/"] * 2
    assert Publication.objects.count() == 1
    assert client.post(publish_page(summary), {"number": 2}).url == "/published/leadership/v2/"


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_makes_one_version(cell, other_cell, olive) -> None:
    synthesis = make_summary(cell, other_cell)
    together = threading.Barrier(4)
    made = []

    def press() -> None:
        together.wait()
        made.append(publish_synthesis(synthesis=synthesis, by=olive, number=1).pk)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert made == [Publication.objects.get().pk] * 4


# For good


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"document": {"title": "Another"}},
        {"digest": "0" * 64},
        {"number": 7},
        {"slug": "elsewhere"},
        {"published_at": "2001-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_to_change_what_was_published(summary, olive, change) -> None:
    publication = publish_synthesis(synthesis=summary, by=olive)
    before = Publication.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(**change)
    assert Publication.objects.values().get() == before


@pytest.mark.django_db
def test_the_database_refuses_to_delete_what_was_published(summary, olive) -> None:
    publication = publish_synthesis(synthesis=summary, by=olive)
    with pytest.raises(IntegrityError), transaction.atomic():
        publication.delete()
    assert Publication.objects.exists()


@pytest.mark.django_db
def test_a_name_can_be_taken_away_and_the_document_stays_as_hashed(summary, olive) -> None:
    publication = publish_synthesis(synthesis=summary, by=olive)
    publication.names.popitem()
    publication.save()
    publication.refresh_from_db()
    assert len(publication.names) == 1
    assert publication.is_unchanged


@pytest.mark.django_db
def test_what_happens_afterwards_changes_no_version(summary, olive) -> None:
    publication = publish_synthesis(synthesis=summary, by=olive)
    before = publication.document
    summary.sections.all().delete()
    reopen(summary.round.discussions.first())
    publication.refresh_from_db()
    assert publication.document == before
    assert publication.is_unchanged


@pytest.mark.django_db
def test_the_last_cell_to_take_its_name_back_is_not_known_by_the_others(olive) -> None:
    cells = [make_cell(f"Cell of {name}") for name in ("stone", "paper", "scissors")]
    round = make_round("Leadership", cells)
    points = []
    for each in cells:
        discussion = make_discussion(each, round)
        points.append(make_point(discussion, f"Said in {each.name}."))
        agree(discussion, "quoted")
    round.round_cells.update(is_named=True)
    synthesis = make_synthesis(round)
    make_statement(synthesis, "All of them said it.", *points)
    version = publish_synthesis(synthesis=synthesis, by=olive)
    assert len(version.names) == 3
    place = round.round_cells.get(cell=cells[0])
    cells[0].name = "Renamed since"
    cells[0].save()
    set_consent(place=place, is_listed=True, is_named=False, by=olive)
    version.refresh_from_db()
    assert version.names == {}
    assert version.is_unchanged


@pytest.mark.django_db
def test_a_name_in_the_question_is_asked_about(olive, alice) -> None:
    round = make_round("Leadership", question="What does Alice Sample want?")
    synthesis = make_synthesis(round, is_archive=True)
    make_statement(synthesis, "Written long ago.")
    places = {place for caution in gate(synthesis).cautions for place in caution.places}
    assert "the question" in places
