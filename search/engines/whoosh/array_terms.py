"""Terms and postings of array segments, as Whoosh's queries and matchers know them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import LeafMatcher, NullMatcher
from whoosh.reading import TermInfo, TermNotFound

from search.engines.lengths import lengths_of_bytes
from search.engines.whoosh.codec.columns import decode, encode
from search.engines.whoosh.codec.postings import BLOCK
from search.engines.whoosh.codec.terms import Dictionary
from search.engines.whoosh.leaves import Leaf
from search.query import Field

FIELDS = {field.value: field for field in sorted(Field, key=lambda field: field.value)}
"""The fields by name, in the order in which Whoosh goes through them."""

Term = tuple[str, bytes]


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """Read the terms of a segment."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf

    def __contains__(self, term: Term) -> bool:
        return term[0] in FIELDS and self._dictionary(term[0]).find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields."""
        return list(FIELDS)

    def cursor(self, fieldname: str, _field: object) -> ArrayCursor:
        """Return a cursor over the terms of a field."""
        return ArrayCursor(self._dictionary(fieldname))

    def terms(self) -> Iterator[Term]:
        """Yield all terms, field by field."""
        return ((name, term) for name in FIELDS for term in self._dictionary(name))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield the terms from one on, of its field and those that follow."""
        terms = self._dictionary(fieldname)
        for number in range(terms.place(prefix), len(terms)):
            yield fieldname, terms[number]
        for name in FIELDS:
            if name > fieldname:
                yield from ((name, term) for term in self._dictionary(name))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """Yield all terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """Yield terms from one on with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a term; raises TermNotFound."""
        matcher = self.matcher(fieldname, text, None)
        return matcher.info()

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return how often a term stands in all documents."""
        return int(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents hold a term."""
        start, end = self._span(fieldname, text)
        return end - start

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        """Return a matcher of the documents that hold a term; raises TermNotFound."""
        start, end = self._span(fieldname, text)
        return ArrayMatcher(self._leaf, (fieldname, text), range(start, end), format_, scorer)

    def _dictionary(self, fieldname: str) -> Dictionary:
        return self._leaf.postings(FIELDS[fieldname]).terms

    def _span(self, fieldname: str, text: bytes) -> tuple[int, int]:
        number = self._dictionary(fieldname).find(text) if fieldname in FIELDS else -1
        if number < 0:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return self._leaf.postings(FIELDS[fieldname]).span(number, number + 1)


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walk through the terms of a field."""

    def __init__(self, terms: Dictionary) -> None:
        self._terms = terms
        self._place = 0

    def is_valid(self) -> bool:
        """Tell whether there is a term here."""
        return self._place < len(self._terms)

    def first(self) -> str | None:
        """Go to the first term."""
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that does not come before one."""
        self._place = self._terms.place(encode(term) if isinstance(term, str) else term)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term, None after the last."""
        return decode(self._terms[self._place]) if self.is_valid() else None

    term = text


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Walk through the postings of a term; `place` counts from the first posting of the field."""

    def __init__(self, leaf: Leaf, term: Term, postings: range, format_: Any, scorer: Any) -> None:
        self.format = format_
        self.scorer = scorer
        self._leaf = leaf
        self._term = term
        self._range = postings
        self._place = postings.start
        self._postings = leaf.postings(FIELDS[term[0]])
        self._documents = leaf.arrays(FIELDS[term[0]]).documents

    def info(self) -> TermInfo:
        """Return what is known of the term."""
        frequencies, lengths = self._of(self._range)
        return TermInfo(
            weight=int(frequencies.sum()),
            df=len(self._range),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(frequencies.max()),
            minid=self._documents[self._range.start],
            maxid=self._documents[self._range.stop - 1],
        )

    def is_active(self) -> bool:
        """Tell whether there is a posting here."""
        return self._place < self._range.stop

    def reset(self) -> None:
        """Go to the first posting."""
        self._place = self._range.start

    def copy(self) -> ArrayMatcher:
        """Return a matcher of the same postings, at the same place."""
        other = ArrayMatcher(self._leaf, self._term, self._range, self.format, self.scorer)
        other._place = self._place
        return other

    def replace(self, minquality: float = 0) -> LeafMatcher:
        """Return a matcher that need not find what is of lower quality."""
        if not self.is_active():
            return NullMatcher()
        if minquality and self.supports_block_quality() and self.max_quality() < minquality:
            return NullMatcher()
        return self

    def id(self) -> int:
        """Return the number of the document."""
        return int(self._documents[self._place])

    def all_ids(self) -> Iterator[int]:
        """Return the numbers of the documents from here on."""
        return iter(self._documents[self._place : self._range.stop].tolist())

    def next(self) -> bool:
        """Go on by a posting; tell whether it is in another block."""
        self._place += 1
        return self._place % BLOCK == 0

    def skip_to(self, id: int) -> bool:
        """Go to a document or beyond; tell whether it is in another block."""
        before = self._place // BLOCK
        self._place = bisect.bisect_left(self._documents, id, self._place, self._range.stop)
        return self._place // BLOCK != before

    def skip_to_quality(self, minquality: float) -> int:
        """Go to a block of higher quality; return how many were left out."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._place = self._block().stop
            skipped += 1
        return skipped

    def weight(self) -> float:
        """Return how often the term stands in the document."""
        return float(self._of(range(self._place, self._place + 1))[0][0])

    def block_max_weight(self) -> float:
        """Return the highest frequency in the block."""
        return float(self._of(self._block())[0].max())

    def block_min_length(self) -> int:
        """Return the length of the shortest document in the block."""
        return int(self._of(self._block())[1].min())

    def block_max_length(self) -> int:
        """Return the length of the longest document in the block."""
        return int(self._of(self._block())[1].max())

    def value_as(self, astype: str) -> Any:
        """Return what is known of the posting, as Whoosh's formats call it."""
        match astype:
            case "positions":
                start = self._postings.position_start(self._place)
                return self._postings.positions[start : start + int(self.weight())].tolist()
            case "weight":
                return self.weight()
            case "frequency":
                return int(self.weight())
            case _:
                raise KeyError(astype)

    def value(self) -> bytes:
        """Return the posting as Whoosh would store it."""
        encoded: bytes = self.format.encode(self.value_as("positions"))
        return encoded

    def _block(self) -> range:
        """Return the postings of the block from here on."""
        return range(self._place, min(self._range.stop, (self._place // BLOCK + 1) * BLOCK))

    def _of(self, postings: range) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return frequencies, and lengths of the documents, of some postings."""
        frequencies = self._postings.exact_frequencies(postings.start, postings.stop)
        documents = self._postings.documents[postings.start : postings.stop]
        return frequencies, lengths_of_bytes()[self._leaf.segment.lengths[documents]]
