"""Read what is kept of documents, and remember it: the next letter asks for many of them again."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from search.engines.base import IndexReader
from search.models import CleanedDocument, Label
from search.remembering import Remembered
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
        self.of = Remembered(functools.partial(_read, reader), REMEMBERED).of


def _read(reader: IndexReader, keys: Sequence[int]) -> list[Texts]:
    """Return the texts of the documents `keys`."""
    return [*map(_texts, reader.documents(keys))]


def _texts(document: CleanedDocument) -> Texts:
    kept = [(block, Text(block.text, flattened(block.text))) for block in document.kept]
    titles = (text for block, text in kept if block.label is Label.TITLE)
    return Texts(tuple(text for _, text in kept), next(titles, None))
