"""Whatever numbers stand in an index, a search of it ends in an answer or in our error."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter, array_kernels, kernels
from search.engines.whoosh.codec.postings import BLOCK
from search.engines.whoosh.codec.segments import KINDS
from search.engines.whoosh.kernels import Arrangement
from search.errors import BrokenIndexError
from search.models import Label
from search.query import (
    All,
    Any,
    Column,
    Fuzzy,
    Has,
    Near,
    ParsedQuery,
    Phrase,
    Prefix,
    TermRange,
    Wildcard,
    Zone,
)
from search.requests import Facet, Sort
from tests.engines.storing import SCORING, batch
from tests.engines.trees import of_blocks, word

WORDS = (word("mer"), word("traité"), word("Hanoï"))
QUERIES = [
    ParsedQuery("", clause, WORDS, zone=zone)
    for zone in Zone
    for clause in (
        Any(WORDS),
        All(WORDS[:2]),
        All((Any(WORDS[:2]), WORDS[2])),
        Phrase(WORDS[:2]),
        Near(WORDS[:2], 5),
        Near(WORDS[:2], 5, is_ordered=True),
        Prefix("t"),
        Wildcard("*e*"),
        Fuzzy("traite"),
        TermRange("a", "z"),
    )
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index")
    texts = ["la mer traité de Hanoï " * (1 + number % 3) for number in range(2 * BLOCK)]
    texts += ["mer " * 300 + "traité", "traité " * 300 + "mer"]
    labels = (Label.BODY, Label.TITLE, Label.CAPTION, Label.CHROME)
    documents = [
        of_blocks(f"d{number}", [(label, text) for label in labels], None, None, None)
        for number, text in enumerate(texts)
    ]
    with WhooshIndexWriter(str(path)) as writer:
        writer.add(batch(documents))
        writer.commit()
    return path


def ask_everything(path: Path) -> None:
    """Use an index in every way; BrokenIndexError is an answer."""
    with (
        contextlib.suppress(BrokenIndexError),
        contextlib.closing(WhooshIndexReader(str(path))) as reader,
    ):
        for query in QUERIES:
            ask(reader, query)
            count(reader, query)


def ask(reader: WhooshIndexReader, query: ParsedQuery) -> None:
    with contextlib.suppress(BrokenIndexError):
        keys = sorted(each.key for each in reader.search(query, SCORING, 10).candidates)
        reader.positions(WORDS, keys, query.zone)
        reader.scores([Prefix("m"), Prefix("")], keys, SCORING, query.zone)


def count(reader: WhooshIndexReader, query: ParsedQuery) -> None:
    for sort in Sort:
        with contextlib.suppress(BrokenIndexError):
            keys = [each.key for each in reader.search(query, SCORING, 10, sort).candidates]
            reader.groups(keys)
            reader.reprints(query, keys)
            reader.days(keys)
    for facet in Facet:
        with contextlib.suppress(BrokenIndexError):
            reader.counts(query, {Facet.SITE: Has(Column.SITE, ("exemple.fr",))}, [facet], 3)
            reader.counts(query, {}, [facet], 3)
    with contextlib.suppress(BrokenIndexError):
        reader.titled([*reader.titles("t", 3)])
        reader.frequent_values(Column.GROUP, 3)
        reader.sample(3)


@given(
    kind=st.sampled_from(KINDS),
    place=st.floats(0, 1, exclude_max=True),
    values=st.binary(min_size=1, max_size=64),
)
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_bytes_overwritten_anywhere_end_in_an_answer_or_our_error(
    index: Path,
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    place: float,
    values: bytes,
) -> None:
    damaged = tmp_path_factory.mktemp("damaged")
    shutil.copytree(index, damaged, dirs_exist_ok=True)
    [path] = damaged.glob(f"*.{kind}")
    with path.open("r+b") as file:
        file.seek(int(place * (path.stat().st_size - len(values))))
        file.write(values)
    ask_everything(damaged)
    shutil.rmtree(damaged)


numbers = st.lists(st.integers(0, 1 << 16) | st.integers(0, (1 << 32) - 1), max_size=12)


def array(values: list[int], kind: str) -> memoryview:
    return np.array(values, dtype=np.uint64).astype(kind).data


@given(
    documents=numbers,
    frequencies=st.lists(st.sampled_from([0, 1, 2, 255]), max_size=12),
    many=numbers,
    positions=numbers,
    bounds=st.tuples(st.integers(-2, 14), st.integers(-2, 14)),
    kinds=st.tuples(*[st.sampled_from(["<u2", "<u4"])] * 2),
    count=st.integers(0, 70_000),
)
@settings(max_examples=500, deadline=None)
@pytest.mark.parametrize(
    "module", [each for each in (array_kernels, kernels.compiled) if each is not None]
)
def test_arrays_of_any_numbers_are_never_read_beyond_their_ends(
    module: ModuleType,
    documents: list[int],
    frequencies: list[int],
    many: list[int],
    positions: list[int],
    bounds: tuple[int, int],
    kinds: tuple[str, str],
    count: int,
) -> None:
    arrays = kernels.Arrays(
        array(documents, kinds[0]),
        array(frequencies, "<u1"),
        array(many, "<u8"),
        array(many[::-1], "<u4"),
        array(positions, "<u4"),
        array(positions, kinds[1]),
    )
    lists = (kernels.TermList(arrays, *bounds), kernels.TermList(arrays, 0, len(documents)))
    words = ((lists[0],), lists)
    model = memoryview(bytes(count)), np.ones(1 << 16, dtype=np.float32).data
    scored = lists, (1.0, 2.0), *model
    found = array(sorted(documents), "<u4")
    marked = bytearray(count)
    entries = arrays.frequencies, arrays.documents
    calls: dict[Callable[..., object], list[tuple[object, ...]]] = {
        module.best_of_any: [
            (*scored, found, marks, room, 3)
            for marks, room in ((b"", None), (b"", marked), (bytes(count), marked))
        ],
        module.best_among: [(found, *scored, 3)],
        module.best_of_all: [
            (words, a, 3, *scored, b"", room, 3) for a in Arrangement for room in (None, marked)
        ],
        module.standing: [(found, words, a, 3) for a in Arrangement],
        module.unite: [(lists, count)],
        module.common: [(found, lists)],
        module.totals: [(lists, count), (lists, 0)],
        module.positions: [(found, (lists,))],
        module.frequencies: [(found, lists, 10), (found, lists, 0)],
        module.place_of: [(*entries, b"a")],
        module.within: [(*entries, *bounds, b"a\0\0\0", 1)],
        module.strings: [(*entries, list(bounds))],
    }
    for kernel, uses in calls.items():
        for arguments in uses:
            with contextlib.suppress(ValueError, IndexError):
                kernel(*arguments)
