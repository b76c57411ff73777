import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import BLOCK_GAP, FrenchAnalyzer
from search.highlighting import Highlighter
from search.query import (
    Either,
    Field,
    Fuzzy,
    Near,
    Origin,
    Pattern,
    Phrase,
    Prefix,
    Term,
    TermRange,
    Way,
    Wildcard,
    Word,
    parse,
    words_of,
)
from tests.naive_snippets import NaiveHighlighter

ANALYZER = FrenchAnalyzer()

FORMS = (
    *("mer", "mers", "MER", "cheval", "chevaux", "publique", "publicité", "prudemment", "prudent"),
    *("Hanoï", "Hanoi", "hanoi\u0308", "cœur", "coeurs", "l'", "l’", "lʼ", "de ", "la ", "n'", "x"),
    *("aujourd’hui", "prud'hommes", " ", " ", " ", " – ", ". ", "-", "_", "\u00ad", "?", "½", "北"),
)
"""Words of one stem, ways of writing them, and what stands between them."""

FIGURES = ("1 000", "2025", "26", "octobre", "1,5g", "1000", "12", "000")
"""Numbers and parts of dates, which become one with others beside them."""

letters = st.sampled_from(
    ["", "m", "me", "mer", "cheva", "pub", "coe", "aujourd", "x", "n", "1", "2025-1", "26", "bei"]
)
patterns = (
    st.builds(Prefix, letters, st.sampled_from(Field))
    | st.builds(
        Wildcard,
        st.lists(letters | st.sampled_from(["*", "?", "er", "anoi", "udhomm"]), max_size=4).map(
            "".join
        ),
        st.sampled_from([Field.EXACT, Field.EXACT, Field.STEM]),
    )
    | st.builds(
        Fuzzy,
        st.sampled_from(["mer", "hnaoi", "chevuax", "12", "100", "aujourd'hui", ""]),
        st.integers(0, 2),
        st.integers(0, 2),
    )
    | st.builds(TermRange, st.none() | letters, st.none() | letters)
)

queries = st.builds(
    "{} {} « {} » {}".format,
    *[st.lists(st.sampled_from(FORMS), max_size=2).map(" ".join)] * 2,
    *[st.lists(st.sampled_from(FORMS), max_size=3).map("".join)] * 2,
)


def highlighter(query: str) -> Highlighter:
    return Highlighter(parse(query, ANALYZER).terms, ANALYZER)


def marked(query: str, text: str) -> list[str]:
    spans = highlighter(query).spans(text)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("cyberattaque", "Les cyberattaques, une cyberattaque.", ["cyberattaques", "cyberattaque"]),
        ("Hanoi", "À Hanoï, l’accord d'Hanoi", ["Hanoï", "Hanoi"]),
        ("l'ambassadeur", "L’ambassadeur", ["ambassadeur"]),
        ("To Lam", "le président Tô Lâm a dit", ["Tô", "Lâm"]),
        ("convention de Hanoï", "La Convention de Hanoi", ["Convention", "Hanoi"]),
        ("« convention de Hanoï »", "La Convention de Hanoi", ["Convention de Hanoi"]),
        ("la fraude", "la mer, la fraude", ["fraude"]),
        ("« droit international »", "le droit, le droit international", ["droit international"]),
        ("droit « droit pénal »", "droit pénal et droit", ["droit pénal", "droit"]),
        ("à la une", "à la une, la mer", ["à la une"]),
        ("mer -Cuba", "la mer de Cuba", ["mer"]),
        ("26 octobre 2025", "le 26/10/2025, le 1er octobre 2025", ["26/10/2025", "octobre 2025"]),
        ("26/10/2025", "le 26 octobre 2025 à 10 h 26", ["26 octobre 2025"]),
        ("octobre 2025", "le 26 octobre 2025", ["octobre 2025"]),
        ("1,5 g", "avec 1,5g d’alcool", ["1,5", "g"]),
        ("1 000", "1 000, 1000 et 1", ["1 000", "1000"]),
        ("cyberattaque", "une cyber-attaque", ["cyber-attaque"]),
        ("cyberattaque cyber", "une cyber-attaque cyber", ["cyber-attaque", "cyber"]),
        ("cyberattaque « cyber attaque russe »", "cyber-attaque russe", ["cyber-attaque russe"]),
        ("mer", "le traité", []),
        ("", "la mer", []),
    ],
)
def test_matches_are_marked(query: str, text: str, marks: list[str]) -> None:
    assert marked(query, text) == marks


@given(
    st.text(alphabet="abé mers'’.«»-\n", max_size=40),
    st.text(alphabet="abé mers'’.\n", max_size=80),
)
def test_spans_are_ascending_disjoint_and_inside_the_text(query: str, text: str) -> None:
    spans = highlighter(query).spans(text)
    flat = [0, *(offset for span in spans for offset in span), len(text)]
    assert flat == sorted(flat)
    assert all(start < end for start, end in spans)


def test_terms_and_pairs_are_found() -> None:
    query = highlighter("droit de la mer « mer Noire »")
    text = "les droits de la mer, la mer noire"
    terms = query.terms_of(text, query.find(text))
    assert {" ".join(word.exact for word in words_of(term)) for term in terms} == {
        *("droit", "mer", "mer noire"),
    }
    assert query.pairs_of(text, (0, len(text)), query.find(text)) == 5
    assert query.terms_of("rien ici", query.find("rien ici")) == frozenset()


