import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import characters
from search.cleaning.characters import (
    ADDRESS_DOT,
    COMMA_SPACE,
    DIGIT,
    EVERY,
    SENTENCE_SPACE,
    SMALL,
    UPPER,
    Questions,
)

MODULES = [each for each in (characters, characters.compiled) if each is not None]
ASKED = characters._questions()
LETTER = st.one_of(
    st.sampled_from("aB3. é"), st.characters(exclude_categories=(), exclude_characters="\n")
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_line_tells_its_kinds_its_ends_what_it_counts_and_encloses(module: object) -> None:
    told = module.tell_characters("aBc 7\nA\n𐤀é", 3, ASKED)  # type: ignore[attr-defined]
    present, first, last, upper, numeral, enclosed = np.frombuffer(told, np.uint32).reshape(6, 3)
    assert ((present & DIGIT) != 0).tolist() == [True, False, False]
    assert ((first & UPPER) != 0).tolist() == [False, True, False]
    assert ((last & SMALL) != 0).tolist() == [False, False, True]
    assert first[2] == EVERY
    assert (upper.tolist(), numeral.tolist()) == ([1, 1, 0], [1, 0, 0])
    assert enclosed.tolist() == [1, 0, 0]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
@pytest.mark.parametrize(
    ("kind", "shown", "not_shown"),
    [
        (COMMA_SPACE, "oui, non", "oui,non ,"),
        (ADDRESS_DOT, "exemple.fr", "Fin. Non."),
        (ADDRESS_DOT, "http://1", "http: 1"),
        (ADDRESS_DOT, "www.1", "ww .1"),
        (SENTENCE_SPACE, "Fin. Non", "Fin.Non."),
        (SENTENCE_SPACE, "Fin.»", "Fin»."),
    ],
)
def test_a_line_tells_which_kinds_stand_one_behind_the_other(
    module: object, kind: int, shown: str, not_shown: str
) -> None:
    told = module.tell_characters(f"{shown}\n{not_shown}", 2, ASKED)  # type: ignore[attr-defined]
    assert ((np.frombuffer(told, np.uint32)[:2] & kind) != 0).tolist() == [True, False]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(LETTER, min_size=1), min_size=1, max_size=8))
def test_characters_tell_the_same_compiled_or_not(texts: list[str]) -> None:
    told = [module.tell_characters("\n".join(texts), len(texts), ASKED) for module in MODULES]
    assert told == [told[0]] * len(MODULES)
    assert len(told[0]) == 6 * 4 * len(texts)


@pytest.mark.parametrize(
    "arguments",
    [
        ("a", 1),
        (b"a", 1, ASKED),
        ("a", -1, ASKED),
        ("a", 2, ASKED),
        ("a", "1", ASKED),
        ("a", 1, list(ASKED)),
        ("a", 1, ASKED[:5]),
        ("a", 1, ASKED._replace(kinds=ASKED.kinds[:-1])),
        ("a", 1, Questions(ASKED.kinds, ASKED.pairs, *["1"] * 5)),  # type: ignore[arg-type]
        ("a", 1, ASKED._replace(pairs=ASKED.pairs.ravel()[:2])),
    ],
)
def test_what_is_no_text_or_question_is_refused(arguments: tuple[object, ...]) -> None:
    for module in MODULES[1:]:
        with pytest.raises((TypeError, ValueError)):
            module.tell_characters(*arguments)
