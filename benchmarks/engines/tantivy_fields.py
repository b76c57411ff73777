"""tantivy with Trouvaille's fields and its own analysis: to index, and to show whole pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.engines.tantivy_stems import HEAP_BYTES, moment
from benchmarks.questions import Kind, Question
from search.answering.faceting import MOST_VALUES
from search.word_lists import load

SNIPPET_CHARACTERS = 240
"""About what Trouvaille's snippets hold."""

COUNTED = ("site", "author", "language")
"""What documents are counted by, beside years and months."""

AGGREGATIONS = {
    **{name: {"terms": {"field": name, "size": MOST_VALUES}} for name in COUNTED},
    "months": {"date_histogram": {"field": "date", "fixed_interval": "30d"}},
}
"""The same counts as Trouvaille's, as far as tantivy has them: 30 days for a month."""


class TantivyFields:
    """Stems and exact forms, both with positions; id, title and text stored; date, site, author."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in COUNTED:
            builder.add_text_field(
                name, stored=True, fast=True, tokenizer_name="raw", index_option="basic"
            )
        builder.add_date_field("date", stored=True, indexed=True, fast=True)
        builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("stem", stored=True, tokenizer_name="stem")
        builder.add_text_field("exact", tokenizer_name="exact")
        self._schema = builder.build()

    def build(self, source: Source, folder: Path) -> None:
        """Build the index with one thread."""
        folder.mkdir()
        index = tantivy.Index(self._schema, path=str(folder))
        _register(index)
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        with source.corpus.open(encoding="utf-8") as lines:
            for line in lines:
                writer.add_document(_document(json.loads(line)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Prepare:
        """Open the index: a query is parsed, answered, and its hits are loaded and shown."""
        index = tantivy.Index.open(str(folder))
        _register(index)
        searcher = index.searcher()

        def page(text: str, *, with_facets: bool) -> int:
            query = index.parse_query_lenient(text, ["stem"])[0]
            found: Any = searcher.search(query, TOP, count=with_facets)
            if with_facets:
                searcher.aggregate(query, AGGREGATIONS)
            generator = tantivy.SnippetGenerator.create(searcher, query, self._schema, "stem")
            generator.set_max_num_chars(SNIPPET_CHARACTERS)
            shown = [_shown(searcher.doc(address), generator) for _, address in found.hits]
            return found.count if with_facets else len(shown)

        def prepare(question: Question) -> Ask:
            return lambda: page(question.text, with_facets=question.kind is Kind.RESULTS)

        return prepare


def _register(index: Any) -> None:
    stop_words = sorted(load("search.analysis", "stopwords"))
    words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    exact = words.filter(Filter.ascii_fold()).build()
    words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    stems = words.filter(Filter.custom_stopword(stop_words)).filter(Filter.stemmer("french"))
    index.register_tokenizer("exact", exact)
    index.register_tokenizer("stem", stems.build())


def _document(fields: dict[str, str]) -> Any:
    names = ("id", "site", "author", "language", "title")
    text = f"{fields['title']}\n{fields['text']}"
    document = tantivy.Document(stem=text, exact=text, **{name: fields[name] for name in names})
    document.add_date("date", moment(fields["date"]))
    return document


def _shown(document: Any, generator: Any) -> tuple[str, str]:
    return document.get_first("title"), generator.snippet_from_doc(document).to_html()
