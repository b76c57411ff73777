"""The loops of searching in numpy, for where the compiled ones are missing: same results.

`kernels` says what lists, sets and tables are. Each function says what the compiled one does, too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.query.edits import Neighborhood
from search.query.nearness import stand_near

if TYPE_CHECKING:
    from search.engines.whoosh.kernels import TermList

MANY = 255
"""The frequency that stands for this and all higher ones (see `codec.postings`)."""

BLOCK = 128
"""Postings after which it is noted anew where positions begin."""

ANYWHERE, ADJACENT, IN_ORDER = range(3)
"""Arrangements of words (see `kernels.Arrangement`)."""

DOCUMENT = np.dtype("<u4")
"""What numbers of documents in a set are."""

Buffer = bytes | memoryview | NDArray[Any]
Best = list[tuple[float, int]]


def best_of_any(
    lists: Sequence[TermList],
    weights: Sequence[float],
    lengths: Buffer,
    table: Buffer,
    deleted: Buffer,
    marks: Buffer,
    limit: int,
) -> tuple[int, Best]:
    """Return how many documents any list holds, and the best as (score, document).

    Where there are `marks`, a byte for each document, only those that are marked count.
    """
    if len(marks) not in {0, len(lengths)}:
        raise TypeError("a mark a document, or none")
    scores = np.zeros(len(lengths), dtype=np.float32)
    for each, weight in _weighted(lists, weights):
        scores[_documents(each)] += np.float32(weight) * _impacts(each, lengths, table)
    scores[_set(deleted)] = 0
    if len(marks):
        scores[np.asarray(marks, dtype=np.uint8) == 0] = 0
    found = np.flatnonzero(scores).astype(DOCUMENT)
    return len(found), _best(found, scores[found], limit)


def best_among(
    candidates: Buffer,
    lists: Sequence[TermList],
    weights: Sequence[float],
    lengths: Buffer,
    table: Buffer,
    limit: int,
) -> Best:
    """Return the best of a set as (score, document), best first, equal scores by number."""
    wanted = _set(candidates)
    if len(wanted) and int(wanted[-1]) >= len(lengths):
        raise ValueError("a document beyond the last")
    scores = np.zeros(len(wanted), dtype=np.float32)
    for each, weight in _weighted(lists, weights):
        places, is_there = _places(each, wanted)
        impacts = _impacts(each, lengths, table)
        scores[is_there] += np.float32(weight) * impacts[places[is_there]]
    return _best(wanted, scores, limit)


def unite(lists: Sequence[TermList], documents: int) -> bytes:
    """Return the set of what any list holds."""
    found = np.unique(np.concatenate([np.empty(0, DOCUMENT), *map(_documents, lists)]))
    if len(found) and int(found[-1]) >= documents:
        raise ValueError("a document beyond the last")
    return found.astype(DOCUMENT).tobytes()


def common(candidates: Buffer, lists: Sequence[TermList]) -> bytes:
    """Return the members of a set that any list holds."""
    wanted = _set(candidates)
    is_held = np.zeros(len(wanted), dtype=bool)
    for each in lists:
        is_held |= _places(each, wanted)[1]
    return wanted[is_held].tobytes()


def without(candidates: Buffer, others: Buffer) -> bytes:
    """Return the members of a set that are not in another."""
    wanted = _set(candidates)
    return wanted[~np.isin(wanted, _set(others))].tobytes()


def totals(lists: Sequence[TermList], documents: int) -> bytes:
    """Return how often the terms of all lists stand in each document, in four bytes.

    Lists may go from term to term: their documents need not ascend.
    """
    found = np.concatenate([np.empty(0, DOCUMENT), *map(_documents, lists)])
    if len(found) and int(found.max()) >= documents:
        raise ValueError("a document beyond the last")
    times = [_frequencies(each, np.arange(each.start, each.end)) for each in lists]
    sums = np.bincount(found, np.concatenate([np.empty(0), *times]), documents)
    return sums.astype(DOCUMENT).tobytes()


def standing(
    candidates: Buffer, words: Sequence[Sequence[TermList]], arrangement: int, reach: int
) -> bytes:
    """Return the members of a set in which all words stand as they must (see `Arrangement`)."""
    if not words:
        raise TypeError("a phrase of no word")
    if arrangement == ANYWHERE:
        return _held_by_all(bytes(candidates), words)
    if arrangement == ADJACENT:
        return _adjacent(_set(candidates), words)
    spots = zip(*(_spots(_set(candidates), word) for word in words), strict=True)
    is_found = [stand_near(each, reach, is_ordered=arrangement == IN_ORDER) for each in spots]
    found: bytes = _set(candidates)[np.array(is_found, dtype=bool)].tobytes()
    return found


def best_of_all(
    words: Sequence[Sequence[TermList]],
    arrangement: int,
    reach: int,
    lists: Sequence[TermList],
    weights: Sequence[float],
    lengths: Buffer,
    table: Buffer,
    deleted: Buffer,
    limit: int,
) -> tuple[int, Best]:
    """Return in how many documents all words stand as they must, and the best of them."""
    if not words:
        raise TypeError("a phrase of no word")
    rarest, *others = sorted(words, key=lambda each: sum(one.end - one.start for one in each))
    found = without(_held_by_all(unite(rarest, len(lengths)), others), deleted)
    found = standing(found, words, arrangement, reach)
    return len(_set(found)), best_among(found, lists, weights, lengths, table, limit)


def positions(candidates: Buffer, words: Sequence[Sequence[TermList]]) -> tuple[bytes, bytes]:
    """Return how many positions each member of a set has of each word, and these positions.

    Both are numbers of four bytes, member after member; those of a word ascend.
    """
    wanted = _set(candidates)
    each = [_spots(wanted, word) for word in words]
    counts = [[len(word[member]) for word in each] for member in range(len(wanted))]
    found = [spot for member in range(len(wanted)) for word in each for spot in word[member]]
    return np.array(counts, dtype=DOCUMENT).tobytes(), np.array(found, dtype=DOCUMENT).tobytes()


def frequencies(candidates: Buffer, lists: Sequence[TermList], documents: int) -> bytes:
    """Return how often the terms of all lists stand in each member of a set, in four bytes.

    Lists may go from term to term: their documents need not ascend.
    """
    wanted = _set(candidates)
    if len(wanted) and int(wanted[-1]) >= documents:
        raise ValueError("a document beyond the last")
    sums = np.zeros(len(wanted), dtype=np.int64)
    for each in lists if len(wanted) else ():
        found = _documents(each)
        if len(found) and int(found.max()) >= documents:
            raise ValueError("a document beyond the last")
        places = np.searchsorted(wanted, found)
        hits = np.flatnonzero(wanted[np.minimum(places, len(wanted) - 1)] == found)
        np.add.at(sums, places[hits], _frequencies(each, each.start + hits))
    return sums.astype(DOCUMENT).tobytes()


def place_of(text: Buffer, offsets: Buffer, wanted: bytes) -> int:
    """Return the number of the first entry of a dictionary that is not before `wanted`."""
    low, high = 0, max(0, len(offsets) - 1)
    while low < high:
        middle = (low + high) // 2
        if _entry(text, offsets, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def strings(text: Buffer, offsets: Buffer, numbers: Sequence[int]) -> list[str]:
    """Return entries of a dictionary as strings."""
    return [_entry(text, offsets, each).decode("utf-8", "surrogatepass") for each in numbers]


def within(
    text: Buffer, offsets: Buffer, first: int, end: int, letters: Buffer, edits: int
) -> list[int]:
    """Return the entries of a dictionary that few changes of a letter make of a term."""
    if first < 0 or end > len(offsets) - 1:
        raise ValueError("entries beyond the end")
    neighborhood = Neighborhood(bytes(letters).decode("utf-32-le", "surrogatepass"), edits)
    entries = (_entry(text, offsets, i).decode("utf-8", "surrogatepass") for i in range(first, end))
    return [number for number, entry in enumerate(entries, first) if neighborhood.holds(entry)]


def _weighted(
    lists: Sequence[TermList], weights: Sequence[float]
) -> Iterable[tuple[TermList, float]]:
    if len(lists) != len(weights):
        raise TypeError("a weight a list")
    return zip(lists, weights, strict=True)


def _set(buffer: Buffer) -> NDArray[np.uint32]:
    return np.frombuffer(buffer, dtype=DOCUMENT)


def _held_by_all(candidates: bytes, words: Iterable[Sequence[TermList]]) -> bytes:
    for word in words:
        candidates = common(candidates, word)
    return candidates


def _adjacent(wanted: NDArray[Any], words: Sequence[Sequence[TermList]]) -> bytes:
    starts = _keys(wanted, words[0])
    for offset, word in enumerate(words[1:], 1):
        starts = starts[np.isin(starts, _keys(wanted, word) - np.uint64(offset))]
    return wanted[np.unique(starts >> np.uint64(32)).astype(np.int64)].tobytes()


def _documents(each: TermList) -> NDArray[Any]:
    if not 0 <= each.start <= each.end <= len(each.arrays.documents):
        raise ValueError("postings beyond the end")
    return np.asarray(each.arrays.documents)[each.start : each.end]


def _frequencies(each: TermList, postings: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the frequencies of some postings, those beyond a byte too."""
    found = np.asarray(each.arrays.frequencies)[postings].astype(np.int64)
    many = np.asarray(each.arrays.many_postings)
    places = np.flatnonzero(found == MANY) if len(many) else many
    if len(places):
        wanted = postings[places].astype(np.uint64)
        at = np.minimum(np.searchsorted(many, wanted), len(many) - 1)
        is_noted = many[at] == wanted
        found[places[is_noted]] = np.asarray(each.arrays.many_frequencies)[at[is_noted]]
    return found


