"""Analyze the words of a piece: a run of words joined by apostrophes and joiners."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from search.analysis.compounds import compounds
from search.analysis.eliding import split_elisions
from search.analysis.figures import dates, decimals
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.analysis.stemming import FrenchStemmer
from search.analysis.tokenizing import HYPHENS, chunks
from search.analysis.variants import Variant
from search.word_lists import load

_FIGURE = re.compile(r"[0-9]")
_DECIMALS = re.compile(r"(?<=[0-9],)[0-9]+(?=[^\W\d_])")
_PLAIN_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))


class Form(NamedTuple):
    """One word of a piece, with its span in the piece, its terms and whether it is a stop word."""

    start: int
    end: int
    stem: str
    exact: str
    is_stop: bool


class Words(NamedTuple):
    """The words of a piece, and what they are written as otherwise; positions are their places."""

    forms: tuple[Form, ...]
    variants: tuple[Variant, ...]


class PieceAnalyzer:
    """Analyze pieces, remembering nothing; may be shared by threads."""

    def __init__(self) -> None:
        self._stemmer = FrenchStemmer()
        self._stop_words = load("search.analysis", "stopwords")
        self._accented = load("search.analysis", "accents")

    def words(self, piece: str) -> Words:
        """Return the words of `piece` in order, without what was elided, and their variants."""
        if piece.isascii() and piece.isalnum():  # most are, and there is little to ask of them
            return Words((self._form(piece.lower(), piece, 0),), ())
        if piece.isalnum() and (normal := normalize(piece)).isalnum():
            accented = (Variant(0, 1, normal),) if normal in self._accented else ()
            return Words((self._form(normal, piece, 0),), accented)
        forms: list[Form] = []
        normals: list[str] = []
        for word, start in _words(piece):
            if normal := normalize(word).replace(".", ""):
                forms.append(self._form(normal, word, start))
                normals.append(normal)
        variants = [*self._variants(piece, forms, normals)]
        return Words(tuple(forms), tuple(_others(variants, forms)) if variants else ())

    def _form(self, normal: str, written: str, start: int) -> Form:
        stem = self._stemmer.stem(normal, written)
        is_stop = normal in self._stop_words and "." not in written  # « U.N. » is no article
        return Form(start, start + len(written), stem, fold(normal), is_stop)

    def _variants(
        self, piece: str, forms: Sequence[Form], normals: Sequence[str]
    ) -> Iterator[Variant]:
        for place, normal in enumerate(normals):
            if normal in self._accented:
                yield Variant(place, 1, normal)
            elif "'" in normal:
                yield self._joined(place, [normal.replace("'", "")])
        if len(forms) > 1:
            if _FIGURE.search(piece):
                yield from _figures(piece.translate(_PLAIN_HYPHENS), forms)
            between = [
                "",
                *(piece[a.end : b.start] for a, b in itertools.pairwise(forms)),
            ]
            for first, count in compounds([form.exact for form in forms], between):
                yield self._joined(first, normals[first : first + count])

    def _joined(self, first: int, parts: Sequence[str]) -> Variant:
        joined = "".join(parts)
        return Variant(first, len(parts), fold(joined), self._stemmer.stem(joined, joined))


def _words(piece: str) -> Iterator[tuple[str, int]]:
    """Yield each word of a piece with its offset, units apart: « 1,5g » is no « 5g »."""
    for chunk, offset in chunks(piece):
        for word, start in split_elisions(chunk):
            parts = _DECIMALS.match(piece, offset + start)
            end = len(parts.group()) if parts else 0
            if parts:
                yield word[:end], offset + start
            yield word[end:], offset + start + end


def _figures(piece: str, forms: Sequence[Form]) -> Iterator[Variant]:
    """Yield what figures with signs between them stand for."""
    starts = {form.start: place for place, form in enumerate(forms)}
    ends = {form.end: place for place, form in enumerate(forms)}
    for start, end, name in (*dates(piece), *decimals(piece)):
        first, last = starts.get(start), ends.get(end)
        if first is None or last is None:  # an accent stands on a figure
            continue
        yield Variant(first, last + 1 - first, name)
        if name.count("-") > 1:
            yield Variant(first, last + 1 - first, name.rpartition("-")[0], is_wider=True)


def _others(variants: Iterable[Variant], forms: Sequence[Form]) -> Iterator[Variant]:
    """Yield variants whose terms are not yet at their position."""
    known = {(place, form.exact) for place, form in enumerate(forms)}
    known_stems = {(place, form.stem) for place, form in enumerate(forms) if not form.is_stop}
    for variant in variants:
        place = variant.position
        if (place, variant.exact) in known:
            continue
        is_known = (place, variant.stem) in known_stems
        known.add((place, variant.exact))
        known_stems.add((place, variant.stem))
        yield variant._replace(stem="") if is_known else variant
