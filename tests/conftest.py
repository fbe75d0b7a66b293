"""The handful of people all tests share, one per role, and the database they live in."""

import os
from types import SimpleNamespace

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings

from betterway import embedded
from cells.choices import MembershipRole
from cells.models import Cell, User
from tests import browser
from tests.factories import join, make_cell, make_user

# A busy machine is slow, not wrong: how long texts take is proved by comparison, in its own tests.
settings.register_profile("site", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("site")


def pytest_configure(config: pytest.Config) -> None:
    # Playwright keeps an event loop running, which Django would take for async code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if embedded.is_wanted(os.environ):
        embedded.start()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """What pytest-playwright starts: the Chromium that ``make test`` found or got."""
    return {"executable_path": browser.executable(), "args": browser.launch_arguments()}


@pytest.fixture
def cell(db: None) -> Cell:
    """The cell of Alice and Bob."""
    return make_cell("3rd London cell", short_label="L3", slug="3rd-london-cell")


@pytest.fixture
def other_cell(db: None) -> Cell:
    """The cell of Carol and Dan."""
    return make_cell("Bristol", short_label="Bri", slug="bristol")


@pytest.fixture
def alice(cell: Cell) -> User:
    """Convenor of ``cell``."""
    user = make_user("Alice Sample")
    join(user, cell, MembershipRole.CONVENOR)
    return user


@pytest.fixture
def bob(cell: Cell) -> User:
    """Member of ``cell``."""
    user = make_user("Bob Sample")
    join(user, cell)
    return user


@pytest.fixture
def carol(other_cell: Cell) -> User:
    """Member of ``other_cell``."""
    user = make_user("Carol Sample")
    join(user, other_cell)
    return user


@pytest.fixture
def dan(other_cell: Cell) -> User:
    """Convenor of ``other_cell``."""
    user = make_user("Dan Sample")
    join(user, other_cell, MembershipRole.CONVENOR)
    return user


@pytest.fixture
def olive(db: None) -> User:
    """Organiser of the network, in no cell."""
    return make_user("Olive Sample", is_organiser=True)


@pytest.fixture
def rita(db: None) -> User:
    """A reader: an account that belongs to no cell."""
    return make_user("Rita Sample")


@pytest.fixture
def adam(db: None) -> User:
    """An administrator, in no cell."""
    return make_user("Adam Sample", is_staff=True, is_superuser=True)


@pytest.fixture
def people(
    alice: User, bob: User, carol: User, dan: User, olive: User, rita: User, adam: User
) -> SimpleNamespace:
    return SimpleNamespace(
        alice=alice, bob=bob, carol=carol, dan=dan, olive=olive, rita=rita, adam=adam
    )


@pytest.fixture
def as_user(client: Client):
    """``as_user(bob)`` gives the test client signed in as Bob; ``as_user(None)``, signed out."""

    def sign_in(user: User | None) -> Client:
        client.logout()
        if user:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
