"""Check that the files of a segment make sense, a piece at a time.

A checksum shows what a disk did to a file; this shows what a program did, ours or a stranger's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from search.engines.lengths import to_bytes
from search.engines.whoosh.codec.checking_postings import check_postings
from search.engines.whoosh.codec.checking_strings import (
    CHUNK,
    check_ascending,
    check_sorted,
    check_strings,
    check_text,
    demand,
)
from search.engines.whoosh.codec.columns import LAST_DAY, NAMES, decode
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import UNREADABLE, Array, ArrayFile
from search.engines.whoosh.codec.segments import REMOVED_FIELDS, Segment
from search.engines.whoosh.codec.stored import StoredTexts
from search.serialization import document_from_stored


def check_segment(segment: Segment) -> Iterator[DamagedFileError]:
    """Yield what is wrong with each kind of data of a segment: the first thing found in each."""
    checks: dict[str, Callable[[Segment], None]] = {
        "terms": _check_exacts,
        "postings": _check_stems,
        "positions": _check_removed,
        "lengths": _check_lengths,
        "columns": _check_columns,
        "documents": _check_documents,
        "traces": _check_traces,
    }
    for kind, check in checks.items():
        try:
            check(segment)
        except DamagedFileError as error:
            yield error
        except UNREADABLE as error:
            yield segment.file(kind).damaged(f"it makes no sense ({error!r})")
        segment.release()


def _check_exacts(segment: Segment) -> None:
    check_postings(segment, "exact")


def _check_stems(segment: Segment) -> None:
    """Check the stems, of which each document has as many as its length says, or more.

    Where several stand at one position, they count as one.
    """
    lengths = segment.file("lengths")
    found = check_postings(segment, "stem")
    is_so = bool((found >= segment.words).all())
    demand(is_so, lengths, "its lengths are not those of the texts")


def _check_removed(segment: Segment) -> None:
    for field in filter(segment.has, REMOVED_FIELDS):
        check_postings(segment, field)


def _check_lengths(segment: Segment) -> None:
    file, words, lengths = segment.file("lengths"), segment.words, segment.lengths
    demand(int(words.sum()) == segment.record.length, file, "its lengths do not add up")
    demand(np.array_equal(to_bytes(words), lengths), file, "its short lengths are not its lengths")
    is_before = bool((segment.title_ends <= segment.caption_starts).all())
    demand(is_before, file, "a title ends after captions begin")


def _check_columns(segment: Segment) -> None:
    file, columns, count = segment.file("columns"), segment.columns, segment.document_count
    check_strings(file, columns.ids, "id")
    check_sorted(file, columns.ids, "id")
    check_text(file, columns.ids, "id")
    is_whole = len(columns.ids) == len(columns.days) == count
    demand(is_whole, file, "it is of another number of documents")
    demand(int(columns.days.max(initial=0)) <= LAST_DAY, file, "a date is none")
    for name in NAMES:
        column = columns.shared(name)
        check_strings(file, column.values, name)
        check_sorted(file, column.values, name)
        check_text(file, column.values, name)
        demand(len(column.numbers) == count, file, f"its {name} is of another number of documents")
        is_known = int(column.numbers.max(initial=0)) <= len(column.values)
        demand(is_known, file, f"a document's {name} is not there")


def _check_documents(segment: Segment) -> None:
    """Check that each stored document can be read, and is the one that its number stands for."""
    file, ids = segment.file("documents"), segment.columns.ids
    for number, text in _texts(segment, "documents", segment.documents):
        document = document_from_stored(text)
        demand(document.id == decode(ids[number]), file, f"document {number} has another's id")


def _check_traces(segment: Segment) -> None:
    for texts in (segment.traces, segment.digests):
        for _, text in _texts(segment, "traces", texts):
            decode(text)


def _texts(segment: Segment, kind: str, texts: StoredTexts) -> Iterator[tuple[int, bytes]]:
    """Yield the number and text of each document, after it is sure that none is out of bounds."""
    file, count = segment.file(kind), segment.document_count
    lengths = {len(each) for each in (texts.blocks, texts.offsets, texts.lengths)}
    demand(lengths == {count}, file, "it is of another number of documents")
    is_whole = len(texts.starts) == len(texts.sizes) + 1 and texts.starts[0] == 0
    demand(is_whole, file, "its blocks are not all there")
    check_ascending(file, texts.starts, "block")
    demand(int(texts.starts[-1]) == len(texts.data), file, "its blocks end elsewhere")
    is_known = not count or int(texts.blocks.max()) < len(texts.sizes)
    demand(is_known, file, "a document's block is not there")
    _check_dictionaries(file, texts)
    order: Array = np.argsort(texts.blocks, kind="stable")
    for done, number in enumerate(order.tolist()):
        yield number, texts[number]
        if done % CHUNK == CHUNK - 1:
            segment.release()


def _check_dictionaries(file: ArrayFile, texts: StoredTexts) -> None:
    starts = texts.dictionary_starts
    demand(len(starts) > 1 and not starts[:2].any(), file, "its first dictionary is not empty")
    check_ascending(file, starts, "dictionary")
    is_whole = int(starts[-1]) == len(texts.dictionaries) and len(texts.shared) == len(texts.sizes)
    demand(is_whole, file, "its dictionaries are not all there")
    is_known = int(texts.shared.max(initial=0)) < len(starts) - 1
    demand(is_known, file, "a block's dictionary is not there")
