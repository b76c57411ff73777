"""What the library says in one language, in the language of the request.

Its remarks on queries are French, its reasons against files English. The catalogs
`library-*.po` hold what they are in the other language; `{}` in them stands for what changes.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from typing import NamedTuple

from babel.messages.pofile import read_po

from web.french import typeset
from web.languages import FRENCH, language

_SPACES = re.compile(r"\s")


class Sentence(NamedTuple):
    """A sentence with what changes in it as groups, and what it is in the other language."""

    pattern: re.Pattern[str]
    translation: str


def said(text: str) -> str:
    """Return what the library said in the language of the request, as it is where none knows it."""
    plain = _SPACES.sub(" ", text)
    for sentence in sentences(language()):
        if found := sentence.pattern.fullmatch(plain):
            text = sentence.translation.format(*found.groups())
            break
    return typeset(text) if language() == FRENCH else text


@functools.cache
def sentences(name: str) -> tuple[Sentence, ...]:
    """Return the sentences of the library that are in another language than this one."""
    path = importlib.resources.files("web").joinpath(f"translations/library-{name}.po")
    with path.open("rb") as file:
        catalog = read_po(file, locale=name)
    return tuple(
        Sentence(_pattern(str(message.id)), str(message.string))
        for message in catalog
        if message.id
    )


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = map(re.escape, _SPACES.sub(" ", sentence).split("{}"))
    return re.compile("(.+?)".join(pieces))
