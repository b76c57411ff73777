"""What the markup around a line says of it: the names of its elements, classes and links."""

from __future__ import annotations

import functools
import re

import lxml.html

from search.cleaning import wordlists
from search.cleaning.scales import Scale

HIDDEN = "hidden"
"""The region of lines in elements that are not shown before the reader asks for them."""

SET_ASIDE = "set aside"
"""The region of lines that are never part of an article."""
IN_CONTAINER = "in main part"
"""The region of lines in the element with most of a page's prose."""
PARAGRAPH = "paragraph of main part"
"""The region of lines that are paragraphs of that element itself."""
LINKED = "linked"
AROUND_CONTAINER = "around main part"
EMBEDDED = "embedded post"
"""The region of lines of posts of social networks that a page shows."""
SAYS_DESCRIPTION = "says description"
"""The region of lines that say what the page says to sum its article up."""

_NEAR = 2
"""Elements, from a line outwards, whose classes speak of the line itself."""

_CLASS_PARTS = {
    "advert": "advert promo sponsor outbrain taboola partner partenaire",
    "article": "article entry story single content contenu body corps paragraph",
    "author": "author auteur byline signature journalist credit",
    "breadcrumb": "breadcrumb ariane",
    "caption": "caption legend credit figure media image photo",
    "comment": "comment disqus reaction discussion",
    "cookie": "cookie consent gdpr rgpd didomi popup modal",
    "date": "date time publi meta",
    "footer": "foot bottom",
    "header": "header masthead banner",
    "lead": "lead chapo chapeau standfirst excerpt intro summary description teaser subtitle",
    "list": "list card grid item feed block thumb",
    "menu": "menu nav drawer dropdown submenu burger",
    "newsletter": "newsletter subscri abonn inscri paywall premium login",
    "related": "relat similar lire readmore read-more readalso read-also associ recommend suggest"
    " more- next popular latest most trending also",
    "share": "share partage social tweet facebook tools",
    "sidebar": "side aside widget colonne column complement",
    "tags": "keyword motcles motscles mot-cles mots-cles categor rubri topic theme",
    "title": "title titre headline heading",
}
"""What the classes of an element have in them that says what it is."""
_CLASS_WORDS = {
    "advert": r"pub(?:licite)?\b|\bads?\b",
    "article": r"\bpost\b|texte?\b",
    "footer": r"\bbas\b",
    "header": r"top\b",
    "tags": r"\btags?\b",
}
"""The same as patterns, for what is too short to be told without the ends of its word."""
_CLASS_PATTERNS = {name: re.compile(pattern) for name, pattern in _CLASS_WORDS.items()}

_POST_ELEMENTS = frozenset({"blockquote", "div"})
_POST = re.compile(
    r"(?<![\w-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)"
    r"|bluesky-embed|mastodon-embed|text-post-media|reddit-embed-bq)(?![\w-])"
)

_LINKED = Scale.of(LINKED, 0.1, 0.35, 0.7, 0.95)
MOSTLY_LINKED = _LINKED.names[2]
"""The mark of lines of which most is linked."""


def regions_of(element: lxml.html.HtmlElement, outer: frozenset[str]) -> frozenset[str]:
    """Return the regions that everything in `element` is in, `outer` being those of its parent."""
    names = class_names(_classes(element))
    marks = {f"in {name}" for name in names}
    if element.tag in wordlists.entries("region_elements"):
        marks.add(f"within {element.tag}")
    if element.tag in _POST_ELEMENTS and _POST.search(element.get("class") or ""):
        marks.add(EMBEDDED)
    return outer | marks if marks else outer


def own_marks(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Return the marks of a line that begins directly in `element`."""
    marks, near = [], element
    for _ in range(_NEAR):
        if near is None:
            break
        marks += [f"near {name}" for name in class_names(_classes(near))]
        near = near.getparent()
    return (*dict.fromkeys(marks), f"tag {_block_tag(element)}")


def link_marks(share: float) -> tuple[str, ...]:
    """Return the marks of a line of which `share` is linked."""
    return _LINKED.signs(share)


def _classes(element: lxml.html.HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"


@functools.lru_cache(maxsize=4096)
def class_names(classes: str) -> tuple[str, ...]:
    """Return what the classes of an element tell, remembered because elements share them."""
    if classes.isspace():
        return ()
    text = classes[:200].lower().replace("_", "-")
    pattern, names = _class_parts()
    found = {name for part in pattern.findall(text) for name in names[part]}
    found.update(name for name, pattern in _CLASS_PATTERNS.items() if pattern.search(text))
    return tuple(sorted(found))


@functools.cache
def _class_parts() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return a pattern that finds the longest part at each place, and what each part tells."""
    named = [(part, name) for name, parts in _CLASS_PARTS.items() for part in parts.split()]
    told = {part: [name for start, name in named if part.startswith(start)] for part, _ in named}
    # looking ahead only, so that one part may begin within another
    return re.compile(f"(?=({wordlists.pattern_of(told)}))"), told


def _block_tag(element: lxml.html.HtmlElement) -> str:
    blocks = wordlists.entries("block_elements")
    while element is not None and element.tag not in blocks:
        element = element.getparent()
    return "none" if element is None else str(element.tag)


def is_hidden(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element says that it is not shown."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    style = (element.get("style") or "")[:200].replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
