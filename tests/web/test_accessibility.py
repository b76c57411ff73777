"""Every page, held against the rules of axe-core: whom does it shut out?"""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.web.every_page import EVERY_PAGE

AXE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"

RUN = """
const told = arguments[arguments.length - 1];
axe.run({ resultTypes: ["violations"] }).then((found) => told(
  found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target} ${node.failureSummary}`
  ))
));
"""
UNFOLD = "for (const each of document.querySelectorAll('details')) each.open = true"


def violations(browser: Chrome, address: str, theme: str) -> list[str]:
    """Return what axe-core finds on a page in a theme, as it comes and with all unfolded."""
    visit(browser, address, theme)
    found: list[str] = browser.execute_async_script(RUN)
    browser.execute_script(UNFOLD)
    unfolded: list[str] = browser.execute_async_script(RUN)
    return found + unfolded


def visit(browser: Chrome, address: str, theme: str) -> None:
    """Open a page in a theme, with axe-core in it."""
    feature = {"name": "prefers-color-scheme", "value": theme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get(address)
    browser.execute_script(AXE.read_text("utf-8"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_axe_finds_nothing_in_a_window(
    desktop: Chrome, varied_address: str, path: str, theme: str
) -> None:
    assert violations(desktop, varied_address + path, theme) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_axe_finds_nothing_on_a_phone(
    phone: Chrome, varied_address: str, path: str, theme: str
) -> None:
    assert violations(phone, varied_address + path, theme) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["article/a?q=budget", "corpus", "reindex"])
def test_axe_finds_nothing_where_the_index_may_be_changed(
    desktop: Chrome, editable_address: str, path: str, theme: str
) -> None:
    assert violations(desktop, editable_address + path, theme) == []


def test_axe_finds_what_does_shut_readers_out(desktop: Chrome, varied_address: str) -> None:
    visit(desktop, f"{varied_address}help", "light")
    desktop.execute_script("document.querySelector('.intro').style.color = '#ddd'")
    desktop.execute_script("document.querySelector('main').append(new Image())")
    found: list[str] = desktop.execute_async_script(RUN)
    assert {each.partition(":")[0] for each in found} == {"color-contrast", "image-alt"}
