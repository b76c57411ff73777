"""Headless Chromiums, driven through their own driver, and the command that serves them pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
    "--lang=fr",
    "--accept-lang=fr",
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2",  # a pointer, as on a desktop
)
TIMEOUT_SECONDS = 30
"""Far above what a page takes, so that a busy machine fails no test."""

WITHOUT_JAVASCRIPT = {"profile.managed_default_content_settings.javascript": 2}
PHONE = {"deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 2.0}}

ROOT = Path(__file__).parents[2]

Launch = Callable[..., Chrome]
"""A function that starts a browser with a fresh profile, with options of Chromium by name."""


@contextmanager
def served(folder: str, *options: str) -> Iterator[str]:
    """Serve an index by the command that users type; yield the address of the page."""
    command = [sys.executable, "-m", "web", "--index", folder, "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split()[3]
        server.terminate()


@contextmanager
def browser(profile: Path, **experimental: dict[str, object]) -> Iterator[Chrome]:
    """Start a browser whose profile is a folder; close it at the end."""
    program, driver = programs()
    options = ChromeOptions()
    options.binary_location = program
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for name, value in experimental.items():
        options.add_experimental_option(name, value)
    chrome = Chrome(options=options, service=ChromeService(executable_path=driver))
    try:
        yield chrome
    finally:
        chrome.quit()


def programs() -> tuple[str, str]:
    """Find a Chromium and its driver; where tests must be complete, they must be there."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        missing(f"needs one of {', '.join(BROWSERS)} and its chromedriver")
    return program, driver


def missing(reason: str) -> NoReturn:
    """Skip a test that lacks a program, but fail it where tests must be complete."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def console(browser: Chrome) -> list[dict[str, object]]:
    """Return what pages have written to the console since the last call."""
    read: Callable[[str], list[dict[str, object]]] = browser.get_log
    return read("browser")
