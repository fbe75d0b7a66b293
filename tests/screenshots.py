"""``make screenshots``: takes the pictures of the README from the sample, served for it."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PATIENCE = 60  # seconds until the site must be there
ORGANISER = "olive@example.org"
PASSWORD = "a-better-way"  # as load_sample prints it
THEMES = "/rounds/leadership/themes/"
PUBLISHED = "/published/leadership/"


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    height: int
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"


ALL = [
    Picture("themes", THEMES, 960),
    Picture("themes-dark", THEMES, 960, scheme="dark"),
    Picture("themes-phone", THEMES, 800, width=360),
    Picture("published", PUBLISHED, 1080),
    Picture("published-phone", PUBLISHED, 1360, width=360),
]


@contextmanager
def served() -> Iterator[str]:
    """The address of a site of our own, on a port that was free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "manage.py", "runserver", "--noreload", address]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://{address}/healthz/")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.URLError:
            if time.monotonic() > until:
                sys.exit(f"The site did not answer within {PATIENCE} seconds.")
            time.sleep(0.2)
        else:
            return


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(ORGANISER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Themes").first.wait_for()


def take(picture: Picture, page: Page) -> None:
    """One picture, from the top of the page; of a summary, with its first passage unfolded."""
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    page.emulate_media(color_scheme=picture.scheme, reduced_motion="reduce")
    page.goto(picture.path)
    if picture.path == PUBLISHED:
        page.locator("details.source summary").first.click()
    page.evaluate("document.fonts.ready.then(() => window.scrollTo(0, 0))")
    page.screenshot(path=PICTURES / f"{picture.name}.png")


def take_all(chromium: Browser, address: str) -> None:
    organiser = chromium.new_page(base_url=address)
    reader = chromium.new_page(base_url=address)
    sign_in(organiser)
    for picture in ALL:
        take(picture, reader if picture.path == PUBLISHED else organiser)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser.executable(), args=browser.launch_arguments()
        )
        take_all(chromium, address)
        chromium.close()


if __name__ == "__main__":
    main()
