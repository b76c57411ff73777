"""Make the tables of word forms: `python -m benchmarks.forms TEXTS...`.

TEXTS are files of JSON lines {"title", "text"}: what words are worth a place in a table is counted
there. Needs simplemma, whose lexicon of French says which forms belong to a word.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click
import Stemmer

import search.analysis
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.word_lists import load

LEAST_COUNT = 4
"""Times a form must stand in the texts: rarer ones are often no French words."""

LEAST_UNACCENTED = 50
"""Times a word must stand there for its spelling without accents: people may type it."""

LEAST_AMBIGUOUS = 20
"""Times each of two words must stand there that differ in their accents alone."""

FORMS_HEADER = """\
# Stems, each with words that have it though Snowball gives them another one: irregular forms,
# feminines, plural verbs, words typed without their accents, ordinals, and words that Snowball
# takes together with others. Made by `python -m benchmarks.forms` from simplemma's lexicon of
# French (Adrien Barbaresi, MIT) and benchmarks/forms_by_hand.txt.
"""

ACCENTS_HEADER = """\
# Words that differ from another word in their accents alone: a query that has the accents prefers
# texts that have them, too. Made by `python -m benchmarks.forms` from simplemma's lexicon of French
# (Adrien Barbaresi, MIT).
"""

_BY_HAND = Path(__file__).with_name("forms_by_hand.txt")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Hand(NamedTuple):
    """What was written by hand: stems of words, and words that are left to Snowball."""

    stems: dict[str, str]
    left: frozenset[str]


@click.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
def main(*, texts: tuple[str, ...]) -> None:
    """Write the tables of forms and of accents into search/analysis."""
    lemmas = read_lexicon()
    counts = count_words(Path(path) for path in texts)
    folder = Path(search.analysis.__file__).parent
    stems = make_stems(counts, lemmas, read_hand(lemmas))
    (folder / "forms.txt").write_text(FORMS_HEADER + "".join(_lines(stems)), encoding="utf-8")
    accents = sorted(ambiguous(counts, lemmas))
    (folder / "accents.txt").write_text(
        ACCENTS_HEADER + "".join(f"{word}\n" for word in accents), encoding="utf-8"
    )


def read_lexicon() -> dict[str, str]:
    """Return the lemma of each form that simplemma knows, feminines under the masculine."""
    # Only who makes the tables anew needs it.
    from simplemma.strategies.dictionaries.dictionary_factory import (  # noqa: PLC0415
        DefaultDictionaryFactory,
    )

    known = DefaultDictionaryFactory().get_dictionary("fr")
    lemmas = {normalize(form): normalize(lemma) for form, lemma in known.items()}
    return {form: _masculine(lemma, lemmas) for form, lemma in lemmas.items()}


def count_words(paths: Iterable[Path]) -> Counter[str]:
    """Return how often each word stands in the texts of some files."""
    counts: Counter[str] = Counter()
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                text = f"{document.get('title')} {document.get('text')}"
                counts.update(_WORD.findall(normalize(text)))
    return counts


def read_hand(lemmas: Mapping[str, str]) -> Hand:
    """Return what the list beside this module says."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form, lemma in lemmas.items():
        forms[f"~{lemma}"].append(form)
    stems: dict[str, str] = {}
    left: list[str] = []
    for line in load("benchmarks", _BY_HAND.stem):
        stem, *entries = line.split()
        words = [word for entry in entries for word in forms.get(entry, [normalize(entry)])]
        if stem == "-":
            left += words
        else:
            plain = [fold(word) for word in words if fold(word) not in lemmas]
            stems |= dict.fromkeys([*words, *plain], stem)
    return Hand(stems, frozenset(left))


def make_stems(counts: Counter[str], lemmas: Mapping[str, str], hand: Hand) -> dict[str, str]:
    """Return the stems of words of which Snowball gives another one."""
    stop_words = load("search.analysis", "stopwords")
    snowball = Stemmer.Stemmer("french", 0).stemWord
    stems = {word: fold(snowball(word)) for word in counts if word not in stop_words}
    found = dict(hand.stems)
    for forms in _families(stems.keys() - found.keys() - hand.left, lemmas):
        shared = _most_frequent(forms, stems, counts)
        found |= {form: shared for form in forms if counts[form] >= LEAST_COUNT}
    found |= _unaccented(stems | found, counts, lemmas, stop_words)
    return {word: stem for word, stem in found.items() if stem != fold(snowball(word))}


def ambiguous(counts: Counter[str], lemmas: Mapping[str, str]) -> Iterator[str]:
    """Yield words with accents that are another word without them, or with others."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts.keys() & lemmas.keys() - load("search.analysis", "stopwords"):
        if counts[word] >= LEAST_AMBIGUOUS:
            alike[fold(word)].append(word)
    for words in alike.values():
        if len({lemmas[word] for word in words}) > 1:
            yield from (word for word in words if not word.isascii())


def _masculine(lemma: str, lemmas: Mapping[str, str]) -> str:
    for feminine, masculine in (("trice", "teur"), ("euse", "eur")):
        other = lemma.removesuffix(feminine) + masculine
        if lemma.endswith(feminine) and other in lemmas:
            return other
    return lemma


def _families(words: Iterable[str], lemmas: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the words of each lemma."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if word in lemmas:
            families[lemmas[word]].append(word)
    yield from families.values()


def _most_frequent(forms: Iterable[str], stems: Mapping[str, str], counts: Counter[str]) -> str:
    shares: Counter[str] = Counter()
    for form in forms:
        shares[stems[form]] += counts[form]
    return max(sorted(shares), key=shares.__getitem__)


def _unaccented(
    stems: Mapping[str, str],
    counts: Counter[str],
    lemmas: Mapping[str, str],
    stop_words: frozenset[str],
) -> dict[str, str]:
    """Return the stems of words without their accents, where those are no other word."""
    found: dict[str, str] = {}
    for word in sorted(stems, key=lambda word: (counts[word], word)):
        plain = fold(word)
        if plain == word or counts[word] < LEAST_UNACCENTED or word not in lemmas:
            continue
        if plain not in lemmas and plain not in stop_words and 10 * counts[plain] < counts[word]:
            found[plain] = stems[word]
    return found


def _lines(stems: Mapping[str, str]) -> Iterator[str]:
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(stems):
        words[stems[word]].append(word)
    return (f"{line}\n" for line in sorted(" ".join([stem, *words[stem]]) for stem in words))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.forms")
