"""The search page: a Flask application around a searcher, or a blueprint for another one."""

from web.application import create_app
from web.blueprint import create_blueprint
from web.settings import Settings

__all__ = ["Settings", "create_app", "create_blueprint"]
