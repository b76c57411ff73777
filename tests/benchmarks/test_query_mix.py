import itertools
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.generate import Article, generate
from benchmarks.prepared import NO_TERM, Prepared, read_prepared
from benchmarks.preparing import prepare
from benchmarks.query_mix import COUNTS, make_questions
from benchmarks.questions import Kind, Question, read_questions, write_questions

ARTICLES = [
    Article(
        "a",
        "Tempête sur le port breton",
        ("La mer monte et le vieux port ferme.", "Les pêcheurs attendent une accalmie durable."),
        "2020-03-01",
    ),
    Article(
        "b",
        "Le traité international signé",
        ("Le traité de paix est signé à Genève.", "Il entre en vigueur demain matin partout."),
        "2019-01-15",
    ),
]
DOCUMENTS = 40


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mix")
    corpus, out = folder / "corpus.jsonl", folder / "prepared.tsv"
    rows = itertools.islice(generate(ARTICLES), DOCUMENTS)
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows))
    prepare(corpus, out)
    return out


@pytest.fixture(scope="module")
def documents(prepared: Path) -> list[Prepared]:
    return list(read_prepared(prepared))


@pytest.fixture(scope="module")
def questions(prepared: Path) -> list[Question]:
    return make_questions(prepared, DOCUMENTS, list(Kind))


def of_kind(questions: list[Question], *kinds: Kind) -> list[Question]:
    return [question for question in questions if question.kind in kinds]


def without_a_letter(term: str) -> set[str]:
    """Return `term` and what is left of it without one of its letters.

    Terms that share any of it differ by one letter put in, left out, changed or swapped.
    """
    return {term, *(term[:at] + term[at + 1 :] for at in range(len(term)))}


def test_a_prepared_document_keeps_the_place_of_stop_words(documents: list[Prepared]) -> None:
    first = documents[0]
    assert (first.id, first.day, first.title) == ("a", "2020-03-01", "Tempête sur le port breton")
    assert first.stems[:5] == ("tempet", NO_TERM, NO_TERM, "port", "breton")
    assert first.terms[:4] == ["tempet", "port", "breton", "mer"]


def test_there_are_more_than_five_hundred_queries_of_every_kind(questions: list[Question]) -> None:
    assert Counter(question.kind for question in questions) == COUNTS
    assert sum(COUNTS.values()) - COUNTS[Kind.PAGE] >= 500


def test_the_same_documents_give_the_same_queries(
    prepared: Path, questions: list[Question]
) -> None:
    assert make_questions(prepared, DOCUMENTS, list(Kind)) == questions


def test_a_kind_has_the_same_queries_alone_as_among_others(
    prepared: Path, questions: list[Question]
) -> None:
    alone = make_questions(prepared, DOCUMENTS, [Kind.PHRASE])
    assert alone == of_kind(questions, Kind.PHRASE)


def test_all_the_terms_of_a_bag_stand_in_one_document(
    questions: list[Question], documents: list[Prepared]
) -> None:
    bags = of_kind(questions, Kind.OR, Kind.AND)
    assert {len(bag.terms) for bag in bags} == {1, 2, 3, 4, 5}
    for bag in bags:
        assert any(set(bag.terms) <= set(document.terms) for document in documents)


def test_and_has_the_bags_of_or(questions: list[Question]) -> None:
    any_of, all_of = (
        [question.terms for question in of_kind(questions, kind)] for kind in (Kind.OR, Kind.AND)
    )
    assert any_of == all_of


def test_every_phrase_stands_in_a_document(
    questions: list[Question], documents: list[Prepared]
) -> None:
    texts = [f" {' '.join(document.stems)} " for document in documents]
    for phrase in of_kind(questions, Kind.PHRASE):
        assert 2 <= len(phrase.terms) <= 4
        assert NO_TERM not in phrase.terms
        assert any(f" {' '.join(phrase.terms)} " in text for text in texts)


def test_a_prefix_is_the_beginning_of_a_longer_term(
    questions: list[Question], documents: list[Prepared]
) -> None:
    terms = {term for document in documents for term in document.terms}
    for question in of_kind(questions, Kind.PREFIX, Kind.PREFIX_WORD):
        assert any(t.startswith(question.pattern) and t != question.pattern for t in terms)
        assert set(question.terms) <= terms
        assert len(question.terms) == (question.kind is Kind.PREFIX_WORD)


def test_a_misspelt_term_is_one_letter_away_from_a_term(
    questions: list[Question], documents: list[Prepared]
) -> None:
    terms = {term for document in documents for term in document.terms}
    near = {shorter for term in terms for shorter in without_a_letter(term)}
    for question in of_kind(questions, Kind.FUZZY):
        assert near & without_a_letter(question.pattern)


def test_a_filter_lets_the_document_through_that_the_bag_is_from(
    questions: list[Question], documents: list[Prepared]
) -> None:
    for question in of_kind(questions, Kind.DATE, Kind.SITE):
        holders = [each for each in documents if set(question.terms) <= set(each.terms)]
        assert any(
            each.site == question.site or question.first <= each.day <= question.last
            for each in holders
        )


def test_what_is_typed_for_a_page_is_words_of_a_title(
    questions: list[Question], documents: list[Prepared]
) -> None:
    titles = {document.title for document in documents}
    for question in of_kind(questions, Kind.PAGE):
        assert any(question.text in title for title in titles)


def test_questions_are_read_as_they_were_written(tmp_path: Path) -> None:
    asked = [
        Question(Kind.DATE, ("mer", "port"), first="2020-01-01", last="2020-02-01"),
        Question(Kind.PAGE, text="Hanoï « la mer »"),
    ]
    write_questions(tmp_path / "questions.json", asked)
    assert read_questions(tmp_path / "questions.json") == asked
