import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.reprints import (
    ALIKE,
    BAND,
    COMPONENTS,
    MOST_COMPARED,
    SHORTEST,
    compare,
    group,
    likeness,
    sign,
    sign_all,
)

STORY = " ".join(f"mot{number} et suite{number * 7 % 13}" for number in range(120))
OTHER = " ".join(f"rien{number} ni chose{number * 5 % 11}" for number in range(120))


@pytest.mark.parametrize(("words", "length"), [(SHORTEST - 1, 0), (SHORTEST, COMPONENTS)])
def test_a_text_too_short_to_tell_has_no_signature(words: int, length: int) -> None:
    assert len(sign("mot " * words)) == length


def test_a_text_is_like_itself_whatever_its_case_and_punctuation() -> None:
    assert likeness(sign(STORY), sign(STORY.upper().replace(" ", " , "))) == 1.0


@given(st.lists(st.lists(st.integers(0, 3), max_size=2 * SHORTEST), max_size=5))
@settings(deadline=None)
def test_texts_are_signed_together_as_one_by_one(texts: list[list[int]]) -> None:
    words = ["mer", "île", "pont", "œuf"]
    numbers = np.array(list(itertools.chain.from_iterable(texts)), dtype=np.int32)
    counts = np.array(list(map(len, texts)), dtype=np.int32)
    alone = [sign(" ".join(words[number] for number in text)) for text in texts]
    assert sign_all(words, numbers, counts) == alone


def test_the_signature_of_a_text_is_the_same_in_every_process() -> None:
    assert sign(STORY)[:8].hex() == "8a27a876d342807d"


def test_the_order_of_words_counts() -> None:
    assert likeness(sign(STORY), sign(" ".join(reversed(STORY.split())))) < 0.1


def test_texts_that_share_nothing_are_not_alike() -> None:
    assert likeness(sign(STORY), sign(OTHER)) < 0.1


def test_reprints_with_another_end_are_grouped_and_others_are_not() -> None:
    reprint = STORY.rsplit(maxsplit=40)[0] + " avec un autre paragraphe à la fin de la dépêche"
    signatures = {"b": sign(reprint), "a": sign(STORY), "c": sign(OTHER), "d": b""}
    assert group(signatures) == [["a", "b"]]


def test_groups_are_chains() -> None:
    words = [f"mot{number}" for number in range(400)]
    texts = {
        id: " ".join(words[start : start + 300]) for id, start in [("a", 0), ("b", 50), ("c", 100)]
    }
    assert likeness(sign(texts["a"]), sign(texts["b"])) >= ALIKE
    assert likeness(sign(texts["a"]), sign(texts["c"])) < ALIKE
    assert group({id: sign(text) for id, text in texts.items()}) == [["a", "b", "c"]]


def test_a_thousand_copies_are_one_group() -> None:
    ids = [f"d{number:04}" for number in range(1000)]
    assert group(dict.fromkeys(ids, sign(STORY))) == [ids]


@given(st.permutations(["a", "b", "c", "d"]))
@settings(deadline=None)
def test_groups_do_not_depend_on_the_order_of_documents(order: list[str]) -> None:
    signatures = {"a": sign(STORY), "b": sign(STORY + " fin"), "c": sign(OTHER), "d": sign(OTHER)}
    assert group({id: signatures[id] for id in order}) == [["a", "b"], ["c", "d"]]


def compared(signatures: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Return the pairs that are compared, looking at every document and band in turn."""
    pairs = set()
    for start in range(0, COMPONENTS, BAND):
        band_of = {id: signature[start : start + BAND] for id, signature in signatures.items()}
        for band in set(band_of.values()) - {b""}:
            met = sorted(id for id in band_of if band_of[id] == band)
            pairs |= set(itertools.product(met[:MOST_COMPARED], met))
    return {(first, second) for first, second in pairs if first < second}


bands = st.lists(st.integers(0, 2), min_size=COMPONENTS // BAND, max_size=COMPONENTS // BAND)
signatures = bands.map(lambda kinds: bytes(k for k in kinds for _ in range(BAND)))


@given(st.lists(signatures | st.just(b""), max_size=14))
@settings(deadline=None)
def test_each_document_is_compared_with_the_first_ones_of_its_bands(found: list[bytes]) -> None:
    by_id = {f"d{number:02}": signature for number, signature in enumerate(found)}
    pairs = compare(by_id)
    ids = pairs.ids
    named = {(ids[a], ids[b]) for a, b in zip(pairs.firsts, pairs.seconds, strict=True)}
    assert named == compared(by_id)
    for first, second, alike in zip(pairs.firsts, pairs.seconds, pairs.likeness, strict=True):
        assert alike == likeness(by_id[ids[first]], by_id[ids[second]])
