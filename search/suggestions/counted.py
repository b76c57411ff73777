"""Make suggestions of words and phrases whose documents were counted."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.engines.completer import Sample
from search.suggestions.continuing import Continuation
from search.suggestions.models import Kind, Suggestion
from search.suggestions.typed import Typed


def suggestions(
    typed: Typed, kind: Kind, found: Sequence[Continuation], samples: Sequence[Sample]
) -> list[Suggestion]:
    """Return what was counted, first what most documents hold, as far as can be told."""
    pairs = [pair for pair in zip(found, samples, strict=True) if pair[1].found]
    pairs.sort(key=lambda pair: (-_likely(pair[1]), pair[0].written[-1]))
    return [_suggestion(typed, kind, each.written[-1], sample) for each, sample in pairs]


def _likely(sample: Sample) -> float:
    return sample.found * sample.total / sample.looked_at


def _suggestion(typed: Typed, kind: Kind, written: str, sample: Sample) -> Suggestion:
    written = " ".join(written.split())
    text = typed.before + written + typed.closing
    start = len(typed.before) + _typed_length(typed.start, written)
    highlights = ((start, len(text)),) if start < len(text) else ()
    is_least = sample.looked_at < sample.total
    return Suggestion(text, kind, sample.found, highlights, is_least)


def _typed_length(start: str, written: str) -> int:
    """Return how many characters of a written word stand for the beginning of its folded form."""
    lengths = itertools.accumulate((len(fold(normalize(char))) for char in written), initial=0)
    return next((n for n, length in enumerate(lengths) if length >= len(start)), len(written))


def distinct(typed: str, found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield the suggestions that say something else than what was typed, each text once."""
    known = {typed.strip().casefold()}
    for each in found:
        if each.text.casefold() not in known:
            known.add(each.text.casefold())
            yield each
