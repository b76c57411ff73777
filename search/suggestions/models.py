"""What may be meant by a query that is still being typed."""

from __future__ import annotations

import dataclasses
import enum

from search.models import Span


class Kind(enum.StrEnum):
    """What a suggestion completes: a word, words in a row, a title, or the value of a field."""

    WORD = "word"
    PHRASE = "phrase"
    TITLE = "title"
    VALUE = "value"


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """A query to take over in the place of what was typed.

    `count` says how many documents hold it: a word with all the words before it, a phrase as one,
    a title as theirs; behind operators, signs and fields, how many the whole query finds. Where
    `is_least`, there may be more of them: not all documents that have the words of a phrase, or the
    title, were looked at.
    `highlights` are the spans of `text` that were not typed, ascending and disjoint.
    """

    text: str
    kind: Kind
    count: int
    highlights: tuple[Span, ...] = ()
    is_least: bool = False
