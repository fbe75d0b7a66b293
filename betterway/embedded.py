"""The PostgreSQL that serves development and tests when no DATABASE_URL names another.

The only place that starts a server, and free of Django, so that it can run before it.
Its cluster lies in ``.postgres/`` and is reached through a Unix socket alone.  Each process
that uses it holds a shared lock on a lease file; the last one to leave stops the server.
``docs/decisions/0001-embedded-postgresql.md`` says why.

``python -m betterway.embedded`` stops a server that was left behind (``make stop``).
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import signal
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psycopg

from betterway.postgresql import (
    NOBODY,
    PROJECT,
    Binaries,
    EmbeddedError,
    binaries,
    run,
    runs_as_nobody,
)

__all__ = [
    "Binaries",
    "EmbeddedError",
    "binaries",
    "connection_parameters",
    "is_wanted",
    "release",
    "start",
    "stop",
]

NAME = "betterway"  # of the database and of the role that owns it
PORT = "5432"  # no network port: it only ends the socket's file name
SOCKET_PATH_BYTES = 100  # the kernel's limit is 108; some of its readers stop earlier
PATIENCE = 20  # seconds in which a server must be up: the last one may still be going down
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Lease(NamedTuple):
    """A process's share in the server.  A fork inherits the descriptor, but not the share."""

    descriptor: int
    pid: int


_lease: Lease | None = None


def is_wanted(environ: Mapping[str, str]) -> bool:
    """Whether a process with this environment is to use the embedded server."""
    return not environ.get("DATABASE_URL") and environ.get("BETTERWAY_ENV") != "production"


def connection_parameters() -> dict[str, str]:
    """Django's connection settings for the embedded database.  Starts nothing.

    Raises EmbeddedError where no PostgreSQL is found.
    """
    return {"NAME": NAME, "USER": NAME, "HOST": str(_socket_folder()), "PORT": PORT}


def start() -> None:
    """Have the server running, with role and database, until this process ends.

    For the main thread.  Waits for another process that is just starting or stopping it.
    Called again, does nothing.  Raises EmbeddedError where the server cannot run here.
    """
    global _lease
    if _lease and _lease.pid == os.getpid():
        return
    for folder in (_home().parent, _home(), _socket_folder()):
        _make_private(folder)
    descriptor = _open_lock("lease")
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _lease = Lease(descriptor, os.getpid())
    atexit.register(release)
    with _signals_held() as came:
        _start_server()
    for number in came:
        signal.raise_signal(number)


def release() -> None:
    """Give up this process's share in the server, and stop it when nobody else has one."""
    global _lease
    if _lease is None or _lease.pid != os.getpid():
        return
    lease, _lease = _lease, None
    with _signals_held():  # and dropped: we are ending already
        _stop_unless_used(lease.descriptor)
        os.close(lease.descriptor)


def stop() -> bool:
    """Stop a server that nobody uses; False where somebody still does."""
    if not _data().exists():
        return True
    descriptor = _open_lock("lease")
    try:
        return _stop_unless_used(descriptor)
    finally:
        os.close(descriptor)


# Where


def _short_name() -> str:
    """A name for this project's folders elsewhere: the same for every process of it."""
    return f"betterway-{os.geteuid()}-{hashlib.sha256(bytes(PROJECT)).hexdigest()[:12]}"


@cache
def _home() -> Path:
    """The folder of the cluster and its locks: one for each major version."""
    folder = Path("/var/lib", _short_name()) if runs_as_nobody() else PROJECT / ".postgres"
    return folder / str(binaries().major)


def _data() -> Path:
    return _home() / "data"


@cache
def _socket_folder() -> Path:
    """The cluster's own folder, unless a socket's path may not be so long or have its letters."""
    length = len(bytes(_home() / f".s.PGSQL.{PORT}"))
    if length <= SOCKET_PATH_BYTES and not set(str(_home())) & set(",\"'\\\n"):
        return _home()
    # Not tempfile.gettempdir(): TMPDIR may differ between two processes of one project.
    # Whoever is there before us is refused by _make_private.
    return Path("/tmp", f"{_short_name()}-{binaries().major}")  # noqa: S108


