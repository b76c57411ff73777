import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.batches import BatchAnalyzer
from search.engines.base import AnalyzedBatch, Entry
from search.packing import pack, unpack

ENTRY = Entry(
    id="\ud800é",
    digest="12ab",
    trace='{"site": "é"}',
    stored=b'{"id": "\xc3\xa9"}',
    published=datetime.date(2025, 10, 26),
    site="exemple.fr",
    author="Anne",
    language="fr",
    group="b",
)


def assert_alike(packed: AnalyzedBatch, batch: AnalyzedBatch) -> None:
    assert packed.entries == batch.entries
    assert (packed.tokens.stems, packed.tokens.exacts) == (batch.tokens.stems, batch.tokens.exacts)
    for name in ("stem_numbers", "exact_numbers", "positions", "counts"):
        found, wanted = getattr(packed.tokens, name), getattr(batch.tokens, name)
        assert found.dtype == wanted.dtype
        assert np.array_equal(found, wanted)


@given(st.lists(st.lists(st.text(max_size=40), max_size=3), max_size=4))
@settings(deadline=None)
def test_a_batch_survives_being_packed(texts: list[list[str]]) -> None:
    batch = AnalyzedBatch([ENTRY] * len(texts), BatchAnalyzer().analyze(texts))
    assert_alike(unpack(pack(batch)), batch)


def test_a_batch_of_more_words_than_two_bytes_count_survives_too() -> None:
    words = " ".join(f"mot{number}" for number in range(40_000))
    batch = AnalyzedBatch([ENTRY], BatchAnalyzer().analyze([[words]]))
    assert_alike(unpack(pack(batch)), batch)
