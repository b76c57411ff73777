import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import BLOCK_GAP, CAPTIONS
from search.engines.whoosh.codec.building import SegmentBuilder
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import (
    KINDS,
    REMOVED_FIELDS,
    Segment,
    file_name,
)
from search.models import Block, CleanedDocument, Label
from tests.engines import trees
from tests.engines.storing import batch
from tests.engines.whoosh.codec.segments import joined, postings

NUMBERS = itertools.count()

KEPT = Block(3, "La mer", Label.BODY, "corps")
REMOVED = Block(1, "Le port et la mer", Label.CHROME, "menu")


def build(folder: Path, *documents: CleanedDocument) -> Segment:
    """Write documents as a segment, each in a batch of its own."""
    with SegmentFiles(folder, f"{next(NUMBERS):08}") as files:
        builder = SegmentBuilder(files)
        for each in documents:
            builder.add(batch([each]))
        return Segment(folder, builder.finish())


def join(folder: Path, segments: Sequence[Segment]) -> Segment:
    return joined(folder, f"{next(NUMBERS):08}", segments)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(trees.documents, st.integers(0, 8))
def test_segments_joined_are_the_bytes_of_one_written_at_once(
    tmp_path: Path, documents: list[CleanedDocument], cut: int
) -> None:
    parts = [build(tmp_path, *part) for part in (documents[:cut], documents[cut:]) if part]
    segments = join(tmp_path, parts), build(tmp_path, *documents)
    for kind in set(KINDS) - {"documents", "traces"}:  # these are copied as they were compressed
        one, other = (tmp_path / file_name(each.record.name, kind) for each in segments)
        assert one.read_bytes() == other.read_bytes(), kind


def test_removed_text_has_fields_and_positions_of_its_own(tmp_path: Path) -> None:
    segment = build(tmp_path, CleanedDocument("a", (REMOVED, KEPT)))
    assert postings(segment.postings("exact")) == {"la": {0: [0]}, "mer": {0: [1]}}
    assert postings(segment.postings("removed.exact"))["mer"] == {0: [4]}
    assert postings(segment.postings("removed.stem")) == {"mer": {0: [4]}, "port": {0: [1]}}
    assert segment.words.tolist() == [1]


def test_nothing_is_written_of_removed_text_where_there_is_none(tmp_path: Path) -> None:
    without = CleanedDocument("a", (KEPT,))
    segment = build(tmp_path, without)
    assert not any(map(segment.has, REMOVED_FIELDS))
    both = build(tmp_path, CleanedDocument("b", (REMOVED,)), CleanedDocument("c", (KEPT,)))
    assert all(map(both.has, REMOVED_FIELDS))
    assert all(map(join(tmp_path, [segment, both]).has, REMOVED_FIELDS))


def test_what_was_removed_from_a_deleted_document_leaves_no_trace(tmp_path: Path) -> None:
    without, deleted = CleanedDocument("a", (KEPT,)), CleanedDocument("b", (REMOVED,))
    again = join(tmp_path, [build(tmp_path, without, deleted).without(np.array([1]))])
    alone = build(tmp_path, without)
    for kind in ("terms", "postings", "positions", "lengths"):
        one, other = (tmp_path / file_name(each.record.name, kind) for each in (again, alone))
        assert one.read_bytes() == other.read_bytes(), kind


def test_titles_end_and_captions_begin_where_it_is_noted(tmp_path: Path) -> None:
    titles = [Block(2, text, Label.TITLE, "titre") for text in ("Un port", "Une mer calme")]
    caption = Block(4, "Le quai", Label.CAPTION, "légende")
    long = Block(5, "mer " * CAPTIONS, Label.BODY, "corps")
    documents = [
        CleanedDocument("a", (KEPT,)),
        CleanedDocument("b", (caption, KEPT, *titles)),
        CleanedDocument("c", (titles[0], caption, long)),
    ]
    segment = build(tmp_path, *documents)
    for each in (segment, join(tmp_path, [segment])):
        assert each.title_ends.tolist() == [0, 5 + BLOCK_GAP, 2]
        assert each.caption_starts.tolist() == [CAPTIONS, CAPTIONS, CAPTIONS + 2 + 2 * BLOCK_GAP]
        assert postings(each.postings("exact"))["quai"] == {
            1: [CAPTIONS + 1],
            2: [CAPTIONS + 3 + 2 * BLOCK_GAP],
        }
