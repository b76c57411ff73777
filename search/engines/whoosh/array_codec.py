"""Array segments through Whoosh's plug-in point for formats of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader

from search.engines.lengths import lengths_of_bytes
from search.engines.whoosh.array_terms import ArrayTermsReader
from search.engines.whoosh.codec.columns import NAMES, decode
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.schema import DIGEST, DOCUMENT, ID
from search.serialization import stored_value


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh knows it; never pickled, and changed by WhooshIndexWriter alone."""

    def __init__(self, leaf: Leaf) -> None:
        super().__init__("trouvaille")
        self.leaf = leaf
        self.segid = leaf.segment.record.name

    def codec(self) -> ArrayCodec:
        """Return what reads the segment."""
        return ArrayCodec()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones too."""
        return self.leaf.document_count

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return len(self.leaf.deleted)

    def deleted_docs(self) -> list[int]:
        """Return the numbers of the deleted documents."""
        numbers: list[int] = self.leaf.deleted.tolist()
        return numbers

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return self.leaf.segment.is_deleted(docnum)

    def delete_document(self, *_arguments: object, **_options: object) -> NoReturn:
        """Refuse."""
        _refuse()

    def set_doc_count(self, _count: int) -> NoReturn:
        """Refuse."""
        _refuse()


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Read array segments; WhooshIndexWriter writes them, many documents at once."""

    def terms_reader(self, _storage: object, segment: ArraySegment) -> ArrayTermsReader:
        """Return the reader of terms and postings."""
        return ArrayTermsReader(segment.leaf)

    def per_document_reader(self, _storage: object, segment: ArraySegment) -> ArrayDocumentReader:
        """Return the reader of what is known of each document."""
        return ArrayDocumentReader(segment)

    def per_document_writer(self, *_arguments: object) -> NoReturn:
        """Refuse."""
        _refuse()

    def field_writer(self, *_arguments: object) -> NoReturn:
        """Refuse."""
        _refuse()

    def new_segment(self, *_arguments: object) -> NoReturn:
        """Refuse."""
        _refuse()


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Read what is known of each document: lengths, columns and the stored document."""

    def __init__(self, segment: ArraySegment) -> None:
        self._segment = segment
        self._leaf = segment.leaf

    def doc_count(self) -> int:
        """Return the number of documents that are not deleted."""
        return self._leaf.document_count - len(self._leaf.deleted)

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones too."""
        return self._leaf.document_count

    def has_deletions(self) -> bool:
        """Tell whether any document is deleted."""
        return bool(len(self._leaf.deleted))

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> list[int]:
        """Return the numbers of the deleted documents."""
        return self._segment.deleted_docs()

    def all_doc_ids(self) -> Iterator[int]:
        """Yield the numbers of the documents that are not deleted."""
        return iter(self._leaf.segment.live.tolist())

    def doc_field_length(self, docnum: int, _fieldname: str, _default: int = 0) -> int:
        """Return the number of content words of a document: its length in both fields."""
        return int(lengths_of_bytes()[self._leaf.lengths[docnum]])

    def field_length(self, _fieldname: str) -> int:
        """Return the number of content words of all documents."""
        return self._leaf.segment.record.length

    def min_field_length(self, _fieldname: str) -> int:
        """Return the length of the shortest document."""
        return int(lengths_of_bytes()[np.min(self._leaf.segment.lengths, initial=255)])

    def max_field_length(self, _fieldname: str) -> int:
        """Return the length of the longest document."""
        return int(lengths_of_bytes()[np.max(self._leaf.segment.lengths, initial=0)])

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the id of a document and what is stored of it, as the value of its JSON."""
        return {
            ID: decode(self._leaf.columns.ids[docnum]),
            DOCUMENT: stored_value(self._leaf.segment.documents[docnum]),
        }

    def supports_columns(self) -> bool:
        """Tell that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Tell whether there is a column of that name."""
        return fieldname in {ID, DIGEST, *NAMES}

    def list_columns(self) -> list[str]:
        """Return the names of the columns."""
        return [ID, DIGEST, *NAMES]

    def column_reader(self, fieldname: str, _column: object) -> ArrayColumnReader:
        """Return the reader of a column."""
        return ArrayColumnReader(self._leaf, fieldname)


class ArrayColumnReader(ColumnReader):  # type: ignore[misc]
    """Read a column as bytes, empty where a document has no value."""

    def __init__(self, leaf: Leaf, name: str) -> None:
        self._count = leaf.document_count
        self._value = _value(leaf, name)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, docnum: int) -> bytes:
        return self._value(docnum)


def _value(leaf: Leaf, name: str) -> Callable[[int], bytes]:
    if name == ID:
        return leaf.columns.ids.__getitem__
    if name == DIGEST:
        return leaf.segment.digests.__getitem__
    column = leaf.columns.shared(name)
    return lambda docnum: column.of(docnum) or b""


def _refuse() -> NoReturn:
    raise NotImplementedError("an index is written by WhooshIndexWriter, in batches")
