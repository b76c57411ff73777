"""What pages say, found by XPath."""

from __future__ import annotations

from typing import cast

import lxml.html


def texts(page: str, path: str) -> list[str]:
    """Return the text of every element that an XPath finds, its white space made one."""
    return [" ".join(element.text_content().split()) for element in elements(page, path)]


def elements(page: str, path: str) -> list[lxml.html.HtmlElement]:
    """Return every element that an XPath finds."""
    found = lxml.html.document_fromstring(page).xpath(path)
    return cast("list[lxml.html.HtmlElement]", found)


def address(page: str, path: str) -> str:
    """Return where the only link that an XPath finds leads to."""
    [link] = elements(page, path)
    return str(link.get("href"))
