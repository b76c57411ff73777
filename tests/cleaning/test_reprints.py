import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.reprints import ALIKE, COMPONENTS, SHORTEST, group, likeness, sign

STORY = " ".join(f"mot{number} et suite{number * 7 % 13}" for number in range(120))
OTHER = " ".join(f"rien{number} ni chose{number * 5 % 11}" for number in range(120))


@pytest.mark.parametrize(("words", "length"), [(SHORTEST - 1, 0), (SHORTEST, 2 * COMPONENTS)])
def test_a_text_too_short_to_tell_has_no_signature(words: int, length: int) -> None:
    assert len(sign("mot " * words)) == length


def test_a_text_is_like_itself_whatever_its_case_and_punctuation() -> None:
    assert likeness(sign(STORY), sign(STORY.upper().replace(" ", " , "))) == 1.0


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
def test_groups_do_not_depend_on_the_order_of_documents(order: list[str]) -> None:
    signatures = {"a": sign(STORY), "b": sign(STORY + " fin"), "c": sign(OTHER), "d": sign(OTHER)}
    assert group({id: signatures[id] for id in order}) == [["a", "b"], ["c", "d"]]
