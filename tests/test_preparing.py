import dataclasses
import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from search.analysis.batches import BatchAnalyzer
from search.cleaning.site_rules import Rules
from search.cleaning.traces import Verdict, line_key, trace_from_json
from search.engines.writer import AnalyzedBatch
from search.models import CleanedDocument, Cleaning, Format, Metadata, RawDocument, Rejection
from search.packing import pack
from search.preparing import BATCH_SIZE, in_batches, prepare
from search.serialization import document_from_stored
from search.settling import Changes, settle_all
from search.spooling import BatchSpool

SLOGAN = "Le journal de la vallée depuis 1921"
STORY = "Le navire {id} a quitté le port de {id} lundi, a annoncé la capitainerie de {id}."


def raw(id: str, text: str | None = None) -> RawDocument:
    text = f"{STORY.format(id=id)}\n\n{SLOGAN}" if text is None else text
    return RawDocument(id, text, Format.TEXT, f"{id}.txt", id)


def stored(document: bytes) -> CleanedDocument:
    return document_from_stored(document)


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([], []),
        ([5], [1]),
        ([1] * (BATCH_SIZE + 1), [BATCH_SIZE, 1]),
        ([1 << 17, 1, (1 << 17) - 1, 1], [1, 2, 1]),
    ],
)
def test_a_batch_is_full_with_many_documents_or_with_long_ones(
    lengths: list[int], batches: list[int]
) -> None:
    documents = [raw(str(number), "a" * length) for number, length in enumerate(lengths)]
    found = list(in_batches(documents, Cleaning.AUTO))
    assert [len(batch) for batch in found] == batches
    assert [each for batch in found for each in batch] == documents


def test_documents_are_cleaned_and_analyzed_and_those_without_an_article_are_rejected() -> None:
    prepared = prepare([raw("a"), raw("b", ""), raw("c")], Cleaning.AUTO, Rules())
    batch = prepared.batch
    assert [remark.id for remark in prepared.remarks] == ["a", "c"]
    assert [entry.id for entry in batch.entries] == ["a", "c"]
    assert [entry.trace for entry in batch.entries] == [each.trace for each in prepared.remarks]
    assert "journal" in batch.tokens.stems
    assert prepared.rejected == [Rejection("b.txt", "no article found in it")]


def test_what_is_known_of_a_document_stands_in_its_entry() -> None:
    image, day = "https://a.fr/une.jpg", datetime.date(2025, 10, 26)
    known = Metadata("L’Été", None, day, "a.fr", agency="AFP", section="Mer", image=image)
    document = dataclasses.replace(raw("a"), declared=known)
    [entry] = prepare([document], Cleaning.OFF, Rules()).batch.entries
    assert (entry.published, entry.site, entry.author) == (day, "a.fr", "AFP")
    assert (entry.agency, entry.section, entry.picture) == ("AFP", "Mer", "yes")
    assert (entry.truncated, entry.title) == (None, "l ete")


def test_an_author_is_known_before_the_agency_and_what_is_cut_off_is_marked() -> None:
    known = Metadata("?", "Anne", agency="AFP", is_truncated=True)
    document = dataclasses.replace(raw("a"), declared=known)
    [entry] = prepare([document], Cleaning.OFF, Rules()).batch.entries
    assert (entry.author, entry.agency) == ("Anne", "AFP")
    assert (entry.picture, entry.truncated, entry.title) == (None, "yes", None)


def test_a_batch_of_which_all_is_rejected_is_empty() -> None:
    prepared = prepare([raw("a", "")], Cleaning.AUTO, Rules())
    batch = prepared.batch
    assert (list(batch.entries), len(batch.tokens.counts)) == ([], 0)


def settled_by(
    batch: AnalyzedBatch, verdicts: Mapping[int, Verdict], folder: Path
) -> AnalyzedBatch:
    """Settle a batch that waits behind another one."""
    spool = BatchSpool(folder)
    spool.append(b"another")
    [settled] = settle_all(spool, [Changes(spool.append(pack(batch)), verdicts)])
    return settled


def test_lines_that_others_give_away_are_removed_from_the_document_and_its_terms(
    tmp_path: Path,
) -> None:
    prepared = prepare([raw("a"), raw("b")], Cleaning.AUTO, Rules())
    verdict = Verdict(chrome=frozenset({line_key(SLOGAN)}))
    settled = settled_by(prepared.batch, {1: verdict}, tmp_path)
    first, second = (stored(entry.stored) for entry in settled.entries)
    assert SLOGAN in first.text
    assert SLOGAN not in second.text
    assert trace_from_json(settled.entries[1].trace).verdict == verdict
    wanted = BatchAnalyzer().analyze([[b.text for b in each.kept] for each in (first, second)])
    assert settled.tokens.counts.tolist() == wanted.counts.tolist()
    removed = BatchAnalyzer().analyze([[b.text for b in each.removed] for each in (first, second)])
    assert settled.removed is not None
    assert settled.removed.counts.tolist() == removed.counts.tolist() == [0, 7]
    assert "journal" in settled.removed.stems
    assert prepared.batch.removed is None


def test_a_group_changes_the_entry_and_no_term(tmp_path: Path) -> None:
    prepared = prepare([raw("a"), raw("b")], Cleaning.OFF, Rules())
    settled = settled_by(prepared.batch, {0: Verdict(group="b")}, tmp_path)
    before = prepared.batch
    assert [entry.group for entry in settled.entries] == ["b", None]
    assert stored(settled.entries[0].stored).group == "b"
    assert settled.entries[1] == before.entries[1]
    assert settled.tokens.stem_numbers.tolist() == before.tokens.stem_numbers.tolist()
