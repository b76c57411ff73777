import datetime
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import search
from benchmarks.generate import Article, generate, main, rare_word, read_articles

ARTICLES = [
    Article("a", "Le port", ("La mer monte.", "Le port ferme.", "On attend."), "2020-03-01"),
    Article("b", "Le traité", ("Le traité est signé.", "Il entre en vigueur demain."), None),
]


def documents(count: int, seed: int = 1) -> list[dict[str, str]]:
    return list(itertools.islice(generate(ARTICLES, seed), count))


def test_the_same_seed_makes_the_same_corpus_and_another_seed_another() -> None:
    assert documents(20) == documents(20)
    assert documents(20, seed=2)[2:] != documents(20)[2:]


def test_a_shorter_corpus_is_the_beginning_of_a_longer_one() -> None:
    assert documents(30)[:10] == documents(10)


def test_the_articles_come_first_with_their_own_date() -> None:
    first, second, spliced = documents(3)
    assert (first["id"], first["title"], first["date"]) == ("a", "Le port", "2020-03-01")
    assert second["text"] == "Le traité est signé. Il entre en vigueur demain."
    assert spliced["id"] == "s00000002"


def test_every_document_has_an_id_of_its_own_and_valid_columns() -> None:
    found = documents(300)
    assert len({document["id"] for document in found}) == 300
    for document in found:
        assert document["text"]
        assert document["title"]
        assert datetime.date.fromisoformat(document["date"]).year in range(2016, 2022)
        assert document["url"] == f"https://www.{document['site']}/{document['id']}"
        assert document["author"].endswith(" Martin")
        assert document["language"] in {"fr", "en", "de", "vi"}


def test_a_spliced_text_is_made_of_sentences_and_four_rare_words() -> None:
    known = {word for article in ARTICLES for each in article.sentences for word in each.split()}
    for document in documents(50)[2:]:
        assert sum(word not in known for word in document["text"].split()) == 4


def test_the_first_site_has_more_documents_than_the_tenth() -> None:
    sites = Counter(document["site"] for document in documents(500))
    assert sites["journal-1.example"] > sites["journal-10.example"] > 0


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_each_rank_has_a_rare_word_of_its_own(one: int, other: int) -> None:
    assert (rare_word(one) == rare_word(other)) == (one == other)


def test_an_article_without_text_is_left_out(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(
        '{"id": "a", "title": "A", "text": " "}\n\n{"id": "b", "title": "B", "text": "Oui. Non."}\n'
    )
    assert read_articles(corpus) == [Article("b", "B", ("Oui.", "Non."), None)]


@pytest.fixture
def generated(tmp_path: Path) -> Path:
    corpus, out = tmp_path / "articles.jsonl", tmp_path / "corpus.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": "a", "title": "Le port", "text": "La mer monte. Le port ferme.", "date": None},
        {"id": "b", "title": "Le traité", "text": "Le traité est signé.", "date": "2019-05-01"},
    ]
    corpus.write_text("\n".join(map(json.dumps, rows)))
    arguments = ["--corpus", str(corpus), "--documents", "7", str(out)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    return out


def test_the_command_writes_as_many_documents_as_asked_for(generated: Path) -> None:
    assert len(generated.read_text().splitlines()) == 7


def test_what_the_command_writes_is_read_with_its_date_and_site(generated: Path) -> None:
    raws = [raw for raw in search.read_all([generated]) if isinstance(raw, search.RawDocument)]
    assert [raw.id for raw in raws][:3] == ["a", "b", "s00000002"]
    assert raws[1].declared.published == datetime.date(2019, 5, 1)
    assert all(raw.declared.url for raw in raws)
