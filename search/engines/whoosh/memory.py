"""How much of a run's memory is left for the tokens of documents."""

from __future__ import annotations

MEMORY_MB = 512
"""Memory a run may take, roughly, in all its processes."""

_PROCESS_MB = 190
"""What a process takes beside tokens, measured while 100,000 articles were stored: 220 the one that
knows all documents, 140 each other; half of it are words that it remembers."""

_TOKEN_BYTES = 30
"""What a token takes while a segment is written: 29 measured, vocabulary and texts included."""

_LEAST_TOKENS = 1 << 20
"""Tokens kept in memory however little of it there may be: some thousand articles."""


def tokens_in(memory_mb: int, *, processes: int = 1) -> int:
    """Return how many tokens each process may hold at once."""
    tokens = (memory_mb / processes - _PROCESS_MB) * 1_000_000 / _TOKEN_BYTES
    return max(_LEAST_TOKENS, int(tokens))
