import itertools
import random
from collections.abc import Sequence
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.lengths import lengths_of_bytes
from search.engines.whoosh import array_kernels, kernels
from search.engines.whoosh.codec.postings import BLOCK, MANY
from search.engines.whoosh.impacts import impact_table
from search.engines.whoosh.kernels import Arrangement, Arrays, TermList
from search.scoring import Scoring
from tests.engines.naive_terms import within

MODULES = [array_kernels]
if kernels.compiled is not None:
    MODULES.append(kernels.compiled)

DOCUMENTS = 10_000
"""Documents of the lists below: more than two windows of the compiled kernels, and some chunks."""

every_kernel = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
List = dict[int, list[int]]
"""The ascending positions of a term by document."""


def arrays(lists: Sequence[List], kind: str = "<u2") -> tuple[TermList, ...]:
    """Return lists as the postings of one field, which begin with some of another term."""
    other = {document: [0] for document in range(BLOCK - 3)}
    postings = [(d, at) for each in (other, *lists) for d, at in sorted(each.items())]
    counts = np.array([len(at) for _, at in postings], dtype=np.int64)
    many = np.flatnonzero(counts >= MANY)
    starts = np.concatenate(([0], np.cumsum(counts)))
    found = Arrays(
        np.array([d for d, _ in postings], dtype=kind).data,
        np.minimum(counts, MANY).astype("<u1").data,
        many.astype("<u8").data,
        counts[many].astype("<u4").data,
        starts[::BLOCK].astype("<u4").data,
        np.array([p for _, at in postings for p in at], dtype=kind).data,
    )
    ends = np.cumsum([len(other), *map(len, lists)]).tolist()
    return tuple(TermList(found, a, b) for a, b in itertools.pairwise(ends))


def numbers(found: bytes) -> list[int]:
    members: list[int] = np.frombuffer(found, dtype="<u4").tolist()
    return members


def as_set(documents: Sequence[int]) -> bytes:
    return np.array(sorted(documents), dtype="<u4").tobytes()


positions = st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True).map(sorted)
often = st.just(list(range(MANY + 45)))
lists = st.dictionaries(
    st.integers(0, 12) | st.integers(0, DOCUMENTS - 1), positions | often, max_size=20
)
several = st.lists(lists, min_size=1, max_size=4)
kinds = st.sampled_from(["<u2", "<u4"])
sets = st.lists(st.integers(0, 12) | st.integers(0, DOCUMENTS - 1), max_size=20, unique=True)
LENGTHS = np.array([random.Random(7).randrange(40) for _ in range(DOCUMENTS)], dtype=np.uint8)
SCORING = Scoring()
TABLE = impact_table(SCORING, mean_length=20).data


