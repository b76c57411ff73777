"""Short pages that were invented to learn from what long news pages do not show.

invented/articles.txt holds live blogs, interviews, recipes, results and notes, invented/markup.txt
how sites mark the parts of an article up, invented/pieces.txt what stands around it. Each article
is put into a few of the sites, with pieces by chance, always the same. invented/texts.txt holds
pages of text as they are.
"""

from __future__ import annotations

import dataclasses
import html
import itertools
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import lxml.html

from benchmarks.cleaning_pages import LabeledPage
from search.cleaning.lines import Line
from search.cleaning.markup_blocks import read_page
from search.cleaning.page_lines import page_lines
from search.cleaning.parsing import parse_page
from search.cleaning.text_lines import read_text
from search.models import Label

FOLDER = Path(__file__).with_name("invented")
SITES_PER_ARTICLE = 4
MOST_PIECES = {"above": 4, "tools": 2, "inside": 2, "below": 2, "after": 4, "foot": 2}
"""Pieces of each part of a page, up to which there are."""
BARE_PAGES = 8
"""Pages without an article: menus, lists of teasers, notices."""
BULLETS = ("", "", "- ", "* ", "• ")
"""What programs that save text put before the items of a list."""

_SITE = "invented"
_LABELS = {
    "title": Label.TITLE,
    "lead": Label.LEAD,
    "byline": Label.BYLINE,
    "source": Label.BYLINE,
    "caption": Label.CAPTION,
    "also": Label.RELATED,
}
"""The labels of parts that are not body."""
_HEAD_KINDS = frozenset({"title", "lead", "byline"})
_MARKUP = {
    "title": "<h1>%0</h1>",
    "lead": '<p class="chapo">%0</p>',
    "byline": '<p class="byline">%0</p>',
    "p": "<p>%0</p>",
    "h": "<h2>%0</h2>",
    "li": "<li>%0</li>",
    "name": "<li>%0</li>",
    "row": "<tr>%*</tr>",
    "quote": "<blockquote><p>%0</p></blockquote>",
    "box": "<p>%0</p>",
    "post": '<blockquote class="twitter-tweet"><p>%0</p>%1</blockquote>',
    "q": "<p><strong>%0</strong></p>",
    "a": "<p>%0</p>",
    "address": "<p>%0</p>",
    "caption": '<figure><img src="i.jpg"><figcaption>%0</figcaption></figure>',
    "source": "<p>%0</p>",
    "also": '<p><a href="/aussi">%0</a></p>',
    "meta": "",
}
"""How parts of an article are marked up where a site does not say otherwise."""
_AROUND = {
    "li": "<ul>%s</ul>",
    "name": "<ul>%s</ul>",
    "row": "<table>%s</table>",
    "box": '<aside class="encadre">%s</aside>',
    "address": "<address>%s</address>",
}
_TAG = re.compile(r"<(\w+)")

Part = tuple[str, str]
"""The kind of a part of an article, and its text; cells and times are parted by bars."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Material:
    """What the files say, by section."""

    articles: dict[str, list[Part]]
    sites: list[dict[str, str]]
    pieces: dict[str, list[str]]


def invented_markup() -> list[LabeledPage]:
    """Return the invented pages of HTML."""
    return [_markup_page(name, source) for name, source in _sources(_read())]


def invented_texts() -> list[LabeledPage]:
    """Return the invented pages as text: what the pages of HTML show, and those written as text."""
    shown = (_text_of(page) for page in invented_markup())
    return [*shown, *itertools.starmap(_written_text, _sections("texts.txt").items())]


def _read() -> _Material:
    articles = _sections("articles.txt")
    return _Material(
        {name: [_named(row) for row in rows] for name, rows in articles.items()},
        [dict(map(_named, rows)) for rows in _sections("markup.txt").values()],
        _sections("pieces.txt"),
    )


def _sections(name: str) -> dict[str, list[str]]:
    """Return the lines of a file by the headings "== name" above them."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    sections = (section.strip().split("\n") for section in text.split("== ")[1:])
    return {heading: rows for heading, *rows in sections}


def _named(row: str) -> Part:
    name, _, text = row.partition(": ")
    return name, text


