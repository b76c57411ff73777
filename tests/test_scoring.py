import math

import pytest

from search.scoring import Scoring, inverse_document_frequency


@pytest.mark.parametrize(
    ("documents", "frequency", "weight"),
    [(10, 0, math.log(1 + 10.5 / 0.5)), (10, 10, math.log(1 + 0.5 / 10.5)), (0, 0, math.log(2))],
)
def test_rare_terms_weigh_more_and_none_less_than_nothing(
    documents: int, frequency: int, weight: float
) -> None:
    assert inverse_document_frequency(documents, frequency) == pytest.approx(weight)


def test_occurrences_count_less_the_more_there_are() -> None:
    scoring = Scoring(k1=0.9, b=0.75)
    counts = [scoring.saturate(frequency, 10, 10) for frequency in (0, 1, 2, 1000)]
    assert counts == pytest.approx([0, 1, 2 * 1.9 / 2.9, 1.9], rel=1e-2)


def test_occurrences_count_less_in_longer_documents() -> None:
    scoring = Scoring(k1=1, b=1)
    assert scoring.saturate(1, 20, 10) == pytest.approx(2 / 3)
    assert Scoring(k1=1, b=0).saturate(1, 20, 10) == pytest.approx(1)
