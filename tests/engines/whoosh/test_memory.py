import pytest

from search.engines.whoosh.memory import _LEAST_TOKENS, MEMORY_MB, tokens_in


def test_processes_share_the_memory_of_a_run() -> None:
    one, two = tokens_in(MEMORY_MB), tokens_in(MEMORY_MB, processes=2)
    assert tokens_in(2 * MEMORY_MB, processes=2) == one
    assert one > 2 * two > 4 * _LEAST_TOKENS


@pytest.mark.parametrize("memory_mb", [0, 100])
def test_some_tokens_are_held_however_little_memory_there_is(memory_mb: int) -> None:
    assert tokens_in(memory_mb, processes=3) == _LEAST_TOKENS
