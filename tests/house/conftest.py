"""A house of one's own: the two modules that start PostgreSQL, in a project that is empty."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import psycopg
import pytest

from betterway import embedded

IMPORT = "from betterway import embedded"
# Whoever runs the tests in the background has told them not to listen to Ctrl-C.
LISTEN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
MODULES = ("__init__.py", "embedded.py", "postgresql.py")
WITHOUT_NAMESPACES = """
from betterway import postgresql
def refuse():
    raise PermissionError("user namespaces are forbidden here")
postgresql._enter_user_namespace = refuse
"""


class House:
    """A project whose processes can be started, talked to and ended."""

    def __init__(self, folder: Path, *, allows_namespaces: bool = True) -> None:
        self.folder = folder
        self.first_lines = "" if allows_namespaces else WITHOUT_NAMESPACES
        self.processes: list[subprocess.Popen[str]] = []
        (folder / "betterway").mkdir(parents=True)
        for name in MODULES:
            source = Path(embedded.__file__).with_name(name)
            shutil.copy(source, folder / "betterway" / name)

    def begin(self, lines: str) -> subprocess.Popen[str]:
        """Start a process that runs these lines and prints."""
        process = subprocess.Popen(
            [sys.executable, "-c", f"{LISTEN}\n{self.first_lines}\n{IMPORT}\n{lines}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
        )
        self.processes.append(process)
        return process

    def run(self, lines: str) -> str:
        """Run these lines to their end; what they printed."""
        process = self.begin(lines)
        output, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        return output.strip()

    def use(self) -> subprocess.Popen[str]:
        """Start a process that uses the server until its standard input ends."""
        process = self.begin("embedded.start(); print('ready', flush=True); input()")
        wait_until_ready(process)
        return process

    def query(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the running server, without a share in it."""
        with psycopg.connect(
            host=str(self.socket_folder), port=embedded.PORT, user="betterway", dbname="betterway"
        ) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @cached_property
    def places(self) -> tuple[Path, Path]:
        """The folder of the cluster, and that of the socket: where the modules say they are."""
        home, socket = self.run(
            "print(embedded._home(), embedded.connection_parameters()['HOST'], sep='\\n')"
        ).split("\n")
        return Path(home), Path(socket)

    @property
    def home(self) -> Path:
        return self.places[0]

    @property
    def socket_folder(self) -> Path:
        return self.places[1]

    @property
    def server_pid(self) -> int | None:
        """The server's process, if it left no word of its end."""
        try:
            return int((self.home / "data" / "postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return None

    def end(self) -> None:
        """Leave nothing running and nothing outside the project's folder."""
        for process in self.processes:
            process.kill()
            process.communicate()
        if self.server_pid:
            self.run("embedded.stop()")
        for folder in (self.socket_folder, self.home.parent):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def make_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    houses: list[House] = []

    def make(name: str = "project", *, allows_namespaces: bool = True) -> House:
        houses.append(House(tmp_path / name, allows_namespaces=allows_namespaces))
        return houses[-1]

    yield make
    for house in houses:
        house.end()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``.postgres`` folder that has been in use, to be copied: making one takes a second."""
    house = House(tmp_path_factory.mktemp("cluster") / "project")
    house.run("embedded.start()")
    assert house.server_pid is None
    return house.folder / ".postgres"


@pytest.fixture
def house(make_house: Callable[..., House], cluster: Path) -> House:
    """A house that has been lived in: its cluster is there, its server is not running."""
    house = make_house()
    shutil.copytree(cluster, house.folder / ".postgres")
    return house


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    """Wait until a process has said that it uses the server."""
    assert process.stdout
    assert process.stdout.readline() == "ready\n", process.communicate()


def finish(process: subprocess.Popen[str]) -> str:
    """Let a process that uses the server come to its own end; what it said on the way."""
    _, errors = process.communicate("\n", timeout=60)
    return errors
