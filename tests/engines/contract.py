"""What every engine must do: subclass `EngineContract` and say how to open the engine.

Matching, scores and positions are held against a naive engine that looks at every word.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.batches import CAPTIONS, BatchAnalyzer
from search.analysis.plain import title_key
from search.engines.base import YES, AnalyzedBatch, Entry, IndexReader, IndexWriter
from search.errors import DocumentNotFoundError, IndexLockedError, IndexNotFoundError
from search.models import Block, CleanedDocument, Label, Metadata
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Field,
    Fuzzy,
    Has,
    Inside,
    Long,
    Near,
    Not,
    ParsedQuery,
    Pattern,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    Zone,
    forms_of,
    parse,
    words_of,
)
from search.scoring import Scoring
from search.serialization import stored_document
from search.zones import analyze_kept, analyze_removed
from tests.engines import trees
from tests.engines.naive import NaiveIndex, naive_document
from tests.engines.trees import ANALYZER, cleaned, of_blocks, word

SCORING = Scoring()


def document(id: str, text: str) -> CleanedDocument:
    """Return a document of one block of text."""
    return cleaned(id, text)


def batch(documents: Sequence[CleanedDocument]) -> AnalyzedBatch:
    """Return documents as an engine takes them."""
    entries = [
        Entry(
            id=each.id,
            digest=f"digest of {each.text}",
            trace=f"trace of {each.text}",
            stored=stored_document(each),
            published=each.metadata.published,
            site=each.metadata.site,
            author=each.metadata.author or each.metadata.agency,
            language=each.metadata.language,
            group=each.group,
            agency=each.metadata.agency,
            section=each.metadata.section,
            picture=YES if each.metadata.image else None,
            truncated=YES if each.metadata.is_truncated else None,
            title=title_key(each.heading) or None,
        )
        for each in documents
    ]
    analyzer = BatchAnalyzer()
    return AnalyzedBatch(
        entries, analyze_kept(documents, analyzer), analyze_removed(documents, analyzer)
    )


def naive(documents: Sequence[CleanedDocument], deleted: Sequence[str] = ()) -> NaiveIndex:
    """Return an index that looks at every word of the documents."""
    return NaiveIndex([*map(naive_document, documents)], SCORING, deleted)


class EngineContract:
    """The tests; subclasses give `writer` and `reader`."""

    def writer(self, path: Path, *, rebuild: bool = False) -> IndexWriter:
        raise NotImplementedError

    def reader(self, path: Path) -> IndexReader:
        raise NotImplementedError

    def store(self, path: Path, *documents: CleanedDocument, delete: Sequence[str] = ()) -> None:
        with self.writer(path) as writer:
            if documents:
                writer.add(batch(documents))
            for id in delete:
                writer.delete(id)
            writer.commit()

    @contextlib.contextmanager
    def keeping(self, path: Path, *documents: CleanedDocument) -> Iterator[IndexReader]:
        self.store(path, *documents)
        with contextlib.closing(self.reader(path)) as reader:
            yield reader

    @contextlib.contextmanager
    def holding(self, path: Path, texts: Sequence[str]) -> Iterator[IndexReader]:
        documents = (document(str(number), text) for number, text in enumerate(texts))
        with self.keeping(path, *documents) as reader:
            yield reader

    def found(self, reader: IndexReader, text: str) -> list[str]:
        matches = reader.search(parse(text, ANALYZER), SCORING, 100)
        return [candidate.id for candidate in matches.candidates]

    @given(
        trees.documents,
        trees.queries | trees.unions | trees.filtered_unions | trees.conjunctions,
    )
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def test_matches_scores_and_order_are_those_of_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        query: ParsedQuery,
    ) -> None:
        with self.keeping(tmp_path_factory.mktemp("index"), *documents) as reader:
            matches = reader.search(query, SCORING, 100)
        wanted = naive(documents).search(query)
        assert matches.total == len(wanted)
        found = [(candidate.id, candidate.score) for candidate in matches.candidates]
        assert dict(found) == pytest.approx(dict(wanted))
        assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))

    @given(trees.documents, trees.queries | trees.unions)
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    def test_what_terms_count_in_a_document_adds_up_to_its_score(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        query: ParsedQuery,
    ) -> None:
        with self.keeping(tmp_path_factory.mktemp("index"), *documents) as reader:
            for each in reader.search(query, SCORING, 100).candidates:
                shares = reader.shares(query, each.key, SCORING)
                assert sum(shares.values()) == pytest.approx(each.score, rel=1e-5)
                forms = [form for term in query.terms for form in forms_of(term)]
                words = {word for form in forms for word in words_of(form)}
                looked_up = {(Field.STEM, word.stem) for word in words}
                looked_up |= {(Field.EXACT, word.exact) for word in words}
                assert shares.keys() <= looked_up | set(forms)

    @given(trees.documents, st.lists(trees.words, max_size=3), trees.zones)
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    def test_positions_are_those_of_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        wanted: list[Word],
        zone: Zone,
    ) -> None:
        with self.keeping(tmp_path_factory.mktemp("index"), *documents) as reader:
            everything = ParsedQuery("", All(()), ())
            keys = {c.key: c.id for c in reader.search(everything, SCORING, 100).candidates}
            counts, positions = reader.positions(wanted, sorted(keys), zone)
        by_id = {each.id: each for each in naive(documents).documents}
        spots = [by_id[keys[key]].positions(each, zone) for key in sorted(keys) for each in wanted]
        assert counts.shape == (len(documents), len(wanted))
        assert counts.ravel().tolist() == [len(each) for each in spots]
        assert positions.tolist() == [spot for each in spots for spot in each]

    @given(trees.documents, st.lists(trees.patterns, max_size=3), trees.zones)
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    def test_scores_of_patterns_are_those_of_all_their_terms_as_one(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        patterns: list[Pattern],
        zone: Zone,
    ) -> None:
        path = tmp_path_factory.mktemp("index")
        self.store(path, *documents)
        with contextlib.closing(self.reader(path)) as reader:
            everything = ParsedQuery("", All(()), ())
            keys = {c.key: c.id for c in reader.search(everything, SCORING, 100).candidates}
            found = reader.scores(patterns, sorted(keys), SCORING, zone)
        wanted = naive(documents).scores_of(patterns, zone)
        assert found.tolist() == [
            pytest.approx([wanted[pattern][keys[key]] for pattern in patterns], rel=1e-5)
            for key in sorted(keys)
        ]

    @given(trees.documents, trees.words, st.lists(trees.words, max_size=2), trees.zones)
    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    def test_frequencies_in_a_zone_are_those_of_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        word: Word,
        others: list[Word],
        zone: Zone,
    ) -> None:
        path = tmp_path_factory.mktemp("index")
        self.store(path, *documents)
        phrase = Phrase((word, *others))
        near = Fuzzy(word.exact or "", edits=1, fixed=1)
        with contextlib.closing(self.reader(path)) as reader:
            found = reader.frequency(phrase, zone)
            together = reader.together(word, others, zone)
            terms, weight = reader.terms_near(near, zone), reader.weight(word, zone)
        index = naive(documents)
        assert found == sum(each.says(phrase, zone) for each in index.documents)
        with_others = All((word, Any(tuple(others))))
        assert together == sum(each.matches(with_others, zone) for each in index.documents)
        assert terms == index.terms_near(near, zone)
        assert weight == pytest.approx(index.weight(word, zone))

    def test_words_of_a_zone_are_found_there_alone(self, tmp_path: Path) -> None:
        blocks = (
            Block(1, "À propos du port", Label.CHROME, "menu"),
            Block(2, "Un traité", Label.TITLE, "titre"),
            Block(3, "La mer est calme", Label.BODY, "corps"),
            Block(4, "Le quai", Label.CAPTION, "légende"),
        )
        self.store(tmp_path, CleanedDocument("a", blocks), CleanedDocument("b", blocks[2:3]))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            expected: dict[Clause, set[Zone]] = {
                word("traité"): {Zone.KEPT, Zone.TITLE, Zone.EVERYTHING},
                word("mer"): {Zone.KEPT, Zone.EVERYTHING},
                word("quai"): {Zone.KEPT, Zone.CAPTIONS, Zone.EVERYTHING},
                word("port"): {Zone.REMOVED, Zone.EVERYTHING},
                All((word("port"), word("mer"))): {Zone.EVERYTHING},
                Phrase((word("du"), word("port"))): {Zone.REMOVED, Zone.EVERYTHING},
                Phrase((word("Un"), word("traité"))): {Zone.KEPT, Zone.TITLE, Zone.EVERYTHING},
            }
            for clause, zones in expected.items():
                in_zones = [ParsedQuery("", clause, (), zone=zone) for zone in Zone]
                inside = [ParsedQuery("", Inside(zone, clause), ()) for zone in Zone]
                for queries in (in_zones, inside):
                    found = {
                        zone
                        for zone, query in zip(Zone, queries, strict=True)
                        if reader.search(query, SCORING, 1).total
                    }
                    assert found == zones

    def test_nothing_is_near_to_what_stands_in_removed_text(self, tmp_path: Path) -> None:
        blocks = (
            Block(1, "la mer", Label.BODY, "corps"),
            Block(2, "le port", Label.CHROME, "menu"),
        )
        self.store(tmp_path, CleanedDocument("a", blocks))
        words = word("mer"), word("port")
        with contextlib.closing(self.reader(tmp_path)) as reader:
            for clause, total in ((All(words), 1), (Near(words, 1 << 40), 0)):
                for query in (
                    ParsedQuery("", clause, words, zone=Zone.EVERYTHING),
                    ParsedQuery("", Inside(Zone.EVERYTHING, clause), words),
                ):
                    assert reader.search(query, SCORING, 1).total == total

    def test_a_zone_in_a_zone_takes_its_place_and_a_filter_means_the_same_in_all(
        self, tmp_path: Path
    ) -> None:
        title = Block(1, "Un traité", Label.TITLE, "titre")
        body = Block(2, "La mer est calme", Label.BODY, "corps")
        self.store(tmp_path, CleanedDocument("a", (title, body), Metadata(site="exemple.fr")))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            for clause, total in {
                Inside(Zone.REMOVED, Inside(Zone.TITLE, word("traité"))): 1,
                Inside(Zone.TITLE, Inside(Zone.REMOVED, word("traité"))): 0,
                Inside(Zone.TITLE, All((word("traité"), Inside(Zone.KEPT, word("mer"))))): 1,
                Inside(Zone.CAPTIONS, Has(Column.SITE, ("exemple.fr",))): 1,
                Inside(Zone.CAPTIONS, Long(4, 4)): 0,
                Inside(Zone.CAPTIONS, Long(3, 3)): 1,
                Inside(Zone.REMOVED, Not(word("mer"))): 1,
            }.items():
                assert reader.search(ParsedQuery("", clause, ()), SCORING, 1).total == total

    def test_the_captions_of_a_long_article_begin_where_it_ends(self, tmp_path: Path) -> None:
        long = Block(1, "mer " * (CAPTIONS + 5) + "port", Label.BODY, "corps")
        caption = Block(2, "le quai", Label.CAPTION, "légende")
        self.store(tmp_path, CleanedDocument("a", (caption, long)))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            for text, total in {"quai": 1, "port": 0, "mer": 0}.items():
                query = dataclasses.replace(parse(text, ANALYZER), zone=Zone.CAPTIONS)
                assert reader.search(query, SCORING, 1).total == total

    def test_equal_scores_are_in_the_order_of_ids(self, tmp_path: Path) -> None:
        self.store(tmp_path, *(document(id, "la mer") for id in ("b", "c", "a")))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a", "b", "c"]

    @pytest.mark.parametrize("query", ["mer", "-port"])
    def test_equal_scores_are_in_the_order_of_ids_across_the_limit(
        self, tmp_path: Path, query: str
    ) -> None:
        ids = [f"d{number:02}" for number in range(30)]
        self.store(tmp_path, *(document(id, "la mer") for id in reversed(ids)))
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            matches = reader.search(parse(query, ANALYZER), SCORING, 5)
        assert [candidate.id for candidate in matches.candidates] == ["a", *ids[:4]]
        assert matches.total == 31

    def test_no_score_or_weight_is_below_zero_after_deletions(self, tmp_path: Path) -> None:
        self.store(tmp_path, *(document(f"d{number}", "la mer") for number in range(300)))
        self.store(tmp_path, delete=[f"d{number}" for number in range(20)])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.weight(word("mer")) > 0
            matches = reader.search(parse("mer", ANALYZER), SCORING, 300)
        assert matches.total == 280
        assert all(candidate.score > 0 for candidate in matches.candidates)

    def test_a_rare_word_weighs_more_and_a_stop_word_by_its_form(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer", "la mer", "le traité"]) as reader:
            assert reader.weight(word("traité")) > reader.weight(word("mers"))
            assert reader.weight(word("de")) > reader.weight(word("la"))
            assert reader.weight(Prefix("tr")) > reader.weight(Prefix("m"))
            assert reader.weight(Prefix("la")) == reader.weight(word("la"))

    def test_frequencies_count_documents_in_whatever_field_has_more(self, tmp_path: Path) -> None:
        texts = ["la mer", "les mers", "le vieux port", "port vieux", "Hanoï"]
        with self.holding(tmp_path, texts) as reader:
            assert reader.frequency(word("mer")) == 2
            assert reader.frequency(Word("", "", "mer", is_stop=False)) == 1
            assert reader.frequency(word("la")) == 1
            assert reader.frequency(word("absent")) == 0
            assert reader.frequency(Phrase((word("vieux"), word("port")))) == 1
            assert reader.frequency(Phrase((word("vieux"), word("absent")))) == 0
            assert reader.frequency(Prefix("m")) == 2
            assert reader.frequency(Wildcard("?ort")) == 2
            assert reader.frequency(Prefix("absent")) == 0

    def test_documents_with_a_word_and_others_are_counted(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["mer noire", "mers rouges", "la mer", "rouge"]) as reader:
            others = [word("noire"), word("rouge"), word("absent")]
            assert reader.together(word("mer"), others) == 2
            assert reader.together(word("mer"), ()) == 0
            assert reader.together(word("absent"), others) == 0

    def test_near_terms_come_with_their_frequencies(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "hanoi"), document("b", "hanoi"))
        self.store(tmp_path, document("c", "hanoi haoni"), document("d", "autre"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.terms_near(Fuzzy("hanoy")) == {"hanoi": 3}
            assert reader.terms_near(Fuzzy("haoni")) == {"hanoi": 3, "haoni": 1}

    def test_settings_are_kept_and_seen_by_readers_that_are_opened_later(
        self, tmp_path: Path
    ) -> None:
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as old:
            assert old.setting("noms.txt") == b""
            with self.writer(tmp_path) as writer:
                writer.keep("noms.txt", b"un, deux")
            assert old.setting("noms.txt") == b""
            assert not old.is_current()
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.setting("noms.txt") == b"un, deux"
            assert reader.is_current()

    def test_a_setting_of_nothing_is_none(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        for content in (b"un", b"", b""):
            with self.writer(tmp_path) as writer:
                writer.keep("noms.txt", content)
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.setting("noms.txt") == b""

    def test_the_limit_cuts_the_candidates_but_not_the_total(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer", "la mer de Hanoï", "signature"]) as reader:
            matches = reader.search(parse("mer", ANALYZER), SCORING, 1)
        assert matches.total == 2
        assert [candidate.id for candidate in matches.candidates] == ["0"]

    def test_a_query_of_nothing_matches_nothing(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            assert reader.search(parse("", ANALYZER), SCORING, 10).total == 0

    def test_documents_come_back_as_they_were_stored(self, tmp_path: Path) -> None:
        stored = document("dossier/été 1", "Le traité de Hanoï")
        self.store(tmp_path, stored)
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.document("dossier/été 1") == stored
            [candidate] = reader.search(parse("traité", ANALYZER), SCORING, 1).candidates
            assert reader.documents([candidate.key]) == [stored]
            assert reader.document_count == 1

    def test_an_unknown_id_raises(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            with pytest.raises(DocumentNotFoundError) as error:
                reader.document("autre")
            assert error.value.id == "autre"

    def test_a_document_takes_the_place_of_one_with_the_same_id(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "la mer"))
        self.store(tmp_path, document("a", "le traité"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["b"]
            assert self.found(reader, "traité") == ["a"]
            assert reader.document_count == 2

    def test_a_deleted_document_is_not_found(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "la mer"))
        self.store(tmp_path, delete=["a", "unknown"])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["b"]
            assert self.found(reader, "-traité") == ["b"]
            with pytest.raises(DocumentNotFoundError):
                reader.document("a")

    def test_an_index_can_become_empty_and_be_filled_again(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        self.store(tmp_path, delete=["a"])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.document_count == 0
            assert self.found(reader, "mer") == []
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a"]

    def test_an_updated_index_scores_like_one_built_at_once(self, tmp_path: Path) -> None:
        self.store(tmp_path / "updated", document("a", "la mer"), document("b", "le traité"))
        self.store(tmp_path / "updated", document("a", "traité de la mer"), delete=["b"])
        self.store(tmp_path / "updated", document("c", "mer de Hanoï"))
        self.store(
            tmp_path / "at once", document("a", "traité de la mer"), document("c", "mer de Hanoï")
        )
        results = []
        for name in ("updated", "at once"):
            with contextlib.closing(self.reader(tmp_path / name)) as reader:
                matches = reader.search(parse("mer traité", ANALYZER), SCORING, 10)
                results.append([(c.id, pytest.approx(c.score)) for c in matches.candidates])
        assert results[0] == results[1]

    def test_a_reader_keeps_its_view_while_a_writer_commits(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            assert reader.is_current()
            self.store(tmp_path, document("0", "le traité"), document("1", "la mer"))
            assert not reader.is_current()
            assert self.found(reader, "mer") == ["0"]
            assert reader.document("0").text == "la mer"

    def test_what_is_not_committed_is_dropped(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        with self.writer(tmp_path) as writer:
            writer.add(batch([document("b", "la mer")]))
            writer.delete("a")
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a"]

    def test_a_failure_inside_leaves_the_index_as_it_was_and_unlocked(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.suppress(ZeroDivisionError), self.writer(tmp_path) as writer:
            writer.add(batch([document("b", "la mer")]))
            raise ZeroDivisionError
        self.store(tmp_path, document("c", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a", "c"]

    def test_there_is_one_writer_at_a_time(self, tmp_path: Path) -> None:
        with self.writer(tmp_path), pytest.raises(IndexLockedError) as error:
            self.writer(tmp_path).__enter__()
        assert error.value.path == str(tmp_path)

    def test_a_writer_that_cannot_begin_leaves_no_lock(self, tmp_path: Path) -> None:
        with self.writer(tmp_path), pytest.raises(IndexLockedError):
            self.store(tmp_path, document("b", "la mer"))
        self.store(tmp_path, document("c", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["c"]

    def test_digests_and_traces_are_known_by_id(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "le traité"))
        with self.writer(tmp_path) as writer:
            assert writer.digests() == {"a": "digest of la mer", "b": "digest of le traité"}
            assert writer.traces() == {"a": "trace of la mer", "b": "trace of le traité"}

    def test_rebuilding_begins_from_nothing_and_is_seen_at_the_commit(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "la mer"))
        with self.writer(tmp_path, rebuild=True) as writer:
            assert writer.digests() == writer.traces() == {}
            writer.add(batch([document("a", "la mer")]))
            with contextlib.closing(self.reader(tmp_path)) as reader:
                assert self.found(reader, "mer") == ["a", "b"]
            writer.commit()
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a"]

    def test_no_index_is_an_error_that_names_the_place(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "missing"):
            with pytest.raises(IndexNotFoundError) as error:
                self.reader(path)
            assert error.value.path == str(path)

    def test_frequencies_beyond_a_byte_are_right(self, tmp_path: Path) -> None:
        texts = ["mer " * 300 + "traité", "mer " * 299 + "traité " * 2]
        with self.holding(tmp_path, texts) as reader:
            query = parse("mer", ANALYZER)
            matches = reader.search(query, SCORING, 10)
        documents = [document(str(number), text) for number, text in enumerate(texts)]
        wanted = dict(naive(documents).search(query))
        assert {c.id: c.score for c in matches.candidates} == pytest.approx(wanted, rel=0.01)

    @pytest.mark.parametrize("zone", list(Zone))
    def test_many_documents_and_frequencies_beyond_a_byte_are_right_in_every_zone(
        self, tmp_path: Path, zone: Zone
    ) -> None:
        labels = (Label.TITLE, Label.BODY, Label.CAPTION, Label.CHROME)
        times = [1, 2, 3, 254, 255]
        documents = [
            of_blocks(
                f"{number:03}",
                [(label, "mer " * times[number % 5] + "port") for label in labels],
            )
            for number in range(140)
        ]
        self.store(tmp_path, *documents)
        index = naive(documents)
        terms = (word("mer"), word("port"))
        query = ParsedQuery("", Any(terms), terms, zone=zone)
        wanted = dict(index.search(query))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            found = reader.search(query, SCORING, 140).candidates
            keys = {each.key: each.id for each in found}
            placings = reader.positions(terms, sorted(keys), zone)
        assert {each.id: each.score for each in found} == pytest.approx(wanted, rel=0.05)
        by_id = {each.id: each for each in index.documents}
        spots = [by_id[keys[key]].positions(each, zone) for key in sorted(keys) for each in terms]
        assert placings.positions.tolist() == [spot for each in spots for spot in each]
