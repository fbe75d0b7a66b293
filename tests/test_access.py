"""Who gets what at every address: DESIGN section 4, row by row."""

import importlib
import pkgutil
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access
from cells.models import User
from tests.access import ROLES, Row
from tests.factories import agree, make_discussion, make_point, make_round, make_theme

ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(tests.access.__path__)
    for row in importlib.import_module(f"tests.access.{module.name}").ROWS
]


@pytest.fixture
def world(people: SimpleNamespace, cell, other_cell) -> SimpleNamespace:
    """One of everything, of the cell of Alice and Bob; ``other_cell`` is Carol's and Dan's."""
    round = make_round("Leadership", [cell, other_cell], slug="leadership")
    draft = make_discussion(cell, round)
    agreed = make_discussion(cell, make_round("Earlier", [cell, other_cell], slug="earlier"))
    return SimpleNamespace(
        **vars(people),
        cell=cell,
        other_cell=other_cell,
        round=round,
        draft=draft,
        draft_point=make_point(draft, "Not agreed yet.", "permission"),
        agreed=agreed,
        agreed_point=make_point(agreed, "Said and agreed.", "permission"),
        theme=make_theme("Permission", "permission", slug="permission"),
        _=agree(agreed),
    )


def people_by_role(world: SimpleNamespace) -> dict[str, User | None]:
    people = (None, world.rita, world.carol, world.bob, world.alice, world.olive, world.adam)
    return dict(zip(ROLES, people, strict=True))


def outcome(response) -> str:
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return "in"
    return "ok" if response.status_code in (200, 302) else str(response.status_code)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_table_says(row: Row, world, as_user) -> None:
    address = reverse(row.name, args=row.args(world))
    found = {}
    for role, user in people_by_role(world).items():
        response = getattr(as_user(user), row.method)(address, row.data)
        found[role] = outcome(response)
    assert found == row.expected()


def names_of_addresses(resolver: URLResolver, namespace: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name == "admin":
                continue  # Django's own, tested in tests/cells/test_admin.py
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= names_of_addresses(pattern, inner)
        elif isinstance(pattern, URLPattern) and not (pattern.name or "").startswith("account_"):
            found.add(namespace + str(pattern.name))
    return found


def test_no_address_is_missing_from_the_table() -> None:
    assert names_of_addresses(get_resolver()) == {row.name for row in ROWS}
