"""What a search does not do: the reasons why it is fast, counted."""

import contextlib
import datetime
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from unittest import mock

import numpy as np
import pytest

from search.analysis.plain import plain
from search.compiled import VARIABLE
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter, array_sets, kernels
from search.engines.whoosh.leaves import Leaf
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Fuzzy,
    Has,
    Like,
    Not,
    ParsedQuery,
    Phrase,
    Prefix,
    Published,
)
from search.requests import Facet, Sort
from tests.engines.storing import SCORING, batch, document
from tests.engines.trees import word

MER, PORT, RADE = word("mer"), word("port"), word("rade")
IN_2025 = Published(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[WhooshIndexReader]:
    """Yield a reader of a hundred documents, of which a few hold rare words."""
    texts = ["la mer" + " port" * (number % 2) + " rade" * (number > 97) for number in range(100)]
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch([document(f"d{number:02}", text) for number, text in enumerate(texts)]))
        writer.commit()
    with contextlib.closing(WhooshIndexReader(str(tmp_path))) as reader:
        yield reader


def search(reader: WhooshIndexReader, clause: Clause) -> int:
    return reader.search(ParsedQuery("", clause, (MER,)), SCORING, 10).total


def test_nothing_of_all_documents_is_read_before_it_is_needed(reader: WhooshIndexReader) -> None:
    [leaf] = (subsearcher.leaf for subsearcher, _ in reader.searcher.leaf_searchers())
    assert not {"lengths", "columns", "documents"} & vars(leaf.segment).keys()


def test_a_term_is_looked_up_once(reader: WhooshIndexReader) -> None:
    with mock.patch.object(kernels, "place_of", wraps=kernels.place_of) as place_of:
        for _ in range(3):
            search(reader, All((MER, PORT)))
        assert place_of.call_count == 4  # two words in two fields


@pytest.mark.parametrize(
    ("clause", "kernel", "total"),
    [
        (MER, "best_of_any", 100),
        (Any((MER,)), "best_of_any", 100),
        (All((MER,)), "best_of_any", 100),
        (All((MER, PORT)), "best_of_all", 50),
        (Phrase((MER, PORT)), "best_of_all", 50),
        (All((Any((MER,)), IN_2025)), "best_of_any", 0),
        (All((MER, Has(Column.SITE, ("a.example",)))), "best_of_any", 0),
        (All((Not(IN_2025), MER)), "best_of_any", 100),
    ],
)
def test_words_are_matched_and_scored_in_one_pass(
    reader: WhooshIndexReader, clause: Clause, kernel: str, total: int
) -> None:
    names = "best_of_any", "best_of_all", "best_among", "unite", "common", "standing", "totals"
    with contextlib.ExitStack() as stack:
        calls = {
            name: stack.enter_context(
                mock.patch.object(kernels, name, wraps=getattr(kernels, name))
            )
            for name in names
        }
        assert search(reader, clause) == total
    assert [name for name in names if calls[name].call_count] == [kernel]
    assert calls[kernel].call_count == 1


def test_only_where_the_rarest_word_stands_are_others_looked_up(reader: WhooshIndexReader) -> None:
    with mock.patch.object(kernels, "common", wraps=kernels.common) as common:
        assert search(reader, All((MER, PORT, RADE, Not(word("quai"))))) == 1
    assert [len(call.args[0]) for call in common.call_args_list] == [2, 1, 1]


def test_a_prefix_adds_up_the_postings_of_its_terms_alone_and_once(
    reader: WhooshIndexReader,
) -> None:
    with mock.patch.object(kernels, "totals", wraps=kernels.totals) as totals:
        assert search(reader, Prefix("ra")) == 2
        assert search(reader, Prefix("ra")) == 2
    [call] = totals.call_args_list
    assert [each.end - each.start for each in call.args[0]] == [2]


def test_a_fuzzy_term_is_compared_with_those_that_begin_alike(reader: WhooshIndexReader) -> None:
    with mock.patch.object(kernels, "within", wraps=kernels.within) as within:
        assert search(reader, Fuzzy("rode")) == 2
    [call] = within.call_args_list
    first, end = call.args[2:4]
    assert end - first == 1  # of la, mer, port and rade


