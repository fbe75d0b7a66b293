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


def executable() -> str:
    """The path of a Chromium: the system's, else Playwright's own.

    Raises BrowserError where there is neither.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    if Path(downloaded).exists():
        return downloaded
    raise BrowserError(f"There is no Chromium. Run, as root: {FROM_DEBIAN}")


def launch_arguments() -> list[str]:
    """Chromium's arguments: it runs for root only without its sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def get() -> str:
    """The path of a Chromium that runs, installed if need be.

    Raises BrowserError where it can be neither found nor installed.
    """
    try:
        path = executable()
    except BrowserError:
        _install()
        path = executable()
    if not _runs(path, "--version", *launch_arguments()):
        raise BrowserError(f"{path} does not run here. Run, as root: {FROM_DEBIAN}")
    return path


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
