import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.analysis.plain import title_key
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import KINDS, Segment, file_name
from tests.engines.whoosh.codec.segments import DAY, build, joined, postings

WORDS = ["traité", "traités", "de", "la", "Hanoï", "mer", "œuvre", "l'été", "cyber-attaque"]
TEXTS = st.dictionaries(
    st.text("abcé~/1", min_size=1, max_size=4),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    min_size=1,
    max_size=8,
)
NUMBERS = itertools.count()


def naive(texts: dict[str, str]) -> dict[str, dict[str, dict[int, list[int]]]]:
    """Return the postings of both fields, found word by word."""
    fields: dict[str, dict[str, dict[int, list[int]]]] = {"stem": {}, "exact": {}}
    for number, id in enumerate(sorted(texts)):
        tokens, variants = FrenchAnalyzer().read(texts[id])
        found = [(t.position, t.exact, "" if t.is_stop else t.stem) for t in tokens]
        for position, exact, stem in sorted(found + [(v.position, *v[2:4]) for v in variants]):
            for field, term in (("exact", exact), ("stem", stem)):
                if term:
                    documents = fields[field].setdefault(term, {})
                    documents.setdefault(number, []).append(position)
    return fields


def check(segment: Segment, texts: dict[str, str]) -> None:
    """Hold all of a segment against the texts that it should hold."""
    expected = naive(texts)
    for field, terms in expected.items():
        found = postings(segment.postings(field))
        assert found == terms
        assert list(found) == sorted(found, key=str.encode)
    ids = sorted(texts)
    assert [id.decode() for id in segment.columns.ids] == ids
    digests = [segment.digests[number].decode() for number in range(len(ids))]
    assert digests == [f"digest of {texts[id]}" for id in ids]
    assert segment.columns.days.tolist() == [DAY.toordinal()] * len(ids)
    sites = [segment.columns.shared("site").of(number) for number in range(len(ids))]
    assert sites == [b"a.fr"] * len(ids)
    titles = [segment.columns.shared("title").of(number) for number in range(len(ids))]
    assert titles == [title_key(texts[id]).encode() or None for id in ids]
    authors = [segment.columns.shared("author").of(number) for number in range(len(ids))]
    assert authors == [None] * len(ids)
    stored = [segment.documents[number].decode() for number in range(len(ids))]
    assert stored == [f"stored {texts[id]}" for id in ids]
    traces = [segment.traces[number].decode() for number in range(len(ids))]
    assert traces == [f"trace of {texts[id]}" for id in ids]
    words = [FrenchAnalyzer().analyze(texts[id]) for id in ids]
    stems = [sum(not token.is_stop for token in each) for each in words]
    assert segment.words.tolist() == stems
    assert segment.record.length == sum(stems)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(first=TEXTS, second=TEXTS)
def test_a_segment_holds_the_last_text_of_each_id(
    tmp_path: Path, first: dict[str, str], second: dict[str, str]
) -> None:
    segment = build(tmp_path, f"{next(NUMBERS):08}", first, second)
    check(segment, first | second)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(first=TEXTS, second=TEXTS, third=TEXTS)
def test_joined_segments_hold_what_is_not_deleted(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], third: dict[str, str]
) -> None:
    segments, texts = [], first | second | third
    for each, later in ((first, second | third), (second, third), (third, {})):
        segment = build(tmp_path, f"{next(NUMBERS):08}", each)
        replaced = [n for n, id in enumerate(sorted(each)) if id in later]
        segments.append(segment.without(np.array(replaced)))
    check(joined(tmp_path, f"{next(NUMBERS):08}", segments), texts)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(TEXTS, st.integers(0, 8))
def test_segments_joined_are_the_bytes_of_one_written_at_once(
    tmp_path: Path, texts: dict[str, str], cut: int
) -> None:
    ids = sorted(texts)
    names = [f"{next(NUMBERS):08}" for _ in range(4)]
    parts = [{id: texts[id] for id in each} for each in (ids[:cut], ids[cut:])]
    segments = [
        build(tmp_path, name, part) for name, part in zip(names, parts, strict=False) if part
    ]
    joined(tmp_path, names[2], segments)
    build(tmp_path, names[3], texts)
    for kind in set(KINDS) - {"documents", "traces"}:  # these are copied as they were compressed
        one, other = (tmp_path / file_name(name, kind) for name in names[2:])
        assert one.read_bytes() == other.read_bytes(), kind


def test_frequencies_beyond_a_byte_are_kept(tmp_path: Path) -> None:
    counts = [254, 255, 256, 1000]
    texts = {str(count): "mer " * count + "ciel" for count in counts}
    segment = build(tmp_path, "1", texts)
    again = joined(tmp_path, "2", [segment])
    for each in (segment, again):
        found = postings(each.postings("stem"))["mer"]
        assert sorted(map(len, found.values())) == counts


def test_positions_beyond_two_bytes_are_kept(tmp_path: Path) -> None:
    segment = build(tmp_path, "1", {"a": "mer " * 70_000 + "ciel"})
    assert postings(segment.postings("stem"))["ciel"] == {0: [70_000]}


def test_the_order_in_which_documents_come_changes_no_posting(tmp_path: Path) -> None:
    texts = {"a": "la mer", "b": "le ciel", "c": "la mer et le ciel"}
    build(tmp_path, "1", texts)
    build(tmp_path, "2", dict(reversed(texts.items())))
    for kind in ("terms", "postings", "positions", "lengths", "columns"):
        one, other = (tmp_path / file_name(name, kind) for name in "12")
        assert one.read_bytes() == other.read_bytes()


def test_what_goes_wrong_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with SegmentFiles(tmp_path, "1") as files:
            files["terms"].append_bytes("text", b"terms")
            files["terms"].close()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_what_stands_where_a_word_does_counts_in_no_length(tmp_path: Path) -> None:
    texts = {"a": "cyber-attaque du 3 mai 2025", "b": "la", "c": "la côte", "d": "1 000"}
    segment = build(tmp_path, "00000001", texts)
    check(segment, texts)
    assert segment.words.tolist() == [5, 0, 1, 2]
    exact = postings(segment.postings("exact"))
    assert (exact["cyberattaque"], exact["1000"]) == ({0: [0]}, {3: [0]})
    assert (exact["2025-05-03"], exact["2025-05"]) == ({0: [3]}, {0: [4]})
    assert exact["côte"] == exact["cote"] == {2: [1]}
