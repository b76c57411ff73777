"""SQLite's FTS5, given stems; dates and sites stand in a table beside them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.prepared import read_prepared
from benchmarks.questions import Kind, Question

_TABLES = """
create table documents (number integer primary key, id text, day text, site text);
create virtual table postings using fts5 (stems, content='', tokenize='ascii');
"""

_BEST = f"order by rank limit {TOP}"
_SEARCH = f"select rowid from postings where postings match ? {_BEST}"
# A cross join looks the documents found up; SQLite's own order took 20 to 30 times as long.
_JOINED = "postings cross join documents on documents.number = postings.rowid"
_AMONG = f"select postings.rowid from {_JOINED} where postings match ?"
_OF_DAYS = f"{_AMONG} and day between ? and ? {_BEST}"
_OF_SITE = f"{_AMONG} and site = ? {_BEST}"


class Fts5:
    """Stop words are left out, so that positions are closer than in the text."""

    def build(self, source: Source, folder: Path) -> None:
        """Build the index and merge its parts."""
        folder.mkdir()
        connection = sqlite3.connect(folder / "fts5.db")
        connection.executescript(_TABLES)
        for number, each in enumerate(read_prepared(source.prepared)):
            row = (number, each.id, each.day, each.site)
            connection.execute("insert into documents values (?, ?, ?, ?)", row)
            stems = (number, " ".join(each.terms))
            connection.execute("insert into postings (rowid, stems) values (?, ?)", stems)
        connection.execute("insert into postings (postings) values ('optimize')")
        connection.commit()
        connection.close()

    def open(self, folder: Path) -> Prepare:
        """Open the index."""
        connection = sqlite3.connect(folder / "fts5.db")

        def prepare(question: Question) -> Ask:
            statement, values = _statement(question)
            return lambda: len(connection.execute(statement, values).fetchall())

        return prepare


def _statement(question: Question) -> tuple[str, tuple[str, ...]]:
    match question.kind:
        case Kind.DATE:
            return _OF_DAYS, (_match(question), question.first, question.last)
        case Kind.SITE:
            return _OF_SITE, (_match(question), question.site)
        case _:
            return _SEARCH, (_match(question),)


def _match(question: Question) -> str:
    joints = {Kind.AND: " AND ", Kind.PREFIX_WORD: " AND ", Kind.PHRASE: " + "}
    starts = [f'"{question.pattern}"*'] if question.pattern else []
    words = [f'"{term}"' for term in question.terms]
    return joints.get(question.kind, " OR ").join(starts + words)
