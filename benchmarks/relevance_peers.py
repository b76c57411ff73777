"""Other engines that rank the documents of a collection, each as its users set it up for French.

They are given title and text as one; no documents are cut, and every one ranks by its own BM25.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.judgments import DEPTH

LUCENE = {
    "adminfaq": 0.7561,
    "cdtn_titles": 0.3745,
    "fquad": 0.8023,
    "orange_title": 0.7808,
    "piaf": 0.7986,
    "taln_kw": 0.4970,
}
"""nDCG@10 of Lucene's FrenchAnalyzer, BM25 of k1 1.2 and b .75, the best setting found.

Measured once, for it needs Java, on the same documents and queries and by the same formula.
"""

Rank = Callable[[str], list[str]]
"""Returns the ids of the best documents of a query, best first."""

Open = Callable[[Path, Path], Rank]
"""Indexes a corpus in a folder."""


def installed_peers() -> Mapping[str, Open]:
    """Return the peers that can be imported, by name."""
    needs = {"tantivy": "tantivy", "fts5": "sqlite3", "bm25s": "bm25s"}
    peers = {"tantivy": open_tantivy, "fts5": open_fts5, "bm25s": open_bm25s}
    return {name: peers[name] for name, need in needs.items() if importlib.util.find_spec(need)}


def open_tantivy(corpus: Path, folder: Path) -> Rank:
    """Index by tantivy's simple tokenizer, its French stop words and its French stemmer."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="french")
    (folder / "tantivy").mkdir()
    index = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    words = words.filter(tantivy.Filter.remove_long(40)).filter(tantivy.Filter.lowercase())
    words = words.filter(tantivy.Filter.stopword("french"))
    index.register_tokenizer("french", words.filter(tantivy.Filter.stemmer("french")).build())
    writer = index.writer(num_threads=1)
    for id, text in _documents(corpus):
        writer.add_document(tantivy.Document(id=id, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def rank(query: str) -> list[str]:
        # Marks of punctuation would be commands.
        parsed, _ = index.parse_query_lenient(re.sub(r"\W+", " ", query), ["text"])
        hits = searcher.search(parsed, DEPTH, count=False).hits
        return [searcher.doc(address).get_first("id") for _, address in hits]

    return rank


def open_fts5(corpus: Path, folder: Path) -> Rank:
    """Index in SQLite's FTS5 the stems that Trouvaille makes, for it has no French of its own."""
    from search.analysis import FrenchAnalyzer

    analyzer = FrenchAnalyzer()
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute("create virtual table texts using fts5 (id unindexed, stems)")

    def stems(text: str) -> list[str]:
        return [token.stem for token in analyzer.analyze(text) if not token.is_stop]

    rows = ((id, " ".join(stems(text))) for id, text in _documents(corpus))
    connection.executemany("insert into texts values (?, ?)", rows)

    def rank(query: str) -> list[str]:
        words = " OR ".join(f'"{stem}"' for stem in stems(query))
        best = f"select id from texts where texts match ? order by rank, id limit {DEPTH}"
        return [id for (id,) in connection.execute(best, (words,))] if words else []

    return rank


def open_bm25s(corpus: Path, folder: Path) -> Rank:
    """Index by bm25s, its French stop words and Snowball's stemmer."""
    import bm25s
    import Stemmer

    del folder  # it stays in memory
    ids, texts = zip(*_documents(corpus), strict=True)
    options = {"stopwords": "fr", "stemmer": Stemmer.Stemmer("french"), "show_progress": False}
    retriever = bm25s.BM25(method="lucene")
    retriever.index(bm25s.tokenize(texts, **options), show_progress=False)
    count = min(DEPTH, len(ids))

    def rank(query: str) -> list[str]:
        tokens = bm25s.tokenize([query], return_ids=False, **options)
        found = retriever.retrieve(tokens, k=count, show_progress=False)
        pairs = zip(found.documents[0].tolist(), found.scores[0].tolist(), strict=True)
        return [ids[number] for number, score in pairs if score > 0]

    return rank


def _documents(corpus: Path) -> Iterator[tuple[str, str]]:
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield fields["id"], f"{fields['title']}\n{fields['text']}"
