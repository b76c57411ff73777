"""tantivy: its simple tokenizer, its French stop words and its French stemmer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter

from benchmarks.judgments import DEPTH
from benchmarks.rankers.base import Rank, read_documents

LONGEST = 40
"""Bytes of a word at most, as in tantivy's own chains."""


def index(corpus: Path, folder: Path) -> Rank:
    """Index a corpus and return what ranks it."""
    built = _build(corpus, folder / "tantivy")
    searcher = built.searcher()

    def rank(query: str) -> list[str]:
        # Marks of punctuation would be commands.
        parsed, _ = built.parse_query_lenient(re.sub(r"\W+", " ", query), ["text"])
        hits = searcher.search(parsed, DEPTH, count=False).hits
        return [str(searcher.doc(address).get_first("id")) for _, address in hits]

    return rank


def _build(corpus: Path, folder: Path) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="french")
    folder.mkdir()
    built = tantivy.Index(builder.build(), path=str(folder))
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    words = words.filter(Filter.remove_long(LONGEST)).filter(Filter.lowercase())
    words = words.filter(Filter.stopword("french")).filter(Filter.stemmer("french"))
    built.register_tokenizer("french", words.build())
    writer = built.writer(num_threads=1)
    for id, text in read_documents(corpus):
        writer.add_document(tantivy.Document(id=id, text=text))
    writer.commit()
    writer.wait_merging_threads()
    built.reload()
    return built
