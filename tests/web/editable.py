"""A page over some articles that may be changed from it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import search
from tests.web.documents import prose
from tests.web.markup import elements
from web import Settings, create_app
from web.mounting import Mount

SITE = "https://rfi.fr/"
LINE = "Écoutez aussi nos podcasts du matin et du soir, tous les jours de la semaine."
OWN = {"Sec-Fetch-Site": "same-origin"}


@dataclasses.dataclass(frozen=True)
class Editable:
    """The page, the folder of its articles, and the index of these."""

    app: Flask
    folder: Path
    index: Path

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    @property
    def mount(self) -> Mount:
        mount: Mount = self.app.extensions["trouvaille"]["trouvaille"]
        return mount

    @property
    def rules(self) -> str:
        """Return what stands in the file of rules."""
        path = self.folder / "sites.toml"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def press(self, name: str, line: str = LINE, article: str = "a") -> TestResponse:
        """Press the button below or beside a line of an article."""
        page = self.client.get(f"/article/{article}?removed=1").text
        [form] = elements(page, "//form[@id='rules']")
        key = next(
            button.get("value")
            for button in elements(page, f"//button[@form='rules'][@name='{name}']")
            if line in before(button)
        )
        return self.client.post(
            form.get("action"), data={"token": token(page), name: key}, headers=OWN
        )

    def wait(self) -> None:
        """Wait for the end of the run."""
        assert self.mount.editing
        self.mount.editing.runs.wait(60)

    def kept(self, article: str = "a") -> str:
        """Return what the index holds now of an article."""
        with search.open_index(self.index) as searcher:
            return searcher.document(article).text


def editable(tmp_path: Path, settings: Settings = Settings(is_editable=True)) -> Editable:
    """Index two articles of a site and one of none, and make the page over them."""
    folder, index = tmp_path / "articles", tmp_path / "index"
    folder.mkdir()
    lines = [
        {"id": name, "title": f"Article {name}", "url": url}
        | {"text": f"{prose(ord(name))}\n{LINE}\n{prose(ord(name) + 50)}"}
        for name, url in (("a", f"{SITE}a"), ("b", f"{SITE}b"), ("c", ""))
    ]
    written = "\n".join(map(json.dumps, lines))
    (folder / "articles.jsonl").write_text(written, encoding="utf-8")
    search.build_index(folder, index)
    app = create_app(index, settings=settings)
    app.testing = True
    return Editable(app, folder, index)


def token(page: str) -> str:
    return str(elements(page, "//input[@name='token']")[0].get("value"))


def before(button: object) -> str:
    """Return the text of the block that a button is about."""
    [block] = button.xpath("../preceding-sibling::*[not(@class='reason')][1]")  # type: ignore[attr-defined]
    return str(block.text_content())
