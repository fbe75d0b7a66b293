"""Accounts that come into being otherwise than by signing up."""

import logging

from allauth.account.models import EmailAddress
from django.db import transaction

from cells.models import User

logger = logging.getLogger(__name__)


def account_for(*, email: str, name: str) -> User:
    """The account of an address that has just been proved, made where there is none.

    One that nobody has signed in to yet takes ``name``: whoever began to sign up with the
    address need not have been its owner.
    """
    user = User.objects.with_address(email) or User.objects.create_user(email.lower(), name=name)
    if user.last_login is None and name:
        user.name = name
        user.save(update_fields=["name"])
    own = EmailAddress.objects.filter(user=user)
    if not own.filter(email__iexact=email, verified=True).exists():
        own.update_or_create(
            email=email.lower(),
            defaults={"verified": True},
            create_defaults={
                "user": user,
                "verified": True,
                "primary": not own.filter(primary=True).exists(),
            },
        )
    return user


@transaction.atomic
def make_organiser(*, email: str, name: str) -> tuple[User, bool]:
    """An organiser of the network, and whether the account is new.

    For the command line, whose user vouches for the address.
    """
    is_new = User.objects.with_address(email) is None
    user = account_for(email=email, name=name)
    user.is_organiser = True
    user.save(update_fields=["is_organiser"])
    logger.info("organiser made user=%s", user.pk)
    return user, is_new