def _make_private(folder: Path) -> None:
    """Make a folder that only the server's user may enter, or check that it is one."""
    owner = NOBODY if runs_as_nobody() else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise EmbeddedError(f"The database's folder {folder} cannot be made: {error}") from error
    else:
        os.chown(folder, owner, -1)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise EmbeddedError(
            f"{folder} belongs to {_user_name(found.st_uid)}: run this as that user,"
            " or remove it together with the data in it."
        )
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


# Locks


def _open_lock(name: str) -> int:
    return os.open(_home() / name, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _starting() -> Iterator[int]:
    """One process at a time makes the cluster and starts the server."""
    descriptor = _open_lock("starting")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _signals_held() -> Iterator[list[int]]:
    """Collect signals to end, rather than obey them, while half done is worse than late."""
    came: list[int] = []
    handlers = {each: signal.signal(each, lambda number, _: came.append(number)) for each in ENDING}
    try:
        yield came
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)


def _stop_unless_used(lease: int) -> bool:
    """Stop the server if no other process holds the lease; whether nobody does."""
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if _server_pid():
        _pg_ctl("stop", "--mode=fast")
    return True


# The server


def _start_server() -> None:
    with _starting() as lock:
        if not _data().exists():
            _create_cluster(lock)
        with _running_server() as connection:
            _create_role_and_database(connection)


def _create_cluster(lock: int) -> None:
    """Make an empty cluster whole or not at all.

    initdb inherits the lock, so that no second one starts while an orphan is still writing.
    """
    half = _home() / "data.tmp"
    shutil.rmtree(half, ignore_errors=True)
    locale = ["--locale=C.UTF-8"]
    if binaries().major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # Whoever can enter the socket's folder may connect; there is no other way in.
    options = ["--encoding=UTF8", *locale, "--username=postgres", "--auth=trust"]
    made, output = run(_home(), "initdb", "--pgdata", half, *options, pass_fds=[lock])
    if not made:
        raise EmbeddedError(f"PostgreSQL could not make its data folder:\n{output}")
    half.rename(_data())


@contextmanager
def _running_server() -> Iterator[psycopg.Connection]:
    """Start the server if it does not answer, and connect as its superuser."""
    deadline = time.monotonic() + PATIENCE
    log = _home() / "server.log"
    while not (connection := _connect()):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL does not start. Its last words are in {log}.")
        _forget_dead_server()
        if not _pg_ctl("start", f"--log={log}", f"--options={_server_options()}"):
            # After a kill -9 the old server's processes take a moment to notice.
            time.sleep(0.2)
    with connection:
        yield connection


def _connect() -> psycopg.Connection | None:
    try:
        return psycopg.connect(
            host=str(_socket_folder()),
            port=PORT,
            user="postgres",
            dbname="postgres",
            autocommit=True,
        )
    except psycopg.OperationalError:
        return None


def _create_role_and_database(connection: psycopg.Connection) -> None:
    """The role may create databases, which the tests do, and nothing more."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
        connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
        connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")


def _server_options() -> str:
    settings = {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": str(_socket_folder()),
        "unix_socket_permissions": "0700",
    }
    return shlex.join(f"--{name}={value}" for name, value in settings.items())


def _pg_ctl(action: str, *options: str) -> bool:
    done, _ = run(_home(), "pg_ctl", action, "--pgdata", _data(), "--wait", *options)
    return done


def _server_pid() -> int | None:
    """The running server's process.  A number left by a dead one may be somebody else's now."""
    try:
        pid = int((_data() / "postmaster.pid").read_text().split("\n")[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if bytes(_data()) in command else None


def _forget_dead_server() -> None:
    """Keep PostgreSQL from taking a stranger, who has a dead server's number, for that server.

    The number is overwritten and the file is kept: by the rest of it PostgreSQL makes sure
    that no process of the dead server is still at work on the data.
    """
    file = _data() / "postmaster.pid"
    if _server_pid() or not file.exists():
        return
    beyond_any_process = str(2**31 - 2)
    _, *rest = file.read_text().split("\n")
    file.write_text("\n".join([beyond_any_process, *rest]))
    (_socket_folder() / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)


if __name__ == "__main__":
    if not stop():
        sys.exit("The embedded PostgreSQL is still in use: stop the site or the tests first.")
