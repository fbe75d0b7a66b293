"""The site's own pages, and whether it stands."""

import re

import pytest
from django.db import OperationalError, connection


def test_health_is_ok_in_plain_text_when_the_database_answers(client, db) -> None:
    response = client.get("/healthz/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Content-Type"].startswith("text/plain")


def test_health_is_503_when_the_database_does_not_answer(client, db, monkeypatch) -> None:
    def refuse():
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", refuse)
        response = client.get("/healthz/")
    assert (response.status_code, response.content) == (503, b"the database does not answer")


def test_health_asks_one_thing_and_touches_no_session(
    as_user, bob, django_assert_num_queries
) -> None:
    client = as_user(bob)
    with django_assert_num_queries(1):
        response = client.get("/healthz/")
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_health_is_not_sent_to_https(client, db, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    assert client.get("/healthz/").status_code == 200


@pytest.mark.parametrize("address", ["/about/", "/chatham-house-rule/", "/accessibility/"])
def test_pages_about_the_site_are_whole_and_write_no_session(
    client, address, db, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        response = client.get(address)
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert len(re.sub(r"<[^>]+>", "", text).split()) > 150
    assert response.cookies == {}