@pytest.mark.parametrize(("documents", "calls"), [(127, 1), (128, 0)])
def test_few_documents_are_filtered_without_a_look_at_all(
    tmp_path: Path, documents: int, calls: int
) -> None:
    texts = ["la mer" + " rade" * (number == 7) for number in range(documents)]
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch([document(f"d{number:03}", text) for number, text in enumerate(texts)]))
        writer.commit()
    query = ParsedQuery("", All((RADE, Not(IN_2025))), (RADE,))
    with (
        contextlib.closing(WhooshIndexReader(str(tmp_path))) as reader,
        mock.patch.object(kernels, "best_of_any", wraps=kernels.best_of_any) as best_of_any,
    ):
        assert reader.search(query, SCORING, 10).total == 1
    assert best_of_any.call_count == calls  # of two postings, for 64 documents each


def test_what_is_excluded_is_looked_for_among_what_is_left(reader: WhooshIndexReader) -> None:
    with mock.patch.object(Leaf, "mask", autospec=True) as mask:
        assert search(reader, All((RADE, Not(PORT)))) == 1
    assert not mask.called


@pytest.mark.parametrize(
    ("asked", "module"), [("numpy", array_sets), ("", kernels.compiled or array_sets)]
)
def test_the_kernels_in_numpy_can_be_asked_for(asked: str, module: ModuleType) -> None:
    code = "from search.engines.whoosh import kernels as k; print(k.unite.__module__)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, VARIABLE: asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() in {module.__name__, module.__name__.rpartition(".")[2]}


def test_what_matches_is_found_once_for_all_facets(reader: WhooshIndexReader) -> None:
    query = ParsedQuery("", PORT, (PORT,))
    with mock.patch.object(kernels, "unite", wraps=kernels.unite) as unite:
        assert reader.counts(query, {}, list(Facet), 10).total == 50
    assert unite.call_count == 1


@pytest.mark.parametrize(
    "clause", [MER, Any((MER, PORT)), All((MER, PORT)), All((MER, Not(RADE))), Not(RADE), All(())]
)
@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.NEWEST])
def test_what_a_search_found_is_counted_without_being_found_again(
    reader: WhooshIndexReader, clause: Clause, sort: Sort
) -> None:
    query = ParsedQuery("", clause, (MER,))
    assert reader.counts(ParsedQuery("", MER, (MER,)), {}, (), 0).total == 100  # as of most
    matches = reader.search(query, SCORING, 10, sort)
    keys = [each.key for each in matches.candidates]
    with mock.patch("search.engines.whoosh.matched.matching") as matching:
        assert reader.counts(query, {}, list(Facet), 10).total == matches.total
        assert reader.counts(query, {}, (), 0).distinct == matches.total
        assert reader.reprints(query, keys) == [0] * 10
    assert not matching.called


def test_a_search_marks_nothing_where_what_the_last_one_found_was_not_counted(
    reader: WhooshIndexReader,
) -> None:
    with mock.patch.object(kernels, "best_of_any", wraps=kernels.best_of_any) as best_of_any:
        search(reader, MER)
        assert reader.counts(ParsedQuery("", MER, (MER,)), {}, (), 0).total == 100
        search(reader, MER)
        search(reader, MER)
    assert [call.args[6] is not None for call in best_of_any.call_args_list] == [False, True, False]


def test_values_of_all_documents_are_counted_once(reader: WhooshIndexReader) -> None:
    everything = ParsedQuery("", All(()), ())
    with mock.patch.object(np, "bincount", wraps=np.bincount) as bincount:
        for _ in range(3):
            assert reader.counts(everything, {}, [Facet.SITE], 10).total == 100
            assert reader.values(Column.SITE) == {"exemple.fr": 100}
    assert bincount.call_count == 1


def test_values_of_a_column_are_folded_once(reader: WhooshIndexReader) -> None:
    with mock.patch("search.engines.whoosh.leaves.plain", wraps=plain) as folded:
        for text in ("exemple", "EXEMPLE fr", "exemple"):
            assert search(reader, Like(Column.SITE, text)) == 100
    assert folded.call_count == 3  # the only value, and two texts


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.TITLE])
def test_only_the_documents_that_are_first_are_scored(
    reader: WhooshIndexReader, sort: Sort
) -> None:
    with mock.patch.object(kernels, "best_among", wraps=kernels.best_among) as best_among:
        reader.search(ParsedQuery("", MER, (MER,)), SCORING, 7, sort)
    [(documents, *_)] = (call.args for call in best_among.call_args_list)
    assert len(documents) == 7
