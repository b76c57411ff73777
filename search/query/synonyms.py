"""Synonyms: a file of ours, and one that a user puts beside the documents.

The format is Solr's. `a, b, c`: who asks for one finds the others, too. `a, b => c`: who asks for
a or b also finds c. Signs after # are a comment.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.analysis import FrenchAnalyzer
from search.errors import SynonymsError
from search.query.alternatives import Alternative
from search.query.tree import Origin, Phrase, Way, Word
from search.word_lists import SYNONYMS_FILE

WEIGHT = 0.5
"""What a synonym counts beside the typed form: .3 and .8 measure the same."""

MOST_ENTRIES = 64
"""Entries of a line: each of them finds all others, and only a few of them are looked for."""

Key = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """One way to write what a line of the file is about; one in lower case `is_inflected`."""

    words: tuple[Word, ...]
    is_inflected: bool

    @property
    def exact(self) -> Key:
        """The terms of the words as written."""
        return tuple(word.exact for word in self.words)


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """A line of the file: who asks for one of `asked` also finds `found`."""

    asked: tuple[Form, ...]
    found: tuple[Form, ...]


class Synonyms:
    """Find synonyms of words that follow each other."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_exact: dict[Key, dict[Form, None]] = {}
        self._by_stem: dict[Key, dict[Form, None]] = {}
        for rule in rules:
            for form in rule.asked:
                self._by_exact.setdefault(form.exact, {}).update(dict.fromkeys(rule.found))
                if form.is_inflected:
                    key = _stems(form.words)
                    self._by_stem.setdefault(key, {}).update(dict.fromkeys(rule.found))
        self._lengths = _lengths(itertools.chain(self._by_exact, self._by_stem))

    def find(self, words: Sequence[Word]) -> Iterator[Alternative]:
        """Yield the synonyms of the longest entries that stand among `words`, none over another."""
        place = 0
        known = self._lengths
        while place < len(words):
            word = words[place]
            if word.exact not in known and word.stem not in known:
                place += 1
                continue
            end, forms = self._longest(words, place)
            ways = _ways(words[place:end], forms)
            yield from (Alternative(place, end, way) for way in ways)
            place = end

    def _longest(self, words: Sequence[Word], start: int) -> tuple[int, Iterable[Form]]:
        """Return the end of the longest entry that begins there, and what else it is called."""
        first = words[start]
        lengths = {*self._lengths.get(first.exact, ()), *self._lengths.get(first.stem, ())}
        for length in sorted(lengths, reverse=True):
            part = words[start : start + length]
            if len(part) == length and not all(word.is_stop for word in part):
                exact = self._by_exact.get(tuple(word.exact for word in part))
                if found := exact or self._by_stem.get(_stems(part)):
                    return start + length, found
        return start + 1, ()


def read_rules(text: str, origin: str, analyzer: FrenchAnalyzer) -> list[Rule]:
    """Return the rules of a file; raises SynonymsError, which names `origin` and the line."""
    rules = []
    for number, line in enumerate(text.split("\n"), 1):
        content = line.partition("#")[0].strip()
        if content:
            try:
                rules.append(_rule(content, analyzer))
            except ValueError as error:
                raise SynonymsError(origin, number, str(error)) from error
    return rules


@functools.cache
def our_synonyms() -> str:
    """Return the text of the file that comes with the package."""
    path = importlib.resources.files("search.query").joinpath(SYNONYMS_FILE)
    return path.read_text(encoding="utf-8")


def _rule(content: str, analyzer: FrenchAnalyzer) -> Rule:
    sides = [_forms(side, analyzer) for side in content.split("=>")]
    match sides:
        case [forms] if len(forms) > 1:
            return Rule(forms, forms)
        case [_]:
            raise ValueError("a single entry; write « a, b » or « a => b »")
        case [asked, found]:
            return Rule(asked, found)
        case _:
            raise ValueError("more than one =>")


def _forms(side: str, analyzer: FrenchAnalyzer) -> tuple[Form, ...]:
    if side.count(",") >= MOST_ENTRIES:
        raise ValueError(f"more than {MOST_ENTRIES} entries in a row")
    return tuple(_form(" ".join(entry.split()), analyzer) for entry in side.split(","))


def _form(entry: str, analyzer: FrenchAnalyzer) -> Form:
    words = tuple(
        Word(entry[token.start : token.end], token.stem, token.exact, token.is_stop)
        for token in analyzer.analyze(entry)
    )
    if not words:
        raise ValueError(f"« {entry} » has no word" if entry else "nothing beside a comma or =>")
    is_inflected = entry == entry.lower()
    return Form(words if is_inflected else tuple(map(_as_written, words)), is_inflected)


def _as_written(word: Word) -> Word:
    """Return a word of a name, which has no other forms: OMS is not the plural of OM."""
    return word if word.stem == word.exact else dataclasses.replace(word, stem="")


def _stems(words: Iterable[Word]) -> Key:
    return tuple(word.exact if word.is_stop else word.stem or word.exact for word in words)


def _lengths(keys: Iterable[Key]) -> Mapping[str, set[int]]:
    """Return how many words the entries have that begin with a term."""
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key[0], set()).add(len(key))
    return found


def _ways(typed: Sequence[Word], forms: Iterable[Form]) -> Iterator[Way]:
    """Yield the ways that find more than what is typed and than each other."""
    exact = tuple(word.exact for word in typed)
    different = {_stems(form.words): form for form in forms if not _holds(exact, form.exact)}
    different.pop(_stems(typed), None)
    for form in different.values():
        shorter = (exact, *(other.exact for other in different.values() if other is not form))
        if not any(_holds(form.exact, each) for each in shorter):
            yield Way(_clause(form), WEIGHT, Origin.SYNONYM)


def _holds(longer: Key, shorter: Key) -> bool:
    """Tell whether some terms stand within more of them."""
    starts = range(len(longer) - len(shorter) + 1)
    return any(longer[start : start + len(shorter)] == shorter for start in starts)


def _clause(form: Form) -> Word | Phrase:
    """Return a word by itself; one that is found as written only counts as a phrase does."""
    word = form.words[0]
    return word if len(form.words) == 1 and word.stem else Phrase(form.words)
