"""What the markup of a page says of its article, from the most to the least trusted place."""

from __future__ import annotations

import dataclasses
import datetime
import re
import urllib.parse
from collections.abc import Iterator, Sequence

import lxml.html

from search.cleaning.addresses import site_of
from search.cleaning.facts import Facts
from search.cleaning.meta_tags import meta_facts, open_graph_facts
from search.cleaning.microdata import microdata_facts
from search.cleaning.moments import Moment, day_of, read_moment
from search.cleaning.structured_data import structured_facts
from search.cleaning.times import time_facts
from search.models import Metadata

MOST_TAGS = 40
LONGEST_TAG = 80
"""Characters; what is longer is a sentence."""
LONGEST_NAME = 100
"""Characters of an author's name or of a section's."""

_LIST_SEPARATOR = re.compile(r"(?<!\s)\s*+[,;|]\s*+")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?$|(fr)[ea]n[cç]", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:par|by|auteure?|texte)\s*:?\s+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|^(?:admin|null|undefined|none|unknown)$", re.IGNORECASE
)
_SITE_SEPARATOR = re.compile(r"(?<!\s)\s++[|–—·•:-]\s++")
_PAID = frozenset({"false", "0", "no", "non"})


@dataclasses.dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article.

    `titles` are all its titles, most trusted first; `descriptions` and `text` are said to sum it
    up and to be it.
    """

    metadata: Metadata = Metadata()
    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    text: str = ""


def read_page_facts(tree: lxml.html.HtmlElement) -> PageFacts:
    """Read JSON-LD, OpenGraph, microdata, meta elements and elements of time, in that order."""
    readers = (structured_facts, open_graph_facts, microdata_facts, meta_facts, time_facts)
    sources = [read(tree) for read in readers]
    titles = tuple(dict.fromkeys(_said(sources, "title")))
    return PageFacts(
        _metadata(sources, titles),
        titles,
        tuple(dict.fromkeys(_said(sources, "description"))),
        next(_said(sources, "text"), ""),
    )


def _metadata(sources: Sequence[Facts], titles: Sequence[str]) -> Metadata:
    published = next(_moments(sources, "published"), None)
    url = _url(list(_said(sources, "url")))
    site = next(_said(sources, "site"), None)
    title = _without_site(titles[0], site or "") if titles else None
    return Metadata(
        title=title,
        author=_author(sources),
        published=day_of(published) if published else None,
        site=site_of(url) if url else site,
        url=url,
        language=next(_languages(sources), None),
        subtitle=next((text for text in _said(sources, "subtitle") if text not in titles), None),
        agency=next(_short(sources, "agency"), None),
        published_at=published if isinstance(published, datetime.datetime) else None,
        modified_at=next(
            (m for m in _moments(sources, "modified") if isinstance(m, datetime.datetime)), None
        ),
        section=next(_short(sources, "section"), None),
        tags=_tags(sources),
        image=_image(sources, url or ""),
        is_truncated=next((text.lower() in _PAID for text in _said(sources, "free")), False),
    )


def _said(sources: Sequence[Facts], name: str) -> Iterator[str]:
    return (text for facts in sources for text in facts.get(name, ()))


def _short(sources: Sequence[Facts], name: str) -> Iterator[str]:
    return (text for text in _said(sources, name) if len(text) <= LONGEST_NAME)


def _moments(sources: Sequence[Facts], name: str) -> Iterator[Moment]:
    return filter(None, map(read_moment, _said(sources, name)))


def _languages(sources: Sequence[Facts]) -> Iterator[str]:
    found = map(_LANGUAGE.match, _said(sources, "language"))
    return ((match[1] or match[2]).lower() for match in found if match)


def _without_site(title: str, site: str) -> str:
    """Cut the name of the site, and what stands after it, off the end of a title."""
    for separator in _SITE_SEPARATOR.finditer(title):
        tail = _SITE_SEPARATOR.split(title[separator.end() :])
        if site and _letters(tail[0]) == _letters(site):
            return title[: separator.start()]
    return title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _author(sources: Sequence[Facts]) -> str | None:
    for facts in sources:
        names = [_BEFORE_NAME.sub("", text, count=1) for text in facts.get("author", ())]
        real = [name for name in names if not _NO_NAME.search(name) and len(name) <= LONGEST_NAME]
        if real:
            return ", ".join(dict.fromkeys(real))
    return None


def _tags(sources: Sequence[Facts]) -> tuple[str, ...]:
    for facts in sources:
        tags = [tag for text in facts.get("tags", ()) for tag in _LIST_SEPARATOR.split(text)]
        short = [tag for tag in tags if 0 < len(tag) <= LONGEST_TAG]
        if short:
            return tuple(dict.fromkeys(short))[:MOST_TAGS]
    return ()


def _url(candidates: Sequence[str]) -> str | None:
    """Return the first address of a page; a site's front page only where there is no other."""
    absolute = [url.partition("#")[0] for url in candidates if is_web_address(url)]
    inner = [
        url for url in absolute if urllib.parse.urlsplit(url)[2:4] not in {("", ""), ("/", "")}
    ]
    return next(iter([*inner, *absolute]), None)


def is_web_address(url: str) -> bool:
    """Tell whether an address is a whole one of the web."""
    return url.startswith(("https://", "http://")) and site_of(url) is not None


def _image(sources: Sequence[Facts], url: str) -> str | None:
    joined = (_join(url, text) for text in _said(sources, "image"))
    return next(filter(is_web_address, joined), None)


def _join(base: str, address: str) -> str:
    try:
        return urllib.parse.urljoin(base, address)
    except ValueError:
        return ""
