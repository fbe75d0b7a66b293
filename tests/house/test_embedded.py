"""The embedded PostgreSQL: who starts it, who stops it, and what survives."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from betterway import embedded
from tests.house.conftest import House, finish, wait_until_ready

# Root is somebody PostgreSQL refuses: there are two ways round it, and both are tried.
WAYS = [True, False] if os.geteuid() == 0 else [True]


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, True),
        ({"BETTERWAY_ENV": "test"}, True),
        ({"DATABASE_URL": ""}, True),
        ({"DATABASE_URL": "postgres://somewhere/else"}, False),
        ({"BETTERWAY_ENV": "production"}, False),
    ],
)
def test_server_is_wanted_where_no_other_is_named(environ: dict[str, str], wanted: bool):
    assert embedded.is_wanted(environ) is wanted


def test_asking_for_the_connection_makes_nothing(make_house: Callable[..., House]):
    house = make_house()
    assert house.home == house.folder / ".postgres" / str(embedded.binaries().major)
    assert house.socket_folder
    assert not (house.folder / ".postgres").exists()


@pytest.mark.parametrize("allows_namespaces", WAYS)
def test_server_runs_and_goes_with_its_only_process(
    make_house: Callable[..., House], allows_namespaces: bool
):
    house = make_house(allows_namespaces=allows_namespaces)
    process = house.use()
    assert house.query("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = user") == [
        ("betterway", False)
    ]
    assert finish(process) == ""
    assert house.server_pid is None


def test_server_of_a_folder_closed_to_nobody_runs_all_the_same(
    make_house: Callable[..., House], tmp_path: Path
):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    house = make_house("closed/project", allows_namespaces=False)
    process = house.use()
    assert house.query("SELECT 1") == [(1,)]
    assert finish(process) == ""
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_two_processes_share_it_and_the_last_stops_it(house: House):
    first, second = house.use(), house.use()
    pid = house.server_pid
    finish(first)
    assert house.server_pid == pid
    assert house.query("SELECT 1") == [(1,)]
    finish(second)
    assert house.server_pid is None


def test_processes_that_begin_at_once_agree_on_one_server(make_house: Callable[..., House]):
    house = make_house()
    beginning = [
        house.begin("embedded.start(); print('ready', flush=True); input()") for _ in range(4)
    ]
    for process in beginning:
        wait_until_ready(process)
    assert house.query("SELECT 1") == [(1,)]
    assert [finish(process) for process in beginning] == [""] * 4
    assert house.server_pid is None


def test_killed_process_frees_its_share(house: House):
    first, second = house.use(), house.use()
    first.kill()
    first.wait()
    finish(second)
    assert house.server_pid is None


def test_server_left_behind_is_stopped_on_demand(house: House):
    process = house.use()
    command = [sys.executable, "-m", "betterway.embedded"]
    refused = subprocess.run(command, cwd=house.folder, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "still in use" in refused.stderr
    process.kill()
    process.wait()
    assert house.server_pid
    subprocess.run(command, cwd=house.folder, check=True)
    assert house.server_pid is None


def test_killed_server_is_replaced_and_its_data_is_intact(house: House):
    process = house.use()
    house.query("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    killed = house.server_pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    process.kill()
    process.wait()
    again = house.use()
    assert house.server_pid != killed
    assert house.query("SELECT count(*) FROM kept") == [(1000,)]
    finish(again)


def test_number_of_a_dead_server_that_a_stranger_bears_is_no_obstacle(house: House):
    data = house.home / "data"
    # As a power cut leaves it: the file is there, and the number is another process's now.
    stranger = f"{os.getpid()}\n{data}\n1700000000\n5432\n{house.socket_folder}\n\n  0  0\nready\n"
    (data / "postmaster.pid").write_text(stranger)
    process = house.use()
    assert house.query("SELECT 1") == [(1,)]
    finish(process)


@pytest.mark.parametrize("name", ["long-" * 30, "a, b"])
def test_folder_whose_name_a_socket_cannot_bear(make_house: Callable[..., House], name: str):
    house = make_house(name)
    process = house.use()
    short = house.socket_folder
    assert short.parent == Path("/tmp")
    assert stat.S_IMODE(short.stat().st_mode) == 0o700
    assert house.query("SELECT 1") == [(1,)]
    finish(process)


def test_half_made_cluster_is_made_again(make_house: Callable[..., House]):
    house = make_house()
    half = house.home / "data.tmp"
    half.mkdir(mode=0o700, parents=True)
    (half / "PG_VERSION").write_text("18\n")
    finish(house.use())
    assert not half.exists()


def test_modes_of_folders_around_stay_as_they_are(house: House):
    around = [house.folder, *list(house.folder.parents)[:-1], house.folder / "betterway"]
    before = [folder.stat().st_mode for folder in around]
    finish(house.use())
    assert [folder.stat().st_mode for folder in around] == before
    assert stat.S_IMODE((house.folder / ".postgres").stat().st_mode) == 0o700


def test_ctrl_c_twice_in_a_hurry_leaves_no_server(house: House):
    process = house.begin(
        "import os, signal\n"
        "embedded.start()\n"
        "stop = embedded._pg_ctl\n"
        "def interrupted(*arguments):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return stop(*arguments)\n"
        "embedded._pg_ctl = interrupted\n"
        "signal.raise_signal(signal.SIGINT)\n"
    )
    _, errors = process.communicate(timeout=60)
    assert errors.splitlines()[-1] == "KeyboardInterrupt"
    assert "atexit" not in errors
    assert house.server_pid is None


def test_ctrl_c_while_the_server_starts_leaves_no_server(house: House):
    process = house.begin(
        "import os, signal, threading\n"
        "threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "embedded.start()\n"
        "signal.pause()\n"
    )
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert house.server_pid is None


def test_fork_does_not_stop_the_server_of_its_parent(house: House):
    process = house.begin(
        "import os, sys\n"
        "embedded.start()\n"
        "child = os.fork()\n"
        "if not child: sys.exit()\n"
        "os.waitpid(child, 0)\n"
        "print('ready', flush=True)\n"
        "input()\n"
    )
    wait_until_ready(process)
    assert house.query("SELECT 1") == [(1,)]
    finish(process)


def test_folder_of_somebody_else_is_refused_in_a_sentence(house: House, monkeypatch):
    process = house.begin(
        "import os\n"
        "embedded._make_private(embedded._home().parent)\n"
        "myself = os.geteuid()\n"
        "os.geteuid = lambda: myself + 1\n"
        "embedded.runs_as_nobody = lambda: False\n"
        "embedded._make_private(embedded._home().parent)\n"
    )
    _, errors = process.communicate(timeout=60)
    assert "belongs to" in errors.splitlines()[-1]


def test_programs_that_are_not_there_are_named_with_what_to_do(monkeypatch, tmp_path: Path):
    embedded.binaries.cache_clear()
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(embedded.EmbeddedError, match=f"{tmp_path}.*PG_BIN.*DATABASE_URL"):
        embedded.binaries()
    monkeypatch.undo()
    embedded.binaries.cache_clear()
    assert embedded.binaries().major >= 15
