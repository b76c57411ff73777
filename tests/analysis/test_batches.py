import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import BLOCK_GAP, CAPTIONS, BatchAnalyzer, FrenchAnalyzer, TokenArrays

ANALYZER = FrenchAnalyzer()
EMPTY: tuple[str, ...] = ()

texts = st.text(
    alphabet="aàcdeéèlLœsqu'’ʼ -.,«»()\":\u00a0\n\u00ad\u0301½北A0_Ŀ", max_size=40
) | st.text(max_size=20)
parts = ("1", "26", "1er", "octobre", "mai", "2025", "000", "10", "cyber", "côté", "l’", "O.N.U.")
figures = st.lists(st.sampled_from((*parts, " ", "\u00a0", "-", ".", ",", "/")), max_size=12)
collections = st.lists(st.lists(texts | figures.map("".join), max_size=4), max_size=6)

Row = tuple[str | None, str, int]


def by_position(row: Row) -> tuple[int, str]:
    """Return the key by which rows are held against each other."""
    return row[2], row[1]


def one_by_one(blocks: list[str]) -> list[Row]:
    """Return stem, exact form and position of each token, block after block."""
    rows: list[Row] = []
    start = 0
    for text in blocks:
        tokens, variants = ANALYZER.read(text)
        rows += [(None if t.is_stop else t.stem, t.exact, start + t.position) for t in tokens]
        rows += [(v.stem or None, v.exact, start + v.position) for v in variants]
        start += len(tokens) + BLOCK_GAP
    return sorted(rows, key=by_position)


def rows_of(arrays: TokenArrays) -> list[list[Row]]:
    """Return the same of each document of a batch."""
    stems = [None if n == -1 else arrays.stems[n] for n in arrays.stem_numbers]
    exacts = [arrays.exacts[n] for n in arrays.exact_numbers]
    rows = iter(zip(stems, exacts, arrays.positions.tolist(), strict=True))
    return [sorted((next(rows) for _ in range(count)), key=by_position) for count in arrays.counts]


@given(collections)
def test_tokens_are_those_of_each_document_by_itself(documents: list[list[str]]) -> None:
    arrays = BatchAnalyzer().analyze(documents)
    assert rows_of(arrays) == [one_by_one(blocks) for blocks in documents]


@given(collections, collections)
def test_a_batch_does_not_depend_on_what_was_analyzed_before(
    before: list[list[str]], documents: list[list[str]]
) -> None:
    used = BatchAnalyzer()
    used.analyze(before)
    after, fresh = used.analyze(documents), BatchAnalyzer().analyze(documents)
    for name in TokenArrays.__dataclass_fields__:
        assert np.array_equal(getattr(after, name), getattr(fresh, name))


@given(collections)
def test_terms_are_numbered_without_gaps_and_stems_by_their_first_use(
    documents: list[list[str]],
) -> None:
    arrays = BatchAnalyzer().analyze(documents)
    for terms, numbers in (
        (arrays.stems, arrays.stem_numbers),
        (arrays.exacts, arrays.exact_numbers),
    ):
        used = [number for number in numbers.tolist() if number != -1]
        assert sorted(set(used)) == list(range(len(terms)))
        assert len(set(terms)) == len(terms)
    stems = [number for number in arrays.stem_numbers.tolist() if number != -1]
    assert list(dict.fromkeys(stems)) == list(range(len(arrays.stems)))


def test_positions_leave_a_gap_between_blocks_and_begin_anew_in_each_document() -> None:
    arrays = BatchAnalyzer().analyze([["la mer", "", "le port"], EMPTY, ["Brest"]])
    assert arrays.positions.tolist() == [0, 1, 2 + 2 * BLOCK_GAP, 3 + 2 * BLOCK_GAP, 0]
    assert arrays.counts.tolist() == [4, 0, 1]


def test_arrays_are_of_32_bits() -> None:
    arrays = BatchAnalyzer().analyze([["l'ambassadeur,", "« l’ambassadeur »"]])
    numbers = (arrays.stem_numbers, arrays.exact_numbers, arrays.positions, arrays.counts)
    assert {array.dtype for array in numbers} == {np.dtype(np.int32)}
    assert arrays.stem_numbers.tolist() == [0, 0]


@pytest.mark.parametrize("documents", [[], [EMPTY], [[""], ["?!"]]])
def test_no_token_is_no_error(documents: list[list[str]]) -> None:
    arrays = BatchAnalyzer().analyze(documents)
    assert (arrays.stems, arrays.exacts) == ([], [])
    assert arrays.counts.tolist() == [0] * len(documents)


