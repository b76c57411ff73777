"""Complete words by what a cluster counts, and by some of the articles that it finds.

Where words stand is read in these articles; they come whole with the answers, since they are what
is read next.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.analysis.batches import TokenArrays
from search.engines.completer import Sample, Standing
from search.engines.opensearch.completing import form_places
from search.engines.opensearch.completing.samples import Sampler, counting, some_of, whole
from search.engines.opensearch.hits.fetching import Fetcher
from search.engines.opensearch.hits.standing import Reader
from search.engines.opensearch.queries.matching import Dsl, filter_of
from search.engines.opensearch.stored.mapping import TERMS
from search.engines.opensearch.stored.tokens import JOINED, group_of, term_of
from search.engines.opensearch.stored.view import View
from search.engines.opensearch.terms.dictionary import Dictionary
from search.engines.whoosh.codec.remembering import remembered
from search.query import All, Field, Phrase, Word, Zone

FIELD = Zone.KEPT.value
"""The field of kept text, which is what is completed."""

MORE = 2
"""Times as many forms as are wanted are counted: an estimate may put them in another order."""

CANDIDATES = 64
"""Forms with a beginning that are looked for beside and behind words, the most frequent ones."""

FREQUENT = 16
"""The same of forms that are looked for by themselves, at the beginning of articles."""

BEHIND = 24
"""Articles that are read to see what stands behind words: some milliseconds."""

LOOKED_AT = 1 << 15
"""Articles in which a server looks for what stands beside words: some milliseconds."""

LOOKED_AT_EARLY = 1 << 13
"""The same where it looks at positions, and few articles are wanted."""

QUICKER = 1 << 6
"""Times as many articles as the embedded engine a server looks at in about the same time."""

EARLY = (2, 6)
"""Positions before which forms are looked for first, so that the earliest ones are found."""

EXAMPLES = 2
"""Articles of a form that are fetched before they are asked for."""

FETCHED = 12, 6
"""Frequent forms, and forms beside words, of which they are: twice as many as are suggested."""

REMEMBERED = 1 << 12
"""Forms of which examples are remembered."""

REMEMBERED_WORDS = 1 << 8
"""Words before the last of which is remembered how many articles hold all: every letter asks."""


class OpenSearchCompleter:
    """Complete words; threads may share it."""

    def __init__(self, view: View, dictionary: Dictionary, fetcher: Fetcher) -> None:
        self._view = view
        self._dictionary = dictionary
        self._fetcher = fetcher
        self._sampler = Sampler(view, fetcher)
        self._texts = Reader()
        self._known: dict[str, list[int]] = {}
        self._total = remembered(self._count, REMEMBERED_WORDS)

    def frequent(self, start: str, most: int) -> Mapping[str, int]:
        """Return the forms that most documents hold, and how many hold each."""
        terms = [*self._dictionary.frequent(start, most * MORE)]
        likely = [term for term in terms[: FETCHED[0]] if term not in self._known]
        asked = [counting(_form(term)) for term in terms]
        asked += [whole(_form(term), EXAMPLES) for term in likely]
        answers = self._view.msearch(asked)
        self._learn(likely, answers[len(terms) :])
        totals = [answer["hits"]["total"]["value"] for answer in answers[: len(terms)]]
        return _most(dict(zip(terms, totals, strict=True)), most)

    def beside(self, words: Sequence[Word], start: str, most: int) -> Mapping[str, int]:
        """Return the forms in most of the documents that hold all words, and in how many each."""
        terms = [*self._dictionary.frequent(start, CANDIDATES)]
        total = self._total(tuple(words))
        if not total or not terms:
            return {}
        filters = {"filters": {"filters": [*map(_form, terms)]}}
        query = some_of(filter_of(All(tuple(words))), LOOKED_AT, total)
        found = self._view.search({"size": 0, "query": query, "aggs": {"terms": filters}})
        counts = [each["doc_count"] for each in found["aggregations"]["terms"]["buckets"]]
        best = _most(dict(zip(terms, counts, strict=True)), most)
        likely = [term for term in [*best][: FETCHED[1]] if term not in self._known]
        self._learn(likely, self._view.msearch([whole(_form(term), EXAMPLES) for term in likely]))
        return best

    def behind(self, words: Sequence[Word], start: str) -> Standing:
        """Return where forms stand right behind words that follow each other."""
        last = [term_of(Field.EXACT, term) for term in self._dictionary.frequent(start, CANDIDATES)]
        groups = [*map(group_of, words), JOINED.join(last)]
        query = {"match_phrase": {FIELD: {"query": " ".join(groups), "analyzer": TERMS}}}
        keys: list[int] = []
        if all(groups):
            [keys] = self._sampler.read([query], BEHIND)
        return form_places.behind(self._read(keys), keys, words, start)

    def early(self, start: str, before: int, most: int) -> Sequence[int]:
        """Return keys of documents in which a form stands before a position, the earliest first."""
        terms = self._dictionary.frequent(start, FREQUENT)
        ends = [*(end for end in EARLY if end < before), before]
        total = sum(terms.values())
        queries = [some_of(_before(terms, end), LOOKED_AT_EARLY, total) for end in ends]
        found = self._sampler.keys(queries, most) if terms else []
        keys = [*dict.fromkeys(key for each in found for key in each)][:most]
        firsts = form_places.earliest(self._read(keys), start)
        order = sorted((place, keys[number]) for number, place in firsts.items())
        return [key for place, key in order if place < before]

    def holding(self, words: Sequence[Word], most: int) -> Sequence[int]:
        """Return keys of documents in which words follow each other, at even distances."""
        [keys] = self._sampler.read([filter_of(Phrase(tuple(words)))], most)
        return keys

    def examples(self, term: str, most: int) -> Sequence[int]:
        """Return keys of some documents of a form, at even distances."""
        if most > EXAMPLES or term not in self._known:
            [keys] = self._sampler.read([_form(term)], most)
            return keys
        return self._known[term][:most]

    def count_together(self, words: Sequence[Word], others: Sequence[Word]) -> list[int]:
        """Return how many documents hold all words and each of the others."""
        return self._view.counts([filter_of(All((*words, other))) for other in others])

    def count_in_a_row(
        self, words: Sequence[Word], others: Sequence[Sequence[Word]], most: int
    ) -> list[Sample]:
        """Return in how many documents the words and those of each of the others follow each other.

        At most about QUICKER times so many words of documents are looked at for all of them.
        """
        rows = [(*words, *each) for each in others]
        totals = self._view.counts([filter_of(All(row)) for row in rows])
        rooms = _rooms(totals, [*map(len, rows)], most * QUICKER)
        places = [*zip(rows, rooms, totals, strict=True)]
        some = [place for place in places if place[1] < place[2]]
        asked = [some_of(filter_of(Phrase(row)), room, total) for row, room, total in places]
        asked += [some_of(filter_of(All(row)), room, total) for row, room, total in some]
        found = iter(self._view.counts(asked))
        counts = [*itertools.islice(found, len(rows))]
        looked_at = [next(found) if room < total else total for _, room, total in places]
        return [*map(Sample, counts, looked_at, totals)]

    def follows(self, words: Sequence[Word], terms: Sequence[str], most: int) -> list[bool]:
        """Tell of forms whether each stands right behind words in one of `most` documents of it.

        About QUICKER times so many of them are looked at.
        """
        rows = [Phrase((*words, Word(term, "", term, is_stop=False))) for term in terms]
        totals = self._view.counts([*map(_form, terms)])
        asked = [
            counting(some_of(filter_of(row), most * QUICKER, total)) | {"track_total_hits": 1}
            for row, total in zip(rows, totals, strict=True)
        ]
        return [bool(each["hits"]["total"]["value"]) for each in self._view.msearch(asked)]

    def _count(self, words: tuple[Word, ...]) -> int:
        [total] = self._view.counts([filter_of(All(words))])
        return total

    def _learn(self, terms: Sequence[str], answers: Sequence[dict[str, Any]]) -> None:
        """Remember examples of forms, which are asked for one after the other."""
        known = dict(zip(terms, self._sampler.take(answers), strict=True))
        if len(self._known) + len(known) > REMEMBERED:
            self._known = {}
        self._known = self._known | known

    def _read(self, keys: Sequence[int]) -> TokenArrays:
        return self._texts.read(self._fetcher.documents(keys), Zone.KEPT).kept


def _form(term: str) -> Dsl:
    """Return what matches the articles that hold a form."""
    return {"term": {FIELD: term_of(Field.EXACT, term)}}


def _before(terms: Iterable[str], end: int) -> Dsl:
    """Return what matches articles in which a form stands before a position."""
    spans = [{"span_term": {FIELD: term_of(Field.EXACT, term)}} for term in terms]
    return {"span_first": {"match": {"span_or": {"clauses": spans}}, "end": end}}


def _most(counts: Mapping[str, int], most: int) -> dict[str, int]:
    """Return what was counted most, equals in order, without what no document holds."""
    order = sorted((term for term in counts if counts[term]), key=lambda t: (-counts[t], t))
    return {term: counts[term] for term in order[:most]}


def _rooms(totals: Sequence[int], lengths: Sequence[int], most: int) -> list[int]:
    """Return how many of its articles are looked at for each row of words.

    Those that need least come first and leave the others what they do not need.
    """
    rooms = [0] * len(totals)
    order = sorted(range(len(totals)), key=totals.__getitem__)
    for left, place in zip(range(len(order), 0, -1), order, strict=True):
        rooms[place] = max(1, most // (left * lengths[place]))
        most -= min(totals[place], rooms[place]) * lengths[place]
    return rooms
