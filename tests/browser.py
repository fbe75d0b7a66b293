"""The Chromium that the browser tests drive: where it is, and how to get one.

``python -m tests.browser`` has one ready, or says which command installs it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FROM_DEBIAN = "apt-get install --yes --no-install-recommends chromium"


class BrowserError(Exception):
    """There is no Chromium; the text names the command that installs one."""


def executable() -> str | None:
    """The path of the system's Chromium; None where Playwright is to use its own."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch_arguments() -> list[str]:
    """Chromium's arguments: it runs for root only without its sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def get() -> str:
    """The path of a Chromium that runs, installed if need be.

    Raises BrowserError where it can be neither found nor installed.
    """
    path = _find()
    if not path:
        _install()
        path = _find()
    if not path:
        raise BrowserError(f"There is no Chromium. Run, as root: {FROM_DEBIAN}")
    if not _runs(path, "--version", *launch_arguments()):
        raise BrowserError(f"{path} does not run here. Run, as root: {FROM_DEBIAN}")
    return path


def _find() -> str | None:
    if path := executable():
        return path
    own = _playwrights_own()
    return own if Path(own).exists() else None


def _playwrights_own() -> str:
    """Where Playwright keeps the browser that it downloads."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _install() -> None:
    """From Debian's packages for root, else Playwright's own into the user's cache."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _runs("apt-get", "update", "--quiet=2")
        _runs(*FROM_DEBIAN.split(), "--quiet=2")
    else:
        _runs(sys.executable, "-m", "playwright", "install", "chromium")


def _runs(*command: str) -> bool:
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    finished = subprocess.run(command, stdin=subprocess.DEVNULL, env=environ, check=False)
    return finished.returncode == 0


if __name__ == "__main__":
    try:
        get()
    except BrowserError as error:
        sys.exit(str(error))
