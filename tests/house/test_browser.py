"""A browser for the tests is found, fetched, or asked for by the command that installs it."""

import os
from pathlib import Path

import pytest

from tests import browser


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A search path without any program, and a Playwright without a browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    # Not asked for real: Playwright may be driving a browser in this process already.
    monkeypatch.setattr(browser, "_playwrights_own", lambda: str(tmp_path / "playwright"))
    return tmp_path


def put(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_browser_of_the_system_is_used(path: Path):
    chromium = put(path, "chromium", "exit 0")
    assert browser.executable() == str(chromium)
    assert browser.get() == str(chromium)


def test_root_gets_a_browser_from_the_system_s_packages(path: Path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    chromium = path / "chromium"
    put(path, "apt-get", f"echo '#!/bin/sh' > {chromium}; /bin/chmod +x {chromium}")
    assert browser.get() == str(chromium)


def test_where_no_browser_can_be_had_the_command_is_named(path: Path, monkeypatch):
    monkeypatch.setattr(browser, "_install", lambda: None)
    with pytest.raises(browser.BrowserError, match=r"apt-get install .*chromium"):
        browser.get()


def test_browser_that_does_not_run_is_no_browser(path: Path):
    put(path, "chromium", "exit 127")
    with pytest.raises(browser.BrowserError, match="does not run here"):
        browser.get()


def test_only_root_goes_without_the_sandbox(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert browser.launch_arguments() == ["--no-sandbox"]
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert browser.launch_arguments() == []
