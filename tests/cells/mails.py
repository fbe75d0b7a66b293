"""Reading what was mailed."""

import re

from django.core import mail


def last_code() -> str:
    """The code in the newest mail: the one line that stands indented."""
    found = re.search(r"^    (\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


def last_link() -> str:
    """The path of the invitation's link in the newest mail."""
    found = re.search(
        r"^https?://[^/]+(/invitations/\S+)$", str(mail.outbox[-1].body), re.MULTILINE
    )
    assert found, mail.outbox[-1].body
    return found.group(1)
