"""The sample network: complete, evidenced, and for the embedded database alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cells.models import Cell, User
from discussions.management.commands.load_sample import PASSWORD, load
from discussions.models import Point, Publication, Round, Synthesis, Tag, Theme
from discussions.queries.counting import count_statements
from discussions.queries.coverage import coverage
from discussions.queries.gate import gate
from tests.factories import make_user


@pytest.fixture
def sample(db) -> None:
    load()


def test_every_passage_that_needs_evidence_has_it_and_every_point_a_place(sample) -> None:
    leadership = Round.objects.get(slug="leadership")
    synthesis = Synthesis.objects.get(round=leadership)
    assert gate(synthesis).stops == []
    assert len(coverage(synthesis).open) == 0
    counts = count_statements(synthesis)
    needing = [
        statement
        for section in synthesis.sections.prefetch_related("statements")
        for statement in section.statements.all()
        if statement.needs_evidence
    ]
    assert len(needing) > 15
    assert all(counts[statement.pk].cells for statement in needing)


def test_it_is_as_large_as_the_real_round_was(sample) -> None:
    leadership = Round.objects.get(slug="leadership")
    points = Point.objects.counted_in(leadership)
    assert Cell.objects.filter(rounds=leadership).count() == 4
    assert points.count() == 63
    assert Tag.objects.filter(points__in=points).distinct().count() == 25
    assert Theme.objects.count() == 8
    assert Publication.objects.get().number == 1


def test_the_open_question_has_meetings_before_and_after_today(sample) -> None:
    discussions = Round.objects.get(slug="self-belief").discussions
    assert discussions.filter(meeting__state="held").count() == 6
    assert discussions.filter(meeting__state="scheduled").count() == 2


def test_the_publication_names_nobody(sample, client) -> None:
    source = client.get(reverse("discussions:publication", args=["leadership"])).content.decode()
    for user in User.objects.all():
        assert user.email not in source
        assert user.name not in source


def test_sample_people_are_refused_on_any_other_database(db, settings) -> None:
    settings.DATABASE_IS_EMBEDDED = False
    with pytest.raises(CommandError, match=r"manage\.py setup"):
        call_command("load_sample")
    assert not User.objects.exists()


def test_a_network_that_has_begun_is_left_alone(db, settings) -> None:
    settings.DATABASE_IS_EMBEDDED = True
    make_user("Grace Sample")
    with pytest.raises(CommandError, match="nothing done"):
        call_command("load_sample")
    call_command("load_sample", if_empty=True)
    assert User.objects.get().name == "Grace Sample"


def test_it_says_whom_to_sign_in_as(db, settings, client) -> None:
    settings.DATABASE_IS_EMBEDDED = True
    out = StringIO()
    call_command("load_sample", stdout=out)
    assert "olive@example.org" in out.getvalue()
    assert client.login(email="olive@example.org", password=PASSWORD)
