"""What readers get: the document, its proof, and nobody's name."""

import pytest
from django.db.models import F

from cells.models import User
from discussions.actions.publications import publish_synthesis
from discussions.actions.syntheses import attach, set_aside_points
from discussions.choices import Reach, Relation, StatementKind
from discussions.models import (
    Evidence,
    Note,
    NoteRevision,
    Point,
    Publication,
    Round,
    Tagging,
)
from tests.factories import (
    agree,
    make_cell,
    make_discussion,
    make_point,
    make_publication,
    make_revision,
    make_round,
    make_statement,
    make_synthesis,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

LIST, PAGE, VERSION = "/published/", "/published/leadership/", "/published/leadership/v1/"


@pytest.fixture
def summary(cell, other_cell, olive):
    """Three cells: one public and named, one quoted, one that keeps its words."""
    kept_cell = make_cell("Quiet cell")
    round = make_round("Leadership", [cell, other_cell, kept_cell], slug="leadership")
    round.round_cells.filter(cell=cell).update(is_named=True)
    reaches = (Reach.PUBLIC, Reach.QUOTED, Reach.NETWORK)
    points = []
    for each, reach in zip((cell, other_cell, kept_cell), reaches, strict=True):
        discussion = make_discussion(each, round, reach=reach)
        points += [make_point(discussion, f"Said, {reach}.", "tag")]
        agree(discussion)
    synthesis = make_synthesis(round, title="On leading", introduction="What **three** said.")
    claim = make_statement(synthesis, "Leading is listening.", points[0])
    attach(statement=claim, point=points[1], relation=Relation.DISSENTS, by=olive)
    attach(statement=claim, point=points[2], relation=Relation.QUALIFIES, by=olive)
    make_statement(synthesis, "We turn to the rest.", kind=StatementKind.EDITORIAL)
    return synthesis


@pytest.fixture
def published(summary, olive):
    return publish_synthesis(synthesis=summary, by=olive)


def text(response) -> str:
    return Page(response.content.decode()).words


def test_anybody_reads_what_was_published(client, published) -> None:
    for address in (PAGE, VERSION):
        words = text(client.get(address))
        assert "On leading" in words
        assert "Leading is listening." in words
        assert "Counts show how many groups raised something" in words
        assert "not how many people agree" in words


def test_each_passage_unfolds_what_says_it_and_what_speaks_against_it(client, published) -> None:
    words = text(client.get(PAGE))
    assert "2 of 3 cells 1 says it, but 1 disagrees" in words
    assert "Says this" in words
    assert "Said, public." in words
    assert "Disagrees" in words
    assert "Said, quoted." in words
    assert "One point whose words stay with its cell" in words
    assert "Said, network." not in words
    assert "linking text, ours" in words


def test_readers_see_how_many_cells_and_never_which(client, summary, olive, cell) -> None:
    """The tally fills from the left, whichever cell it was."""
    summary.round.round_cells.update(is_named=False, position=3 - F("position"))
    publish_synthesis(synthesis=summary, by=olive)
    html = client.get(PAGE).content.decode()
    tally = html[html.index('id="p-1-1"') :].partition("</svg>")[0]
    assert [part.partition('"')[0] for part in tally.split('rect class="')[1:]] == [
        "on",
        "on",
        "off",
    ]
    body = html[html.index('id="p-1-1"') : html.index('id="discussions"')]
    assert cell.name not in body
    assert "mark" not in body


def test_a_cell_that_agreed_stands_beside_its_words_and_the_others_are_one_cell(
    client, published, cell, other_cell
) -> None:
    html = client.get(PAGE).content.decode()
    body = html[html.index('id="p-1-1"') : html.index('id="discussions"')]
    assert cell.name in body
    assert other_cell.name not in body
    assert "one cell" in body


def test_a_name_taken_away_is_gone_from_quotes_and_list(client, published, cell) -> None:
    key = next(key for key, names in published.names.items() if names["name"] == cell.name)
    del published.names[key]
    published.save()
    response = client.get(PAGE)
    html = response.content.decode()
    assert cell.name not in html
    assert key not in html
    assert "one more cell" in text(response)


def test_notes_are_linked_where_they_are_public_and_nowhere_else(
    client, published, summary
) -> None:
    html = client.get(PAGE).content.decode()
    linked = {
        discussion.pk
        for discussion in summary.round.discussions.all()
        if f"/discussions/{discussion.pk}/" in html
    }
    assert linked == set(
        summary.round.discussions.filter(reach=Reach.PUBLIC).values_list("pk", flat=True)
    )


def test_how_it_was_made_says_what_is_not_in_yet(client, summary, olive) -> None:
    discussion = summary.round.discussions.first()
    extra = [make_point(discussion) for _ in range(3)]
    agree(discussion)
    set_aside_points(synthesis=summary, points=extra[:1], reason="Not about it", by=olive)
    publish_synthesis(synthesis=summary, by=olive, confirmed=["open:2"])
    assert "Two points are not in yet." in text(client.get(PAGE))


def test_an_archive_says_what_it_is_and_shows_no_counts(client, olive) -> None:
    synthesis = make_synthesis(make_round(slug="leadership"), is_archive=True)
    make_statement(synthesis, "Written long ago.")
    publish_synthesis(synthesis=synthesis, by=olive, confirmed=["archive"])
    response = client.get(PAGE)
    assert "made before sources were kept" in text(response)
    assert '<details class="source"' not in response.content.decode()
    assert "Counts show" not in text(response)


def test_an_older_version_stays_as_it_was_and_names_the_newer(
    client, published, summary, olive
) -> None:
    statement = summary.sections.get().statements.first()
    statement.text = "Leading is more than listening."
    statement.save()
    publish_synthesis(synthesis=summary, by=olive)
    old, new = client.get(VERSION), client.get(PAGE)
    assert "There is a newer version" in text(old)
    assert "Leading is listening." in text(old)
    assert "There is a newer version" not in text(new)
    assert "Leading is more than listening." in text(new)
    assert "version 2" in text(client.get(LIST))


def test_without_a_script_the_switch_is_a_link_that_opens_all_sources(client, published) -> None:
    closed, opened = (client.get(PAGE, q).content.decode() for q in ({}, {"sources": "all"}))
    assert (closed.count('<details class="source" open'), 'href="?sources=all"' in closed) == (
        0,
        True,
    )
    assert opened.count('<details class="source" open') == opened.count('<details class="source"')
    assert f'href="{PAGE}"' in opened


def test_what_people_wrote_is_never_markup(client, summary, olive) -> None:
    for row in (*Point.objects.all(), *summary.sections.get().statements.all()):
        row.text = "<script>alert(1)</script><b>bold</b>"
        row.save()
    summary.title = summary.introduction = "<script>alert(1)</script>"
    summary.save()
    publish_synthesis(synthesis=summary, by=olive)
    for address in (LIST, PAGE, VERSION):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<b>bold" not in html


def test_no_account_comes_into_any_page_from_any_field(
    client, summary, olive, people, cell
) -> None:
    """Every field that could hold an account holds one, and none is found in the source."""
    for number, user in enumerate(User.objects.all()):
        user.name = f"Firstleak{number} Lastleak{number}"
        user.email = f"mailleak{number}@leak.example"
        user.save()
    author = User.objects.get(pk=people.alice.pk)
    make_revision(summary.round.discussions.first().note, "Words.", editor=author)
    Tagging.objects.update(added_by=author)
    Point.objects.update(author=author)
    Evidence.objects.update(added_by=author)
    Note.objects.update(agreed_by=author)
    NoteRevision.objects.update(editor=author)
    Round.objects.update(created_by=author)
    left_out = make_point(summary.round.discussions.first(), author=author)
    agree(left_out.discussion)
    set_aside_points(synthesis=summary, points=[left_out], reason="Not about it", by=author)
    publish_synthesis(synthesis=summary, by=author)
    for address in (LIST, PAGE, VERSION, f"{PAGE}?sources=all"):
        html = client.get(address).content.decode()
        assert "leak" not in html.casefold()


def test_no_id_of_an_account_or_a_point_is_in_the_document(cell, other_cell, olive) -> None:
    """With ids out of every other number's way, none of them is in what is stored."""
    summary_round = make_round("Leadership", [cell, other_cell], slug="leadership")
    ids = []
    for number, each in enumerate((cell, other_cell)):
        discussion = make_discussion(each, summary_round, reach=Reach.QUOTED)
        author = User.objects.create(pk=880001 + number, name="Somebody", email=f"{number}@x.org")
        point = make_point(discussion, "Said.", pk=770001 + number, author=author)
        agree(discussion)
        ids += [point.pk, author.pk]
    synthesis = make_synthesis(summary_round)
    make_statement(synthesis, "A claim.", *Point.objects.all())
    publisher = User.objects.create(pk=880009, name="Other", email="p@x.org", is_organiser=True)
    publication = publish_synthesis(synthesis=synthesis, by=publisher)
    stored = repr((publication.document, publication.names))
    assert [pk for pk in [*ids, publisher.pk] if str(pk) in stored] == []


def test_a_document_of_the_least_shape_can_still_be_read(client) -> None:
    make_publication(make_synthesis(make_round(slug="leadership"), title="Bare"))
    assert "Bare" in text(client.get(PAGE))


def test_nothing_published_yet_says_what_will_stand_here(client) -> None:
    assert "Nothing is published yet" in text(client.get(LIST))


def test_the_preview_shows_what_would_go_out_and_stores_nothing(as_user, summary, olive) -> None:
    words = text(as_user(olive).get("/rounds/leadership/synthesis/preview/"))
    assert "A preview: nothing is published" in words
    assert "2 of 3 cells" in words
    assert not Publication.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_readers_pages_take_one_query_each(
    client, summary, olive, django_assert_num_queries, number
) -> None:
    for _ in range(number):
        make_statement(summary, "", *Point.objects.all()[:1])
    publish_synthesis(synthesis=summary, by=olive)
    for n in range(number):
        make_publication(make_synthesis(make_round(slug=f"other-{n}")))
    for address in (LIST, PAGE, VERSION):
        with django_assert_num_queries(1):
            client.get(address)


def test_the_preview_takes_nine_queries_whatever_its_length(
    as_user, summary, olive, django_assert_num_queries
) -> None:
    client = as_user(olive)
    for passages in (1, 30):
        for _ in range(passages):
            make_statement(summary, "", *Point.objects.all()[:1])
        with django_assert_num_queries(9):
            client.get("/rounds/leadership/synthesis/preview/")
