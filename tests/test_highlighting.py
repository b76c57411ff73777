import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.highlighting import Highlighter
from search.query import Either, Origin, Phrase, Way, Word, parse, words_of
from tests.naive_snippets import NaiveHighlighter

ANALYZER = FrenchAnalyzer()

FORMS = (
    *("mer", "mers", "MER", "cheval", "chevaux", "publique", "publicité", "prudemment", "prudent"),
    *("Hanoï", "Hanoi", "hanoi\u0308", "cœur", "coeurs", "l'", "l’", "lʼ", "de ", "la ", "n'", "x"),
    *("aujourd’hui", "prud'hommes", " ", " ", " ", " – ", ". ", "-", "_", "\u00ad", "?", "½", "北"),
)
"""Words of one stem, ways of writing them, and what stands between them."""

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
