"""What the installer does on a machine with uv, without, and after an interruption."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).parents[2] / "requirements" / "install.py"


class Machine:
    """Stands in for the commands that would install; keeps what was asked of it."""

    def __init__(self, install: ModuleType) -> None:
        self.install = install
        self.asked: list[str] = []
        self.fails: set[str] = set()
        self.is_interrupted = False

    def runs(self, *command: object) -> bool:
        words = " ".join(map(str, command))
        kind = "venv" if "venv" in words.split() else "uv" if "/uv" in words else "pip"
        self.asked.append(kind)
        if kind in self.fails:
            return False
        if kind == "venv":
            self.install.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.install.PYTHON.symlink_to(sys.executable)
        elif self.is_interrupted:
            raise KeyboardInterrupt
        return True

    def asked_for(self) -> list[str]:
        asked, self.asked = self.asked, []
        return asked


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The installer, for an empty project of its own and a machine without uv."""
    spec = importlib.util.spec_from_file_location("install", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("a==1\n")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "UNFINISHED", venv / "unfinished")
    monkeypatch.setattr(module, "has_pip", lambda: True)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    return module


@pytest.fixture
def machine(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(install)
    monkeypatch.setattr(install, "runs", machine.runs)
    return machine


def test_packages_are_installed_once(install: ModuleType, machine: Machine):
    install.main("base")
    assert machine.asked_for() == ["venv", "pip"]
    install.main("base")
    assert machine.asked_for() == []


def test_changed_pins_are_installed_into_the_same_place(install: ModuleType, machine: Machine):
    install.main("base")
    machine.asked_for()
    (install.PROJECT / "requirements" / "base.txt").write_text("a==2\n")
    install.main("base")
    assert machine.asked_for() == ["pip"]


def test_interrupted_installation_begins_again_from_nothing(install: ModuleType, machine: Machine):
    install.main("base")
    machine.is_interrupted = True
    with pytest.raises(KeyboardInterrupt):
        install.main("dev")
    machine.is_interrupted = False
    machine.asked_for()
    install.main("base")
    assert machine.asked_for() == ["venv", "pip"]


def test_uv_is_used_where_there_is_one(install: ModuleType, machine: Machine, monkeypatch):
    monkeypatch.setattr(install.shutil, "which", lambda name: "/opt/uv")
    install.main("base")
    assert machine.asked_for() == ["venv", "uv"]


def test_pip_does_it_where_uv_fails(install: ModuleType, machine: Machine, monkeypatch):
    monkeypatch.setattr(install.shutil, "which", lambda name: "/opt/uv")
    machine.fails = {"uv"}
    install.main("base")
    assert machine.asked_for() == ["venv", "uv", "venv", "pip"]


def test_failed_installation_is_no_installation(install: ModuleType, machine: Machine):
    machine.fails = {"pip"}
    with pytest.raises(install.InstallError):
        install.main("base")
    machine.fails = set()
    install.main("base")
    assert machine.asked_for() == ["venv", "pip", "venv", "pip"]


def test_python_without_its_venv_module_is_told_the_command(
    install: ModuleType, machine: Machine, monkeypatch
):
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(install.InstallError, match="apt-get install --yes python3-venv"):
        install.main("base")
    assert machine.asked_for() == []


def test_python_that_is_too_old_is_told_how_to_name_another(install: ModuleType, monkeypatch):
    monkeypatch.setattr(install.sys, "version_info", (3, 10, 2))
    with pytest.raises(install.InstallError, match="make PYTHON="):
        install.main("base")
