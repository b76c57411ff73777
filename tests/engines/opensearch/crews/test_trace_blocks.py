import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch.crews import trace_blocks
from search.engines.opensearch.crews.trace_blocks import TraceBlocks
from search.errors import EngineUnavailableError
from tests.engines.opensearch.memory_server import MemoryConnection

NEWS = st.lists(st.tuples(st.text(), st.none() | st.text()), max_size=9)


@given(NEWS, NEWS)
def test_each_group_is_read_as_it_was_written(
    first: list[tuple[str, str | None]], second: list[tuple[str, str | None]]
) -> None:
    blocks = TraceBlocks(MemoryConnection(), "traces")
    counts = {"a": blocks.write("a", first), "b": blocks.write("b", second)}
    assert list(blocks.read("a", counts["a"])) == first
    assert list(blocks.read("b", counts["b"])) == second


def test_a_block_is_full_at_so_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_blocks, "BLOCK_CHARACTERS", 10)
    blocks = TraceBlocks(MemoryConnection(), "traces")
    assert blocks.write("a", [(str(number), "é" * 5) for number in range(6)]) == 3
    assert blocks.write("b", [("a", "é" * 9)]) == 1
    assert blocks.write("c", []) == 0


def test_half_of_a_surrogate_pair_comes_back() -> None:
    blocks = TraceBlocks(MemoryConnection(), "traces")
    assert list(blocks.read("a", blocks.write("a", [("\ud800", "\udc00")]))) == [
        ("\ud800", "\udc00")
    ]


def test_blocks_that_are_gone_are_missed() -> None:
    blocks = TraceBlocks(MemoryConnection(), "traces")
    blocks.make_room()
    blocks.make_room()
    count = blocks.write("a", [("a", "trace")])
    blocks.remove()
    blocks.remove()
    with pytest.raises(EngineUnavailableError, match="traces holds not all that it held"):
        list(blocks.read("a", count))