def test_no_more_is_remembered_than_a_batch_beyond_the_bound() -> None:
    analyzer = BatchAnalyzer(cached_runs=10)
    for batch in range(20):
        documents = [[f"mot{batch}x{number}"] for number in range(6)]
        assert rows_of(analyzer.analyze(documents)) == [one_by_one(each) for each in documents]
        assert analyzer.remembered <= 10 + 6


@pytest.mark.parametrize(("length", "remembered"), [(64, 1), (65, 0)])
def test_a_long_run_is_analyzed_but_not_remembered(length: int, remembered: int) -> None:
    analyzer = BatchAnalyzer()
    assert analyzer.analyze([["x" * length]]).exacts == ["x" * length]
    assert analyzer.remembered == remembered


def test_a_run_of_very_many_words_takes_no_longer_than_they_do_apart() -> None:
    words = 200_000  # a minute, if what was found were copied for each of them
    tokens = BatchAnalyzer().analyze([["mer→" * words]])
    assert tokens.exacts == ["mer"]
    assert tokens.positions.tolist() == [*range(words)]


def test_numbers_and_dates_of_several_words_stand_at_the_first_of_them() -> None:
    arrays = BatchAnalyzer().analyze([["le 3 mai 2025", "2025"], ["1 000", "1 000 000"]])
    found = [arrays.exacts[number] for number in arrays.exact_numbers]
    assert found == [
        *("le", "3", "2025-05-03", "mai", "2025-05", "2025", "2025"),
        *("1", "1000", "000", "1", "1000000", "000", "000"),
    ]
    assert arrays.positions.tolist() == [0, 1, 1, 2, 2, 3, 14, 0, 0, 1, 12, 12, 13, 14]
    assert arrays.counts.tolist() == [7, 7]


def test_what_follows_in_another_block_belongs_to_no_number() -> None:
    arrays = BatchAnalyzer().analyze([["1", "000"], ["mai"], ["2025"]])
    assert arrays.exacts == ["1", "000", "mai", "2025"]


def test_captions_stand_apart_after_everything_else() -> None:
    documents = [["la mer", "le port"], ["le quai", "Brest"], ["Brest"]]
    arrays = BatchAnalyzer().analyze(documents, captions=[1, 0, 1])
    assert arrays.positions.tolist() == [0, 1, CAPTIONS, CAPTIONS + 1, 0, 1, 12, CAPTIONS]


def test_captions_of_an_article_that_reaches_their_place_follow_it() -> None:
    arrays = BatchAnalyzer().analyze([["mer " * (CAPTIONS + 5), "le port"]], captions=[1])
    assert arrays.positions[-2:].tolist() == [CAPTIONS + 15, CAPTIONS + 16]


def test_the_end_of_a_title_and_the_beginning_of_captions_are_told() -> None:
    documents = [["la mer", "le port calme", "le quai"], ["le quai", "Brest"], [], ["Brest"]]
    arrays = BatchAnalyzer().analyze(documents, captions=[1, 0, 0, 1], titles=[2, 1, 0, 0])
    assert arrays.title_ends.tolist() == [5 + BLOCK_GAP, 2, 0, 0]
    assert arrays.caption_starts.tolist() == [CAPTIONS] * 4


def test_captions_that_follow_a_long_article_begin_where_they_stand() -> None:
    texts = ["mer " * (CAPTIONS + 5), "le port"]
    arrays = BatchAnalyzer().analyze([texts, texts[:1]], captions=[1, 0])
    assert arrays.caption_starts.tolist() == [CAPTIONS + 15] * 2
    assert arrays.title_ends.tolist() == [0, 0]


@given(
    st.lists(st.lists(st.sampled_from(["la mer", "l’été", "", "le port"])), min_size=1), st.data()
)
def test_the_tokens_of_some_documents_are_those_that_they_have_by_themselves(
    documents: list[list[str]], data: st.DataObject
) -> None:
    places = sorted(data.draw(st.sets(st.sampled_from(range(len(documents))))))
    selected = BatchAnalyzer().analyze(documents).select(places)
    wanted = BatchAnalyzer().analyze([documents[place] for place in places])
    for name in ("positions", "counts", "title_ends", "caption_starts"):
        assert getattr(selected, name).tolist() == getattr(wanted, name).tolist()
    for names, numbers in (("exacts", "exact_numbers"), ("stems", "stem_numbers")):
        terms = [
            [
                getattr(each, names)[number] if number >= 0 else None
                for number in getattr(each, numbers)
            ]
            for each in (selected, wanted)
        ]
        assert terms[0] == terms[1]
