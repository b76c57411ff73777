from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest

from search.engines.base import IndexReader
from search.engines.opensearch.reading import OpenSearchIndexReader
from search.query import All, Fuzzy, ParsedQuery, Prefix, TermRange, Zone, parse
from search.requests import Facet, Sort
from tests.engines.opensearch.on_server import OnServer
from tests.engines.storing import SCORING, batch, document, naive
from tests.engines.trees import ANALYZER, cleaned, word

ALL = ParsedQuery("", All(()), ())
WORDS = [f"{first}{second}{third}" for first in "bcd" for second in "aeiou" for third in "lmnprst"]
"""More than a query may have."""

LARGE = {
    "words": " OU ".join(WORDS),
    "words that are missing": " ".join(f"-{each}" for each in WORDS),
    "phrases": " OU ".join(f'"{each} mer"' for each in WORDS),
    "pairs": " OU ".join(f'"{each} mer"~8' for each in WORDS),
    "fours": " OU ".join(f'"{each} mer port quai"~8' for each in WORDS),
    "beginnings": " OU ".join(f"{each}*" for each in WORDS),
    "misspelled": " OU ".join(f"{each}eur~2" for each in WORDS),
}


class TestReading(OnServer):
    @pytest.mark.parametrize("zone", [Zone.KEPT, Zone.EVERYTHING])
    @pytest.mark.parametrize("kind", LARGE)
    def test_a_query_is_never_too_large(self, tmp_path: Path, kind: str, zone: Zone) -> None:
        query = parse(LARGE[kind], ANALYZER)
        asked = ParsedQuery("", query.clause, query.terms, zone=zone)
        documents = [document(each, f"{each} mer {each}eur port quai") for each in WORDS[:3]]
        with self.keeping(self.indices.again(), *documents) as reader:
            found = reader.search(asked, SCORING, 5)
        wanted = naive(documents).search(asked)
        assert found.total == len(wanted)
        scores = [score for _, score in wanted[:5]]
        assert [each.score for each in found.candidates] == pytest.approx(scores, rel=1e-4)

    def test_a_pattern_may_have_more_terms_than_a_server_takes_at_once(
        self, tmp_path: Path
    ) -> None:
        documents = [
            document("a", " ".join(f"mot{number:04}" for number in range(1_100))),
            document("b", "mot0001 mer"),
        ]
        pattern = Prefix("mot")
        query = ParsedQuery("", pattern, (pattern,))
        with self.keeping(tmp_path, *documents) as reader:
            found = {each.id: each.score for each in reader.search(query, SCORING, 5).candidates}
        assert found == pytest.approx(dict(naive(documents).search(query)), rel=0.01)

    @pytest.mark.parametrize("sort", list(Sort))
    def test_more_matches_than_a_server_returns_at_once_come_in_their_order(
        self, tmp_path: Path, sort: Sort
    ) -> None:
        documents = [cleaned(f"d{n}", "mer " * (n % 3 + 1), title=f"t{n % 4}") for n in range(11)]
        with self.keeping(tmp_path, *documents) as reader:
            query = parse("mer", ANALYZER)
            wanted = [each.id for each in reader.search(query, SCORING, 11, sort).candidates]
            with (
                mock.patch("search.engines.opensearch.hits.finding.AT_ONCE", 3),
                mock.patch("search.engines.opensearch.stored.view.AT_ONCE", 3),
            ):
                found = reader.search(query, SCORING, 10, sort)
        assert found.total == len(wanted) == 11
        assert [each.id for each in found.candidates] == wanted[:10]

    def test_a_view_that_the_server_forgot_is_opened_anew(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer", "le port"]) as reader:
            self.forget(reader)
            assert self.found(reader, "mer") == ["0"]
            self.forget(reader)
            assert reader.frequencies([word("port")]) == [1]
            self.forget(reader)
            assert reader.counts(ALL, {}, [Facet.SITE], 3).total == 2
            assert reader.is_current()

    def test_a_reader_goes_on_with_the_generation_that_takes_the_place_of_its_own(
        self, tmp_path: Path
    ) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            with self.writer(tmp_path, rebuild=True) as writer:
                writer.add(batch([document("new", "la mer et le port")]))
                writer.commit()
            assert self.found(reader, "mer") == ["new"]
            assert reader.terms_near(Fuzzy("prot")) == {"port": 1}
            assert not reader.is_current()

    def forget(self, reader: IndexReader) -> None:
        assert isinstance(reader, OpenSearchIndexReader)
        view = reader._view  # as a server does that starts anew
        view.connection.close_view(view._id)

    def test_documents_beyond_those_that_are_remembered_come_in_the_order_asked_for(
        self, tmp_path: Path
    ) -> None:
        self.store(tmp_path, *(document(f"d{number}", f"mer {number}") for number in range(7)))
        with (
            mock.patch("search.engines.opensearch.hits.fetching.REMEMBERED_DOCUMENTS", 2),
            mock.patch("search.engines.opensearch.hits.fetching.REMEMBERED_FACTS", 3),
            contextlib.closing(self.reader(tmp_path)) as reader,
        ):
            keys = [each.key for each in reader.search(ALL, SCORING, 7).candidates][::-1]
            found = [each.id for each in reader.documents([*keys, keys[0]])]
            assert found == ["d6", "d5", "d4", "d3", "d2", "d1", "d0", "d6"]
            assert reader.days([*keys, keys[0]]) == [None] * 8

    def test_threads_may_share_a_reader(self, tmp_path: Path) -> None:
        texts = ["la mer", "le port", "la mer et le port", "le quai"]
        queries = ["mer", "port", "quai", "mer OU quai", "p*", "mre~2"] * 4
        with self.holding(tmp_path, texts) as reader, ThreadPoolExecutor(8) as threads:
            together = [*threads.map(lambda text: self.found(reader, text), queries)]
            assert together == [self.found(reader, text) for text in queries]

    def test_statistics_are_those_of_the_documents_that_are_there(self, tmp_path: Path) -> None:
        self.store(tmp_path, *(document(f"d{number}", "la mer") for number in range(9)))
        self.store(tmp_path, delete=[f"d{number}" for number in range(8)])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert (reader.document_count, reader.frequencies([word("mer")])) == (1, [1])
            assert reader.terms_near(Fuzzy("mer")) == {"mer": 1}
            keys = [each.key for each in reader.search(ALL, SCORING, 7).candidates]
            [[score]] = reader.scores([TermRange("mer", "mer")], keys, SCORING).tolist()
        wanted = naive([document("d8", "la mer")]).scores_of([TermRange("mer", "mer")], Zone.KEPT)
        assert score == pytest.approx(wanted[TermRange("mer", "mer")]["d8"])