def naive_scores(lists: Sequence[List], weights: Sequence[float]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for each, weight in zip(lists, weights, strict=True):
        for document, at in each.items():
            length = lengths_of_bytes()[LENGTHS[document]]
            part = SCORING.saturate(len(at), length, 20) / (SCORING.k1 + 1)
            scores[document] = scores.get(document, 0.0) + weight * part
    return scores


def check_best(best: list[tuple[float, int]], scores: dict[int, float], limit: int) -> None:
    wanted = sorted(scores.values(), reverse=True)[:limit]
    assert [score for score, _ in best] == pytest.approx(wanted)
    assert {number: score for score, number in best} == pytest.approx(
        {number: scores[number] for _, number in best}
    )
    assert best == sorted(best, key=lambda pair: (-pair[0], pair[1]))


@every_kernel
@given(lists=several, deleted=sets, marked=st.none() | sets, limit=st.integers(1, 12), kind=kinds)
def test_the_best_of_any_are_those_of_a_sum(
    module: ModuleType,
    lists: list[List],
    deleted: list[int],
    marked: list[int] | None,
    limit: int,
    kind: str,
) -> None:
    weights = tuple(1.0 + number for number in range(len(lists)))
    found = np.zeros(DOCUMENTS, dtype=bool)
    total, best = module.best_of_any(
        arrays(lists, kind),
        weights,
        LENGTHS.data,
        TABLE,
        as_set(deleted),
        b"" if marked is None else np.isin(np.arange(len(LENGTHS)), marked),
        found,
        limit,
    )
    scores = naive_scores(lists, weights)
    kept = set(scores if marked is None else marked) - set(deleted)
    live = {document: score for document, score in scores.items() if document in kept}
    assert total == len(live)
    assert np.flatnonzero(found).tolist() == sorted(live)
    check_best(best, live, limit)


@every_kernel
@pytest.mark.parametrize("limit", [-1, 0, 1])
def test_a_limit_below_one_is_one(module: ModuleType, limit: int) -> None:
    found = arrays([{3: [0]}, {3: [1], 4: [0]}])
    scored = found, (1.0, 2.0), LENGTHS.data, TABLE
    total, best = module.best_of_any(*scored, b"", b"", None, limit)
    assert (total, [document for _, document in best]) == (2, [3])
    assert [document for _, document in module.best_among(as_set([3, 4]), *scored, limit)] == [3]


@every_kernel
@pytest.mark.parametrize("weights", [(), (1.0,), (1.0, 2.0, 3.0)])
def test_a_call_without_a_weight_a_list_is_a_mistake(
    module: ModuleType, weights: tuple[float, ...]
) -> None:
    scored = arrays([{3: [0]}, {4: [0]}]), weights, LENGTHS.data, TABLE
    with pytest.raises(TypeError, match="a weight a list"):
        module.best_of_any(*scored, b"", b"", None, 1)
    with pytest.raises(TypeError, match="a weight a list"):
        module.best_among(as_set([3]), *scored, 1)


@every_kernel
def test_marks_of_other_documents_are_a_mistake(module: ModuleType) -> None:
    scored = arrays([{3: [0]}]), (1.0,), LENGTHS.data, TABLE
    with pytest.raises(TypeError, match="a mark a document"):
        module.best_of_any(*scored, b"", bytes(3), None, 1)
    with pytest.raises(TypeError, match="a mark a document"):
        module.best_of_any(*scored, b"", b"", bytearray(3), 1)
    words = (scored[0],)
    with pytest.raises(TypeError, match="a mark a document"):
        module.best_of_all(words, Arrangement.ANYWHERE, 0, *scored, b"", bytearray(3), 1)


@every_kernel
def test_a_phrase_of_no_word_is_a_mistake(module: ModuleType) -> None:
    with pytest.raises(TypeError, match="a phrase of no word"):
        module.standing(as_set([3]), (), Arrangement.ADJACENT, 0)


@pytest.mark.parametrize("module", MODULES[1:], ids=lambda module: module.__name__)
def test_a_set_of_other_numbers_is_a_mistake_and_such_an_array_is_damage(
    module: ModuleType,
) -> None:
    lists = arrays([{3: [0]}])
    with pytest.raises(TypeError, match="a buffer of another type"):
        module.common(np.array([3], dtype="<u8"), lists)
    wide = lists[0].arrays._replace(documents=np.array([3], dtype="<u8").data)
    with pytest.raises(ValueError, match="an array of another type"):
        module.common(as_set([3]), (TermList(wide, 0, 1),))


@every_kernel
@given(lists=several, candidates=sets, limit=st.integers(1, 12), kind=kinds)
def test_the_best_among_some_are_those_of_a_sum(
    module: ModuleType, lists: list[List], candidates: list[int], limit: int, kind: str
) -> None:
    weights = tuple(1.0 + number for number in range(len(lists)))
    best = module.best_among(
        as_set(candidates), arrays(lists, kind), weights, LENGTHS.data, TABLE, limit
    )
    scores = naive_scores(lists, weights)
    check_best(best, {each: scores.get(each, 0.0) for each in candidates}, limit)


def frequent(count: int) -> List:
    """Return a term that many documents hold, each once."""
    chosen = random.Random(count).sample(range(DOCUMENTS), count)
    return {document: [document % 5] for document in chosen}


dense = st.sampled_from([frequent(300), frequent(1000), frequent(1500), frequent(6000)])


@every_kernel
@given(
    words=st.lists(st.lists(lists | dense, min_size=1, max_size=2), min_size=1, max_size=3),
    deleted=sets,
    arrangement=st.sampled_from(Arrangement),
    reach=st.integers(0, 6),
    kind=kinds,
)
@settings(deadline=None)
def test_the_best_of_all_are_those_that_hold_every_word(
    module: ModuleType,
    words: list[list[List]],
    deleted: list[int],
    arrangement: Arrangement,
    reach: int,
    kind: str,
) -> None:
    flat = [each for word in words for each in word]
    found = list(arrays(flat, kind))
    weights = tuple(1.0 + number for number in range(len(flat)))
    grouped = tuple(tuple(found.pop(0) for _ in word) for word in words)
    scored = tuple(each for word in grouped for each in word)
    found_marks = np.zeros(DOCUMENTS, dtype=bool)
    total, best = module.best_of_all(
        grouped, arrangement, reach, scored, weights, LENGTHS.data, TABLE,
        as_set(deleted), found_marks, 5,
    )  # fmt: skip
    scores = naive_scores(flat, weights)
    wanted = {
        document: score
        for document, score in scores.items()
        if document not in deleted and stands(words, document, arrangement, reach)
    }
    assert total == len(wanted)
    assert np.flatnonzero(found_marks).tolist() == sorted(wanted)
    check_best(best, wanted, 5)


def stands(words: list[list[List]], document: int, arrangement: Arrangement, reach: int) -> bool:
    spots = [sorted({p for each in word for p in each.get(document, [])}) for word in words]
    if arrangement == Arrangement.ANYWHERE:
        return all(spots)
    if arrangement == Arrangement.ADJACENT:
        return any(
            all(first + offset in at for offset, at in enumerate(spots)) for first in spots[0]
        )
    is_ordered = arrangement == Arrangement.IN_ORDER
    return any(
        fits(spots, range(at, at + reach + 1), is_ordered=is_ordered) for at in set().union(*spots)
    )


def fits(spots: list[list[int]], window: range, *, is_ordered: bool) -> bool:
    """Tell whether each word can be given a position of its own in a window."""
    return any(
        len(set(placing)) == len(placing) and (not is_ordered or list(placing) == sorted(placing))
        for placing in itertools.product(*([at for at in each if at in window] for each in spots))
    )


@every_kernel
@given(lists=several, candidates=sets, kind=kinds)
def test_sets_are_united_and_cut(
    module: ModuleType, lists: list[List], candidates: list[int], kind: str
) -> None:
    found, held = arrays(lists, kind), set().union(*lists)
    assert numbers(module.unite(found, DOCUMENTS)) == sorted(held)
    assert numbers(module.common(as_set(candidates), found)) == sorted(held & set(candidates))
    assert numbers(module.without(as_set(candidates), as_set(sorted(held)))) == sorted(
        set(candidates) - held
    )


@every_kernel
@given(words=st.lists(several, min_size=1, max_size=3), candidates=sets, kind=kinds)
def test_positions_are_those_of_all_lists_each_once(
    module: ModuleType, words: list[list[List]], candidates: list[int], kind: str
) -> None:
    counts, positions = module.positions(
        as_set(candidates), tuple(arrays(lists, kind) for lists in words)
    )
    spots = [
        sorted({p for each in lists for p in each.get(document, [])})
        for document in sorted(candidates)
        for lists in words
    ]
    assert numbers(counts) == [len(each) for each in spots]
    assert numbers(positions) == [spot for each in spots for spot in each]


@every_kernel
@given(lists=several, candidates=sets, kind=kinds)
def test_frequencies_are_those_of_all_lists_together(
    module: ModuleType, lists: list[List], candidates: list[int], kind: str
) -> None:
    found = module.frequencies(as_set(candidates), arrays(lists, kind), DOCUMENTS)
    assert numbers(found) == [
        sum(len(each.get(document, [])) for each in lists) for document in sorted(candidates)
    ]


@every_kernel
@given(lists=several, kind=kinds)
def test_totals_are_the_frequencies_of_all_lists_in_every_document(
    module: ModuleType, lists: list[List], kind: str
) -> None:
    found = numbers(module.totals(arrays(lists, kind), DOCUMENTS))
    assert len(found) == DOCUMENTS
    assert {document: count for document, count in enumerate(found) if count} == {
        document: sum(len(each.get(document, [])) for each in lists)
        for document in set().union(*lists)
    }


@every_kernel
def test_frequencies_are_added_up_over_terms_that_follow_each_other(module: ModuleType) -> None:
    [first], [second] = arrays([{3: [1], 5: [2, 9]}]), arrays([{1: [4], 3: [5]}])
    assert numbers(module.frequencies(as_set([1, 3]), (first, second), 8)) == [1, 2]
    assert numbers(module.totals((first, second), 6)) == [0, 1, 0, 2, 0, 2]


@every_kernel
def test_a_document_beyond_the_last_has_no_frequency(module: ModuleType) -> None:
    lists = arrays([{7: [1]}])
    with pytest.raises(ValueError, match="beyond the last"):
        module.frequencies(as_set([1]), lists, 7)
    with pytest.raises(ValueError, match="beyond the last"):
        module.frequencies(as_set([7]), (), 7)
    with pytest.raises(ValueError, match="beyond the last"):
        module.totals(lists, 7)


ENTRIES = st.lists(
    st.text("abcé", max_size=5) | st.text(max_size=3).filter(lambda text: "\n" not in text),
    unique=True,
).map(lambda entries: sorted(entry.encode("utf-8", "surrogatepass") for entry in entries))


def dictionary(entries: Sequence[bytes]) -> tuple[memoryview, memoryview]:
    text = b"".join(entry + b"\n" for entry in entries)
    offsets = np.cumsum([0, *(len(entry) + 1 for entry in entries)]).astype("<u2")
    return np.frombuffer(text, dtype=np.uint8).data, offsets.data


@every_kernel
@given(entries=ENTRIES, wanted=st.text("abcé", max_size=5))
def test_a_place_is_that_of_the_first_entry_that_is_not_before(
    module: ModuleType, entries: list[bytes], wanted: str
) -> None:
    place = module.place_of(*dictionary(entries), wanted.encode())
    assert place == sum(entry < wanted.encode() for entry in entries)


@every_kernel
@given(entries=ENTRIES, term=st.text("abcé", max_size=5), edits=st.integers(0, 2))
def test_near_entries_are_those_that_changes_of_a_letter_make(
    module: ModuleType, entries: list[bytes], term: str, edits: int
) -> None:
    letters = term.encode("utf-32-le")
    found = module.within(*dictionary(entries), 0, len(entries), letters, edits)
    assert found == [
        number
        for number, entry in enumerate(entries)
        if term in within(entry.decode("utf-8", "surrogatepass"), edits, "abcé")
    ]


@every_kernel
def test_two_swapped_letters_with_one_between_them_are_two_changes(module: ModuleType) -> None:
    entries = dictionary([b"abc", b"ac", b"bac", b"ca", b"cab"])
    assert module.within(*entries, 0, 5, "ca".encode("utf-32-le"), 2) == [0, 1, 2, 3, 4]
    assert module.within(*entries, 0, 5, "ca".encode("utf-32-le"), 1) == [1, 3, 4]


@every_kernel
@given(entries=ENTRIES)
def test_entries_come_back_as_strings(module: ModuleType, entries: list[bytes]) -> None:
    texts = [entry.decode("utf-8", "surrogatepass") for entry in entries]
    assert module.strings(*dictionary(entries), list(range(len(entries)))) == texts
