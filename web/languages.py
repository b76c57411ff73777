"""The language of the page: French, or English for those who ask for it.

Messages are French in the code; `translations/` holds what they are in other languages.
"""

from __future__ import annotations

import functools
import gettext
import importlib.resources
import io
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import g, has_request_context, request
from jinja2 import Environment

from web.french import typeset

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)
PARAMETER = "lang"
"""The parameter of an address that says which language to use, for there are no cookies."""

_KEY = "trouvaille_language"
_PAGES = "pages."
"""What the endpoints of pages have in their names; programs are answered in no language."""


class FrenchMessages(gettext.NullTranslations):
    """Messages as they stand in the code, well set; in French the plural begins at two."""

    def gettext(self, message: str) -> str:
        """Return the message."""
        return typeset(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message for one or for many."""
        return typeset(msgid2 if n >= 2 else msgid1)


def add_languages(environment: Environment) -> None:
    """Let templates speak the language of their reader."""
    environment.add_extension("jinja2.ext.i18n")
    install: Any = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(translated, counted_message, newstyle=True)
    environment.globals["language"] = language


def language() -> str:
    """Return the language of this request: the one asked for, or else the browser's."""
    if not has_request_context():
        return FRENCH
    if _KEY not in g:
        asked = request.args.get(PARAMETER)
        best = request.accept_languages.best_match(LANGUAGES) or FRENCH
        g.setdefault(_KEY, asked if asked in LANGUAGES else best)
    chosen: str = g.get(_KEY)
    return chosen


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Put the language that was asked for into an address of a page."""
    asked = request.args.get(PARAMETER) if has_request_context() else None
    if asked in LANGUAGES and _PAGES in endpoint:
        values.setdefault(PARAMETER, asked)


def translated(message: str) -> str:
    """Return a message in the language of this request."""
    return messages(language()).gettext(message)


def counted_message(one: str, many: str, count: int) -> str:
    """Return the message for so many, in the language of this request."""
    return messages(language()).ngettext(one, many, count)


@functools.cache
def messages(name: str) -> gettext.NullTranslations:
    """Return the messages of a language."""
    if name == FRENCH:
        return FrenchMessages()
    path = importlib.resources.files("web").joinpath(f"translations/{name}.po")
    with path.open("rb") as file:
        catalog = read_po(file, locale=name)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
