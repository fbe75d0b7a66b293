"""What goes out by mail, in plain text."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from cells.models import Invitation

logger = logging.getLogger(__name__)


def absolute(path: str) -> str:
    """The address to print in a mail, where no request says what the site is called."""
    return f"{settings.SITE_URL}{path}"


def deliver(message: EmailMessage) -> bool:
    """Sends it, and tells whether it went.

    Where the mail server refuses, the log says so and the page goes on: a page that failed
    for addresses with an account only would tell who has one.
    """
    try:
        message.send()
    except OSError as error:  # smtplib's errors are among them; their text may name addresses
        logger.error("mail not sent: %s", type(error).__name__)
        return False
    return True


def send_invitation(invitation: Invitation) -> None:
    """The link into the cell, to the invited address alone: it signs in whoever follows it."""
    body = render_to_string(
        "mail/invitation.txt",
        {
            "invitation": invitation,
            "cell": invitation.cell,
            "by": invitation.invited_by,
            "link": absolute(invitation.get_absolute_url()),
            "days": settings.INVITATION_DAYS,
            "site_name": settings.SITE_NAME,
        },
    )
    subject = f"Invitation to join {invitation.cell.name}"
    deliver(EmailMessage(subject, body, to=[invitation.email]))
