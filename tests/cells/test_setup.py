"""``manage.py setup``."""

import io
import socket
import stat
import threading
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from cells.management.commands import setup
from cells.models import User

pytestmark = pytest.mark.django_db


class MailServer:
    """An SMTP server for one connection, which keeps what it is told."""

    def __init__(self, refuses: bool) -> None:
        self.refuses, self.heard = refuses, ""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rw", newline="\r\n", encoding="utf-8") as lines:
            self.say(lines, "220 here")
            is_body = False
            for line in lines:
                self.heard += line
                is_body = line == "data\r\n" or (is_body and line != ".\r\n")
                if line == "data\r\n":
                    self.say(lines, "354 go on")
                elif line == "quit\r\n":
                    self.say(lines, "221 bye")
                elif not is_body:
                    refused = self.refuses and line.startswith("rcpt")
                    self.say(lines, "550 no such person" if refused else "250 yes")

    def say(self, lines, words: str) -> None:
        lines.write(f"{words}\r\n")
        lines.flush()


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.argv", [str(tmp_path / "manage.py"), "setup"])
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path / ".env"


@pytest.fixture
def mail_server() -> MailServer:
    return MailServer(refuses=False)


def answers(server: MailServer, **changed: str) -> dict[str, str]:
    return {
        "site_name": "Our Network",
        "domain": "our.example.org",
        "email_url": f"smtp://127.0.0.1:{server.port}",
        "from_email": "Our Network <hello@our.example.org>",
        "organiser_email": "olga@example.org",
        "organiser_name": "Olga Sample",
        **changed,
    }


def run(**options) -> str:
    out = io.StringIO()
    call_command("setup", stdout=out, **options)
    return out.getvalue()


def read(file: Path) -> dict[str, str]:
    """The file as the settings read it."""
    return {name: value or "" for name, value in dotenv_values(file).items()}


def test_everything_is_stored_the_organiser_made_and_a_mail_sent(env_file, mail_server) -> None:
    out = run(**answers(mail_server), yes=True)
    assert read(env_file) == {
        "SITE_NAME": "Our Network",
        "SITE_DOMAIN": "our.example.org",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "DEFAULT_FROM_EMAIL": "Our Network <hello@our.example.org>",
    }
    olga = User.objects.get()
    assert (olga.name, olga.email, olga.is_organiser, olga.is_staff) == (
        "Olga Sample",
        "olga@example.org",
        True,
        False,
    )
    assert EmailAddress.objects.get(user=olga).verified
    assert "Subject: Our Network can send mail" in mail_server.heard
    assert "https://our.example.org/accounts/login/" in mail_server.heard
    assert "now an organiser, with a new account" in out


def test_the_file_is_its_owner_s_alone_and_keeps_its_other_lines(env_file, mail_server) -> None:
    env_file.write_text("# Ours\nSECRET_KEY=abc\nexport SITE_NAME=Old\nSITE_NAME=Older\n")
    env_file.chmod(0o644)
    run(**answers(mail_server), yes=True)
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    assert env_file.read_text().splitlines()[:3] == [
        "# Ours",
        "SECRET_KEY=abc",
        "SITE_NAME='Our Network'",
    ]
    assert read(env_file)["SITE_NAME"] == "Our Network"
    assert [p.name for p in env_file.parent.iterdir()] == [".env"]


def test_an_account_that_is_there_is_promoted_and_keeps_its_name(
    env_file, mail_server, rita, client
) -> None:
    client.force_login(rita, backend="allauth.account.auth_backends.AuthenticationBackend")
    out = run(**answers(mail_server, organiser_email=rita.email.upper()), yes=True)
    rita.refresh_from_db()
    assert (rita.name, rita.is_organiser) == ("Rita Sample", True)
    assert "with a new account" not in out


def test_run_twice_changes_nothing_more(env_file) -> None:
    server = MailServer(refuses=False)
    run(**answers(server), yes=True)
    first = env_file.read_text()
    again = MailServer(refuses=False)
    run(**answers(again), yes=True)
    assert env_file.read_text() == first.replace(str(server.port), str(again.port))
    assert User.objects.count() == 1


def test_a_server_that_refuses_is_told_and_nothing_is_stored(env_file) -> None:
    server = MailServer(refuses=True)
    with pytest.raises(CommandError, match="test mail could not be sent") as caught:
        run(**answers(server), yes=True)
    assert "no such person" in str(caught.value)
    assert "Nothing was stored, and no account was made." in str(caught.value)
    assert not env_file.exists()
    assert not User.objects.exists()


def test_a_server_that_is_not_there_is_told_and_nothing_is_stored(env_file, mail_server) -> None:
    with pytest.raises(CommandError, match="Nothing was stored"):
        run(**answers(mail_server, email_url="smtp://127.0.0.1:1"), yes=True)
    assert not User.objects.exists()


def test_a_file_that_cannot_be_written_makes_no_organiser(env_file, mail_server) -> None:
    env_file.mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        run(**answers(mail_server), yes=True)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("site_name", " "),
        ("domain", "https://our.example.org"),
        ("domain", "our.example.org/path"),
        ("domain", "our.example.org:8000"),
        ("domain", "our_example"),
        ("email_url", "mail.example.org"),
        ("email_url", "http://mail.example.org"),
        ("email_url", "smtp"),
        ("from_email", "Our Network"),
        ("organiser_email", "olga@"),
        ("organiser_name", ""),
        ("site_name", "Our\nSECRET_KEY=known"),
        ("site_name", "${SECRET_KEY}"),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_done(env_file, mail_server, option, value) -> None:
    with pytest.raises(CommandError, match=f"^--{option.replace('_', '-')}: "):
        run(**answers(mail_server, **{option: value}), yes=True)
    assert not env_file.exists()
    assert mail_server.heard == ""


def test_without_a_terminal_the_missing_options_are_named(env_file) -> None:
    with pytest.raises(CommandError, match="Give these too: --domain, --email-url") as caught:
        run(site_name="Our Network", yes=True)
    assert "--site-name" not in str(caught.value)


def test_without_a_terminal_nothing_is_stored_unless_told_so(env_file, mail_server) -> None:
    with pytest.raises(CommandError, match="With --yes"):
        run(**answers(mail_server))
    assert not User.objects.exists()


def test_at_a_terminal_it_asks_and_asks_again_for_what_is_wrong(
    env_file, mail_server, monkeypatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    given_ = answers(mail_server)
    typed = iter([given_["site_name"], "https://wrong", *list(given_.values())[1:], "y"])
    monkeypatch.setattr("builtins.input", lambda question: next(typed))
    run()
    assert read(env_file)["SITE_DOMAIN"] == "our.example.org"
    assert list(typed) == []


def test_the_password_of_the_mail_server_is_not_shown(env_file, mail_server) -> None:
    url = f"smtp://user:s3cret@127.0.0.1:{mail_server.port}"
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("setup", stdout=out, **answers(mail_server, email_url=url))
    assert "s3cret" not in out.getvalue()
    assert "127.0.0.1" in out.getvalue()


def test_the_embedded_database_is_named_as_one(env_file, mail_server, settings) -> None:
    settings.DATABASE_IS_EMBEDDED = True
    assert "This is the embedded database" in run(**answers(mail_server), yes=True)


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_whatever_may_be_stored_is_read_back_as_it_was(tmp_path_factory, value) -> None:
    if setup.check_any(value):
        return
    file = tmp_path_factory.mktemp("env") / ".env"
    setup.write_env(file, {"SITE_NAME": value, "OTHER": "x"})
    assert read(file) == {"SITE_NAME": value, "OTHER": "x"}
