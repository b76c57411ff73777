"""What every engine must know of how words go on."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import IndexReader
from search.engines.completer import Sample
from search.query import Word
from tests.engines.storing import Storing, document
from tests.engines.trees import ANALYZER

several = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
"""A few indexes, each of which is asked much: on a server an index takes a second."""

texts = st.lists(
    st.lists(st.sampled_from(["mer", "merle", "de", "la", "lame", "port"]), max_size=12).map(
        " ".join
    ),
    max_size=8,
)
starts = st.sampled_from(["", "m", "mer", "merl", "l", "p", "x"])
contexts = st.lists(st.sampled_from(["mer", "de", "la", "x"]), min_size=1, max_size=3)
asked = st.lists(st.tuples(contexts, starts), min_size=1, max_size=10)


def exactly(*words: str) -> list[Word]:
    return [Word(word, "", word, is_stop=False) for word in words]


def words_of(text: str) -> list[str]:
    return [token.exact for token in ANALYZER.analyze(text)]


def standing(reader: IndexReader, context: Sequence[str], start: str) -> list[tuple[str, int, str]]:
    """Return the documents and places in which forms were found behind words."""
    found = reader.completer.behind(exactly(*context), start)
    ids = [each.id for each in reader.documents(found.keys.tolist())]
    terms = [found.terms[number] for number in found.numbers.tolist()]
    return sorted(zip(ids, found.positions.tolist(), terms, strict=True))


def behind(
    documents: Mapping[str, Sequence[str]], context: Sequence[str], start: str
) -> list[tuple[str, int, str]]:
    """Return the same as the words of the documents have it."""
    size = len(context)
    return sorted(
        (id, place, words[place])
        for id, words in documents.items()
        for place in range(size, len(words))
        if words[place - size : place] == context and words[place].startswith(start)
    )


def beside(
    documents: Mapping[str, Sequence[str]], context: Sequence[str], start: str
) -> Mapping[str, int]:
    """Return in how many of the documents that hold all words each form stands."""
    return Counter(
        word
        for words in documents.values()
        if set(context) <= set(words)
        for word in set(words)
        if word.startswith(start)
    )


def most_frequent(documents: Mapping[str, Sequence[str]], start: str) -> list[tuple[str, int]]:
    """Return forms and in how many documents each stands, most first."""
    counts = beside(documents, (), start)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def first_places(documents: Mapping[str, Sequence[str]], start: str) -> dict[str, int]:
    """Return the first place of a form in each document that holds any."""
    places = {
        id: [place for place, word in enumerate(words) if word.startswith(start)]
        for id, words in documents.items()
    }
    return {id: found[0] for id, found in places.items() if found}


class CompletingContract(Storing):
    """The tests; subclasses give `writer` and `reader`."""

    @contextlib.contextmanager
    def without_first(self, path: Path, texts: Sequence[str]) -> Iterator[IndexReader]:
        """Yield an index of documents written in two commits, of which the first was deleted."""
        documents = [document(str(number), text) for number, text in enumerate(texts)]
        for part in (documents[::2], documents[1::2]):
            self.store(path, *part)
        self.store(path, delete=["0"])
        with contextlib.closing(self.reader(path)) as reader:
            yield reader

    @several
    @given(texts, asked)
    def test_words_are_found_behind_others_and_beside_them(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        given: list[str],
        asked: list[tuple[list[str], str]],
    ) -> None:
        live = {str(number): words_of(text) for number, text in enumerate(given) if number}
        with self.without_first(tmp_path_factory.mktemp("index"), given) as reader:
            for context, start in asked:
                assert standing(reader, context, start) == behind(live, context, start)
                found = reader.completer.beside(exactly(*context), start, 30)
                assert found == beside(live, context, start)
                keys = reader.completer.holding(exactly(*context), 30)
                rows = sorted(each.id for each in reader.documents(keys))
                said = f" {' '.join(context)} "
                assert rows == [id for id in live if said in f" {' '.join(live[id])} "]

    @several
    @given(texts, st.lists(starts, min_size=1, max_size=5))
    def test_the_most_frequent_forms_come_first_and_the_earliest_documents(
        self, tmp_path_factory: pytest.TempPathFactory, given: list[str], starts: list[str]
    ) -> None:
        held = {str(number): words_of(text) for number, text in enumerate(given)}
        with self.holding(tmp_path_factory.mktemp("index"), given) as reader:
            for start in starts:
                best = most_frequent(held, start)
                assert [*reader.completer.frequent(start, 30).items()] == best
                assert [*reader.completer.frequent(start, 4).items()] == best[:4]
                early = reader.documents(reader.completer.early(start, 3, 30))
                firsts = {id: place for id, place in first_places(held, start).items() if place < 3}
                assert sorted(each.id for each in early) == sorted(firsts)
                assert [firsts[each.id] for each in early] == sorted(firsts.values())

    def test_forms_that_all_documents_have_lost_are_in_none(self, tmp_path: Path) -> None:
        with self.without_first(tmp_path, ["mer", "la", "la mer"]) as reader:
            assert reader.completer.beside(exactly("la"), "m", 8) == {"mer": 1}
            [key] = reader.completer.examples("mer", 8)
            assert reader.documents([key])[0].id == "2"
            assert [*reader.completer.early("mer", 3, 8)] == [key]

    def test_no_more_is_returned_than_is_asked_for(self, tmp_path: Path) -> None:
        with self.without_first(tmp_path, ["gone", *["la mer"] * 6]) as reader:
            completer = reader.completer
            assert (
                len(completer.examples("mer", 1)) == len(completer.holding(exactly("la"), 1)) == 1
            )
            assert len(completer.early("mer", 3, 4)) == len(completer.examples("mer", 4)) == 4
            assert len(completer.beside(exactly("la"), "", 1)) == 1

    def test_phrases_are_counted_beside_the_documents_that_hold_their_words(
        self, tmp_path: Path
    ) -> None:
        given = ["gone", *["la mer"] * 6, "mer la", "mer la port"]
        others = [exactly("mer"), exactly("port"), exactly("x")]
        wanted = [Sample(6, 8, 8), Sample(1, 1, 1), Sample(0, 0, 0)]
        with self.without_first(tmp_path, given) as reader:
            assert reader.completer.count_in_a_row(exactly("la"), others, 1000) == wanted
            phrases = [exactly("la", "mer"), exactly("mer", "la")]
            wanted = [Sample(6, 8, 8), Sample(2, 8, 8)]
            assert reader.completer.count_in_a_row((), phrases, 1000) == wanted
            assert reader.completer.count_in_a_row(exactly("la"), (), 1000) == []

    def test_words_are_counted_with_those_before_and_without(self, tmp_path: Path) -> None:
        with self.without_first(tmp_path, ["mer", "la mer", "mer", "la"]) as reader:
            together = reader.completer.count_together
            assert together(exactly("la"), exactly("mer", "x")) == [1, 0]
            assert together((), exactly("mer", "x")) == [2, 0]

    def test_a_form_that_stands_behind_words_in_one_of_its_documents_follows_them(
        self, tmp_path: Path
    ) -> None:
        with self.without_first(tmp_path, ["de port", "mer la", "la mer", "port"]) as reader:
            follows = reader.completer.follows
            assert follows(exactly("la"), ["mer", "x", "port"], 8) == [True, False, False]
            assert follows(exactly("de"), ["port"], 8) == [False]
            assert follows(exactly("de"), [], 8) == []

    def test_an_index_without_documents_completes_nothing(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, []) as reader:
            completer = reader.completer
            assert completer.frequent("m", 8) == completer.beside(exactly("la"), "m", 8) == {}
            assert not len(completer.behind(exactly("la"), "m").keys)
            assert not any(map(len, (completer.early("m", 3, 8), completer.examples("mer", 8))))
            assert not len(completer.holding(exactly("la", "mer"), 8))
