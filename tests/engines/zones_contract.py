"""What every engine must know of the zones of a document."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

import pytest
from hypothesis import strategies as st

from search.analysis.batches import CAPTIONS
from search.models import Block, CleanedDocument, Label, Metadata
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Fuzzy,
    Has,
    Inside,
    Long,
    Near,
    Not,
    ParsedQuery,
    Pattern,
    Phrase,
    Word,
    Zone,
    parse,
)
from tests.engines import trees
from tests.engines.storing import SCORING, Storing, holds_for, naive
from tests.engines.trees import ANALYZER, of_blocks, word


class ZonesContract(Storing):
    """The tests; subclasses give `writer` and `reader`."""

    @holds_for(trees.documents, st.lists(trees.words, max_size=3), trees.zones, examples=100)
    def test_positions_are_those_of_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        wanted: list[Word],
        zone: Zone,
    ) -> None:
        with self.keeping(self.empty(tmp_path_factory), *documents) as reader:
            everything = ParsedQuery("", All(()), ())
            keys = {c.key: c.id for c in reader.search(everything, SCORING, 100).candidates}
            counts, positions = reader.positions(wanted, sorted(keys), zone)
        by_id = {each.id: each for each in naive(documents).documents}
        spots = [by_id[keys[key]].positions(each, zone) for key in sorted(keys) for each in wanted]
        assert counts.shape == (len(documents), len(wanted))
        assert counts.ravel().tolist() == [len(each) for each in spots]
        assert positions.tolist() == [spot for each in spots for spot in each]

    @holds_for(trees.documents, st.lists(trees.patterns, max_size=3), trees.zones, examples=100)
    def test_scores_of_patterns_are_those_of_all_their_terms_as_one(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        patterns: list[Pattern],
        zone: Zone,
    ) -> None:
        with self.keeping(self.empty(tmp_path_factory), *documents) as reader:
            everything = ParsedQuery("", All(()), ())
            keys = {c.key: c.id for c in reader.search(everything, SCORING, 100).candidates}
            found = reader.scores(patterns, sorted(keys), SCORING, zone)
        wanted = naive(documents).scores_of(patterns, zone)
        assert found.tolist() == [
            pytest.approx([wanted[pattern][keys[key]] for pattern in patterns], rel=1e-5)
            for key in sorted(keys)
        ]

    @holds_for(
        trees.documents, trees.words, st.lists(trees.words, max_size=2), trees.zones, examples=50
    )
    def test_frequencies_in_a_zone_are_those_of_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        word: Word,
        others: list[Word],
        zone: Zone,
    ) -> None:
        phrase = Phrase((word, *others))
        near = Fuzzy(word.exact or "", edits=1, fixed=1)
        with self.keeping(self.empty(tmp_path_factory), *documents) as reader:
            found = reader.frequencies([phrase], zone)
            together = reader.together([(word, others)], zone)
            terms, weights = reader.terms_near(near, zone), reader.weights([word], zone)
        index = naive(documents)
        assert found == [sum(each.says(phrase, zone) for each in index.documents)]
        with_others = All((word, Any(tuple(others))))
        counts = [sum(each.matches(with_others, zone) for each in index.documents)]
        assert together == counts
        assert terms == index.terms_near(near, zone)
        assert weights == pytest.approx([index.weight(word, zone)])

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
