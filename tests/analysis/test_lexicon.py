import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import lexicon
from search.analysis.lexicon import (
    NO_TERM,
    Lexicon,
    PlainLexicon,
    Read,
    pack,
    parting_characters,
)

Maker = Callable[[], Lexicon]

MAKERS: list[Maker] = [PlainLexicon]
if lexicon.compiled is not None:
    compiled = lexicon.compiled.Lexicon
    MAKERS.append(lambda: compiled(parting_characters()))

every_lexicon = pytest.mark.parametrize("make", MAKERS)

TEXTS = st.lists(st.text("abé, '\u00a0\u0301北\n", max_size=30) | st.text(max_size=10), max_size=5)


def numbers(read: Read) -> list[list[int]]:
    return [np.frombuffer(part, "<i4").tolist() for part in read]


def letters_of(run: str) -> bytes:
    """Return a word for each letter; the term of a vowel is in one field only."""
    letters = [char for char in run if char.isalpha()]
    return b"".join(pack(NO_TERM if c == "a" else ord(c), ord(c), 1) for c in letters)


def asked_for(lexicon: Lexicon, text: str) -> list[str]:
    """Return the runs of a text that a lexicon does not know."""
    asked: list[str] = []

    def find(run: str) -> bytes:
        asked.append(run)
        return b""

    lexicon.read([text], find)
    return asked


@every_lexicon
def test_terms_are_numbered_in_the_order_of_their_first_use(make: Maker) -> None:
    read = make().read(["c a", "bc"], letters_of)
    stems, exacts, stem_numbers, exact_numbers, *_ = numbers(read)
    assert [*map(chr, stems)] == ["c", "b"]
    assert [*map(chr, exacts)] == ["c", "a", "b"]
    assert stem_numbers == [0, NO_TERM, 1, 0]
    assert exact_numbers == [0, 1, 2, 0]


@every_lexicon
def test_a_run_may_stand_for_several_terms_at_one_position_and_for_several_words(
    make: Maker,
) -> None:
    known = {
        "l": pack(NO_TERM, 1, 1),
        "mers": pack(2, 3, 1) + pack(4, NO_TERM, 0),
        "quai": pack(5, 6, 2) + pack(7, 8, 3),
    }
    read = numbers(make().read(["l mers", "", "quai l"], known.__getitem__))
    assert read[4] == [0, 1, 1, 3, 6, 7]
    assert read[5] == [3, 2, 3, 2, 6, 8]
    assert read[2] == [NO_TERM, 0, 1, 2, 3, NO_TERM]


@every_lexicon
@pytest.mark.parametrize(
    "text", ["mer port", "mer, port", "«\u00a0mer\u00a0» port.", "mer\n(port)", '"mer":port']
)
def test_signs_and_white_space_part_runs(make: Maker, text: str) -> None:
    assert asked_for(make(), text) == ["mer", "port"]


@every_lexicon
@pytest.mark.parametrize("run", ["aujourd’hui", "e\u0301te\u0301", "co\u00adop", "Hà", "北京"])
def test_what_may_be_in_a_word_parts_no_run(make: Maker, run: str) -> None:
    assert asked_for(make(), run) == [run]


@every_lexicon
@pytest.mark.parametrize(("length", "times"), [(64, 1), (65, 2)])
def test_a_run_is_asked_for_once_unless_it_is_long(make: Maker, length: int, times: int) -> None:
    made = make()
    asked = [*asked_for(made, "x" * length), *asked_for(made, "x" * length)]
    assert asked == ["x" * length] * times
    assert len(made) == 2 - times


@every_lexicon
def test_many_runs_are_told_apart(make: Maker) -> None:
    made, runs = make(), [f"r{number}" for number in range(20_000)]
    find = {run: pack(number, number, 1) for number, run in enumerate(runs)}.__getitem__
    made.read([" ".join(runs)], find)
    again = numbers(made.read([" ".join(reversed(runs))], find))
    assert again[0] == [*reversed(range(20_000))]
    assert len(made) == 20_000


@every_lexicon
def test_a_failure_to_find_words_is_passed_on_and_not_remembered(make: Maker) -> None:
    made, nothing = make(), dict[str, bytes]()
    with pytest.raises(KeyError, match="mer"):
        made.read(["mer"], nothing.__getitem__)
    assert numbers(made.read(["mer"], lambda _: pack(0, 0, 1)))[0] == [0]


def test_what_is_read_does_not_depend_on_where_hashes_begin() -> None:
    program = (
        "from search.analysis.lexicon import make_lexicon, pack\n"
        "text = ' '.join(f'r{number * 7 % 1000}' for number in range(2000))\n"
        "print(make_lexicon().read([text], lambda run: pack(len(run), int(run[1:]), 1)))"
    )
    read = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "01"
    }
    assert len(read) == 1


@given(st.lists(TEXTS, max_size=3))
def test_the_same_is_read_compiled_or_not(batches: list[list[str]]) -> None:
    made = [make() for make in MAKERS]
    for texts in batches:
        first, *others = [each.read(texts, letters_of) for each in made]
        assert all(other == first for other in others)


@pytest.mark.parametrize("texts", [("mer",), "mer", [b"mer"], None])
def test_what_is_no_list_of_texts_is_refused(texts: list[str]) -> None:
    for make in MAKERS[1:]:
        with pytest.raises(TypeError):
            make().read(texts, letters_of)


@pytest.mark.parametrize(
    "tokens", [b"1", pack(0, 0, 1)[1:], pack(0, 0, -1), pack(0, 0, 2**31 - 1) * 2]
)
def test_what_are_no_tokens_is_refused(tokens: bytes) -> None:
    for make in MAKERS[1:]:
        with pytest.raises(ValueError, match=r"for each token|before"):
            make().read(["mer"], lambda _: tokens)


def test_it_is_not_used_while_it_is_used() -> None:
    for make in MAKERS[1:]:
        made = make()
        with pytest.raises(RuntimeError, match="at a time"):
            made.read(["mer"], lambda _: made.read(["port"], letters_of)[0])  # noqa: B023
