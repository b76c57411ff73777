"""What every engine must find, held against a naive engine that looks at every word."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from search.models import CleanedDocument
from search.query import (
    Field,
    Fuzzy,
    ParsedQuery,
    Pattern,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    forms_of,
    parse,
    words_of,
)
from tests.engines import trees
from tests.engines.storing import SCORING, Storing, document, holds_for, naive
from tests.engines.trees import ANALYZER, word


class EngineContract(Storing):
    """The tests; subclasses give `writer` and `reader`."""

    @holds_for(
        trees.documents,
        trees.queries | trees.unions | trees.filtered_unions | trees.conjunctions,
        examples=300,
    )
    def test_matches_scores_and_order_are_those_of_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        query: ParsedQuery,
    ) -> None:
        with self.keeping(self.empty(tmp_path_factory), *documents) as reader:
            matches = reader.search(query, SCORING, 100)
        wanted = naive(documents).search(query)
        assert matches.total == len(wanted)
        found = [(candidate.id, candidate.score) for candidate in matches.candidates]
        assert dict(found) == pytest.approx(dict(wanted))
        assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))

    @holds_for(trees.documents, trees.queries | trees.unions, examples=100)
    def test_what_terms_count_in_a_document_adds_up_to_its_score(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        query: ParsedQuery,
    ) -> None:
        with self.keeping(self.empty(tmp_path_factory), *documents) as reader:
            for each in reader.search(query, SCORING, 100).candidates:
                shares = reader.shares(query, each.key, SCORING)
                assert sum(shares.values()) == pytest.approx(each.score, rel=1e-5)
                forms = [form for term in query.terms for form in forms_of(term)]
                words = {word for form in forms for word in words_of(form)}
                looked_up = {(Field.STEM, word.stem) for word in words}
                looked_up |= {(Field.EXACT, word.exact) for word in words}
                assert shares.keys() <= looked_up | set(forms)

    def test_equal_scores_are_in_the_order_of_ids(self, tmp_path: Path) -> None:
        self.store(tmp_path, *(document(id, "la mer") for id in ("b", "c", "a")))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a", "b", "c"]

    @pytest.mark.parametrize("query", ["mer", "-port"])
    def test_equal_scores_are_in_the_order_of_ids_across_the_limit(
        self, tmp_path: Path, query: str
    ) -> None:
        ids = [f"d{number:02}" for number in range(30)]
        self.store(tmp_path, *(document(id, "la mer") for id in reversed(ids)))
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            matches = reader.search(parse(query, ANALYZER), SCORING, 5)
        assert [candidate.id for candidate in matches.candidates] == ["a", *ids[:4]]
        assert matches.total == 31

    def test_no_score_or_weight_is_below_zero_after_deletions(self, tmp_path: Path) -> None:
        self.store(tmp_path, *(document(f"d{number}", "la mer") for number in range(300)))
        self.store(tmp_path, delete=[f"d{number}" for number in range(20)])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.weights([word("mer")]) > [0]
            matches = reader.search(parse("mer", ANALYZER), SCORING, 300)
        assert matches.total == 280
        assert all(candidate.score > 0 for candidate in matches.candidates)

    def test_a_rare_word_weighs_more_and_a_stop_word_by_its_form(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer", "la mer", "le traité"]) as reader:
            often = reader.weights([word("mers"), word("la"), Prefix("m"), Prefix("la")])
            rarely = reader.weights([word("traité"), word("de"), Prefix("tr")])
            assert all(rare > frequent for rare, frequent in zip(rarely, often, strict=False))
            assert often[3] == often[1]
            assert reader.weights([]) == []

    def test_frequencies_count_documents_in_whatever_field_has_more(self, tmp_path: Path) -> None:
        texts = ["la mer", "les mers", "le vieux port", "port vieux", "Hanoï"]
        wanted: dict[Word | Phrase | Pattern, int] = {
            word("mer"): 2,
            Word("", "", "mer", is_stop=False): 1,
            word("la"): 1,
            word("absent"): 0,
            Phrase((word("vieux"), word("port"))): 1,
            Phrase((word("vieux"), word("absent"))): 0,
            Prefix("m"): 2,
            Wildcard("?ort"): 2,
            Prefix("absent"): 0,
        }
        with self.holding(tmp_path, texts) as reader:
            assert reader.frequencies([*wanted]) == [*wanted.values()]
            assert reader.frequencies([word("mer"), word("mer")]) == [2, 2]
            assert reader.frequencies([]) == []

    def test_documents_with_a_word_and_others_are_counted(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["mer noire", "mers rouges", "la mer", "rouge"]) as reader:
            others = [word("noire"), word("rouge"), word("absent")]
            pairs = [(word("mer"), others), (word("mer"), ()), (word("absent"), others)]
            assert reader.together(pairs) == [2, 0, 0]
            assert reader.together([]) == []

    def test_near_terms_come_with_their_frequencies(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "hanoi"), document("b", "hanoi"))
        self.store(tmp_path, document("c", "hanoi haoni"), document("d", "autre"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.terms_near(Fuzzy("hanoy")) == {"hanoi": 3}
            assert reader.terms_near(Fuzzy("haoni")) == {"hanoi": 3, "haoni": 1}

    def test_swapped_letters_may_have_one_more_or_less_between_them(self, tmp_path: Path) -> None:
        texts = ["hanoi", "hnxaoi", "hoai", "hanxio", "hnxyaoi", "nxahoi"]
        with self.holding(tmp_path, texts) as reader:
            matches = reader.search(parse("hanoi~2", ANALYZER), SCORING, 9)
        assert sorted(candidate.id for candidate in matches.candidates) == ["0", "1", "2", "3"]

    def test_the_limit_cuts_the_candidates_but_not_the_total(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer", "la mer de Hanoï", "signature"]) as reader:
            matches = reader.search(parse("mer", ANALYZER), SCORING, 1)
        assert matches.total == 2
        assert [candidate.id for candidate in matches.candidates] == ["0"]

    def test_a_query_of_nothing_matches_nothing(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            assert reader.search(parse("", ANALYZER), SCORING, 10).total == 0

    def test_frequencies_beyond_a_byte_are_right(self, tmp_path: Path) -> None:
        texts = ["mer " * 300 + "traité", "mer " * 299 + "traité " * 2]
        with self.holding(tmp_path, texts) as reader:
            query = parse("mer", ANALYZER)
            matches = reader.search(query, SCORING, 10)
        documents = [document(str(number), text) for number, text in enumerate(texts)]
        wanted = dict(naive(documents).search(query))
        assert {c.id: c.score for c in matches.candidates} == pytest.approx(wanted, rel=0.01)
