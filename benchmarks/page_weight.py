"""Weigh the first page of results in Chromium: `python -m benchmarks.page_weight --corpus FILE`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}, of which a corpus is made as
`benchmarks.speed` makes it; `--keep DIR` may be the same folder. A fresh browser opens the page;
bytes are those of bodies as they were sent, compressed. One round after the page loads what the
page names; what only a file names takes a second one. Layout shift is what the browser counts, in a
window and on a phone, the most of some pages. Needs selenium, Chromium and its driver.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from selenium.webdriver import Chrome

from benchmarks.page_peers import DOCUMENTS, our_path, typed
from benchmarks.page_servers import HOST, build_ours, free_port, our_command, running
from benchmarks.tables import print_table
from tests.web.browsers import PHONE, browser

QUERIES = 20
"""Pages whose median is told; their weight differs by their passages."""

LOADED = """
const told = arguments[arguments.length - 1];
let shift = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) shift += each.value;
}).observe({ type: "layout-shift", buffered: true });
setTimeout(() => told({
  entries: [
    ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")
  ].map((each) => ({
    name: each.name, sent: each.encodedBodySize, size: each.decodedBodySize,
  })),
  source: document.documentElement.outerHTML,
  shift,
}), 500);
"""
"""What the browser measured, half a second after the page is there; what it keeps at once."""

Loaded = Mapping[str, Any]


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=100))
@click.option("--keep", type=click.Path(file_okay=False), help="Folder for corpora and indexes.")
def main(*, corpus: str, documents: int, keep: str | None) -> None:
    """Print the bytes of the page and of what it loads, the rounds and the layout shift."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary) / str(documents)
        index, port = build_ours(Path(corpus), folder, documents), free_port()
        addresses = [
            f"http://{HOST}:{port}{our_path(query)}"
            for _, query in itertools.islice(typed(folder), QUERIES)
        ]
        with running(our_command(index, port), port):
            pages = {
                name: loaded(addresses, Path(temporary) / name) for name in ("window", "phone")
            }
        print(f"\n{documents:,} documents\n")
        print_files(pages["window"][0])
        print()
        print_pages(pages)


def loaded(addresses: list[str], profile: Path) -> list[Loaded]:
    """Return what a browser measures of pages, of the first one without anything kept."""
    options: dict[str, dict[str, object]] = {}
    if profile.name == "phone":
        options["mobileEmulation"] = {**PHONE}
    with browser(profile, **options) as chrome:
        return [measured(chrome, address) for address in addresses]


def measured(chrome: Chrome, address: str) -> Loaded:
    """Return what the browser measures of a page."""
    chrome.get(address)
    found: Loaded = chrome.execute_async_script(LOADED)
    return found


def print_files(page: Loaded) -> None:
    """Print what the first page loads."""
    rows: list[tuple[str, ...]] = [
        (urlsplit(each["name"]).path.rpartition("/")[2], f"{each['sent']:,}", f"{each['size']:,}")
        for each in page["entries"]
    ]
    sums = (sum(each[key] for each in page["entries"]) for key in ("sent", "size"))
    rows.append(("all", *(f"{each:,}" for each in sums)))
    print_table(("first page", "bytes sent", "uncompressed"), rows)


def print_pages(pages: Mapping[str, list[Loaded]]) -> None:
    """Print the requests and rounds of the first page, and the shift of all."""
    rows = []
    for name, each in pages.items():
        first = each[0]["entries"]
        later = statistics.median(page["entries"][0]["sent"] for page in each[1:])
        shift = max(page["shift"] for page in each)
        rows.append((name, str(len(first)), str(rounds(each[0])), f"{later:,.0f}", f"{shift:.4f}"))
    print_table(("page", "requests", "rounds", "bytes of later pages", "most shift"), rows)


def rounds(page: Loaded) -> int:
    """Return the rounds after the page: one where all that is loaded is named in the page."""
    files = [urlsplit(each["name"]).path for each in page["entries"][1:]]
    return 1 if all(file in page["source"] for file in files) else 2


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.page_weight")
