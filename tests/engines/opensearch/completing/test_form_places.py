from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.batches import BatchAnalyzer
from search.engines.opensearch.completing.form_places import behind, earliest
from search.query import Word
from tests.engines.trees import ANALYZER

texts = st.lists(
    st.lists(st.sampled_from(["les", "chevaux", "cheval", "de", "course", "courses"]), max_size=8),
    max_size=4,
)
KEYS = [1 << 40, 7, 5, 1 << 62]


def words(text: str) -> list[Word]:
    """Return words that are found in any of their forms."""
    return [Word(e.exact, e.stem, e.exact, e.is_stop) for e in ANALYZER.analyze(text)]


def form(word: Word) -> str:
    return word.exact if word.is_stop else word.stem


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from(["les chevaux", "cheval", "de", "course de"]), st.sampled_from("lc"))
def test_forms_stand_right_behind_any_form_of_words(
    texts: list[list[str]], context: str, start: str
) -> None:
    tokens = BatchAnalyzer().analyze([[" ".join(each)] for each in texts])
    found = behind(tokens, KEYS[: len(texts)], words(context), start)
    wanted = []
    asked = [*map(form, words(context))]
    for key, text in zip(KEYS, texts, strict=False):
        said = words(" ".join(text))
        for place in range(len(asked), len(said)):
            is_behind = [*map(form, said[place - len(asked) : place])] == asked
            if is_behind and said[place].exact.startswith(start):
                wanted.append((key, place, said[place].exact))
    terms = [found.terms[number] for number in found.numbers.tolist()]
    places = [*zip(found.keys.tolist(), found.positions.tolist(), terms, strict=True)]
    assert places == wanted


def test_nothing_stands_behind_no_words() -> None:
    tokens = BatchAnalyzer().analyze([["la mer"]])
    assert not len(behind(tokens, [1], (), "m").keys)


def test_the_first_place_of_a_form_is_known_of_each_document_that_holds_one() -> None:
    tokens = BatchAnalyzer().analyze([["la mer mer"], ["rien"], ["merle la"]])
    assert earliest(tokens, "mer") == {0: 1, 2: 0}
