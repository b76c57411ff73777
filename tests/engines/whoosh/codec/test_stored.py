import random
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.segments import Segment
from tests.engines.whoosh.codec.segments import build, joined

WORDS = ["port", "rade", "phare", "navire", "ville", "quai", "marin", "voile", "mer", "pont"]


def articles(first: int, end: int) -> dict[str, str]:
    """Return texts of 600 characters, of which a hundred are enough for a dictionary."""
    return {
        f"{number:03}": " ".join(random.Random(number).choices(WORDS, k=110))
        for number in range(first, end)
    }


def stored(texts: Mapping[str, str]) -> list[str]:
    return [f"stored {texts[id]}" for id in sorted(texts)]


def read(segment: Segment) -> list[str]:
    return [segment.documents[number].decode() for number in range(segment.document_count)]


def dictionaries(segment: Segment) -> list[int]:
    """Return how many bytes each dictionary has."""
    found: list[int] = np.diff(segment.documents.dictionary_starts.astype(int)).tolist()
    return found


def test_each_document_is_compressed_alone_and_traces_together(tmp_path: Path) -> None:
    segment = build(tmp_path, "00000001", articles(0, 20))
    assert sorted(segment.documents.blocks.tolist()) == list(range(20))
    assert 1 < len(segment.traces.sizes) < 10
    assert read(segment) == stored(articles(0, 20))


def test_many_documents_share_a_dictionary_and_few_have_none(tmp_path: Path) -> None:
    few = build(tmp_path, "00000001", articles(0, 20))
    many = build(tmp_path, "00000002", articles(0, 100))
    assert dictionaries(few) == [0]
    assert (len(dictionaries(many)), set(many.documents.shared.tolist())) == (2, {1})
    assert read(many) == stored(articles(0, 100))
    assert dictionaries(many)[1] == len("".join(stored(articles(0, 100)))) // 32


def test_joined_segments_keep_their_dictionaries(tmp_path: Path) -> None:
    parts = [build(tmp_path, f"0000000{n}", articles(n * 100, n * 100 + 100)) for n in range(3)]
    whole = joined(tmp_path, "00000009", parts)
    assert dictionaries(whole) == [0] + [dictionaries(part)[1] for part in parts]
    assert whole.documents.data.tobytes() == b"".join(
        part.documents.data.tobytes() for part in parts
    )
    assert read(whole) == stored(articles(0, 300))


def test_documents_without_a_dictionary_get_one_when_they_have_become_many(tmp_path: Path) -> None:
    parts = [build(tmp_path, f"0000000{n}", articles(n * 20, n * 20 + 20)) for n in range(5)]
    whole = joined(tmp_path, "00000009", parts)
    assert (len(dictionaries(whole)), set(whole.documents.shared.tolist())) == (2, {1})
    assert read(whole) == stored(articles(0, 100))


def test_a_dictionary_that_few_live_documents_need_is_left_out(tmp_path: Path) -> None:
    many = build(tmp_path, "00000001", articles(0, 100))
    most, few = (many.without(np.arange(first, 100)) for first in (60, 40))
    assert dictionaries(joined(tmp_path, "00000002", [most])) == dictionaries(many)
    assert dictionaries(joined(tmp_path, "00000003", [few])) == [0]
    assert read(joined(tmp_path, "00000004", [few])) == stored(articles(0, 40))


def test_dead_texts_of_a_block_are_left_out_once_they_are_many(tmp_path: Path) -> None:
    segment = build(tmp_path, "00000001", articles(0, 20))
    first = np.flatnonzero(segment.traces.blocks == 0)
    one, half = (segment.without(first[:count]) for count in (1, len(first) // 2))
    assert joined(tmp_path, "00000002", [one]).traces.sizes[0] == segment.traces.sizes[0]
    left = joined(tmp_path, "00000003", [half])
    assert left.traces.sizes.sum() == left.traces.lengths.sum()


@pytest.mark.parametrize("change", [-1, 1])
def test_a_text_of_another_size_is_damage(tmp_path: Path, change: int) -> None:
    segment = build(tmp_path, "00000001", articles(0, 2))
    segment.documents.sizes = segment.documents.sizes.astype(int) + change
    with pytest.raises(DamagedFileError, match="a block of its texts is wrong"):
        segment.documents[0]