def _impacts(each: TermList, lengths: Buffer, table: Buffer) -> NDArray[np.float32]:
    """Return what each posting of a list counts; the table's last row holds norms."""
    values = np.frombuffer(table, dtype="<f4")
    short = np.asarray(each.arrays.frequencies)[each.start : each.end]
    norms = np.asarray(lengths)[_documents(each)]
    found: NDArray[np.float32] = values[short.astype(np.uint16) << 8 | norms]
    many = np.flatnonzero(short == MANY)
    times = _frequencies(each, each.start + many).astype(np.float32)
    found[many] = times / (times + found[many])
    return found


def _places(each: TermList, wanted: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where in a list each document would stand, and whether it is there."""
    documents = _documents(each)
    places = np.searchsorted(documents, wanted.astype(documents.dtype))
    is_there = places < len(documents)
    is_there[is_there] = documents[places[is_there]] == wanted[is_there]
    return places, is_there


def _keys(wanted: NDArray[Any], lists: Iterable[TermList]) -> NDArray[np.uint64]:
    """Return positions as place in the set * 2^32 + position, ascending and each once."""
    found = [np.empty(0, dtype=np.uint64)]
    for each in lists:
        places, is_there = _places(each, wanted)
        for member in np.flatnonzero(is_there).tolist():
            spots = _positions(each, each.start + int(places[member]))
            found.append(spots.astype(np.uint64) + np.uint64(member << 32))
    return np.unique(np.concatenate(found))


def _spots(wanted: NDArray[Any], lists: Iterable[TermList]) -> list[list[int]]:
    """Return the ascending positions in each member of a set of what any list holds."""
    keys = _keys(wanted, lists)
    ends = np.searchsorted(keys >> np.uint64(32), np.arange(1, len(wanted) + 1))
    found = (keys & np.uint64(0xFFFFFFFF)).tolist()
    return [found[start:end] for start, end in itertools.pairwise([0, *ends.tolist()])]


def _positions(each: TermList, posting: int) -> NDArray[Any]:
    block = posting // BLOCK
    before = _frequencies(each, np.arange(block * BLOCK, posting))
    start = int(each.arrays.position_starts[block]) + int(before.sum())
    [count] = _frequencies(each, np.array([posting]))
    if start + count > len(each.arrays.positions):
        raise ValueError("positions beyond the end")
    return np.asarray(each.arrays.positions[start : start + count])


def _best(documents: NDArray[Any], scores: NDArray[np.float32], limit: int) -> Best:
    limit = max(1, limit)
    if len(scores) > limit:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = scores >= least
        documents, scores = documents[kept], scores[kept]
    order = np.lexsort((documents, -scores))[:limit]
    return list(zip(scores[order].tolist(), documents[order].tolist(), strict=True))


def _entry(text: Buffer, offsets: Buffer, number: int) -> bytes:
    if not 0 <= number < len(offsets) - 1:
        raise ValueError("an entry beyond the end")
    start, end = int(offsets[number]), int(offsets[number + 1])
    if not start < end <= len(text):
        raise ValueError("an entry beyond the end")
    return bytes(text[start : end - 1])
