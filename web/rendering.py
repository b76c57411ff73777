"""Templates in an environment of their own, which takes nothing from its host and leaves nothing.

A host overrides a template by one of the same name in the folder `trouvaille/` of its own
templates: `templates/trouvaille/base.html` takes the place of `base.html`. The packaged one can be
extended there as `packaged/base.html`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask.sansio.app import App
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader
from jinja2.exceptions import TemplateNotFound

from web.choices import language_name
from web.context import template_context
from web.french import typeset
from web.languages import add_languages
from web.links import web_address
from web.marks import marked, shortened
from web.mounting import current_mount, url_for
from web.remarks import said
from web.writing import clock, duration, local_date, long_date, number, percent, reason

FILTERS = (
    *(clock, duration, local_date, long_date, number, percent, reason),
    *(language_name, marked, said, shortened, typeset, web_address),
)
"""What writes what templates show; each goes by its own name."""

FOLDER = "trouvaille"
"""The folder among a host's templates whose templates take the place of ours."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_NO_HTML = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that may not stand in a page, wherever in a document they come from."""


def create_environment(app: App) -> Environment:
    """Make the environment of our templates in an application."""
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=create_loader(app)
    )
    for render in FILTERS:
        environment.filters[render.__name__] = render
    environment.globals["url_for"] = url_for
    add_languages(environment)
    return environment


def create_loader(app: App) -> BaseLoader:
    """Look for templates among those of the host first, then among ours."""
    packaged = PackageLoader("web")
    loaders: list[BaseLoader] = [packaged, PrefixLoader({"packaged": packaged})]
    if app.jinja_loader is not None:
        loaders.insert(0, OverridingLoader(app.jinja_loader))
    return ChoiceLoader(loaders)


class OverridingLoader(BaseLoader):
    """Load what stands in the folder `trouvaille/` of a host's templates."""

    def __init__(self, host: BaseLoader) -> None:
        self._host = host

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the host's template of that name; raises TemplateNotFound where it has none."""
        try:
            return self._host.get_source(environment, f"{FOLDER}/{template}")
        except TemplateNotFound as error:
            raise TemplateNotFound(template) from error


def render_template(name: str, **context: Any) -> str:
    """Render a template for this request; pages of no search have nothing that is `asked`."""
    template = current_mount().environment.get_template(name)
    page = template.render({"asked": None} | template_context() | context)
    return _NO_HTML.sub(REPLACEMENT, page)
