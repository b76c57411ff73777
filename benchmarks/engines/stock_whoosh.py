"""Whoosh as it comes: its own codec, matchers and BM25F."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh import analysis, fields, query
from whoosh.support.charset import accent_map

from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.prepared import NO_TERM, read_prepared
from benchmarks.questions import Kind, Question

MEMORY_MB = 256

Rows = Callable[[Source], Iterator[dict[str, Any]]]


def stems() -> Whoosh:
    """Return the engine with one field of stems, made beforehand: our terms and matches."""
    words = analysis.SpaceSeparatedTokenizer() | analysis.StopFilter(
        [NO_TERM], minsize=1, renumber=False
    )
    schema = fields.Schema(
        id=fields.ID(stored=True),
        site=fields.ID(),
        day=fields.DATETIME(),
        stems=fields.TEXT(analyzer=words, phrase=True),
    )
    return Whoosh(schema, _stem_rows)


def fields_like_ours() -> Whoosh:
    """Return the engine with Trouvaille's fields and Whoosh's own analysis of French."""
    words = analysis.RegexTokenizer() | analysis.LowercaseFilter()
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.STORED(),
        text=fields.STORED(),
        site=fields.ID(stored=True),
        author=fields.ID(stored=True),
        language=fields.ID(stored=True),
        day=fields.DATETIME(stored=True),
        stem=fields.TEXT(analyzer=analysis.LanguageAnalyzer("fr"), phrase=True),
        exact=fields.TEXT(analyzer=words | analysis.CharsetFilter(accent_map), phrase=True),
    )
    return Whoosh(schema, _field_rows)


class Whoosh:
    """One process, one segment."""

    def __init__(self, schema: fields.Schema, rows: Rows) -> None:
        self._schema = schema
        self._rows = rows

    def build(self, source: Source, folder: Path) -> None:
        """Build the index."""
        folder.mkdir()
        writer = whoosh.index.create_in(folder, self._schema).writer(limitmb=MEMORY_MB)
        for row in self._rows(source):
            writer.add_document(**row)
        writer.commit()

    def open(self, folder: Path) -> Prepare:
        """Open the index."""
        searcher = whoosh.index.open_dir(folder).searcher()

        def prepare(question: Question) -> Ask:
            matched, kept = _query(question), _filter(question)

            def ask() -> int:
                results = searcher.search(matched, limit=TOP, filter=kept)
                return len([hit.docnum for hit in results])

            return ask

        return prepare


def _stem_rows(source: Source) -> Iterator[dict[str, Any]]:
    for each in read_prepared(source.prepared):
        day = datetime.datetime.fromisoformat(each.day)
        yield {"id": each.id, "site": each.site, "day": day, "stems": " ".join(each.stems)}


def _field_rows(source: Source) -> Iterator[dict[str, Any]]:
    with source.corpus.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row["day"] = datetime.datetime.fromisoformat(row.pop("date"))
            del row["url"]
            row["stem"] = row["exact"] = f"{row['title']}\n{row['text']}"
            yield row


def _query(question: Question) -> Any:
    words = [query.Term("stems", term) for term in question.terms]
    match question.kind:
        case Kind.AND:
            return query.And(words)
        case Kind.PHRASE:
            return query.Phrase("stems", list(question.terms))
        case Kind.PREFIX:
            return query.Prefix("stems", question.pattern)
        case Kind.PREFIX_WORD:
            return query.And([query.Prefix("stems", question.pattern), *words])
        case Kind.FUZZY:
            return query.FuzzyTerm("stems", question.pattern, maxdist=1)
        case _:
            return query.Or(words)


def _filter(question: Question) -> Any:
    if question.kind is Kind.DATE:
        first, last = map(datetime.datetime.fromisoformat, (question.first, question.last))
        return query.DateRange("day", first, last)
    return query.Term("site", question.site) if question.kind is Kind.SITE else None
