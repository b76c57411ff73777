import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.codec.deflating import (
    DICTIONARY_BYTES,
    DICTIONARY_SHARE,
    MOST_EXPANSION,
    SHORTEST_DICTIONARY,
    Group,
    deflate_all,
    dictionary_for,
    inflate,
)

MEGABYTE = 1 << 20


@given(st.lists(st.binary(max_size=300), max_size=4), st.binary(max_size=100))
def test_texts_come_back_one_by_one(texts: list[bytes], dictionary: bytes) -> None:
    compressed = deflate_all(Group(dictionary, texts))
    sizes = map(len, texts)
    assert [inflate(c, n, dictionary) for c, n in zip(compressed, sizes, strict=True)] == texts


def test_what_stands_in_the_dictionary_takes_next_to_nothing() -> None:
    text = bytes(range(256))
    [alone] = deflate_all(Group(b"", [text]))
    [shared] = deflate_all(Group(b"la mer" + text, [text]))
    assert len(alone) > 256
    assert len(shared) < 12


def test_a_text_that_goes_on_beyond_its_size_is_refused_before_it_takes_memory() -> None:
    [bomb] = deflate_all(Group(b"", [bytes(64 * MEGABYTE)]))
    tracemalloc.start()
    with pytest.raises(ValueError, match="not as long"):
        inflate(bomb, 1000, b"")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTE


@pytest.mark.parametrize(("size", "reason"), [(99, "not as long"), (101, "not as long")])
def test_a_text_of_another_size_is_refused(size: int, reason: str) -> None:
    [compressed] = deflate_all(Group(b"", [bytes(100)]))
    with pytest.raises(ValueError, match=reason):
        inflate(compressed, size, b"")


def test_a_size_that_nothing_so_short_can_have_is_refused() -> None:
    [longest] = deflate_all(Group(b"", [bytes(MEGABYTE)]))
    assert len(inflate(longest, MEGABYTE, b"")) == MEGABYTE
    with pytest.raises(ValueError, match="cannot be so long"):
        inflate(longest, MOST_EXPANSION * len(longest) + 1, b"")


def test_a_text_that_is_cut_off_is_refused() -> None:
    text = b"le port, la rade et le phare"
    [compressed] = deflate_all(Group(b"", [text]))
    with pytest.raises((ValueError, zlib.error)):
        inflate(compressed[:-1], len(text), b"")


@pytest.mark.parametrize(
    ("texts", "size"),
    [
        ([], 0),
        ([b"a" * (SHORTEST_DICTIONARY * DICTIONARY_SHARE - 1)], 0),
        ([b"a" * 64] * (SHORTEST_DICTIONARY // 2), SHORTEST_DICTIONARY),
        ([b"a" * 8192] * 1000, DICTIONARY_BYTES),
    ],
)
def test_a_dictionary_is_a_share_of_its_texts(texts: list[bytes], size: int) -> None:
    assert len(dictionary_for(texts)) == size


def test_a_long_text_does_not_take_all_of_a_dictionary() -> None:
    texts = [b"a" * MEGABYTE, *(bytes([each]) * 5000 for each in range(98, 110))]
    found = dictionary_for(texts)
    assert found.count(b"a") == DICTIONARY_BYTES // 8
    assert set(b"abcdefg") <= set(found)
