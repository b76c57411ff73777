"""Documents and queries of any shape, made of few words so that they meet."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Sequence

from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.models import Block, CleanedDocument, Label, Metadata
from search.query import (
    All,
    Any,
    Column,
    Either,
    Field,
    Fuzzy,
    Has,
    Inside,
    Like,
    Long,
    Near,
    Not,
    Origin,
    ParsedQuery,
    Phrase,
    Prefix,
    Published,
    TermRange,
    Way,
    Wildcard,
    Word,
    Zone,
    parse,
)

ANALYZER = FrenchAnalyzer()
WORDS = [
    "traité",
    "traités",
    "traite",
    "Hanoï",
    "hanoi",
    "de",
    "la",
    "signature",
    "signé",
    "mer",
    "année",
]
SHARED = tuple(Column)
SAID = ["exemple", "fr", "AUTRE.fr", "xemple", "", "Economie", "e\u0301conomie mer", "Yes", "no"]
EXACTLY_COUNTED = 10
"""Words up to which an engine must count the length of a document exactly."""

DAYS = [None, *(datetime.date(2025, 10, day) for day in (24, 25, 26))]


def word(text: str) -> Word:
    """Return the word that `text` is."""
    [found] = parse(text, ANALYZER).words
    return found


def cleaned(
    id: str,
    text: str,
    published: datetime.date | None = None,
    site: str | None = "exemple.fr",
    group: str | None = None,
    **known: typing.Any,
) -> CleanedDocument:
    """Return a document of one block of text; `known` are fields of its metadata."""
    return of_blocks(id, [(Label.BODY, text)], published, site, group, **known)


def of_blocks(
    id: str,
    blocks: Sequence[tuple[Label, str]],
    published: datetime.date | None = None,
    site: str | None = None,
    group: str | None = None,
    **known: typing.Any,
) -> CleanedDocument:
    """Return a document of some blocks."""
    made = (Block(line, text, label, "motif") for line, (label, text) in enumerate(blocks, 1))
    described = {"title": f"Titre « {id} »", "author": site, **known}
    metadata = Metadata(site=site, published=published, **described)
    return CleanedDocument(id, tuple(made), metadata, group=group)


words = st.sampled_from([word(text) for text in WORDS])
some_words = st.lists(words, min_size=1, max_size=3).map(tuple)
fields = st.sampled_from(Field)
starts = st.sampled_from(["", "t", "tr", "trait", "han", "x", "s", "signatures"])
ends = st.none() | st.sampled_from(["", "de", "mer", "trait", "traites", "z"])
days = st.sampled_from(DAYS)
sites = st.sampled_from([None, "exemple.fr", "autre.fr"])
sections = st.sampled_from([None, "Économie", "économie & mer", "sport"])
titles = st.sampled_from([None, "Été à Hanoï", "« Ete a hanoi »", "L’été", "La mer", "zoo", "?"])
known_values = ["exemple.fr", "autre.fr", "nulle.part", "Économie", "sport", "yes"]
values = st.lists(st.sampled_from(known_values), max_size=2)
patterns = (
    st.builds(Prefix, starts, fields)
    | st.builds(
        Wildcard,
        st.text("*?tramé", max_size=4) | st.sampled_from(["*ait*", "?a", "m*r", "*t*r*e"]),
        fields,
    )
    | st.builds(
        Fuzzy,
        st.sampled_from(["traite", "tarite", "mre", "hnoai", "ed", "sgine", "a", ""]),
        st.integers(0, 2),
        st.integers(0, 2),
        fields,
    )
    | st.builds(TermRange, ends, ends, fields)
)
lengths = st.none() | st.integers(0, 6)
filters = (
    st.builds(Published, days, days)
    | st.builds(Has, st.sampled_from(SHARED), values.map(tuple))
    | st.builds(Like, st.sampled_from(SHARED), st.sampled_from(SAID))
    | st.builds(Long, lengths, lengths)
)
zones = st.sampled_from(Zone)
zones_of_queries = st.just(Zone.KEPT) | zones
phrases = st.builds(Phrase, some_words)
ways = st.builds(
    Way,
    words | phrases,
    st.sampled_from([0.25, 0.5, 1.0]),
    st.sampled_from([Origin.SYNONYM, Origin.CORRECTED]),
)
either = st.builds(
    lambda typed, added: Either((*typed, *added)),
    st.lists(st.builds(Way, words | phrases, st.just(1.0), st.just(Origin.TYPED)), max_size=1),
    st.lists(ways, min_size=1, max_size=3),
)
near = st.builds(
    Near, st.lists(words, min_size=2, max_size=3).map(tuple), st.integers(0, 4), st.booleans()
)
leaves = words | phrases | either | near | patterns | filters
clauses = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Any, st.lists(inner, max_size=3).map(tuple))
        | st.builds(All, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Not, inner)
        | st.builds(Inside, zones, inner)
    ),
    max_leaves=5,
)
queries = st.builds(
    ParsedQuery,
    text=st.just(""),
    clause=clauses,
    terms=st.lists(words | either | near | patterns, max_size=4).map(tuple),
    zone=zones_of_queries,
)
some_terms = some_words | st.lists(words | either | patterns, min_size=1, max_size=3).map(tuple)
required = st.lists(words | patterns, min_size=2, max_size=3).map(tuple)
unions = st.builds(
    lambda each, zone: ParsedQuery("", Any(each), each, zone=zone), some_terms, zones_of_queries
)
conjunctions = st.builds(
    lambda each, zone: ParsedQuery("", All(each), each, zone=zone), required, zones_of_queries
)
filtered_unions = st.builds(
    lambda each, rest, zone: ParsedQuery("", All((Any(each), *rest)), each, zone=zone),
    some_terms,
    st.lists(
        filters | patterns | st.builds(Not, leaves) | st.builds(Inside, zones, leaves),
        min_size=1,
        max_size=3,
    ),
    zones_of_queries,
)
few_words = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
labels = st.sampled_from([Label.BODY, Label.TITLE, Label.CAPTION, Label.CHROME, Label.SOURCE])
blocks = st.lists(st.tuples(labels, few_words), max_size=4).filter(
    lambda each: sum(len(text.split()) for _, text in each) <= EXACTLY_COUNTED
)
documents = st.lists(
    st.builds(
        of_blocks,
        st.text("abcé", min_size=1, max_size=3),
        blocks,
        days,
        sites,
        st.sampled_from([None, "exemple.fr"]),
        title=titles,
        author=sites,
        agency=sites,
        section=sections,
        image=st.sampled_from([None, "https://exemple.fr/une.jpg"]),
        is_truncated=st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda each: each.id,
)
