from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import telling
from search.cleaning.telling import (
    CREDIT,
    FOREIGN,
    FUNCTION,
    PHRASE,
    SHARE,
    SITE,
    START,
    VERB,
    Vocabulary,
    vocabulary,
)

MODULES: list[ModuleType] = [telling]
if telling.compiled is not None:
    MODULES.append(telling.compiled)

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
KINDS = vocabulary().kinds
FLAGS = {
    "le": FUNCTION,
    "la": FUNCTION,
    "dit": VERB,
    "part": START,
    "partage": SHARE,
    "partagez": PHRASE,
    "rade": START | SITE,
    "afp": START | CREDIT,
}
SMALL = Vocabulary(KINDS, FLAGS, 4, 4, 5)


def tell_lines(module: ModuleType, text: str, words: Vocabulary = SMALL) -> list[telling.Told]:
    told: list[telling.Told] = module.tell_lines(text, module.prepare(words))
    return told


def count_shared(
    module: ModuleType, text: str, is_long: bytes, words: Vocabulary = SMALL
) -> list[list[int]]:
    told = module.count_shared(text, is_long, module.prepare(words))
    rows: list[list[int]] = np.frombuffer(told, np.uint32).reshape(2, -1).tolist()
    return rows


@every_module
def test_words_tell_how_a_line_is_bound_and_of_which_lists_they_are(module: ModuleType) -> None:
    [told] = tell_lines(module, "« le portail, la rade_2 dit »")
    assert told == ("le portail la rade_2 dit", 5, 0.4, FUNCTION | VERB | SITE, [])


@every_module
def test_lines_without_words_tell_nothing(module: ModuleType) -> None:
    nothing: telling.Told = ("", 0, 0.0, 0, [])
    assert tell_lines(module, "\n…\n") == [nothing] * 3


@every_module
@pytest.mark.parametrize(
    ("word", "flags", "known"),
    [
        ("partages", SHARE, []),
        ("partagez", SHARE | PHRASE, ["partagez"]),
        ("partir", 0, []),
        ("afp", CREDIT, []),
        ("afps", 0, []),
    ],
)
def test_a_word_mentions_what_it_begins_like(
    module: ModuleType, word: str, flags: int, known: list[str]
) -> None:
    [told] = tell_lines(module, word)
    assert (told[3] & telling.MENTION, told[4]) == (flags, known)


@every_module
@pytest.mark.parametrize(("words", "known"), [(5, ["partagez"]), (6, [])])
def test_a_long_line_is_not_asked_what_it_mentions(
    module: ModuleType, words: int, known: list[str]
) -> None:
    [told] = tell_lines(module, "partagez" + " mer" * (words - 1))
    assert told[4] == known
    assert bool(told[3] & telling.MENTION) == bool(known)


@every_module
def test_foreign_letters_are_those_of_words_of_the_line(module: ModuleType) -> None:
    told = tell_lines(module, "hà nội\nété\n\u037e 𐤀")
    assert [bool(each[3] & FOREIGN) for each in told] == [True, False, False]


@every_module
def test_a_line_shares_the_words_of_long_lines_that_are_not_itself(module: ModuleType) -> None:
    text = "pont pont rade le\nrade quai\nquai pont la\npont ile"
    shared, every = count_shared(module, text, bytes([1, 1, 0, 0]))
    assert every == [2, 2, 2, 1]
    assert shared == [1, 1, 2, 1]


TEXTS = st.text(
    st.one_of(st.sampled_from("laportde_ \n'’\u00a0é"), st.characters(exclude_categories=()))
)
VOCABULARIES = st.builds(
    Vocabulary,
    st.just(KINDS),
    st.dictionaries(st.text("lapo", max_size=4), st.integers(0, 1023)),
    *[st.integers(0, 5)] * 3,
)


@settings(deadline=None, max_examples=300)
@given(TEXTS, VOCABULARIES)
def test_words_tell_the_same_compiled_or_not(text: str, words: Vocabulary) -> None:
    told = [tell_lines(module, text, words) for module in MODULES]
    assert told == [told[0]] * len(MODULES)
    assert len(told[0]) == text.count("\n") + 1


@settings(deadline=None, max_examples=300)
@given(
    st.lists(TEXTS.map(lambda text: text.replace("\n", " ")), min_size=1), VOCABULARIES, st.data()
)
def test_shared_words_are_the_same_compiled_or_not(
    lines: list[str], words: Vocabulary, data: st.DataObject
) -> None:
    count = len(lines)
    is_long = bytes(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    told = [count_shared(module, "\n".join(lines), is_long, words) for module in MODULES]
    assert told == [told[0]] * len(MODULES)


@pytest.mark.parametrize(
    "words",
    [
        list(SMALL),
        SMALL[:4],
        SMALL._replace(kinds=KINDS[:-1]),
        (KINDS, ["port"], *SMALL[2:]),
        (KINDS, {1: 1}, *SMALL[2:]),
        (KINDS, {"port": "1"}, *SMALL[2:]),
        (*SMALL[:4], "5"),
    ],
)
def test_what_is_no_vocabulary_is_refused(words: object) -> None:
    for module in MODULES[1:]:
        with pytest.raises((TypeError, ValueError, SystemError)):
            module.prepare(words)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("tell_lines", ("port",)),
        ("tell_lines", (b"port", ...)),
        ("tell_lines", ("port", SMALL)),
        ("count_shared", ("port", b"\0")),
        ("count_shared", (b"port", b"\0", ...)),
        ("count_shared", ("port", "0", ...)),
        ("count_shared", ("port", b"", ...)),
        ("count_shared", ("port", b"\0\0", ...)),
        ("count_shared", ("port\nrade", b"\0", ...)),
        ("count_shared", ("port", b"\0", SMALL)),
    ],
)
def test_what_is_no_text_is_refused(function: str, arguments: tuple[object, ...]) -> None:
    for module in MODULES[1:]:
        prepared = module.prepare(SMALL)
        filled = [prepared if argument is ... else argument for argument in arguments]
        with pytest.raises((TypeError, ValueError)):
            getattr(module, function)(*filled)
