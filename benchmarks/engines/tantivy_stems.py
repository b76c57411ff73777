"""tantivy with one field of stems, made beforehand: the same terms, the same matches as ours."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.prepared import NO_TERM, read_prepared
from benchmarks.questions import Kind, Question

HEAP_BYTES = 256_000_000
STEMS = "stems"


def plain() -> TantivyStems:
    """Return the engine that need not look at what cannot be among the best."""
    return TantivyStems(count=False)


def counting() -> TantivyStems:
    """Return the engine that counts what matches."""
    return TantivyStems(count=True)


class TantivyStems:
    """Positions, a date and a site; the id alone is stored."""

    def __init__(self, *, count: bool) -> None:
        self._count = count
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("site", tokenizer_name="raw", index_option="basic")
        builder.add_date_field("date", indexed=True, fast=True)
        builder.add_text_field(STEMS, tokenizer_name="stems", index_option="position")
        self._schema = builder.build()

    def build(self, source: Source, folder: Path) -> None:
        """Build the index with one thread."""
        folder.mkdir()
        index = tantivy.Index(self._schema, path=str(folder))
        splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        no_terms = tantivy.Filter.custom_stopword([NO_TERM])
        index.register_tokenizer("stems", splitter.filter(no_terms).build())
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        for each in read_prepared(source.prepared):
            document = tantivy.Document(id=each.id, site=each.site, stems=" ".join(each.stems))
            document.add_date("date", moment(each.day))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Prepare:
        """Open the index."""
        searcher = tantivy.Index.open(str(folder)).searcher()

        def prepare(question: Question) -> Ask:
            query = self._query(question)
            if self._count:
                return lambda: _count(searcher.search(query, TOP, count=True))
            return lambda: len(searcher.search(query, TOP, count=False).hits)

        return prepare

    def _query(self, question: Question) -> Any:
        parts = [self._words(question)] if question.terms else []
        if question.kind is Kind.FUZZY:
            parts.append(Query.fuzzy_term_query(self._schema, STEMS, question.pattern, distance=1))
        elif question.pattern:
            pattern = re.escape(question.pattern) + ".*"
            parts.append(Query.regex_query(self._schema, STEMS, pattern))
        if question.kind in {Kind.DATE, Kind.SITE}:
            parts.append(self._filter(question))
        return _joined(Occur.Must, parts)

    def _words(self, question: Question) -> Any:
        if question.kind is Kind.PHRASE:
            return Query.phrase_query(self._schema, STEMS, list(question.terms))
        words = [Query.term_query(self._schema, STEMS, term) for term in question.terms]
        return _joined(Occur.Must if question.kind is Kind.AND else Occur.Should, words)

    def _filter(self, question: Question) -> Any:
        if question.kind is Kind.SITE:
            site = Query.term_query(self._schema, "site", question.site, "basic")
            return Query.const_score_query(site, 0.0)
        ends = moment(question.first), moment(question.last)
        return Query.range_query(self._schema, "date", tantivy.FieldType.Date, *ends)


def moment(day: str) -> datetime.datetime:
    """Return the beginning of a day."""
    return datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)


def _count(result: Any) -> int:
    return int(result.count)


def _joined(occur: Any, queries: list[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(occur, each) for each in queries])
