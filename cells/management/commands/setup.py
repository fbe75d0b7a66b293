"""``manage.py setup``: what a new site must know, and its first organiser."""

import re
import sys
from collections.abc import Callable, Mapping
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from typing import Any

import dj_email_url
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import DatabaseError, transaction

from cells.actions.people import make_organiser

# Option, the variable it is stored in (or none), and the question.
ASKED = (
    ("site_name", "SITE_NAME", "Name of the site (such as Better Way)"),
    ("domain", "SITE_DOMAIN", "Domain (such as betterway.example.org)"),
    ("email_url", "EMAIL_URL", "Mail server (smtp+tls://user:password@host:587)"),
    ("from_email", "DEFAULT_FROM_EMAIL", "Sender (such as Better Way <hello@example.org>)"),
    ("organiser_email", "", "E-mail of the first organiser"),
    ("organiser_name", "", "Name of the first organiser"),
)
DOMAIN = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}", re.IGNORECASE
)
TEST_MAIL = """\
This mail shows that {site_name} can send mail.

You are its organiser. Sign in with this address, by a code that is sent to it:
https://{domain}/accounts/login/
"""


class Command(BaseCommand):
    help = (
        "Stores the site's name, domain and mail server in .env, makes the first organiser, and"
        " sends a test mail. Asks for what is not given as an option."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for option, variable, question in ASKED:
            stored = f"; stored as {variable}" if variable else ""
            parser.add_argument(f"--{option.replace('_', '-')}", help=question + stored)
        parser.add_argument("--yes", action="store_true", help="do not ask before storing")

    def handle(self, *args: Any, **options: Any) -> None:
        """The test mail goes first: where it fails, nothing has been stored."""
        answers = {name: options[name] for name, _, _ in ASKED}
        is_asking = sys.stdin.isatty()
        self._complete(answers, is_asking)
        self._show(answers)
        if not options["yes"] and not (is_asking and self._agrees()):
            raise CommandError("Nothing was stored. With --yes it is stored unasked.")
        send_test_mail(answers)
        self.stdout.write(f"A test mail is on its way to {answers['organiser_email']}.")
        is_new = store(answers, env_file())
        self.stdout.write(
            f"Stored in {env_file()}. {answers['organiser_email']} is"
            f" {'now an organiser, with a new account' if is_new else 'an organiser'}."
            " Restart the site, so that it reads the new settings."
        )

    def _complete(self, answers: dict[str, Any], is_asking: bool) -> None:
        """Asks for what is missing, again where an answer is wrong; an option must be right."""
        missing = [name for name, value in answers.items() if value is None]
        if missing and not is_asking:
            names = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
            raise CommandError(f"Nobody is there to ask (no terminal). Give these too: {names}")
        for name, _, question in ASKED:
            if answers[name] is None:
                answers[name] = ask(question, partial(problem_with, name))
            else:
                answers[name] = answers[name].strip()
                problem = problem_with(name, answers[name])
                if problem:
                    raise CommandError(f"--{name.replace('_', '-')}: {problem}")

    def _show(self, answers: Mapping[str, str]) -> None:
        for name, _, _ in ASKED:
            value = re.sub(r":[^:@/]+@", ":…@", answers[name])  # not the password
            self.stdout.write(f"  {name.replace('_', ' '):<16} {value}")
        if settings.DATABASE_IS_EMBEDDED:
            self.stdout.write(
                "This is the embedded database of a development machine. For a site that people"
                " use, set DATABASE_URL first."
            )

    def _agrees(self) -> bool:
        return input("Send a test mail, and store this? [y/N] ").strip().lower() in {"y", "yes"}


def ask(question: str, check: Callable[[str], str]) -> str:
    while True:
        answer = input(f"{question}: ").strip()
        problem = check(answer)
        if not problem:
            return answer
        sys.stderr.write(f"{problem}\n")


# Checks: what is wrong with an answer, or nothing


def check_name(value: str) -> str:
    return "" if 0 < len(value) <= 80 else "Between 1 and 80 letters, please."


def check_domain(value: str) -> str:
    if DOMAIN.fullmatch(value):
        return ""
    return "Only the domain, such as betterway.example.org: no https://, no path, no port."


def check_email_url(value: str) -> str:
    try:
        mail = dj_email_url.parse(value)
    except ValueError:
        mail = {}
    if mail.get("EMAIL_BACKEND") and (mail.get("EMAIL_HOST") or not value.startswith("smtp")):
        return ""
    return "This is no mail server. Write it like smtp+tls://user:password@mail.example.org:587"


def check_from_email(value: str) -> str:
    return check_email(parseaddr(value)[1])


def check_email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        return "This is not an e-mail address."
    return ""


CHECKS: dict[str, Callable[[str], str]] = {
    "site_name": check_name,
    "domain": check_domain,
    "email_url": check_email_url,
    "from_email": check_from_email,
    "organiser_email": check_email,
    "organiser_name": check_name,
}


def check_any(value: str) -> str:
    """What no line of an env file can hold, or would hold as something else."""
    if value.isprintable() and "${" not in value:
        return ""
    return "It must stand on one line, without ${."


def problem_with(name: str, value: str) -> str:
    return check_any(value) or CHECKS[name](value)


# Doing it


def send_test_mail(answers: Mapping[str, str]) -> None:
    """Through the given server, not the one of the settings.

    Raises:
        CommandError: it could not be sent.
    """
    mail = dj_email_url.parse(answers["email_url"])
    connection = get_connection(
        mail["EMAIL_BACKEND"],
        host=mail["EMAIL_HOST"],
        port=mail["EMAIL_PORT"],
        username=mail["EMAIL_HOST_USER"],
        password=mail["EMAIL_HOST_PASSWORD"],
        use_tls=mail["EMAIL_USE_TLS"],
        use_ssl=mail["EMAIL_USE_SSL"],
        timeout=settings.EMAIL_TIMEOUT,
    )
    message = EmailMessage(
        f"{answers['site_name']} can send mail",
        TEST_MAIL.format(**answers),
        answers["from_email"],
        [answers["organiser_email"]],
        connection=connection,
    )
    try:
        message.send()
    except OSError as error:
        raise CommandError(
            f"The test mail could not be sent: {error}\n"
            "Nothing was stored, and no account was made. Put the mail server right and run"
            " setup again."
        ) from error


def store(answers: Mapping[str, str], file: Path) -> bool:
    """Makes the organiser and writes the settings, both or neither; whether the account is new."""
    try:
        with transaction.atomic():
            _, is_new = make_organiser(
                email=answers["organiser_email"], name=answers["organiser_name"]
            )
            write_env(file, {variable: answers[name] for name, variable, _ in ASKED if variable})
    except DatabaseError as error:
        raise CommandError(
            f"The database refused: {error}\nNothing was stored. Has `manage.py migrate` been run?"
        ) from error
    except OSError as error:
        raise CommandError(
            f"{file} cannot be written: {error}\nNothing was stored, and no account was made."
        ) from error
    return is_new


def env_file() -> Path:
    """``.env`` beside ``manage.py``."""
    return Path(sys.argv[0]).resolve().parent / ".env"


def write_env(file: Path, values: Mapping[str, str]) -> None:
    """Sets the variables in the file, which its owner alone may read, and keeps other lines."""
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    new = file.with_name(f"{file.name}.new")
    new.touch(mode=0o600)
    new.chmod(0o600)
    new.write_text(with_values(old, values), encoding="utf-8")
    new.replace(file)


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text of an env file in which ``values`` are set, each in its old line or a new one."""
    lines, missing = [], dict(values)
    for line in text.splitlines():
        name = re.match(r"\s*(?:export\s+)?(\w+)\s*=", line)
        if not name or name.group(1) not in values:
            lines.append(line)
        elif name.group(1) in missing:
            lines.append(f"{name.group(1)}={quoted(missing.pop(name.group(1)))}")
    lines += [f"{name}={quoted(value)}" for name, value in missing.items()]
    return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
