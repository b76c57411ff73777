"""Stock Whoosh, with its own format, finds the same as we do, and so it does in our files."""

import datetime
import random
from collections.abc import Iterator
from typing import NamedTuple
from unittest import mock

import numpy as np
import pytest
from whoosh import fields, formats
from whoosh import query as wq
from whoosh.collectors import TopCollector
from whoosh.filedb.filestore import RamStorage
from whoosh.query.spans import SpanNear
from whoosh.searching import Searcher

from search.analysis.batches import CAPTIONS, TokenArrays
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.engines.whoosh.codec.terms import Dictionary
from search.engines.whoosh.scorers import Bm25
from search.engines.writer import AnalyzedBatch, Entry
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Fuzzy,
    Has,
    Near,
    Not,
    ParsedQuery,
    Phrase,
    Prefix,
    Published,
    TermRange,
    Wildcard,
    Word,
)
from search.scoring import Scoring

DOCUMENTS = 2_000
SITES = ("un.fr", "deux.fr", "trois.fr")
FIRST_DAY = datetime.date(2025, 1, 1)
SCORING = Scoring()

_random = random.Random(2025)
TERMS = sorted(
    {"".join(_random.choices("abeilnorst", k=_random.randint(2, 7))) for _ in range(900)}
)
_random.shuffle(TERMS)
TEXTS = [
    [
        TERMS[min(int(_random.expovariate(1 / 90)), len(TERMS) - 1)]
        for _ in range(_random.randint(3, 60))
    ]
    for _ in range(DOCUMENTS)
]
"""Texts of words of which a few are frequent and most are rare."""


def stem(form: str) -> str:
    """Return what stands for a stem: forms that differ in the last letters share it."""
    return form[:4]


class StockField(fields.FieldType):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)

    def index(
        self, value: list[str], **_options: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term in sorted(set(value)):
            at = [position for position, each in enumerate(value) if each == term]
            yield term.encode(), len(at), float(len(at)), self.format.encode(at)


def day(number: int) -> datetime.date:
    return FIRST_DAY + datetime.timedelta(number % 365)


@pytest.fixture(scope="module")
def stock() -> Iterator[Searcher]:
    schema = fields.Schema(stem=StockField(), exact=StockField(), site=fields.ID(), day=fields.ID())
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for number, text in enumerate(TEXTS):
            writer.add_document(
                exact=text,
                stem=[stem(form) for form in text],
                site=SITES[number % 3],
                day=day(number).isoformat(),
            )
    with index.searcher(weighting=Bm25(SCORING)) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndexReader]:
    path = tmp_path_factory.mktemp("index")
    forms = sorted(set(TERMS))
    stems = sorted({stem(form) for form in forms})
    tokens = [form for text in TEXTS for form in text]
    batch = AnalyzedBatch(
        [
            Entry(f"{number:04}", "", "", b"{}", published=day(number), site=SITES[number % 3])
            for number in range(DOCUMENTS)
        ],
        TokenArrays(
            stems,
            forms,
            np.array([stems.index(stem(form)) for form in tokens], dtype=np.int32),
            np.array([forms.index(form) for form in tokens], dtype=np.int32),
            np.concatenate([np.arange(len(text), dtype=np.int32) for text in TEXTS]),
            np.array([len(text) for text in TEXTS], dtype=np.int32),
            np.zeros(DOCUMENTS, dtype=np.int32),
            np.full(DOCUMENTS, CAPTIONS, dtype=np.int32),
        ),
    )
    with WhooshIndexWriter(str(path)) as writer:
        writer.add(batch)
        writer.commit()
    reader = WhooshIndexReader(str(path))
    yield reader
    reader.close()


class Case(NamedTuple):
    """The same query for stock Whoosh and as a tree; `scored` are the words that count."""

    stock: wq.Query
    clause: Clause
    scored: tuple[Word, ...] = ()


def word(form: str) -> Word:
    return Word(form, stem(form), form, is_stop=False)


def either(form: str) -> wq.Query:
    """Return the query for a word's forms in both fields."""
    exact = wq.Term("exact", form, boost=SCORING.exact_weight)
    return wq.Or([wq.Term("stem", stem(form)), exact])


def stemmed(form: str) -> Word:
    return Word(form, stem(form), "", is_stop=False)


def silent(query: wq.Query) -> wq.Query:
    """Return what matches without a score; a score of 0 is taken for 1."""
    return wq.ConstantScoreQuery(query, score=1e-15)


