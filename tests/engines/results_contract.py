"""What every engine must do with all documents that match: put them in order and count them."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

from search.analysis.plain import title_key
from search.engines.base import IndexReader
from search.models import CleanedDocument
from search.query import All, Clause, Column, Has, Not, ParsedQuery
from search.requests import Facet, Sort
from search.scoring import Scoring
from tests.engines import trees
from tests.engines.naive_counts import counts, in_sort
from tests.engines.naive_documents import NaiveDocument, naive_document
from tests.engines.storing import Storing, holds_for
from tests.engines.trees import cleaned

SCORING = Scoring()
EVERYTHING = ParsedQuery("", All(()), ())


class Commit(NamedTuple):
    """What one commit changes."""

    documents: Sequence[CleanedDocument]
    deleted: Sequence[str]


ids = st.text("abcé", min_size=1, max_size=2)
commits = st.lists(st.builds(Commit, trees.documents, st.lists(ids, max_size=2)), max_size=3)
facets = st.lists(st.sampled_from(Facet), unique=True)
filters = st.dictionaries(st.sampled_from(Facet), trees.filters | trees.clauses, max_size=3)
sorts = st.sampled_from([sort for sort in Sort if sort is not Sort.RELEVANCE])


def held(commits: Sequence[Commit]) -> list[NaiveDocument]:
    """Return what an index holds after some commits, in the order of ids."""
    found: dict[str, CleanedDocument] = {}
    for documents, deleted in commits:
        found |= {each.id: each for each in documents}
        found = {id: each for id, each in found.items() if id not in deleted}
    return [naive_document(found[id]) for id in sorted(found)]


class ResultsContract(Storing):
    """The tests; subclasses give `writer` and `reader`, and may keep commits apart."""

    def apart(self) -> AbstractContextManager[None]:
        """Let commits made inside stay as they are, where an engine would merge them."""
        return contextlib.nullcontext()

    @contextlib.contextmanager
    def after(self, path: Path, *commits: Commit) -> Iterator[IndexReader]:
        with self.apart():
            for documents, deleted in commits or [Commit((), ())]:
                self.store(path, *documents, delete=deleted)
        with contextlib.closing(self.reader(path)) as reader:
            yield reader

    @contextlib.contextmanager
    def with_documents(self, path: Path, *documents: CleanedDocument) -> Iterator[IndexReader]:
        with self.after(path, Commit(documents, ())) as reader:
            yield reader

    @holds_for(
        commits,
        trees.queries | trees.unions | trees.filtered_unions,
        sorts,
        st.integers(1, 9),
        examples=100,
    )
    def test_documents_come_in_the_order_asked_for_with_their_scores(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        commits: list[Commit],
        query: ParsedQuery,
        sort: Sort,
        limit: int,
    ) -> None:
        with self.after(self.empty(tmp_path_factory), *commits) as reader:
            matches = reader.search(query, SCORING, limit, sort)
            by_relevance = reader.search(query, SCORING, 100).candidates
        clause = query.clause
        wanted = [
            each
            for each in held(commits)
            if clause is not None and each.matches(clause, query.zone)
        ]
        assert matches.total == len(wanted)
        assert [each.id for each in matches.candidates] == in_sort(wanted, sort)[:limit]
        scored = {(each.key, each.id): each.score for each in by_relevance}
        assert all(
            scored[each.key, each.id] == pytest.approx(each.score, rel=1e-5)
            for each in matches.candidates
        )

    @holds_for(
        commits,
        trees.queries | trees.unions,
        filters,
        facets,
        st.integers(1, 3),
        trees.queries,
        examples=100,
    )
    def test_counts_are_those_of_looking_at_every_document(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        commits: list[Commit],
        query: ParsedQuery,
        filters: Mapping[Facet, Clause],
        facets: list[Facet],
        limit: int,
        other: ParsedQuery,
    ) -> None:
        with self.after(self.empty(tmp_path_factory), *commits) as reader:
            found = reader.counts(query, filters, facets, limit)
            for asked in (query, other, query):  # whatever was found just before
                reader.search(asked, SCORING, limit)
                assert reader.counts(query, filters, facets, limit) == found
        wanted = counts(held(commits), query, filters, facets, limit)
        assert found == wanted
        for facet in facets:
            assert list(found.values[facet].items()) == list(wanted.values[facet].items())

    @holds_for(commits, trees.queries, st.sampled_from(Column), examples=100)
    def test_groups_days_and_values_are_those_of_the_documents(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        commits: list[Commit],
        query: ParsedQuery,
        column: Column,
    ) -> None:
        documents = {each.id: each for each in held(commits)}
        groups = {each.id: each.value(Column.GROUP) for each in documents.values()}
        with self.after(self.empty(tmp_path_factory), *commits) as reader:
            found = reader.search(EVERYTHING, SCORING, 100).candidates[::-1]
            keys = [each.key for each in found]
            assert reader.groups(keys) == [documents[each.id].document.group for each in found]
            days = [documents[each.id].document.metadata.published for each in found]
            assert reader.days(keys) == days
            matching = {
                each.id: each.value(Column.GROUP)
                for each in documents.values()
                if query.clause is not None and each.matches(query.clause, query.zone)
            }
            assert reader.reprints(query, keys) == [
                sum(
                    other != each.id and group is not None and group == groups[each.id]
                    for other, group in matching.items()
                )
                for each in found
            ]
            values = [each.value(column) for each in documents.values()]
            wanted = {each: values.count(each) for each in values if each is not None}
            assert list(reader.values(column).items()) == sorted(wanted.items())
            assert reader.has_values(column) == bool(wanted)
            best = sorted(wanted.items(), key=lambda each: (-each[1], each[0]))[:2]
            assert list(reader.frequent_values(column, 2).items()) == best

    @holds_for(commits, st.sampled_from(["", "e", "ete a", "la mer", "titre a", "x"]), examples=100)
    def test_titles_are_found_by_their_beginning(
        self, tmp_path_factory: pytest.TempPathFactory, commits: list[Commit], start: str
    ) -> None:
        documents = held(commits)
        titles = [title_key(each.document.heading) for each in documents]
        known = {each: titles.count(each) for each in titles if each and each.startswith(start)}
        wanted = sorted(known.items(), key=lambda each: (-each[1], each[0]))
        with self.after(self.empty(tmp_path_factory), *commits) as reader:
            assert list(reader.titles(start, 2).items()) == wanted[:2]
            ids = {each.key: each.id for each in reader.search(EVERYTHING, SCORING, 99).candidates}
            names = [title for title, _ in wanted[:2]]
            first = [documents[titles.index(title)].id for title in names]
            assert [ids[key] for key in reader.titled(["nowhere", *names])] == first

    def test_a_sample_is_of_different_documents_the_same_each_time(self, tmp_path: Path) -> None:
        documents = [cleaned(str(number), "la mer") for number in range(30)]
        with self.with_documents(tmp_path, *documents) as reader:
            keys = {each.key for each in reader.search(EVERYTHING, SCORING, 100).candidates}
            some = reader.sample(10)
            assert some == reader.sample(10)
            assert 0 < len(some) == len(set(some)) <= 10
            assert keys.issuperset(some)
            assert sorted(reader.sample(30)) == sorted(keys)
        with self.after(tmp_path / "none") as reader:
            assert reader.sample(10) == []

    def test_documents_without_a_day_are_last_whichever_come_first(self, tmp_path: Path) -> None:
        days = {
            "a": None,
            "b": datetime.date(2024, 1, 1),
            "c": datetime.date(2025, 1, 1),
            "d": None,
        }
        documents = [cleaned(id, "la mer", day) for id, day in days.items()]
        with self.with_documents(tmp_path, *documents) as reader:
            assert self.ids(reader, Sort.NEWEST) == ["c", "b", "a", "d"]
            assert self.ids(reader, Sort.OLDEST) == ["b", "c", "a", "d"]

    def test_titles_are_in_order_without_case_accents_and_signs_but_with_articles(
        self, tmp_path: Path
    ) -> None:
        titles = ["« Été »", "ÉTÉ", "La mer", "Étape", "?", "Mer", "L’été"]
        documents = [cleaned(str(i), "la mer", title=title) for i, title in enumerate(titles)]
        with self.with_documents(tmp_path, *documents) as reader:
            assert self.ids(reader, Sort.TITLE) == ["3", "0", "1", "6", "2", "5", "4"]

    def test_a_document_without_title_stands_where_its_first_words_do(self, tmp_path: Path) -> None:
        documents = [cleaned(text[0], text, title=None) for text in ("port", "mer", "navire")]
        with self.with_documents(tmp_path, *documents) as reader:
            assert self.ids(reader, Sort.TITLE) == ["m", "n", "p"]

    def test_lengths_are_told_apart_by_exact_numbers_of_content_words(self, tmp_path: Path) -> None:
        lengths = (0, 99, 100, 299, 300, 799, 800)
        documents = [cleaned(str(each), "de " + "mer " * each) for each in lengths]
        with self.with_documents(tmp_path, *documents) as reader:
            found = reader.counts(EVERYTHING, {}, [Facet.LENGTH], 1)
        assert found.values == {Facet.LENGTH: {"brief": 2, "short": 2, "medium": 2, "long": 1}}

    def test_values_of_a_facet_are_counted_whatever_is_chosen_of_it(self, tmp_path: Path) -> None:
        documents = [
            cleaned("a", "la mer", site="a.fr", section="sport"),
            cleaned("b", "la mer", site="b.fr", section="sport"),
            cleaned("c", "la mer", site="b.fr", section=None),
        ]
        chosen = {Facet.SITE: Has(Column.SITE, ("a.fr",))}
        with self.with_documents(tmp_path, *documents) as reader:
            found = reader.counts(EVERYTHING, chosen, [Facet.SITE, Facet.SECTION], 10)
        assert (found.total, found.distinct) == (1, 1)
        assert found.values == {Facet.SITE: {"b.fr": 2, "a.fr": 1}, Facet.SECTION: {"sport": 1}}
        assert found.missing == {Facet.SITE: 0, Facet.SECTION: 0}

    def test_reprints_count_once_among_the_distinct(self, tmp_path: Path) -> None:
        groups = {"a": "b", "b": "b", "c": None, "d": None}
        documents = [cleaned(id, "la mer", group=group) for id, group in groups.items()]
        with self.with_documents(tmp_path, *documents) as reader:
            found = reader.counts(EVERYTHING, {}, (), 10)
        assert (found.total, found.distinct) == (4, 3)

    def test_a_query_of_nothing_counts_nothing(self, tmp_path: Path) -> None:
        nothing = ParsedQuery("", None, ())
        with self.with_documents(tmp_path, cleaned("a", "la mer", group="a")) as reader:
            found = reader.counts(nothing, {}, [Facet.SITE], 10)
            [found_one] = reader.search(EVERYTHING, SCORING, 1).candidates
            assert reader.reprints(nothing, [found_one.key]) == [0]
            assert reader.search(nothing, SCORING, 10, Sort.TITLE).total == 0
        assert (found.total, found.distinct, found.values) == (0, 0, {Facet.SITE: {}})

    def ids(self, reader: IndexReader, sort: Sort) -> list[str]:
        query = ParsedQuery("", Not(Has(Column.SITE, ("nowhere",))), ())
        return [each.id for each in reader.search(query, SCORING, 99, sort).candidates]
