from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import telling
from search.cleaning.telling import Vocabulary, vocabulary

MODULES: list[ModuleType] = [telling]
if telling.compiled is not None:
    MODULES.append(telling.compiled)

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
KINDS = vocabulary().kinds
SMALL = Vocabulary(KINDS, frozenset({"le", "la"}), frozenset({"port", "rade"}), 4, 4, 5)


@every_module
def test_words_tell_what_a_line_is_about_and_how_it_is_bound(module: ModuleType) -> None:
    [told] = module.tell_lines("« le portail, la rade_2 »", SMALL)
    words = ["le", "portail", "la", "rade_2"]
    content = {"portail", "rade_2"}
    assert told == (words, "le portail la rade_2", content, 0.5, ["portail", "rade_2"], False)


@every_module
def test_lines_without_words_tell_nothing(module: ModuleType) -> None:
    nothing: telling.Told = ([], "", set(), 0.0, [], False)
    assert module.tell_lines("\n…\n", SMALL) == [nothing] * 3


@every_module
@pytest.mark.parametrize(("words", "known"), [(5, ["port"]), (6, [])])
def test_a_long_line_is_not_asked_what_it_mentions(
    module: ModuleType, words: int, known: list[str]
) -> None:
    [told] = module.tell_lines("port" + " mer" * (words - 1), SMALL)
    assert told[4] == known


@every_module
def test_foreign_letters_are_those_of_words_of_the_line(module: ModuleType) -> None:
    told = module.tell_lines("hà nội\nété\n\u037e 𐤀", SMALL)
    assert [each[5] for each in told] == [True, False, False]


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        st.one_of(st.sampled_from("laportde_ \n'’\u00a0é"), st.characters(exclude_categories=()))
    ),
    st.sets(st.text("lapo", max_size=4)),
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)),
)
def test_words_tell_the_same_compiled_or_not(
    text: str, entries: set[str], numbers: tuple[int, int, int]
) -> None:
    words = Vocabulary(KINDS, frozenset(entries), frozenset(entries), *numbers)
    told = [module.tell_lines(text, words) for module in MODULES]
    assert told == [told[0]] * len(MODULES)
    assert len(told[0]) == text.count("\n") + 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("port",),
        (b"port", SMALL),
        ("port", list(SMALL)),
        ("port", SMALL[:5]),
        ("port", SMALL._replace(kinds=KINDS[:-1])),
        ("port", (KINDS, ["port"], *SMALL[2:])),
        ("port", (KINDS, SMALL.function_words, ["port"], *SMALL[3:])),
        ("port", (*SMALL[:5], "5")),
    ],
)
def test_what_is_no_text_or_vocabulary_is_refused(arguments: tuple[object, ...]) -> None:
    for module in MODULES[1:]:
        with pytest.raises((TypeError, ValueError, SystemError)):
            module.tell_lines(*arguments)
