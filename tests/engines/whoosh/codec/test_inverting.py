from collections.abc import Sequence
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.codec import inverting
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.inverting import NO_TERM, Tokens, invert

MODULES: list[ModuleType] = [inverting]
if inverting.compiled is not None:
    MODULES.append(inverting.compiled)

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)

Document = dict[int, int]
"""The term at each position of a document."""

TERMS = 5
documents = st.dictionaries(st.integers(0, 9), st.integers(NO_TERM, TERMS - 1))
Postings = list[list[int]]


def numbers(*values: int) -> Array:
    return np.array(values, dtype=np.int32)


def gathered(
    module: ModuleType, alphabet: Sequence[int], listed: Sequence[Document], order: Sequence[int]
) -> Postings:
    """Return what a module makes of documents, as four lists."""
    tokens = [(term, at) for each in listed for at, term in sorted(each.items())]
    found = module.gather(
        numbers(*alphabet),
        numbers(*(term for term, _ in tokens)),
        numbers(*(at for _, at in tokens)),
        numbers(*map(len, listed)),
        numbers(*order),
    )
    return [np.frombuffer(each, "<u4").tolist() for each in found]


def one_by_one(
    alphabet: Sequence[int], listed: Sequence[Document], order: Sequence[int]
) -> Postings:
    """Return the same, found by looking at every document for every term."""
    counts, places, frequencies, positions = [], [], [], []
    for term in alphabet:
        found = [sorted(at for at, each in listed[n].items() if each == term) for n in order]
        held = [place for place, each in enumerate(found) if each]
        counts.append(len(held))
        places += held
        frequencies += [len(found[place]) for place in held]
        positions += [at for each in found for at in each]
    return [counts, places, frequencies, positions]


@every_module
@given(st.permutations(range(TERMS)), st.lists(documents, max_size=6), st.data())
def test_postings_are_those_found_document_by_document(
    module: ModuleType, alphabet: list[int], listed: list[Document], data: st.DataObject
) -> None:
    order = data.draw(
        st.lists(st.sampled_from(range(len(listed))), unique=True) if listed else st.just([])
    )
    assert gathered(module, alphabet, listed, order) == one_by_one(alphabet, listed, order)


@every_module
def test_numbers_that_fit_no_single_one_are_sorted_too(module: ModuleType) -> None:
    far, terms = 2**31 - 1, 2**17
    listed = [{far: terms - 1, 3: 0}] + [{far: 0}] * 2**16
    found = gathered(module, range(terms), listed, range(len(listed)))
    assert found[0][0] == 2**16 + 1
    assert (found[1][-1], found[2][-1], found[3][-1]) == (0, 1, far)
    assert found[3][:2] == [3, far]


@every_module
def test_nothing_becomes_no_postings(module: ModuleType) -> None:
    assert gathered(module, [], [], []) == [[], [], [], []]


def test_terms_are_sorted_by_their_bytes_and_those_without_a_token_are_left_out() -> None:
    tokens = Tokens(numbers(0, 2, 0), numbers(0, 1, 4), numbers(3))
    inverted = invert([b"rade", b"quai", b"\xc3\xa9t\xc3\xa9", b"mer"], tokens, np.array([0]))
    assert inverted.terms == [b"rade", b"\xc3\xa9t\xc3\xa9"]
    assert inverted.counts.tolist() == [1, 1]
    assert inverted.frequencies.tolist() == [2, 1]
    assert inverted.positions.tolist() == [0, 4, 1]


RIGHT = (numbers(0, 1), numbers(1, 0), numbers(0, 1), numbers(2), numbers(0))


@pytest.mark.parametrize(
    ("place", "wrong", "reason"),
    [
        (0, numbers(0, 0), "an alphabet that is none"),
        (0, numbers(0, 2), "an alphabet that is none"),
        (0, numbers(0), "a term beyond the last"),
        (1, numbers(2, 0), "a term beyond the last"),
        (1, numbers(0), "differ in length"),
        (2, numbers(0), "differ in length"),
        (3, numbers(3), "differ in length"),
        (3, numbers(-1, 3), "less than no tokens"),
        (4, numbers(1), "a document beyond the last"),
        (4, numbers(-1), "a document beyond the last"),
        (4, numbers(0, 0), "more than once"),
        (4, np.array([0]), "another type"),
    ],
)
def test_arrays_that_cannot_be_tokens_are_refused(place: int, wrong: Array, reason: str) -> None:
    for module in MODULES[1:]:
        module.gather(*RIGHT)
        with pytest.raises(ValueError, match=reason):
            module.gather(*RIGHT[:place], wrong, *RIGHT[place + 1 :])
