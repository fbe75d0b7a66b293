"""The table of address × role: each room's module lists its rows as ``ROWS``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

ROLES = ("visitor", "reader", "other", "member", "convenor", "organiser", "administrator")


@dataclass(frozen=True)
class Row:
    """What each role gets at one address.

    ``expects`` holds one word a role, in the order of ``ROLES``: ``ok`` (the page,
    a form sent back, or a redirect inside the site), ``in`` (the sign-in page),
    ``403`` or ``404``. "Other" is a member of another cell; the objects belong to
    the cell of member and convenor. ``case`` tells rows of one address apart.
    """

    name: str
    expects: str
    args: Callable[[SimpleNamespace], list[Any]] = lambda world: []
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    case: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method, self.name, self.case]))

    def expected(self) -> dict[str, str]:
        words = self.expects.split()
        assert len(words) == len(ROLES), f"{self}: one word a role"
        return dict(zip(ROLES, words, strict=True))
