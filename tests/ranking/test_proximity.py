import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import CAPTIONS
from search.ranking import proximity
from search.ranking.proximity import LEAD, NAMES, SATURATION, Numbers, Table, Wanted

MEASURES = [
    proximity.measure_slowly,
    *([proximity.measure_fast] if proximity.compiled else []),
]
every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.__name__)

Document = Sequence[Sequence[int]]
Measure = Callable[[Numbers, Numbers, Wanted], Table]


def arrays(documents: Sequence[Document]) -> tuple[Numbers, Numbers]:
    counts = np.array([[len(own) for own in each] for each in documents], dtype=np.uint32)
    positions = [spot for each in documents for own in each for spot in own]
    return counts, np.array(positions, dtype=np.uint32)


def features(measure: Measure, wanted: Wanted, *spots: Sequence[int]) -> dict[str, float]:
    [row] = measure(*arrays([spots]), wanted).tolist()
    return dict(zip(NAMES, row, strict=True))


# « la convention de Hanoï », its content words worth 2 and 4
CONVENTION = Wanted(bytes([0, 1, 2, 3]), (0.5, 2.0, 0.5, 4.0), (False, True, False, True))
# « paix durable »
PEACE = Wanted(bytes([0, 1]), (2.0, 4.0), (True, True))


@every_measure
def test_words_that_follow_each_other_count_their_mean_weight(measure: Measure) -> None:
    assert features(measure, PEACE, [3], [4])["pairs"] == 3
    assert features(measure, PEACE, [3], [5])["pairs"] == 0
    assert features(measure, PEACE, [4], [3])["pairs"] == 0
    assert features(measure, CONVENTION, [5], [6], [1], [])["pairs"] == 1.25


@every_measure
def test_content_words_are_near_up_to_four_apart_in_the_order_typed(measure: Measure) -> None:
    assert features(measure, PEACE, [3], [7])["near"] == 3
    assert features(measure, PEACE, [3], [8])["near"] == 0
    assert features(measure, PEACE, [7], [3])["near"] == 0
    assert features(measure, CONVENTION, [], [1], [], [3])["near"] == 3


@every_measure
def test_a_window_counts_each_word_once(measure: Measure) -> None:
    assert features(measure, PEACE, [3, 4, 5], [])["window"] == 2
    assert features(measure, PEACE, [3, 40], [59])["window"] == 6
    assert features(measure, PEACE, [3], [23])["window"] == 4


@every_measure
def test_a_span_is_worth_more_the_shorter_it_is(measure: Measure) -> None:
    assert features(measure, PEACE, [3], [4])["span"] == 6
    assert features(measure, PEACE, [3, 50], [6])["span"] == 3
    assert features(measure, PEACE, [3], [])["span"] == 0


@every_measure
def test_the_lead_saturates(measure: Measure) -> None:
    once = features(measure, PEACE, [LEAD - 1, LEAD], [LEAD + 7])["lead"]
    assert once == pytest.approx(2)
    twice = features(measure, PEACE, [0, 1], [])["lead"]
    assert twice == pytest.approx(2 * 2 * (SATURATION + 1) / (2 + SATURATION))


@every_measure
def test_the_whole_query_stands_word_for_word_stop_words_included(measure: Measure) -> None:
    assert features(measure, CONVENTION, [5], [6], [7], [1, 8])["whole"] == 1
    assert features(measure, CONVENTION, [5], [6], [8], [7])["whole"] == 0
    one_word = Wanted(bytes([0]), (1.0,), (True,))
    assert features(measure, one_word, [5])["whole"] == 0


@every_measure
def test_words_that_stand_in_captions_only_are_told(measure: Measure) -> None:
    assert features(measure, PEACE, [3], [CAPTIONS])["captions"] == 4
    assert features(measure, PEACE, [3, CAPTIONS + 2], [CAPTIONS - 1])["captions"] == 0
    assert features(measure, CONVENTION, [CAPTIONS], [], [], [])["captions"] == 0


@every_measure
def test_a_word_typed_twice_is_one_word(measure: Measure) -> None:
    wanted = Wanted(bytes([0, 0]), (2.0,), (True,))
    assert features(measure, wanted, [5, 6])["pairs"] == 2
    assert features(measure, wanted, [5, 6])["near"] == 0
    assert features(measure, wanted, [5, 6])["whole"] == 1


@every_measure
def test_no_documents_have_no_rows(measure: Measure) -> None:
    empty = np.empty((0, 2), np.uint32), np.empty(0, np.uint32)
    assert measure(*empty, PEACE).shape == (0, len(NAMES))


places = st.integers(0, 60) | st.integers(CAPTIONS - 2, CAPTIONS + 2)
spots = st.lists(places, max_size=6, unique=True).map(sorted)


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Document], Wanted]:
    words = draw(st.integers(1, 4))
    wanted = Wanted(
        bytes(draw(st.lists(st.integers(0, words - 1), max_size=6))),
        tuple(draw(st.lists(st.floats(0, 9), min_size=words, max_size=words))),
        tuple(draw(st.lists(st.booleans(), min_size=words, max_size=words))),
    )
    document = st.lists(spots, min_size=words, max_size=words)
    return draw(st.lists(document, min_size=1, max_size=4)), wanted


@given(questions())
def test_every_measure_finds_the_same(question: tuple[list[Document], Wanted]) -> None:
    documents, wanted = question
    found = [measure(*arrays(documents), wanted) for measure in MEASURES]
    for each in found:
        assert np.allclose(each, found[0])


@given(questions())
def test_no_feature_outgrows_what_the_query_is_worth(
    question: tuple[list[Document], Wanted],
) -> None:
    documents, wanted = question
    worth = math.fsum(wanted.weights) + 1e-6
    typed = sum(wanted.weights[word] for word in wanted.sequence) + 1e-6
    for row in proximity.measure(*arrays(documents), wanted).tolist():
        pairs, near, window, span, lead, whole, captions = row
        assert 0 <= max(pairs, near) <= typed
        assert 0 <= max(window, span, captions) <= worth
        assert 0 <= lead <= worth * (SATURATION + 1)
        assert whole in {0, 1}


@pytest.mark.parametrize("measure", MEASURES[1:])
def test_arrays_that_do_not_fit_each_other_are_refused(measure: Measure) -> None:
    counts, positions = arrays([([1], [2])])
    with pytest.raises(ValueError, match="more positions"):
        measure(counts + np.uint32(1), positions, PEACE)
    with pytest.raises(ValueError, match="beyond the last"):
        measure(counts, positions, PEACE._replace(sequence=bytes([2])))
    with pytest.raises(ValueError, match="a weight"):
        measure(counts, positions, PEACE._replace(is_content=(True,)))