def cases() -> dict[str, list[Case]]:
    rng = random.Random(5)
    bags = [rng.sample(TERMS[:150], rng.randint(2, 4)) for _ in range(8)]
    runs = [text[at : at + 2] for text in TEXTS[:30] for at in (0, 1)]
    runs = [run for run in runs if len({stem(form) for form in run}) == 2][:8]
    words = [tuple(map(word, bag)) for bag in bags]
    starts = ["a", "be", "nor", "st", "tri"]
    patterns = ["a*e", "?e*", "b?a*", "*st", "t*r*e"]
    return {
        "any": [
            Case(wq.Or([each for form in bag for each in either(form)]), Any(each), each)
            for bag, each in zip(bags, words, strict=True)
        ],
        "all": [
            Case(wq.And(list(map(either, bag))), All(each), each)
            for bag, each in zip(bags, words, strict=True)
        ],
        "not": [
            Case(
                wq.And([either(bag[0]), silent(wq.Not(either(bag[1])))]),
                All((each[0], Not(each[1]))),
                each[:1],
            )
            for bag, each in zip(bags, words, strict=True)
        ],
        "phrase": [
            Case(wq.Phrase("stem", list(map(stem, run))), Phrase(each), each)
            for run in runs
            for each in [tuple(map(stemmed, run))]
        ],
        "near": [
            Case(
                SpanNear(*(wq.Term("stem", stem(form)) for form in run), slop=3, ordered=ordered),
                Near(each, 3, is_ordered=ordered),
                each,
            )
            for run in runs
            for each in [tuple(map(stemmed, run))]
            for ordered in (True, False)
        ],
        "prefix": [Case(silent(wq.Prefix("exact", each)), Prefix(each)) for each in starts],
        "prefix and word": [
            Case(wq.And([either(bag[0]), silent(wq.Prefix("exact", start))]),
                 All((each[0], Prefix(start))), each[:1])
            for bag, each, start in zip(bags, words, starts, strict=False)
        ],
        "wildcard": [Case(silent(wq.Wildcard("exact", each)), Wildcard(each)) for each in patterns],
        "fuzzy": [
            Case(silent(wq.FuzzyTerm("exact", form, maxdist=1, prefixlength=1)), Fuzzy(form))
            for form in TERMS[:8]
        ],
        "range": [
            Case(silent(wq.TermRange("exact", first, last)), TermRange(first, last))
            for first, last in [("b", "e"), ("nor", None), (None, "ei"), ("st", "stz")]
        ],
        "site": [
            Case(wq.And([either(bag[0]), silent(wq.Term("site", SITES[1]))]),
                 All((each[0], Has(Column.SITE, SITES[1:2]))), each[:1])
            for bag, each in zip(bags, words, strict=True)
        ],
        "days": [
            Case(
                wq.And([either(bag[0]), silent(wq.TermRange("day", "2025-02-03", "2025-03-04"))]),
                All((each[0], Published(datetime.date(2025, 2, 3), datetime.date(2025, 3, 4)))),
                each[:1],
            )
            for bag, each in zip(bags, words, strict=True)
        ],
    }  # fmt: skip


CASES = cases()
IN_BOTH = sorted(CASES.keys() - {"site", "days"})
"""Kinds of queries of fields that both have as terms."""


def answer(searcher: Searcher, query: wq.Query) -> tuple[int, list[tuple[float, int]]]:
    """Return how many documents match, and the best ten, equal scores by number."""
    collector = TopCollector(limit=DOCUMENTS, usequality=False, replace=0)
    searcher.search_with_collector(query, collector)
    found = sorted((-score, number) for score, number in collector.results().top_n)
    return len(found), [(-score, number) for score, number in found[:10]]


@pytest.mark.parametrize("kind", sorted(CASES))
def test_the_same_best_ten_are_found_as_by_stock_whoosh(
    stock: Searcher, ours: WhooshIndexReader, kind: str
) -> None:
    for case in CASES[kind]:
        total, best = answer(stock, case.stock)
        found = ours.search(ParsedQuery("", case.clause, case.scored), SCORING, 10)
        assert (found.total, case) == (total, case)
        assert [each.score for each in found.candidates] == pytest.approx([s for s, _ in best])
        check_same(best, [(each.score, each.key) for each in found.candidates])


@pytest.mark.parametrize("kind", IN_BOTH)
def test_stock_queries_and_collectors_find_the_same_in_our_files(
    stock: Searcher, ours: WhooshIndexReader, kind: str
) -> None:
    for case in CASES[kind]:
        assert answer(ours.searcher, case.stock)[0] == answer(stock, case.stock)[0]
        check_same(answer(stock, case.stock)[1], answer(ours.searcher, case.stock)[1])


def test_leaving_blocks_out_does_not_change_the_best(ours: WhooshIndexReader) -> None:
    for case in CASES["any"]:
        _, best = answer(ours.searcher, case.stock)
        results = ours.searcher.search(case.stock, limit=10)
        assert [score for score, _ in results.top_n] == pytest.approx([s for s, _ in best])


def test_a_tree_is_a_query_for_stock_collectors(ours: WhooshIndexReader) -> None:
    clause = All((word(TERMS[0]), Not(word(TERMS[1]))))
    query = ParsedQuery("", clause, (word(TERMS[0]),))
    tree = ours.tree(query, SCORING)
    total, best = answer(ours.searcher, tree)
    found = ours.search(query, SCORING, 10)
    assert total == found.total
    check_same(best, [(each.score, each.key) for each in found.candidates])


def test_columns_and_stored_documents_are_read_as_stock_ones(ours: WhooshIndexReader) -> None:
    reader = ours.searcher.reader()
    ids, sites, authors = (reader.column_reader(name) for name in ("id", "site", "author"))
    numbers = (0, 1, 3, DOCUMENTS - 1)
    assert [ids[number] for number in numbers] == [b"0000", b"0001", b"0003", b"1999"]
    assert [sites[number] for number in numbers] == [b"un.fr", b"deux.fr", b"un.fr", b"deux.fr"]
    assert [authors[number] for number in numbers] == [b""] * 4
    assert reader.stored_fields(3) == {"id": "0003", "document": {}}
    lengths = [len(text) for text in TEXTS]
    assert reader.min_field_length("stem") == min(lengths)
    assert reader.field_length("stem") == sum(lengths)


def test_a_value_of_a_column_is_read_without_all_others(ours: WhooshIndexReader) -> None:
    sites = ours.searcher.reader().column_reader("site")
    with mock.patch.object(Dictionary, "__iter__") as every:
        assert sites[4] == b"deux.fr"
    assert not every.called


def check_same(best: list[tuple[float, int]], found: list[tuple[float, int]]) -> None:
    """Check that the same documents have the same scores, ties at the end aside."""
    assert [score for score, _ in found] == pytest.approx([score for score, _ in best])
    last = best[-1][0] if best else 0.0
    above = {number for score, number in best if score > last * (1 + 1e-6)}
    assert above <= {number for _, number in found}
