"""Read what is kept of documents, and remember it: the next letter asks for many of them again."""

from __future__ import annotations

import functools
from typing import NamedTuple

from search.engines.base import IndexReader
from search.models import Label
from search.suggestions.continuing import Text, flattened

REMEMBERED = 256
"""Documents whose texts are remembered: about 2 MB."""


class Texts(NamedTuple):
    """What is kept of a document: all texts and, of these, the title."""

    kept: tuple[Text, ...]
    title: Text | None


class KeptTexts:
    """Read the kept texts of an index; may be shared by threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.of = functools.lru_cache(REMEMBERED)(self._read)

    def _read(self, key: int) -> Texts:
        """Return the texts of the document `key`."""
        [document] = self._reader.documents([key])
        kept = [(block, Text(block.text, flattened(block.text))) for block in document.kept]
        titles = (text for block, text in kept if block.label is Label.TITLE)
        return Texts(tuple(text for _, text in kept), next(titles, None))
