"""Heads of invented pages, read as facts."""

from search.cleaning.page_metadata import PageFacts, read_page_facts
from search.cleaning.parsing import parse_page
from search.models import Metadata


def facts(head: str = "", body: str = "<p>Oui</p>", html: str = "") -> PageFacts:
    """Return what a page with this head and body says of its article."""
    tree = parse_page(f"<!DOCTYPE html><html {html}><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return read_page_facts(tree)


def known(head: str = "", body: str = "<p>Oui</p>", html: str = "") -> Metadata:
    """Return the metadata of such a page."""
    return facts(head, body, html).metadata


def script(*texts: str) -> str:
    """Return scripts of JSON-LD."""
    return "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
