"""``manage.py prepare``, which stands between ``make run`` and the site."""

from io import StringIO

import pytest
from django.core.management import call_command

from cells.models import User


def prepare() -> str:
    said = StringIO()
    call_command("prepare", stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_empty_embedded_database_gets_the_sample_and_says_who_can_sign_in():
    assert "olive@example.org" in prepare()
    before = User.objects.count()
    assert "olive@example.org" in prepare()
    assert User.objects.count() == before


@pytest.mark.django_db
def test_other_database_gets_no_sample_people(settings):
    settings.DATABASE_IS_EMBEDDED = False
    assert prepare() == ""
    assert not User.objects.exists()
