import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.completer import Sample
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.query import Word
from tests.engines.storing import batch, document
from tests.engines.trees import ANALYZER

several = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
texts = st.lists(
    st.lists(st.sampled_from(["mer", "merle", "de", "la", "lame", "port"]), max_size=12).map(
        " ".join
    ),
    max_size=8,
)
starts = st.sampled_from(["", "m", "mer", "merl", "l", "p", "x"])
contexts = st.lists(st.sampled_from(["mer", "de", "la", "x"]), min_size=1, max_size=3)


def exactly(*words: str) -> list[Word]:
    return [Word(word, "", word, is_stop=False) for word in words]


@contextlib.contextmanager
def holding(path: Path, texts: Sequence[str]) -> Iterator[WhooshIndexReader]:
    """Yield an index of two segments, in which the first document is deleted."""
    merging = mock.patch("search.engines.whoosh.writing.segments_to_merge", return_value=())
    documents = [document(str(number), text) for number, text in enumerate(texts)]
    with merging, mock.patch("os.fsync"):
        for part in (documents[::2], documents[1::2]):
            with WhooshIndexWriter(str(path)) as writer:
                if part:
                    writer.add(batch(part))
                writer.commit()
        with WhooshIndexWriter(str(path)) as writer:
            writer.delete("0")
            writer.commit()
    with contextlib.closing(WhooshIndexReader(str(path))) as reader:
        yield reader


def words_of(text: str) -> list[str]:
    return [token.exact for token in ANALYZER.analyze(text)]


@several
@given(texts, contexts, starts)
def test_words_are_found_behind_others_and_beside_them(
    tmp_path_factory: pytest.TempPathFactory, given: list[str], context: list[str], start: str
) -> None:
    live = {str(number): words_of(text) for number, text in enumerate(given) if number}
    size = len(context)
    behind = sorted(
        (id, place, words[place])
        for id, words in live.items()
        for place in range(size, len(words))
        if words[place - size : place] == context and words[place].startswith(start)
    )
    beside = Counter(
        word
        for words in live.values()
        if set(context) <= set(words)
        for word in set(words)
        if word.startswith(start)
    )
    with holding(tmp_path_factory.mktemp("index"), given) as reader:
        found = reader.completer.behind(exactly(*context), start)
        ids = [each.id for each in reader.documents(found.keys.tolist())]
        terms = [found.terms[number] for number in found.numbers.tolist()]
        assert sorted(zip(ids, found.positions.tolist(), terms, strict=True)) == behind
        assert reader.completer.beside(exactly(*context), start, 30) == beside
        keys = reader.completer.holding(exactly(*context), 30)
        rows = [each.id for each in reader.documents(keys)]
    wanted = {
        id for id, words in live.items() if f" {' '.join(context)} " in f" {' '.join(words)} "
    }
    assert set(rows) == wanted


@several
@given(texts, starts)
def test_the_most_frequent_forms_come_first_and_the_earliest_documents(
    tmp_path_factory: pytest.TempPathFactory, given: list[str], start: str
) -> None:
    counts = Counter(
        word for text in given for word in set(words_of(text)) if word.startswith(start)
    )
    best = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    first = {
        str(number): min(places)
        for number, text in enumerate(given)
        if number
        and (places := [n for n, each in enumerate(words_of(text)) if each.startswith(start)])
    }
    with holding(tmp_path_factory.mktemp("index"), given) as reader:
        assert [*reader.completer.frequent(start, 30).items()] == best
        assert [*reader.completer.frequent(start, 4).items()] == best[:4]
        early = reader.documents(reader.completer.early(start, 3, 30))
    wanted = {id: place for id, place in first.items() if place < 3}
    assert sorted(each.id for each in early) == sorted(wanted)
    assert [wanted[each.id] for each in early] == sorted(wanted.values())


def test_phrases_are_counted_in_as_many_documents_as_there_is_room_for(tmp_path: Path) -> None:
    given = ["gone", *["la mer"] * 6, "mer la", "mer la port"]
    others = [exactly("mer"), exactly("port")]
    with holding(tmp_path, given) as reader:
        count = reader.completer.count_in_a_row
        assert count(exactly("la"), others, 1000) == [Sample(6, 8, 8), Sample(1, 1, 1)]
        rare, frequent = reversed(count(exactly("la"), others, 20))
        assert rare == Sample(1, 1, 1)
        assert (frequent.looked_at, frequent.total) == (8, 8)
        [first, _] = count(exactly("la"), others, 14)
        assert 0 < first.looked_at < 8


def test_words_are_counted_with_those_before_and_without(tmp_path: Path) -> None:
    with holding(tmp_path, ["mer", "la mer", "mer", "la"]) as reader:
        together = reader.completer.count_together
        assert together(exactly("la"), exactly("mer", "x")) == [1, 0]
        assert together((), exactly("mer", "x")) == [2, 0]


def test_a_form_that_stands_behind_words_in_one_of_its_documents_follows_them(
    tmp_path: Path,
) -> None:
    with holding(tmp_path, ["de port", "mer la", "la mer", "port"]) as reader:
        follows = reader.completer.follows
        assert follows(exactly("la"), "mer", 8)
        assert not follows(exactly("de"), "port", 8)
        assert not follows(exactly("la"), "x", 8)


def test_of_too_many_postings_the_frequent_forms_are_looked_at(tmp_path: Path) -> None:
    given = ["gone", "la mer", "mer merle", "la mer"]
    limits = {"MOST_POSTINGS": 1, "FREQUENT": 1, "OF_EACH": 1}
    with contextlib.ExitStack() as patches:
        for name, value in limits.items():
            patches.enter_context(mock.patch(f"search.engines.whoosh.completing.{name}", value))
        reader = patches.enter_context(holding(tmp_path, given))
        assert reader.completer.beside(exactly("mer"), "m", 8) == {"mer": 3}
        assert not len(reader.completer.behind(exactly("la"), "m").keys)
        assert len(reader.completer.early("m", 3, 8)) == 2
