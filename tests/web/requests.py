"""Requests to run the parts of pages in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import cast

from flask import Flask

import search
from web import create_app


class NoSearcher:
    """A searcher of nothing."""

    document_count = 0

    def refresh(self) -> None:
        """See nothing new."""


def asking(address: str = "/", language: str = "fr") -> AbstractContextManager[object]:
    """Return what stands in for a request of a reader of a language."""
    app: Flask = create_app(cast("search.Searcher", NoSearcher()))
    return app.test_request_context(address, headers={"Accept-Language": language})
