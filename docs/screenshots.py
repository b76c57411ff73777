"""Take the pictures of the documentation: `python -m docs.screenshots`.

They are of the five articles of corpus/. Needs selenium, Chromium and its driver; where Pillow is
installed, pictures have 64 colors and a third of the size.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import tempfile
from pathlib import Path

from selenium.webdriver import Chrome

import search
from tests.web.browsers import browser, served

CORPUS = Path(__file__).parents[1] / "corpus"
COLORS = 64


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A page as a reader sees it; sizes are in pixels of style sheets."""

    name: str
    path: str
    theme: str = "light"
    width: int = 1280
    height: int = 800
    scale: int = 1
    script: str = ""


UNFOLD = "document.querySelectorAll('.removals details').forEach((each) => { each.open = true })"
TO_REMOVED = "document.querySelector('.removed').scrollIntoView({ block: 'center' })"

PICTURES = (
    Picture("results", "search?q=cybercriminalité"),
    Picture("results-dark", "search?q=cybercriminalité", theme="dark"),
    Picture("phone", "search?q=cybercriminalité", width=360, height=740, scale=2),
    Picture(
        "article", "article/004_5336a5d1cd968246?q=cybercriminalité&removed=1", script=TO_REMOVED
    ),
    Picture("corpus", "corpus", script=UNFOLD, height=1000),
)


def main() -> None:
    """Index the corpus, serve it, and write a picture of each page beside this file."""
    with tempfile.TemporaryDirectory() as temporary:
        index = str(Path(temporary) / "index")
        search.build_index(str(CORPUS), index)
        with served(index) as address, browser(Path(temporary) / "profile") as chrome:
            for picture in PICTURES:
                path = Path(__file__).with_name(f"{picture.name}.png")
                path.write_bytes(take(chrome, address, picture))
                reduce_colors(path)
                print(f"{path.name}: {path.stat().st_size:,} bytes")


def take(chrome: Chrome, address: str, picture: Picture) -> bytes:
    """Return a picture of a page as PNG."""
    feature = {"name": "prefers-color-scheme", "value": picture.theme}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    metrics = {"width": picture.width, "height": picture.height, "mobile": picture.width < 600}
    metrics["deviceScaleFactor"] = picture.scale
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chrome.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    chrome.get(address + picture.path)
    chrome.refresh()  # the time that it tells is not that of a first query
    chrome.execute_script(picture.script)
    taken = chrome.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(taken["data"])


def reduce_colors(path: Path) -> None:
    """Make a picture smaller, where Pillow is there to do it."""
    with contextlib.suppress(ImportError):
        from PIL import Image  # noqa: PLC0415  may be missing

        with Image.open(path) as image:
            small = image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)


if __name__ == "__main__":
    main()
