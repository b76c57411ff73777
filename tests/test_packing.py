import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.batches import BatchAnalyzer, TokenArrays
from search.engines.writer import AnalyzedBatch, Entry
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
    assert_tokens_alike(packed.tokens, batch.tokens)
    assert (packed.removed is None) == (batch.removed is None)
    if packed.removed is not None and batch.removed is not None:
        assert_tokens_alike(packed.removed, batch.removed)


def assert_tokens_alike(packed: TokenArrays, tokens: TokenArrays) -> None:
    for name in TokenArrays.__dataclass_fields__:
        found, wanted = getattr(packed, name), getattr(tokens, name)
        assert type(found) is type(wanted)
        assert np.array_equal(found, wanted)
        assert isinstance(found, list) or found.dtype == wanted.dtype


documents = st.lists(st.lists(st.text(max_size=40), max_size=3), max_size=4)


@given(documents)
@settings(deadline=None)
def test_a_batch_survives_being_packed(texts: list[list[str]]) -> None:
    titles = [min(1, len(blocks)) for blocks in texts]
    batch = AnalyzedBatch([ENTRY] * len(texts), BatchAnalyzer().analyze(texts, titles=titles))
    assert_alike(unpack(pack(batch)), batch)


@given(documents)
@settings(deadline=None)
def test_what_was_removed_survives_too(texts: list[list[str]]) -> None:
    kept, removed = (BatchAnalyzer().analyze(each) for each in ([["mer"]] * len(texts), texts))
    batch = AnalyzedBatch([ENTRY] * len(texts), kept, removed)
    assert_alike(unpack(pack(batch)), batch)


def test_a_batch_of_more_words_than_two_bytes_count_survives_too() -> None:
    words = " ".join(f"mot{number}" for number in range(40_000))
    batch = AnalyzedBatch([ENTRY], BatchAnalyzer().analyze([[words]]))
    assert_alike(unpack(pack(batch)), batch)
