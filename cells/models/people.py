"""Accounts."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cells.choices import MembershipRole, MembershipState
from cells.validators import validate_time_zone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved account; without a password it signs in by a code from the mail."""
        user = self.model(email=email.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def with_address(self, email: str) -> "User | None":
        """The account that has proved the address to be its own, or that signs up with it."""
        proved = self.filter(emailaddress__email__iexact=email, emailaddress__verified=True)
        return proved.first() or self.filter(email__iexact=email).first()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, who signs in by e-mail.

    ``is_organiser``: of the network. ``is_staff``: an administrator, who keeps
    accounts and reads no notes. Neither includes the other.
    """

    email = models.EmailField("e-mail", max_length=254, unique=True)
    name = models.CharField(max_length=80, help_text="How other members of your cells see you.")
    time_zone = models.CharField(
        max_length=64, default="Europe/London", validators=[validate_time_zone]
    )
    is_organiser = models.BooleanField("organiser of the network", default=False)
    is_staff = models.BooleanField("administrator", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="There is an account with this e-mail already.",
            ),
        )

    def __str__(self) -> str:
        return self.name or "Somebody"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The first name, as the page greets people with."""
        return self.name.split(" ")[0]

    @cached_property
    def cell_roles(self) -> dict[int, str]:
        """The person's active memberships, cell id to role: one query, kept for the request."""
        active = self.memberships.filter(state=MembershipState.ACTIVE)
        return dict(active.values_list("cell_id", "role"))

    @property
    def is_network_member(self) -> bool:
        """Whether the person belongs to some cell; any other account is a reader."""
        return bool(self.cell_roles)

    def is_member_of(self, cell_id: int) -> bool:
        return cell_id in self.cell_roles

    def is_convenor_of(self, cell_id: int) -> bool:
        return self.cell_roles.get(cell_id) == MembershipRole.CONVENOR

    @property
    def convened_cell_ids(self) -> list[int]:
        return [c for c, role in self.cell_roles.items() if role == MembershipRole.CONVENOR]
