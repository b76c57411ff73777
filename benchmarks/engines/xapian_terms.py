"""Xapian, given stems with their positions; a date is a value, a site a term of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xapian
from xapian import Query

from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.prepared import NO_TERM, read_prepared
from benchmarks.questions import Kind, Question

DAY = 0
SITE = "XSITE"
LONGEST_TERM = 200
"""Bytes; longer terms are refused with an error."""


class Xapian:
    """BM25 with our parameters."""

    def build(self, source: Source, folder: Path) -> None:
        """Build the index and compact it."""
        folder.mkdir()
        raw = folder.with_suffix(".raw")
        database = xapian.WritableDatabase(str(raw), xapian.DB_CREATE_OR_OVERWRITE)
        for each in read_prepared(source.prepared):
            document = xapian.Document()
            for position, term in enumerate(each.stems, 1):
                if term != NO_TERM:
                    document.add_posting(term[:LONGEST_TERM], position)
            document.add_boolean_term(SITE + each.site)
            document.add_value(DAY, each.day)
            document.set_data(each.id)
            database.add_document(document)
        database.commit()
        database.compact(str(folder / "compact"), 0)
        database.close()
        for path in raw.iterdir():
            path.unlink()
        raw.rmdir()

    def open(self, folder: Path) -> Prepare:
        """Open the index."""
        database = xapian.Database(str(folder / "compact"))
        weighting = xapian.BM25Weight(0.9, 0, 1, 0.75, 0.5)

        def ask(query: Any) -> int:
            enquiry = xapian.Enquire(database)
            enquiry.set_weighting_scheme(weighting)
            enquiry.set_query(query)
            return len([match.docid for match in enquiry.get_mset(0, TOP)])

        def prepare(question: Question) -> Ask:
            query = _query(question)
            return lambda: ask(query)

        return prepare


def _query(question: Question) -> Any:
    match question.kind:
        case Kind.PREFIX:
            return _prefix(question)
        case Kind.PREFIX_WORD:
            return Query(Query.OP_AND, [_prefix(question), *question.terms])
        case Kind.DATE:
            days = Query(Query.OP_VALUE_RANGE, DAY, question.first, question.last)
            return Query(Query.OP_FILTER, _words(question), days)
        case Kind.SITE:
            return Query(Query.OP_FILTER, _words(question), Query(SITE + question.site))
        case _:
            return _words(question)


def _words(question: Question) -> Any:
    operators = {Kind.AND: Query.OP_AND, Kind.PHRASE: Query.OP_PHRASE}
    return Query(operators.get(question.kind, Query.OP_OR), list(question.terms))


def _prefix(question: Question) -> Any:
    terms = Query(Query.OP_WILDCARD, question.pattern, 0, Query.WILDCARD_LIMIT_ERROR, Query.OP_OR)
    return Query(Query.OP_SCALE_WEIGHT, terms, 0.0)
