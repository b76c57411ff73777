"""The page in a real browser: a headless Chromium, driven through its own driver."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import url_contains
from selenium.webdriver.support.wait import WebDriverWait

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
)
TIMEOUT_SECONDS = 30
"""Far above what a page takes, so that a busy machine fails no test."""

WITHOUT_JAVASCRIPT = {"profile.managed_default_content_settings.javascript": 2}
PHONE = {"deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 2.0}}
ARTICLE = "article/004_5336a5d1cd968246?q=cybercriminalité"

Launch = Callable[..., Chrome]


@pytest.fixture(scope="module")
def address(corpus_index: str) -> Iterator[str]:
    """The address of the page over the corpus, served by the command that users type."""
    command = [sys.executable, "-m", "web", "--index", corpus_index, "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split()[3]
        server.terminate()


@pytest.fixture(scope="module")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """A function that starts a browser with a fresh profile; every one is closed at the end."""
    browser, driver = programs()
    with ExitStack() as stack:

        def launch(**experimental: dict[str, object]) -> Chrome:
            options = ChromeOptions()
            options.binary_location = browser
            for argument in ARGUMENTS:
                options.add_argument(argument)
            options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
            options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
            for name, value in experimental.items():
                options.add_experimental_option(name, value)
            return stack.enter_context(running(options, driver))

        yield launch


def programs() -> tuple[str, str]:
    """Find a Chromium and its driver; where tests must be complete, they must be there."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if browser and driver:
        return browser, driver
    reason = f"needs one of {', '.join(BROWSERS)} and its chromedriver"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(options: ChromeOptions, driver: str) -> Iterator[Chrome]:
    chrome = Chrome(options=options, service=ChromeService(executable_path=driver))
    try:
        yield chrome
    finally:
        chrome.quit()


@pytest.fixture(scope="module")
def desktop(launch: Launch) -> Chrome:
    return launch()


def look_for(browser: Chrome, address: str, query: str) -> None:
    """Type a query into the box of the home page and press Enter."""
    browser.get(address)
    browser.find_element(By.NAME, "q").send_keys(query, Keys.ENTER)
    WebDriverWait(browser, TIMEOUT_SECONDS).until(url_contains("/search?"))


def found(browser: Chrome) -> list[str]:
    """Return the addresses that the hits link to."""
    links = browser.find_elements(By.CSS_SELECTOR, ".hit h2 a")
    return [link.get_attribute("href") or "" for link in links]


def test_two_words_are_typed_and_their_article_comes_first_with_both_marked(
    desktop: Chrome, address: str
) -> None:
    look_for(desktop, address, "cyberespace pacifique")
    assert "/article/000_5e3aa8eab155eee5" in found(desktop)[0]
    marks = desktop.find_elements(By.CSS_SELECTOR, ".hit:first-child mark")
    assert {mark.text for mark in marks} >= {"cyberespace", "pacifique"}
    box = desktop.find_element(By.NAME, "q")
    assert box.get_attribute("value") == "cyberespace pacifique"


def test_an_article_is_not_found_by_the_teaser_of_another(desktop: Chrome, address: str) -> None:
    look_for(desktop, address, "Cuba amitié")
    assert desktop.find_element(By.NAME, "q").get_attribute("value") == "Cuba amitié"
    assert not [link for link in found(desktop) if "000_5e3aa8eab155eee5" in link]


def unfold_what_was_removed(browser: Chrome, address: str) -> None:
    """Open an article from its result, check that what was removed is hidden, and unfold it."""
    look_for(browser, address, "cybercriminalité représentant cubain")
    browser.find_element(By.CSS_SELECTOR, ".hit a[href*='/article/004_']").click()
    removed = browser.find_elements(By.CSS_SELECTOR, ".removed")
    assert removed
    assert not any(passage.is_displayed() for passage in removed)
    browser.find_element(By.CSS_SELECTOR, ".reveal summary").click()
    assert all(passage.is_displayed() for passage in removed)
    assert any("Comment (0)" in passage.text for passage in removed)
    assert all(passage.find_element(By.CLASS_NAME, "reason").text for passage in removed)


def test_what_was_removed_of_an_article_unfolds(desktop: Chrome, address: str) -> None:
    unfold_what_was_removed(desktop, address)


def test_an_article_leads_back_to_its_results(desktop: Chrome, address: str) -> None:
    look_for(desktop, address, "cyberespace pacifique")
    desktop.find_element(By.CSS_SELECTOR, ".hit h2 a").click()
    assert desktop.find_element(By.TAG_NAME, "h1").text.startswith("Le Vietnam met l’accent")
    desktop.find_element(By.PARTIAL_LINK_TEXT, "Retour aux résultats").click()
    assert desktop.find_element(By.NAME, "q").get_attribute("value") == "cyberespace pacifique"


def test_everything_works_without_javascript(launch: Launch, address: str) -> None:
    browser = launch(prefs=WITHOUT_JAVASCRIPT)
    browser.get("data:text/html,<title>off</title><script>document.title = 'on'</script>")
    assert browser.title == "off"
    unfold_what_was_removed(browser, address)


def console(browser: Chrome) -> list[object]:
    """Return what pages have written to the console since the last call."""
    read: Callable[[str], list[object]] = browser.get_log
    return read("browser")


@pytest.mark.parametrize("path", ["", "search?q=cybercriminalité", "search?q=zyzomys", ARTICLE])
def test_no_page_writes_to_the_console(desktop: Chrome, address: str, path: str) -> None:
    console(desktop)
    desktop.get(address + path)
    assert console(desktop) == []


@pytest.fixture(scope="module")
def phone(launch: Launch) -> Chrome:
    return launch(mobileEmulation=PHONE)


@pytest.mark.parametrize(
    "path", ["", "search?q=cybercriminalité", "search?q=" + "zyzomys" * 20, ARTICLE, "article/rien"]
)
def test_pages_fit_a_phone_without_scrolling_sideways(
    phone: Chrome, address: str, path: str
) -> None:
    phone.get(address + path)
    for summary in phone.find_elements(By.TAG_NAME, "summary"):
        summary.click()
    width = phone.execute_script("return document.documentElement.scrollWidth")
    assert width == 360
