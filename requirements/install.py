#!/usr/bin/env python3
"""Install the pinned packages into .venv, once for each change of the pins.

    python3 requirements/install.py base|dev

Runs on the system's own Python, before anything is installed, so it uses nothing else.
uv does it where there is one, and pip where there is none or where uv fails.  The pins are
complete, so neither looks for dependencies; the packages are compiled at once, or the next
starts would take seconds longer.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
# Lies there while packages are being installed: found at the start, it tells of an
# installation that was interrupted, and .venv is made anew.
UNFINISHED = VENV / "unfinished"


class InstallError(Exception):
    """Nothing was installed; the text says what to do."""


def main(name: str) -> None:
    """Have the packages of requirements/<name>.txt installed."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise InstallError(
            f"Python {wanted} or later is needed, and {sys.executable} is older."
            " Name another: make PYTHON=python3.12 ..."
        )
    pins = PROJECT / "requirements" / f"{name}.txt"
    stamp = VENV / f"installed-{name}"
    fingerprint = hashlib.sha256(pins.read_bytes() + bytes(VENV)).hexdigest()
    if is_usable() and stamp.is_file() and stamp.read_text() == fingerprint:
        return
    print(f"Installing the packages of {pins.relative_to(PROJECT)} into .venv ...", flush=True)
    if not (with_uv(pins) or with_pip(pins)):
        raise InstallError("The packages could not be installed; the lines above say why.")
    stamp.write_text(fingerprint)
    UNFINISHED.unlink()


def is_usable() -> bool:
    """Whether .venv holds a Python that works, and nothing half installed."""
    return PYTHON.exists() and not UNFINISHED.exists() and succeeds(PYTHON, "-c", "")


def has_pip() -> bool:
    """Whether .venv has a pip of its own; uv makes it without."""
    return succeeds(PYTHON, "-m", "pip", "--version")


def with_uv(pins: Path) -> bool:
    """Install with uv; False where there is none or it fails."""
    uv = shutil.which("uv")
    if not uv:
        return False
    if not is_usable():
        empty_venv()
        if not runs(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV):
            return False
    UNFINISHED.touch()
    options = ("--quiet", "--no-deps", "--require-hashes", "--requirement", pins)
    return runs(uv, "pip", "install", "--python", PYTHON, "--compile-bytecode", *options)


def with_pip(pins: Path) -> bool:
    """Install with pip; False where it fails."""
    if not (is_usable() and has_pip()):
        need_ensurepip()
        empty_venv()
        if not runs(sys.executable, "-m", "venv", VENV):
            return False
    UNFINISHED.touch()
    options = ("--quiet", "--no-deps", "--require-hashes", "--requirement", pins)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check")
    if not runs(*pip, "install", "--no-compile", *options):
        return False
    # On all cores, which pip would not do. A file meant for another Python may fail.
    succeeds(PYTHON, "-m", "compileall", "-q", "-j", "0", VENV / "lib")
    return True


def empty_venv() -> None:
    """Leave of .venv nothing but the mark that it is being made."""
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()


def need_ensurepip() -> None:
    """Debian keeps the half of ``venv`` that brings pip in a package of its own."""
    if importlib.util.find_spec("ensurepip"):
        return
    command = "apt-get install --yes python3-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Python lacks its venv module: {command}", flush=True)
        if runs("apt-get", "update", "--quiet=2") and runs(*command.split(), "--quiet=2"):
            return
    raise InstallError(f"Python lacks its venv module. Run, as root: {command}")


def runs(*command: str | Path) -> bool:
    """Run a command in front of the reader; whether it succeeded."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def succeeds(*command: str | Path) -> bool:
    """Run a command silently; whether it succeeded."""
    try:
        subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


if __name__ == "__main__":
    if sys.argv[1:] not in (["base"], ["dev"]):
        sys.exit("Usage: python3 requirements/install.py base|dev")
    try:
        main(sys.argv[1])
    except InstallError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Interrupted. The next run begins again.")
