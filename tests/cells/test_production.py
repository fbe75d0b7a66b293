"""The settings of production: refused in one line where something is missing, else clean."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
# Set to nothing rather than left out, so that no .env of this machine fills them in.
VARIABLES = {
    "BETTERWAY_ENV": "production",
    "DATABASE_URL": "postgres://user:password@127.0.0.1:1/nowhere",
    "SECRET_KEY": "not-a-secret-but-long-enough-and-of-many-letters-0123456789",
    "SITE_DOMAIN": "betterway.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:1",
}


def manage(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    # Nothing else of the tests' own environment, which is none for production.
    environment = {"PATH": os.environ["PATH"], **VARIABLES, **changed}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_finds_nothing() -> None:
    done = manage("check", "--deploy", "--fail-level", "DEBUG")
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "SITE_DOMAIN"])
def test_what_is_missing_is_said_in_one_line(name) -> None:
    done = manage("check", **{name: ""})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"{name} is not set. In production")


def test_an_environment_that_does_not_exist_is_said_in_one_line() -> None:
    done = manage("check", BETTERWAY_ENV="staging")
    assert done.returncode == 1
    assert done.stderr == (
        "BETTERWAY_ENV is 'staging'; it must be development, test or production.\n"
    )


def test_every_variable_is_explained() -> None:
    code = [*PROJECT.glob("betterway/*.py"), PROJECT / "manage.py"]
    calls = r"""(?:env\.\w+|required_in_production|environ\.get)\(\s*["']([A-Z_]+)["']"""
    used = {name for file in code for name in re.findall(calls, file.read_text())}
    table = (PROJECT / "docs" / "operations.md").read_text()
    assert {"DATABASE_URL", "SECRET_KEY", "PG_BIN"} <= used
    assert used == set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))
