"""The search page: a small Flask application around a searcher."""

from web.application import create_app

__all__ = ["create_app"]
