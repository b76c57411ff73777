"""What the head of a page says of its article: OpenGraph, other meta elements, links, title."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import lxml.html

from search.cleaning.facts import Facts, facts_of

MOST_TAGS = 1_000
"""Meta elements that are looked at."""

_OPEN_GRAPH = {
    "title": ("og:title", "twitter:title"),
    "author": ("article:author", "og:article:author", "og:author"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time"),
    "modified": ("article:modified_time", "og:article:modified_time", "og:updated_time"),
    "section": ("article:section", "og:article:section"),
    "tags": ("article:tag", "og:article:tag"),
    "language": ("og:locale",),
    "url": ("og:url",),
    "image": ("og:image", "og:image:url", "og:image:secure_url", "twitter:image"),
    "description": ("og:description", "twitter:description"),
    "site": ("og:site_name",),
}
_OTHERS = {
    "title": (
        "sailthru.title", "parsely-title", "cxenseparse:title", "citation_title", "dc.title",
        "dcterms.title", "title",
    ),
    "author": (
        "author", "sailthru.author", "parsely-author", "cxenseparse:author", "citation_author",
        "dc.creator", "dcterms.creator", "article_author", "byl",
    ),
    "published": (
        "datepublished", "date.available", "dcterms.issued", "dc.date.issued", "dcterms.created",
        "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
        "ownpage:published_date", "citation_publication_date", "citation_online_date",
        "prism.publicationdate", "pubdate", "publishdate", "publish-date", "publication_date",
        "date.created", "datecreated", "dc.date", "dcterms.date", "date", "video:release_date",
    ),
    "modified": (
        "datemodified", "dcterms.modified", "dc.date.modified", "date.modified", "date.updated",
        "revision_date", "last-modified",
    ),
    "section": ("parsely-section", "articlesection", "section"),
    "tags": ("news_keywords", "parsely-tags", "sailthru.tags", "citation_keywords", "keywords"),
    "language": ("dc.language", "dcterms.language", "citation_language", "content-language",
                 "language"),
    "image": ("sailthru.image.full", "parsely-image-url", "thumbnail"),
    "description": ("description", "dc.description", "sailthru.description"),
    "site": ("application-name", "dc.publisher"),
}  # fmt: skip


def open_graph_facts(tree: lxml.html.HtmlElement) -> Facts:
    """Return what OpenGraph's and Twitter's elements say."""
    return _named_facts(tree, _OPEN_GRAPH)


def meta_facts(tree: lxml.html.HtmlElement) -> Facts:
    """Return what the other meta elements say, the page's link to itself, its title, its language.

    The title of a page often ends in its site's name.
    """
    links = tree.xpath("//link[contains(@rel, 'canonical')]/@href")[:1]
    titles = tree.xpath("(//head//title)[1]/text()")[:1]
    languages = [tree.get("lang") or tree.get("xml:lang") or ""]
    named = _named_facts(tree, _OTHERS)
    own = facts_of({"url": links, "title": titles, "language": languages}.items())
    return {name: (*named.get(name, ()), *own.get(name, ())) for name in {*named, *own}}


def _named_facts(tree: lxml.html.HtmlElement, names: Mapping[str, tuple[str, ...]]) -> Facts:
    said: dict[str, list[str]] = {}
    for element in itertools.islice(tree.iter("meta"), MOST_TAGS):
        key = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        said.setdefault(key.strip().lower(), []).append(element.get("content") or "")
    return facts_of(
        (field, [text for key in keys for text in said.get(key, ())])
        for field, keys in names.items()
    )
