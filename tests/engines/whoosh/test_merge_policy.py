from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.codec.segments import SegmentRecord
from search.engines.whoosh.merge_policy import MERGED_DOCUMENTS, segments_to_merge


def segment(name: str, documents: int, deleted: int = 0) -> SegmentRecord:
    return SegmentRecord(name, documents, deleted, 0, None, {})


def test_a_first_segment_stays_as_it_was_written() -> None:
    assert segments_to_merge([], [segment("a", 10)]) == []


def test_all_that_a_run_writes_becomes_one() -> None:
    new = [segment("a", 5000), segment("b", 5000), segment("c", 3000)]
    assert segments_to_merge([], new) == new


def test_a_small_change_leaves_a_large_segment_alone() -> None:
    assert segments_to_merge([segment("a", 10_000)], [segment("b", 3)]) == []


def test_small_segments_join_those_that_are_written() -> None:
    old = [segment("a", 10_000), segment("b", MERGED_DOCUMENTS)]
    new = [segment("c", 3)]
    assert segments_to_merge(old, new) == [new[0], old[1]]


def test_a_segment_with_many_deletions_is_written_anew() -> None:
    worn = segment("a", 10_000, deleted=2_001)
    assert segments_to_merge([worn], []) == [worn]
    assert segments_to_merge([segment("a", 10_000, deleted=2_000)], []) == []


@given(st.lists(st.integers(1, 3000), max_size=60))
def test_each_segment_is_larger_than_all_smaller_ones_together(runs: list[int]) -> None:
    segments: list[SegmentRecord] = []
    for number, documents in enumerate(runs):
        new = [segment(str(number), documents)]
        chosen = segments_to_merge(segments, new)
        kept = [each for each in [*segments, *new] if each not in chosen]
        total = sum(each.live for each in chosen)
        segments = [*kept, segment(f"{number} joined", total)] if chosen else kept
    sizes = sorted(each.live for each in segments)
    assert all(size > sum(sizes[:place]) for place, size in enumerate(sizes))
    assert sum(sizes) == sum(runs)
