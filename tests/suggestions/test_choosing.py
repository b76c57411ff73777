from collections.abc import Sequence

import numpy as np

from search.engines.completer import Standing
from search.suggestions.choosing import DOCUMENTS, earliest, examples

FAR = (1 << 63) - 100
"""Keys of some engines are long."""


def standing(places: Sequence[tuple[int, int, int]]) -> Standing:
    """Return places, each a key, a position and the number of a term."""
    keys, positions, numbers = np.array(sorted(places), np.int64).T
    return Standing(keys, positions, numbers, ["mer", "merle", "mers"])


def test_documents_of_the_most_frequent_words_come_first_whatever_their_keys() -> None:
    for base in (0, FAR):
        found = standing([(base + 5, 0, 0), (base + 2, 0, 1), (base + 4, 3, 1), (base + 4, 9, 1)])
        assert examples(found, 8) == [base + 2, base + 4, base + 5]
        assert examples(found, 1) == [base + 2, base + 4]


def test_of_many_documents_of_a_word_some_are_chosen_at_even_distances() -> None:
    found = examples(standing([(FAR + number, 1, 2) for number in range(4 * DOCUMENTS)]), 8)
    assert found == [FAR + number for number in range(0, 4 * DOCUMENTS, 4)]


def test_the_earliest_documents_are_those_where_a_title_may_stand() -> None:
    found = standing([(FAR, 20, 0), (FAR + 1, 3, 0), (FAR + 2, 25, 1), (FAR + 3, 3, 1)])
    assert earliest(found, 1) == [FAR + 1, FAR + 3, FAR]