def _sources(material: _Material) -> Iterator[tuple[str, str]]:
    """Yield the HTML of each article at some sites, its elements labeled, and of bare pages."""
    for (name, parts), number in itertools.product(
        material.articles.items(), range(SITES_PER_ARTICLE)
    ):
        chance = random.Random(f"{name} {number}")
        site = _MARKUP | chance.choice(material.sites)
        pieces = _chosen(material.pieces, chance)
        meta = site["meta"].replace("%0", html.escape(parts[0][1]))
        yield f"{name} {number}", _page(_main(parts, site, pieces, chance), pieces, meta)
    for number in range(BARE_PAGES):
        yield f"bare {number}", _page("", _chosen(material.pieces, random.Random(number)))


def _chosen(pieces: dict[str, list[str]], chance: random.Random) -> dict[str, list[str]]:
    """Return some of the pieces of each part of a page."""
    return {
        name: chance.sample(pieces[name], chance.randint(0, most))
        for name, most in MOST_PIECES.items()
    }


def _main(
    parts: Sequence[Part], site: dict[str, str], pieces: dict[str, list[str]], chance: random.Random
) -> str:
    """Return the part of a page that the article stands in."""
    body = [*_groups([part for part in parts if part[0] not in _HEAD_KINDS], site)]
    for piece in pieces["inside"]:
        body.insert(chance.randint(1, len(body)), piece)
    head = [_filled(part, site) for part in parts if part[0] in _HEAD_KINDS]
    filled = {"head": head, "body": body, "tools": pieces["tools"], "below": pieces["below"]}
    return re.sub(r"%(\w+)", lambda slot: "\n".join(filled[slot[1]]), site["page"])


def _page(main: str, pieces: dict[str, list[str]], meta: str = "") -> str:
    page = "\n".join((*pieces["above"], main, *pieces["after"], *pieces["foot"]))
    return f'<html lang="fr"><head>{meta}</head><body data-label="chrome">{page}</body></html>'


def _groups(parts: Sequence[Part], site: dict[str, str]) -> Iterator[str]:
    """Yield the parts of a body in HTML, those of one list or table together."""
    for kind, group in itertools.groupby(parts, key=lambda part: part[0]):
        filled = [_filled(part, site) for part in group]
        if kind in _AROUND:
            yield _AROUND[kind] % "\n".join(filled)
        else:
            yield from filled


def _filled(part: Part, site: dict[str, str]) -> str:
    kind, text = part
    label = _LABELS.get(kind, Label.BODY)
    cells = [html.escape(cell, quote=False) for cell in text.split(" | ")]
    if "%1" not in site[kind] and "%*" not in site[kind]:
        cells = [" | ".join(cells)]
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    filled = site[kind].replace("%*", row).replace("%0", cells[0]).replace("%1", cells[-1])
    return _TAG.sub(rf'<\1 data-label="{label}"', filled)


def _markup_page(name: str, source: str) -> LabeledPage:
    tree = parse_page(source)
    placed = page_lines(tree) if tree is not None else ()
    labels = tuple(_label_of(page_line.holder) for page_line in placed)
    return LabeledPage(name, _SITE, source, read_page(source)[0], labels)


def _label_of(element: lxml.html.HtmlElement) -> Label:
    """Return the label that the nearest labeled element around a line has."""
    around = itertools.chain([element], element.iterancestors())
    return next(Label(e.get("data-label")) for e in around if e.get("data-label"))


def _text_of(page: LabeledPage) -> LabeledPage:
    """Return the lines of a page as a program saves them that knows text only."""
    bullet = random.Random(page.id).choice(BULLETS)
    rows = [(bullet if "tag li" in line.marks else "") + line.text for line in page.lines]
    return _text_page(page.id, rows, page.labels)


def _written_text(name: str, rows: Sequence[str]) -> LabeledPage:
    """Return a page of which each row begins with "+" if it is to be kept and "-" if not."""
    kept = [row[0] == "+" for row in rows]
    title = kept.index(True)
    labels = [Label.BODY if is_kept else Label.CHROME for is_kept in kept]
    labels[title] = Label.TITLE
    return _text_page(name, [row[2:] for row in rows], labels)


def _text_page(name: str, rows: Sequence[str], labels: Sequence[Label]) -> LabeledPage:
    text = "\n".join(rows)
    lines, _ = read_text(text, Line(0, ""))
    by_number = dict(enumerate(labels, start=1))
    return LabeledPage(name, _SITE, text, lines, tuple(by_number[line.number] for line in lines))
