"""bm25s: its French stop words and Snowball's stemmer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bm25s
import Stemmer

from benchmarks.judgments import DEPTH
from benchmarks.rankers.base import Rank, read_documents


def index(corpus: Path, _folder: Path) -> Rank:
    """Index a corpus in memory and return what ranks it."""
    ids, texts = zip(*read_documents(corpus), strict=True)
    stemmer = Stemmer.Stemmer("french")
    retriever = bm25s.BM25(method="lucene")
    retriever.index(_tokens(texts, stemmer), show_progress=False)

    def rank(query: str) -> list[str]:
        tokens = [word for word in _tokens([query], stemmer)[0] if word in retriever.vocab_dict]
        if not tokens:
            return []
        found = retriever.retrieve([tokens], k=min(DEPTH, len(ids)), show_progress=False)
        pairs = zip(found.documents[0].tolist(), found.scores[0].tolist(), strict=True)
        return [ids[number] for number, score in pairs if score > 0]

    return rank


def _tokens(texts: Any, stemmer: Any) -> Any:
    return bm25s.tokenize(
        texts, stopwords="fr", stemmer=stemmer, return_ids=False, show_progress=False
    )
