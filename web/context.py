"""What every template may ask for."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import request

import search
from web.addresses import parameters, results_address, toggled
from web.choices import label_of
from web.french import typeset
from web.guards import current_editing
from web.histogram import Bar, width
from web.languages import LANGUAGES, PARAMETER, language
from web.mounting import address_here, url_for

EXPORTS = {
    "csv": "CSV",
    "json": "JSON",
    "jsonl": "JSON Lines",
    "ris": "RIS (Zotero)",
    "bibtex": "BibTeX",
    "atom": "Atom",
}
"""The formats of an export, and their names."""

ENDS = 4
"""Words by which the beginning and the end of a passage are found in its article."""

NAMES = {"fr": "Français", "en": "English"}


def template_context() -> dict[str, Any]:
    """Return the functions and constants of templates."""
    return {
        "article_address": article_address,
        "bar_address": bar_address,
        "bar_label": bar_label,
        "bars_width": width,
        "editing": current_editing,
        "export_address": export_address,
        "facet_address": facet_address,
        "export_formats": tuple(EXPORTS.items()),
        "grouped": lambda query, value: dataclasses.replace(query, is_grouped=value),
        "in_language": in_language,
        "in_scope": lambda query, scope: dataclasses.replace(query, scope=search.Scope(scope)),
        "kept_parameters": kept_parameters,
        "language": language,
        "other_languages": other_languages,
        "passage_address": passage_address,
        "plain": plain,
        "recent": lambda query, value: dataclasses.replace(query, favors_recent=value),
        "results_address": results_address,
        "rules_address": rules_address,
        "with_text": lambda query, text: dataclasses.replace(query, text=text),
        "within_parameters": within_parameters,
    }


def article_address(query: search.Query | None, id: str) -> str:
    """Return the address of an article that was found by a query."""
    kept = {"removed": "1"} if request.args.get("removed") == "1" else {}
    return url_for("pages.article", id=id, **(parameters(query) if query else {}), **kept)


def passage_address(query: search.Query, hit: search.Hit) -> str:
    """Return the address of the first passage of a hit, in its article.

    Browsers that know no text fragments go to the first match.
    """
    words = typeset(hit.snippet.passages[0].text).strip("… ").split(" ")
    is_long = len(words) > 2 * ENDS
    ends = (words[:ENDS], words[-ENDS:]) if is_long else (words,)
    fragment = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{article_address(query, hit.document.id)}#m1:~:text={fragment}"


def rules_address(query: search.Query, id: str) -> str:
    """Return where rules for the lines of an article go that was found by a query."""
    return url_for("editing_pages.rule", id=id, **parameters(query))


def export_address(query: search.Query, format: str) -> str:
    """Return the address of all that a query finds, in a format."""
    return url_for("pages.export", format=format, **parameters(query))


def facet_address(facet: str, value: str) -> str:
    """Return the address of all articles that have a value of a facet."""
    return results_address(search.Query().only(search.Facet(facet), value))


def bar_address(query: search.Query, bar: Bar) -> str:
    """Return the address of the results of a month or a year, or without it where it is chosen."""
    return results_address(toggled(query, bar.facet, bar.value))


def bar_label(bar: Bar) -> str:
    """Return a month or a year in words."""
    return label_of(bar.facet, bar.value)


def kept_parameters(query: search.Query | None) -> Iterator[tuple[str, str]]:
    """Yield what a new text is searched with: how and where, but not among what was chosen."""
    if query is not None:
        kept = search.Query(sort=query.sort, scope=query.scope, is_grouped=query.is_grouped)
        yield from _hidden(kept)
    if request.args.get(PARAMETER) in LANGUAGES:
        yield PARAMETER, language()


def within_parameters(query: search.Query) -> Iterator[tuple[str, str]]:
    """Yield what goes on from a result: its query and all that narrows it."""
    inside = dataclasses.replace(query, text="", within=(*query.within, query.text))
    yield from _hidden(inside)
    if request.args.get(PARAMETER) in LANGUAGES:
        yield PARAMETER, language()


def plain(query: search.Query) -> search.Query:
    """Return a query without anything that narrows it beside its text."""
    return dataclasses.replace(query, choices=(), first=None, last=None, within=())


def other_languages() -> Iterator[tuple[str, str]]:
    """Yield the languages that the page could be in, and their names."""
    return ((code, NAMES[code]) for code in LANGUAGES if code != language())


def in_language(code: str) -> str:
    """Return the address of this very page in another language."""
    if request.endpoint is None:
        return url_for("pages.home", lang=code)
    arguments: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
    arguments[PARAMETER] = code
    return address_here(**arguments)


def today() -> datetime.date:
    """Return the day of the machine, which is the reader's."""
    return datetime.date.today()  # noqa: DTZ011


def _hidden(query: search.Query) -> Iterator[tuple[str, str]]:
    for name, values in parameters(query).items():
        if name != "q":
            listed = [values] if isinstance(values, str) else values
            yield from ((name, value) for value in listed)