def test_every_way_to_write_a_word_is_marked() -> None:
    [onu], nations = parse("ONU", ANALYZER).words, parse("Nations unies", ANALYZER).words
    ways = (Way(onu, 1.0, Origin.TYPED), Way(Phrase(nations), 0.5, Origin.SYNONYM))
    terms = [Either(ways)]
    text = "L’ONU, les Nations unies, des nations, des mains unies"
    spans = Highlighter(terms, ANALYZER).spans(text)
    assert [text[start:end] for start, end in spans] == ["ONU", "Nations unies"]


@given(st.lists(st.sampled_from(FORMS), max_size=12).map("".join), queries, queries)
def test_marks_of_several_ways_are_those_of_looking_at_every_word(
    text: str, typed: str, others: str
) -> None:
    added = [term for term in parse(others, ANALYZER).terms if isinstance(term, Word | Phrase)]
    either = Either(tuple(Way(term, 0.5, Origin.SYNONYM) for term in added))
    terms = (*parse(typed, ANALYZER).terms, either)
    assert Highlighter(terms, ANALYZER).spans(text) == NaiveHighlighter(terms).spans(text)


@given(st.lists(st.sampled_from(FORMS), max_size=12).map("".join), queries)
def test_marks_are_those_of_looking_at_every_word(text: str, query: str) -> None:
    terms = parse(query, ANALYZER).terms
    assert Highlighter(terms, ANALYZER).spans(text) == NaiveHighlighter(terms).spans(text)


@given(st.lists(st.sampled_from(FORMS + FIGURES), max_size=12).map("".join), patterns)
@settings(deadline=None)
def test_marks_of_a_pattern_are_those_of_looking_at_every_word(text: str, pattern: Pattern) -> None:
    assert Highlighter([pattern], ANALYZER).spans(text) == NaiveHighlighter([pattern]).spans(text)


near = st.builds(
    Near,
    st.lists(
        st.sampled_from(["mer", "cheval", "la", "de", "hanoi", "x"]), min_size=2, max_size=3
    ).map(lambda texts: tuple(word for text in texts for word in parse(text, ANALYZER).words)),
    st.integers(0, 4),
    st.booleans(),
)


@given(st.lists(st.sampled_from(FORMS), max_size=16).map(" ".join), st.lists(near, max_size=2))
@settings(deadline=None)
def test_marks_of_words_near_each_other_are_those_of_all_their_placings(
    text: str, terms: list[Term]
) -> None:
    assert Highlighter(terms, ANALYZER).spans(text) == NaiveHighlighter(terms).spans(text)


@given(
    st.lists(st.sampled_from(FORMS), max_size=12).map("".join),
    queries,
    st.lists(near | patterns, max_size=2),
)
@settings(deadline=None)
def test_marks_of_terms_of_all_kinds_are_those_of_looking_at_every_word(
    text: str, query: str, others: list[Term]
) -> None:
    terms = (*parse(query, ANALYZER).terms, *others)
    assert Highlighter(terms, ANALYZER).spans(text) == NaiveHighlighter(terms).spans(text)


@pytest.mark.parametrize(
    ("term", "text", "marks"),
    [
        (
            Prefix("cyber"),
            "Cyberattaque, cyber-attaque, un hypercyber",
            ["Cyberattaque", "cyber-attaque"],
        ),
        (Prefix("hano"), "d’Hanoï à Hà Nội, HANOI", ["Hanoï", "HANOI"]),
        (Prefix("on"), "l’O.N.U. on l’a dit", ["O.N.U", "on"]),
        (
            Wildcard("organi?ation"),
            "l’Organisation, organization",
            ["Organisation", "organization"],
        ),
        (Wildcard("*faktur*"), "die Manufakturen, la manufacture", ["Manufakturen"]),
        (Wildcard("*"), "la mer", ["la", "mer"]),
        (Fuzzy("guteres"), "M. Guterres, Gutérès, Cuterres", ["Guterres", "Gutérès"]),
        (TermRange("mer", "mes"), "la mer, des mers, mes mets", ["mer", "mers", "mes"]),
        (Prefix("100"), "1 000 ou 1000", ["1 000", "1000"]),
        (Prefix("2025-1"), "le 26 octobre 2025, en 2025", ["26 octobre 2025"]),
    ],
)
def test_the_words_of_a_pattern_are_marked(term: Term, text: str, marks: list[str]) -> None:
    spans = Highlighter([term], ANALYZER).spans(text)
    assert [text[start:end] for start, end in spans] == marks


@pytest.mark.parametrize(
    ("distance", "is_ordered", "marks"),
    [
        (2, False, []),
        (3, True, ["mer", "droits"]),
        (3, False, ["mer", "droits"]),
        (4, False, ["mer", "droits", "mers"]),
        (4, True, ["mer", "droits"]),
    ],
)
def test_words_are_marked_where_they_stand_near_each_other(
    distance: int, *, is_ordered: bool, marks: list[str]
) -> None:
    text = "la mer du nord, droits de pêche en mers ; plus loin que tout cela le droit"
    term = Near(parse("mer droit", ANALYZER).words, distance, is_ordered=is_ordered)
    spans = Highlighter([term], ANALYZER).spans(text)
    assert [text[start:end] for start, end in spans] == marks


def test_words_of_two_lines_stand_as_far_apart_as_blocks_do() -> None:
    words = parse("mer droit", ANALYZER).words
    for distance, count in ((BLOCK_GAP, 0), (BLOCK_GAP + 1, 2)):
        spans = Highlighter([Near(words, distance)], ANALYZER).spans("la mer\ndroit")
        assert len(spans) == count


def test_an_exact_word_is_marked_in_its_form_alone() -> None:
    term = Word("mers", "", "mers", is_stop=False)
    text = "mer, Mers, mers-là"
    spans = Highlighter([term], ANALYZER).spans(text)
    assert [text[start:end] for start, end in spans] == ["Mers", "mers"]
